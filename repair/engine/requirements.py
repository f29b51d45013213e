"""Reads a requirements document: what each sentence asks for, as values and rules of a profile.

Every sentence is read by itself, negation and all. What is only thought of ("optional", "consider"), or holds in
some environments only, is no wish. Two sentences that ask for opposite things cancel each other and are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from repair.engine.profile import Profile
from repair.engine.select import Choices
from repair.engine.values import VALUES
from repair.engine.wishes import SERVICES, WISHES, Wish

_LEAST_WORDS = 3
_CONTINUED = re.compile(r"\s*[a-z(`]|\s+\d[\d.,]* ")
"""A line that cannot begin a sentence: it has no bullet and no capital letter."""
_UNFINISHED = re.compile(r"[\w,;)`]\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"\s*#{1,6}\s+(.*)")
_BOLD_LINE = re.compile(r"\s*(?:\d+[.)]\s*)?\*\*[^*]+\*\*:?\s*")
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*+•\u2013]|\(?\d+[.)]|\[\d+\])\s+")
_MARKUP = re.compile(r"\*\*|__|`")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])")
_OPTIONAL = re.compile(
    r"\boptional|\bif time permits|\bnice[- ]to[- ]have|\bout of scope|\bfuture\b|\bexamples?\b", re.I
)
_HEDGED = re.compile(
    r"\b(?:consider|optional(?:ly)?|ideally|could|might|may|if|unless|depending|per environment|"
    r"environment-specific|except(?:ing)?|where (?:possible|supported|applicable))\b|"
    r"\b(?:only (?:in|for|on)|(?:in|for|on) (?:the )?(?:prod(?:uction)?|staging|dev(?:elopment)?|test)\b|(?:prod\w*|staging|dev|test) only)\b|"
    r"\b(?:clusters?|environments?|stacks?) only\b",
    re.I,
)
_NOT = re.compile(
    r"\b(?:no|not|never|without|none|neither|avoid(?:ing)?|don'?t(?! forget)|mustn'?t|shouldn'?t|cannot|disabl\w+|remove|prohibit\w*|"
    r"forbid\w*)\b(?! only\b)(?! later\b)(?! exceptions?\b)(?! less\b)(?! more\b)",
    re.I,
)
_NOT_AFTER = re.compile(
    r"^[\w:/ -]{0,40}?\b(?:(?:must|should|shall|is|are|be)(?: \w+)? ?(?:not|n't|never)\b|disabled\b|off\b|false\b|"
    r"not (?:allowed|required|needed|permitted)|forbidden|prohibited)",
    re.I,
)
_CLAUSE = re.compile(r"[,;()]|\bbut\b|\s-\s|[\u2013\u2014]|\band (?:must|should|shall|use|enable)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the document, the line that its paragraph starts in, and the heading it stands under."""

    text: str
    line: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A wish that a sentence utters: values, rules to be safe, rules to be off; none of them: no rule for it yet."""

    sentence: Sentence
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    safe: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()

    @property
    def rule_missing(self) -> bool:
        """Whether nothing in the library serves it yet."""
        return not (self.values or self.safe or self.off or self.on)


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a document asks for.

    Attributes:
        understood: The wishes, by sentence.
        unknown: Sentences that no wish was seen in.
        collisions: In words: what was asked for in two ways, and is therefore left alone.
    """

    understood: tuple[Understood, ...] = ()
    unknown: tuple[Sentence, ...] = ()
    collisions: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """One sentence with the counts."""
        count = len({one.sentence for one in self.understood})
        words = "requirement" if count == 1 else "requirements"
        return f"{count} {words} understood, {len(self.unknown)} not."

    def lines(self) -> Iterator[str]:
        """Every sentence by its line and what was made of it."""
        for one in self.understood:
            made = [
                *(f"{name} = {value}" for name, value in one.values.items()),
                *(f"{rule_id} is safe" for rule_id in one.safe),
                *(f"{rule_id} is off" for rule_id in one.off),
                *(f"{rule_id} is on" for rule_id in one.on),
            ]
            yield f"{one.sentence.line}: {one.name}: {', '.join(made) or 'no rule for it yet'}"
        for sentence in self.unknown:
            yield f"{sentence.line}: not understood: {sentence.text}"


