import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_up import BUCKET, FINDINGS, finding, place, result
from reading import as_markdown, counts_add_up, outside_fences, tables

from repair.errors import InputError, UsageError
from repair.report.composing.compose import document_of
from repair.report.styled import STYLES, styled

HEADING = re.compile(r"(?m)^#{2,3} (?:Error )?(\d+)[.:] ")
ANCHOR = re.compile(r'(?m)^<a id="([^"]+)"></a>$')


def several():
    return result(
        finding(),
        finding(id="sqs-encryption", title="Queue is not encrypted", places=(place(resource="Queue"),)),
        ideal=BUCKET.replace("raw", "other"),
    )


@pytest.mark.parametrize("style", STYLES)
def test_every_style_passes_a_linter(style):
    api = pytest.importorskip("pymarkdown.api").PyMarkdownApi()
    api = api.disable_rule_by_identifier("md013").set_string_property("plugins.md033.allowed_elements", "a")
    found = api.scan_string(as_markdown(several(), style=style))
    assert [(one.line_number, one.rule_id, one.rule_description) for one in found.scan_failures] == []


@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(findings=FINDINGS, style=st.sampled_from(STYLES))
def test_every_style_tells_every_finding_once_and_adds_up(findings, style):
    run = result(*findings)
    text = outside_fences(as_markdown(run, style=style))
    numbers = [int(number) for number in HEADING.findall(text)]
    assert numbers == list(range(1, len(findings) + 1))
    anchors = ANCHOR.findall(text)
    assert len(set(anchors)) == len(findings)
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert set(links) <= set(anchors)
    if findings:
        counts = next(table for table in tables(text) if table[0][0] == "category")
        counts_add_up(counts, len(findings))


@pytest.mark.parametrize("style", STYLES)
def test_the_same_result_gives_the_same_text(style):
    assert as_markdown(several(), style=style) == as_markdown(several(), style=style)


def test_a_heading_and_an_anchor_stay_when_another_finding_goes():
    both, one = as_markdown(several()), as_markdown(result(several().findings[1], ideal=BUCKET))
    assert ANCHOR.findall(one)[0] in ANCHOR.findall(both)


def test_an_unknown_style_names_those_that_there_are():
    with pytest.raises(UsageError, match="analysis, errors, changes, catalogue"):
        as_markdown(several(), style="nice")


@pytest.fixture
def own(tmp_path):
    def written(text):
        file = tmp_path / "own.md.jinja"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return written


def test_a_team_writes_its_own_style_and_uses_the_parts_of_the_others(own):
    style = own(
        '{% import "parts.md.jinja" as parts with context %}\n# Ours\n\n{{ parts.counts() }}\n'
        "{% for item in document.items %}\n- {{ item.title }}\n{% endfor %}\n"
    )
    text = as_markdown(several(), style=style)
    assert text.startswith("# Ours\n\n| category |")
    assert "- S3 bucket keeps no versions: `RawBucket`" in text


def test_what_a_style_prints_is_text_and_no_markup(own):
    style = own("{{ document.items[0].failure }}")
    text = as_markdown(result(finding(title="*a* <b> | [c](d)")), style=style)
    assert text == "\\*a\\* \\<b\\> \\| \\[c\\](d)\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\n{{ document.nothing }}\n", 2, "has no attribute 'nothing'"),
        ("one\n\n{% for %}\n", 3, "cannot be read"),
        ("{{ document.summary.items / 0 }}", 1, "division by zero"),
        ("\n{{ document.__class__.__mro__ }}", 2, "unsafe"),
        ('{% include "missing.jinja" %}', 1, "missing.jinja"),
    ],
)
def test_a_fault_of_a_teams_style_is_one_sentence_with_file_and_line(own, text, line, words):
    style = own(text)
    with pytest.raises(InputError, match=words) as caught:
        as_markdown(several(), style=style)
    assert (caught.value.name, caught.value.line) == (style, line)
    assert "\n" not in str(caught.value)


def test_a_style_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "own.jinja"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        as_markdown(several(), style=str(file))


def test_a_style_file_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="no such style file"):
        as_markdown(several(), style="own.jinja")


def test_blank_lines_inside_a_fence_stay(own):
    style = own("{% for c in document.items[0].changes %}{{ c.ideal | fenced }}{% endfor %}\n\n\n\nend")
    document = document_of(result(finding(places=(place(before="x", after="a\n\n\n\nb"),))))
    text = styled(document, style)
    assert "a\n\n\n\n" in text.replace("  ", "")
    assert text.endswith("```\n\nend\n")
