"""What is to be done, in the imperative: one sentence for all places where it is the same."""

from __future__ import annotations

from collections.abc import Sequence

from repair.patch.same import same
from repair.report.composing.facts import Fact
from repair.report.composing.sources import Sources
from repair.report.composing.words import NAMES, WHATS, gathered, quoted
from repair.report.differing import NOTHING

_Saying = tuple[str, str]
"""A sentence about one entry and about several; see `gathered`."""


def steps_of(sources: Sources, facts: Sequence[Fact]) -> tuple[str, ...]:
    """The steps that a finding asks for, in the order of its places."""
    said = []
    for fact in facts:
        saying, what = _step(sources, fact)
        name = quoted(fact.bare)
        said.append((saying, what, name if fact.prop else _typed(fact, name)))
    return tuple(text for text, _ in gathered(said, len(said)))


def _step(sources: Sources, fact: Fact) -> tuple[_Saying, str]:
    if not fact.prop:
        return _entry(fact), ""
    prop = quoted(fact.prop)
    old, new = fact.value(sources, fact.before), fact.value(sources, fact.after)
    if fact.before is NOTHING:
        if fact.is_item:
            return _same(f"Add {WHATS} to {quoted(fact.list_name)} of {NAMES}."), new or "an item"
        return _same(f"Add {WHATS} to {NAMES}."), f"{prop}: {new}" if new else prop
    if fact.after is NOTHING:
        if fact.is_item:
            return _same(f"Remove {WHATS} from {quoted(fact.list_name)} of {NAMES}."), old or "an item"
        return _same(f"Remove {WHATS} from {NAMES}."), f"{prop}: {old}" if old else prop
    if same(fact.before, fact.after):
        return _same(f"Move {WHATS} of {NAMES} to another place."), prop
    if old and new:
        return _same(f"Change {prop} of {NAMES} from {old} to {new}."), ""
    return _same(f"Change {prop} of {NAMES}{f' to {new}' if new else ''}."), ""


def _entry(fact: Fact) -> _Saying:
    verb = "Add" if fact.before is NOTHING else "Remove" if fact.after is NOTHING else "Change"
    if fact.is_rename:
        return _same(f"Rename the {fact.noun} {NAMES} to {quoted(fact.after)}.")
    if fact.is_section:
        return _same(f"{verb} the section {NAMES}.")
    return f"{verb} the {fact.noun} {NAMES}.", f"{verb} the {fact.noun}s {NAMES}."


def _same(sentence: str) -> _Saying:
    return sentence, sentence


def _typed(fact: Fact, name: str) -> str:
    kind = fact.place.resource_type
    return f"{name} ({quoted(kind)})" if kind and fact.before is NOTHING else name