def read(text: str) -> Requirements:
    """What a requirements document asks for."""
    understood: list[Understood] = []
    unknown: list[Sentence] = []
    for sentence in sentences(text):
        found = [] if _HEDGED.search(sentence.text) else list(_wishes(sentence))
        understood += found
        if not found:
            unknown.append(sentence)
    return Requirements(tuple(understood), tuple(unknown))


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a Markdown text: no headings, no code, nothing of sections that are optional."""
    skipped, heading = False, ""
    for number, line in _paragraphs(text):
        bare = _MARKUP.sub("", _BULLET.sub("", line)).strip()
        titled = _HEADING.match(line) or _BOLD_LINE.fullmatch(line)
        if titled or (bare.endswith(":") and bare == line.strip()):
            skipped, heading = bool(_OPTIONAL.search(line)), bare.strip("#: ")
        elif bare.endswith(":"):
            heading = bare.rstrip(":")  # an item that has items of its own
        elif not skipped:
            for part in _END.split(bare):
                if len(part.split()) >= _LEAST_WORDS:
                    yield Sentence(part, number, heading)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines outside of code with their numbers; one that goes on with the sentence before it is part of that."""
    fenced, begun = False, None
    for number, line in enumerate(text.splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        if not fenced and begun is not None and _CONTINUED.match(line) and _UNFINISHED.search(begun[1]):
            begun = (begun[0], f"{begun[1].rstrip()} {line.strip()}")
            continue
        if begun is not None:
            yield begun
        begun = None if fenced or _FENCE.match(line) else (number, line)
    if begun is not None:
        yield begun


def with_requirements(profile: Profile, requirements: Requirements) -> tuple[Profile, Requirements]:
    """The profile with what the document asks for laid over it; what collides is left alone and named.

    Limits of the account or the emulator stand above the document.
    """
    stated: dict[str, dict[str, tuple[Any, int]]] = {}
    collisions: list[str] = []
    tags: dict[str, Any] = {}
    lists: dict[str, list[str]] = {}
    for one in requirements.understood:
        for name, value in one.values.items():
            if name == "tags":
                tags.update(value)
            elif isinstance(value, list):
                known = lists.setdefault(name, [])
                known += [item for item in value if item not in known]
            else:
                stated.setdefault(name, {}).setdefault(repr(value), (value, one.sentence.line))
    values = dict(profile.values)
    if tags:
        values["tags"] = {**tags, **values.get("tags", {})}
    values.update({name: list(dict.fromkeys([*values.get(name, ()), *more])) for name, more in lists.items()})
    for name, given in stated.items():
        if name == "reserved-concurrency" and "'required'" in given and len(given) > 1:
            given.pop("'required'")  # a number says more
        if name == "removal" and name in profile.values:
            given.setdefault(repr(profile.values[name]), (profile.values[name], 0))
        if name in profile.limits:
            if given.keys() - {repr(profile.values[name])}:
                collisions.append(
                    f"{name}: the account's limit {profile.values[name]} stands above the document"
                )
        elif len(given) > 1:
            said = " and ".join(
                f"{value} (line {line})" if line else f"{value} (profile)" for value, line in given.values()
            )
            collisions.append(f"{name}: asked for {said}; left alone")
            values[name] = None
        else:
            values[name] = next(iter(given.values()))[0]
    safe = {rule_id for one in requirements.understood for rule_id in one.safe}
    off = {rule_id for one in requirements.understood for rule_id in one.off}
    collisions += [f"{rule_id}: asked for and refused; left alone" for rule_id in sorted(safe & off)]
    more_safe, more_off = _removal(values)
    choices = profile.choices
    limited = _limited(profile)
    merged = Choices(
        choices.layers,
        choices.on | {rule_id for one in requirements.understood for rule_id in one.on},
        (choices.off - safe) | off | more_off | limited,
        ((choices.safe | safe | more_safe) - off - limited),
        choices.severities,
    )
    kept = {name: value for name, value in values.items() if value is not None}
    return replace(profile, values=kept, choices=merged), replace(requirements, collisions=tuple(collisions))


def _limited(profile: Profile) -> frozenset[str]:
    """Rules that an overlay of limits keeps off whatever the document says."""
    return profile.choices.off if "emulator" in profile.choices.layers else frozenset()


_DESTROYING = frozenset(
    {"lifecycle-kept-after-delete", "lifecycle-deletion-protection", "lifecycle-unstated-removal"}
)
_PROTECTING = frozenset({"lifecycle-unprotected-data"})


def _removal(values: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The rules about the end of the stack that are safe, and those that are off."""
    if "removal" not in values:
        return frozenset(), frozenset()
    match values["removal"]:
        case "destroy":
            return _DESTROYING, _PROTECTING
        case "protect":
            return _PROTECTING, _DESTROYING
    return frozenset(), _DESTROYING | _PROTECTING


def _wishes(sentence: Sentence) -> Iterator[Understood]:
    named = _services(sentence.text)
    about = named or _services(sentence.heading)
    for wish in WISHES:
        match = wish.pattern.search(sentence.text)
        if match is not None and (wish.about is None or wish.about in about):
            yield _understood(sentence, wish, match, named)


def _services(text: str) -> set[str]:
    return {prefix for prefix, words in SERVICES.items() if words.search(text)}


def _understood(sentence: Sentence, wish: Wish, match: re.Match[str], named: set[str]) -> Understood:
    about = tuple(rule_id for rule_id in wish.rules if rule_id.split("-")[0] in named)
    rules = about or wish.rules
    if not wish.inherent and is_negated(sentence.text, match.start(), match.end()):
        return Understood(sentence, wish.name, dict(wish.negated or {}), off=rules)
    values = {name: value for name, value in wish.values(match).items() if VALUES[name].accepts(value)}
    return Understood(sentence, wish.name, values, safe=rules, on=wish.shows)


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether the words from `start` to `end` stand under a negation in their clause."""
    before = _CLAUSE.split(text[:start])[-1]
    inside = text[start:end]
    after = _CLAUSE.split(text[end:])[0]
    return bool(_NOT.search(" ".join(before.split()[-6:])) or _NOT.search(inside) or _NOT_AFTER.match(after))
