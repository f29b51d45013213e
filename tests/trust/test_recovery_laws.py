"""Templates that are broken in known ways: a mend that is called plain gives back exactly what was meant."""

import random

import breaking
import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import tried

from repair.document.equality import same
from repair.document.recovery.recover import recover
from repair.knowledge.language import TEMPLATE_SECTIONS
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset(TEMPLATE_SECTIONS)
SEEDS = st.integers(0, 2**32)
WRITERS = {"json": breaking.json_text, "yaml": breaking.yaml_text}
AROUND = {
    "json": (breaking.fence, breaking.prose, breaking.comment),
    "yaml": (breaking.fence, breaking.prose),
}
CASES = [
    *(pytest.param("json", one, id=f"json-{one.__name__}") for one in breaking.JSON_BREAKS),
    *(pytest.param("yaml", one, id=f"yaml-{one.__name__}") for one in breaking.YAML_BREAKS),
]
CERTAIN = {
    "json": {
        breaking.comment, breaking.comma_gone, breaking.comma_twice, breaking.comma_last, breaking.single_quotes,
        breaking.backticks, breaking.bare_key, breaking.fence, breaking.fancy_quotes,
    },
    "yaml": {breaking.fence},
}  # fmt: skip
"""What is always mended."""


def text_of(format, seed):
    """A template of the project's own, or a generated one."""
    chance = random.Random(seed)
    own = breaking.corpus(format)
    return chance.choice(own) if chance.random() < 0.2 else WRITERS[format](breaking.data_of(seed), seed)


def read(text):
    return recover(text, dialect=CLOUDFORMATION, roots=ROOTS)


def holds(document, wanted):
    return not document.recovery.plain or same(document.data, wanted, written=False)


@pytest.mark.parametrize(("format", "broken_by"), CASES)
@tried(8)
@given(seed=SEEDS)
def test_a_plain_mend_gives_the_original_or_there_is_none(format, broken_by, seed):
    text = text_of(format, seed)
    broken = broken_by(text, random.Random(seed))
    if breaking.parses(broken):
        return
    document = read(broken)
    if broken_by in CERTAIN[format]:
        assert document is not None
        assert document.recovery.plain
    assert document is None or holds(document, breaking.meant(text, format))


@pytest.mark.parametrize(
    ("format", "broken_by"), [case for case in CASES if case.values[1] is not breaking.cut]
)
@tried(3)
@given(seed=SEEDS)
def test_it_does_so_too_when_something_else_is_amiss_as_well(format, broken_by, seed):
    chance = random.Random(seed)
    text = text_of(format, seed)
    broken = broken_by(text, chance)
    try:  # broken and yet a template: that is what it says now
        wanted = breaking.parse(broken, dialect=CLOUDFORMATION).data
    except ValueError:
        wanted = breaking.meant(text, format)
    document = read(chance.choice(AROUND[format])(broken, chance))
    assert document is None or holds(document, wanted)


@pytest.mark.parametrize("format", ["json", "yaml"])
@tried(25)
@given(seed=SEEDS)
def test_what_is_mended_parses_and_means_its_data(format, seed):
    chance = random.Random(seed)
    broken = chance.choice(breaking.JSON_BREAKS if format == "json" else breaking.YAML_BREAKS)(
        text_of(format, seed), chance
    )
    document = None if breaking.parses(broken) else read(broken)
    if document is not None:
        assert same(breaking.meant(document.text, document.format), document.data, written=False)
        assert document.original == broken
        assert read(document.text) is None
        assert all(1 <= one.position.line <= broken.count("\n") + 1 for one in document.recovery.found)


@pytest.mark.parametrize("format", ["json", "yaml"])
@tried(15)
@given(seed=SEEDS)
def test_a_text_that_is_cut_off_never_counts_as_read_for_certain(format, seed):
    text = text_of(format, seed)
    broken = breaking.cut(text, random.Random(seed))
    document = None if breaking.parses(broken) else read(broken)
    if document is not None and not same(document.data, breaking.meant(text, format), written=False):
        assert not document.recovery.plain
