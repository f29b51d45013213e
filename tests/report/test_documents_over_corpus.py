"""Documents of real pairs: what they count and cite is there. REPAIR_CORPUS names a folder of pairs."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from reading import counts_add_up, outside_fences, tables

import repair
from repair.api import Options, chosen
from repair.document.pointer import from_pointer
from repair.errors import InputError
from repair.report.composing.compose import document_of
from repair.report.styled import STYLES, styled
from repair.template import load
from repair.template.data import value_at

CORPUS = os.environ.get("REPAIR_CORPUS")
EVERY = int(os.environ.get("REPAIR_CORPUS_STEP", "24"))
FOLDERS = sorted(Path(CORPUS).iterdir())[::EVERY] if CORPUS else []
NOTHING = object()

pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS does not name a folder of template pairs")


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def pair(request):
    try:
        return read(request.param)
    except InputError as error:
        pytest.skip(f"no template: {error}")


@cache
def read(folder):
    """Both templates of a pair, and the document on what differs."""
    sides = load(next(folder.glob("generated.*"))), load(next(folder.glob("ideal.*")))
    wanted = folder / "REQUIREMENTS.md"
    options = chosen(Options(), [], wanted if wanted.is_file() else None)
    return (*sides, document_of(repair.report(*sides, options=options), options))


def test_what_a_document_counts_and_cites_is_there(pair):
    generated, ideal, document = pair
    summary = document.summary
    for group in (summary.by_severity, summary.by_category, summary.by_standing):
        assert sum(count.items for count in group) == summary.items == len(document.items)
        assert sum(count.places for count in group) == summary.places
    assert len({item.anchor for item in document.items}) == len(document.items)
    for item in document.items:
        for place in item.places:
            is_there(place.generated, generated)
            if place.ideal is not None:
                is_there(place.ideal, ideal)
        for change in item.changes:
            for snippet in (change.generated, change.ideal, change.difference):
                assert snippet is None or snippet.text.strip()
    for one in document.right:
        assert all(name in generated.resources for name in one.resources)
    if document.compliance:
        counts = dict(document.compliance.by_status)
        assert sum(counts.values()) == len(document.compliance.requirements)
        assert all(
            0 < number <= len(document.items)
            for one in document.compliance.requirements
            for number in one.items
        )
    for check in document.verification:
        assert [verdict.file for verdict in check.verdicts] == [document.generated.name, document.ideal.name]


def is_there(spot, template):
    lines = template.document.text.splitlines()
    assert 1 <= spot.line <= spot.end_line <= len(lines)
    assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1
    if spot.present:
        path = from_pointer(spot.pointer, template.data)
        assert value_at(template.data, path, NOTHING) is not NOTHING
        assert spot.line == template.document.position(path).line


def test_every_style_is_whole_and_adds_up(pair):
    document = pair[2]
    for style in STYLES:
        text = outside_fences(styled(document, style))
        numbers = re.findall(r"(?m)^#{2,3} (?:Error )?(\d+)[.:] ", text)
        assert list(map(int, numbers)) == list(range(1, len(document.items) + 1))
        anchors = re.findall(r'(?m)^<a id="([^"]+)"></a>$', text)
        assert anchors == [item.anchor for item in document.items]
        assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(anchors)
        headings = re.findall(r"(?m)^#+ .*", text)
        assert len(set(headings)) == len(headings)
        for table in tables(text):
            if table[0][0] == "category":
                counts_add_up(table, len(document.items))
        assert not re.search(r"(?m)[ \t]+$|\n\n\n", text)


@pytest.mark.parametrize("index", range(0, len(FOLDERS), 4))
def test_documents_of_real_pairs_pass_a_linter(index):
    """A few: the linter takes seconds for each."""
    pymarkdown = pytest.importorskip("pymarkdown.api")
    try:
        sides = [load(next(FOLDERS[index].glob(f"{side}.*"))) for side in ("generated", "ideal")]
    except InputError as error:
        pytest.skip(f"no template: {error}")
    api = pymarkdown.PyMarkdownApi().disable_rule_by_identifier("md013")  # lines are as long as they are
    api = api.set_string_property("plugins.md033.allowed_elements", "a")
    text = styled(document_of(repair.report(*sides)), STYLES[index // 4 % len(STYLES)])
    found = api.scan_string(text).scan_failures
    assert [(one.line_number, one.rule_id, one.rule_description) for one in found] == []
