"""What the generated template does and what it should do, in sentences made from the values alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repair.patch.same import same
from repair.report.composing.facts import Fact
from repair.report.composing.sources import Sources
from repair.report.composing.words import NAMES, WHATS, article, counted, gathered, plural, quoted
from repair.report.differing import NOTHING

MAX_SENTENCES = 6
"""Sentences of an issue or a remedy; the places say the rest."""

_Saying = tuple[str, str]
"""A sentence with `NAMES` for the entries that it holds for, about one and about several; `WHATS` for what it says."""


def issue_of(sources: Sources, facts: Sequence[Fact]) -> str:
    """What the generated template does, in at most `MAX_SENTENCES` sentences."""
    return _joined((*_issue(sources, fact), fact) for fact in facts)


def remedy_of(sources: Sources, facts: Sequence[Fact], *, decided: bool) -> str:
    """What the ideal template does, or the fix would do; "" when nobody knows."""
    if not decided:
        return ""
    who = "The ideal template" if sources.result.ideal is not None else "The fix"
    said = _joined((*_remedy(sources, fact, who), fact) for fact in facts)
    first, *rest = said.split(f" {who} ")
    return " It ".join((first, *rest))


def belonging(more: int, what: str) -> str:
    """The sentence for what is not told of one by one."""
    return f"{counted(more, f'more {what}')} {plural(more, 'belongs', 'belong')} to this finding."


def _issue(sources: Sources, fact: Fact) -> tuple[_Saying, str]:
    name = quoted(fact.prop)
    if not fact.prop:
        return _entry_issue(fact, fact.noun), ""
    value = fact.value(sources, fact.before)
    if fact.before is NOTHING:
        item = fact.value(sources, fact.after) if fact.is_item else ""
        if item:
            place = quoted(fact.list_name)
            return (f"{NAMES} has no {WHATS} in {place}.", f"{NAMES} have no {WHATS} in {place}."), item
        if fact.is_item:
            many = f"{NAMES} do not have every item of {WHATS}."
            return (f"{NAMES} does not have every item of {WHATS}.", many), quoted(fact.list_name)
        return (f"{NAMES} has no {WHATS}.", f"{NAMES} have no {WHATS}."), name
    if fact.is_item and fact.after is NOTHING and value:
        place = quoted(fact.list_name)
        return (f"{NAMES} has {WHATS} in {place}.", f"{NAMES} have {WHATS} in {place}."), value
    if fact.after is NOTHING or value:
        said = f" to {value}" if value else ""
        return (f"{NAMES} sets {WHATS}.", f"{NAMES} set {WHATS}."), f"{name}{said}"
    if same(fact.before, fact.after):
        return (f"{NAMES} has {WHATS} in another place.", f"{NAMES} have {WHATS} in another place."), name
    return (f"{NAMES} has another {WHATS}.", f"{NAMES} have another {WHATS}."), name


def _entry_issue(fact: Fact, noun: str) -> _Saying:
    if fact.is_section:
        if fact.before is NOTHING:
            return _same(f"The generated template has no {NAMES}.")
        if fact.after is NOTHING:
            return _same(f"The generated template has a {NAMES}, and the ideal template has none.")
        return _same(f"The generated template has another {NAMES}.")
    if fact.before is NOTHING:
        return (
            f"The generated template has no {noun} {NAMES}.",
            f"The generated template has no {noun}s {NAMES}.",
        )
    if fact.after is NOTHING:
        rest = "that the ideal template does without"
        return (
            f"The generated template has {article(noun)} {noun} {rest}: {NAMES}.",
            f"The generated template has {noun}s {rest}: {NAMES}.",
        )
    if fact.is_rename:
        return _same(
            f"The {noun} {quoted(fact.after)} of the ideal template is called {quoted(fact.before)}."
        )
    return f"The {noun} {NAMES} differs.", f"The {noun}s {NAMES} differ."


def _remedy(sources: Sources, fact: Fact, who: str) -> tuple[_Saying, str]:
    name, ideal = quoted(fact.prop), who.startswith("The ideal")
    if not fact.prop:
        return _entry_remedy(fact, who, ideal=ideal), ""
    value = fact.value(sources, fact.after)
    if fact.after is NOTHING:
        return _same(f"{who} {'leaves out' if ideal else 'removes'} {WHATS}."), name
    if fact.before is not NOTHING and same(fact.before, fact.after):
        return _same(f"{who} has {WHATS} elsewhere."), name
    if value and not (fact.is_item and fact.before is NOTHING):
        return _same(f"{who} sets {WHATS}."), f"{name} to {value}"
    if fact.before is NOTHING and fact.is_item and not value:
        return _same(f"{who} {'has' if ideal else 'adds'} more items in {WHATS}."), quoted(fact.list_name)
    if fact.before is NOTHING:
        return _same(f"{who} {'has' if ideal else 'adds'} {WHATS}."), value or name
    return _same(f"{who} {'has another' if ideal else 'changes'} {WHATS}."), name


def _entry_remedy(fact: Fact, who: str, *, ideal: bool) -> _Saying:
    if fact.before is NOTHING:
        return _same(f"{who} {'has' if ideal else 'adds'} {NAMES}.")
    if fact.after is NOTHING:
        return _same(f"{who} {'does without' if ideal else 'removes'} {NAMES}.")
    if fact.is_rename:
        return _same(f"{who} calls it {quoted(fact.after)}.")
    return _same(f"{who} {'has another' if ideal else 'changes'} {NAMES}.")


def _same(sentence: str) -> _Saying:
    return sentence, sentence


def _joined(said: Iterable[tuple[_Saying, str, Fact]]) -> str:
    sentences = gathered((saying, what, quoted(fact.bare)) for saying, what, fact in said)
    shown = [text for text, _ in sentences[:MAX_SENTENCES]]
    left = sum(facts for _, facts in sentences[MAX_SENTENCES:])
    return " ".join([*shown, *([belonging(left, "difference")] if left else ())])
