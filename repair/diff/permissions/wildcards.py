"""Texts of a policy with wildcards and unknown parts: which of them match all that another one matches.

Source: IAM User Guide, "IAM JSON policy elements: Resource", "… Condition operators" and "IAM policy elements:
Variables and tags". `*` stands for any run of characters and `?` for any one; within the first five parts of an ARN
neither reaches beyond the colon. In version 2012-10-17 `${aws:username}` is a variable, and `${*}`, `${?}` and `${$}`
are those characters. What CloudFormation or IAM puts in later is opaque: some text, the same wherever it is asked
for in the same way, and perhaps one with wildcards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from repair.diff.meaning.equality import frozen
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import REF

WITH_VARIABLES = "2012-10-17"
"""The version of the policy language that has variables."""
_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_CHARACTERS = frozenset("*?$")
_WITHOUT_COLON = frozenset(
    {"AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix", "AWS::StackName"}
)
_ARN_PARTS = 6
#: Beyond so many states nothing is proven: only texts with dozens of wildcards get there.
_MOST_STATES = 20_000
_OTHER = "\uffff"  # a character that no policy holds: it stands for all that are not named


@dataclass(frozen=True, slots=True)
class Wild:
    """A wildcard.

    Attributes:
        run: Any run of characters, the empty one too; else exactly one.
        part: It does not match a colon.
        unsure: Whether `part` hinges on how many colons an opaque text holds.
    """

    run: bool
    part: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Opaque:
    """A text that is known only later, by what makes it.

    Attributes:
        form: Equal for what yields equal texts.
        wild: Its wildcards, should it have some, are wildcards.
        part: It holds no colon.
    """

    form: Hashable
    wild: bool = False
    part: bool = False


class Language(NamedTuple):
    """What tells how the texts of a policy are to be read.

    Attributes:
        version: The policy's Version.
        resources: Names of the template's resources: what a Ref to them yields holds no wildcard and no variable.
    """

    version: str
    resources: Collection[str] = ()


Token: TypeAlias = "str | Wild | Opaque"
Pattern: TypeAlias = tuple[Token, ...]

ANYTHING: Pattern = (Wild(run=True),)
"""The pattern `*`."""


def pattern(
    value: Data,
    *,
    wild: bool = True,
    parts: bool = False,
    fold: bool = False,
    language: Language | None = None,
) -> Pattern:
    """The pattern that a value in normal form says.

    Args:
        value: A text, another scalar, or an intrinsic.
        wild: `*` and `?` are wildcards.
        parts: It is an ARN.
        fold: Case has no meaning.
        language: How the policy's texts are to be read, where they may hold variables; else None.
    """
    tokens: list[Token] = []
    for piece in _pieces(value):
        if isinstance(piece, (dict, list)):
            tokens.append(_opaque(piece, wild=wild, language=language))
            continue
        text = scalar_text(piece) if piece is not None else "null"
        variables = language is not None and language.version == WITH_VARIABLES
        for token in _of_text(text.lower() if fold else text, wild=wild, variables=variables):
            if not (isinstance(token, Wild) and token.run and tokens and tokens[-1] == token):
                tokens.append(token)
    return _within_parts(tokens) if parts else tuple(tokens)


def _pieces(value: Data) -> list[Data]:
    joined = value.get("Fn::Join") if type(value) is dict and len(value) == 1 else None
    if type(joined) is list and len(joined) == 2 and joined[0] == "" and type(joined[1]) is list:
        return joined[1]
    return [value]


def _opaque(value: Data, *, wild: bool, language: Language | None) -> Opaque:
    form = frozen(value)
    name = value.get(REF) if isinstance(value, dict) else None
    attribute = value.get("Fn::GetAtt") if isinstance(value, dict) else None
    if name in _WITHOUT_COLON:
        return Opaque(form, part=True)
    if isinstance(attribute, list) and attribute[-1:] == ["Arn"]:
        return Opaque(form)
    if language is not None and isinstance(name, str) and name in language.resources:
        return Opaque(form)
    # Any other text may hold wildcards, and variables if the version has them.
    return Opaque((form, language and language.version), wild=wild)


@lru_cache(maxsize=4096)
def _of_text(text: str, *, wild: bool, variables: bool) -> tuple[Token, ...]:
    found: list[Token] = []
    end = 0
    for match in _VARIABLE.finditer(text) if variables else ():
        found += _characters(text[end : match.start()], wild=wild)
        name = match[1]
        found.append(name if name in _CHARACTERS else Opaque(("variable", name)))
        end = match.end()
    found += _characters(text[end:], wild=wild)
    return tuple(found)


def _characters(text: str, *, wild: bool) -> Iterator[Token]:
    if not wild:
        yield from text
        return
    for character in text:
        yield Wild(run=character == "*") if character in "*?" else character


def _within_parts(tokens: list[Token]) -> Pattern:
    colons = sum(token == ":" for token in tokens)
    inner = min(colons, _ARN_PARTS - 1)
    found: list[Token] = []
    passed, unsure = 0, False
    for token in tokens:
        if token == ":":
            passed += 1
        elif isinstance(token, Opaque):
            unsure = unsure or not token.part
        elif isinstance(token, Wild) and passed < inner:
            token = Wild(token.run, part=True, unsure=unsure)
        found.append(token)
    return tuple(found)


@lru_cache(maxsize=16384)
def covers(wide: Pattern, tight: Pattern) -> bool:
    """Whether `wide` provably matches every text that `tight` matches."""
    if wide in (tight, ANYTHING):
        return True
    if not any(isinstance(token, Wild) for token in wide):
        return len(wide) == len(tight) and all(map(_is_within, wide, tight))
    for mine, other in zip(wide, tight, strict=False):
        if isinstance(mine, Wild):
            break
        if not _is_within(mine, other):
            return False
    # Both are run side by side over what `tight` can say; `wide` is at all its places at once.
    begin = (0, _settled(wide, (0,)))
    seen = {begin}
    todo = [begin]
    while todo:
        at, places = todo.pop()
        if not places or len(seen) > _MOST_STATES:
            return False
        if at == len(tight):
            if len(wide) not in places:
                return False
            continue
        token = tight[at]
        after = []
        if isinstance(token, Wild):
            if token.run:
                after.append((at + 1, places))
            stay = at if token.run else at + 1
            after += [(stay, _step(wide, places, letter)) for letter in _letters(wide, places, token)]
        else:
            after.append((at + 1, _step(wide, places, token)))
        for state in after:
            if state not in seen:
                seen.add(state)
                todo.append(state)
    return True


def _settled(tokens: Pattern, places: Iterable[int]) -> frozenset[int]:
    """The places, and those behind runs, which may be empty."""
    found = set()
    for place in places:
        found.add(place)
        while place < len(tokens) and isinstance(token := tokens[place], Wild) and token.run:
            place += 1
            found.add(place)
    return frozenset(found)


def _step(tokens: Pattern, places: frozenset[int], said: str | Opaque) -> frozenset[int]:
    """Where `tokens` may be after a character or an opaque text."""
    after = []
    for place in places:
        if place == len(tokens):
            continue
        token = tokens[place]
        if isinstance(token, Wild):
            crosses = said == ":" or (isinstance(said, Opaque) and not said.part)
            if token.part and crosses:
                continue
            if token.run:
                after.append(place)
            elif isinstance(said, str):
                after.append(place + 1)
        elif _is_within(token, said):
            after.append(place + 1)
    return _settled(tokens, after)


def _is_within(wide: Token, tight: Token) -> bool:
    """Whether a token that is no wildcard says all that another one says."""
    if isinstance(wide, Opaque) and isinstance(tight, Opaque):
        return wide.form == tight.form and (wide.wild or not tight.wild)
    return wide == tight


def _letters(tokens: Pattern, places: frozenset[int], wild: Wild) -> set[str]:
    """Characters that `wild` may say, one for each way in which `tokens` could go on."""
    ahead = [tokens[place] for place in places if place < len(tokens)]
    letters = {token for token in ahead if isinstance(token, str)} | {":", _OTHER}
    return letters - {":"} if wild.part and not wild.unsure else letters


@lru_cache(maxsize=16384)
def apart(one: Pattern, other: Pattern) -> bool:
    """Whether there is provably no text that both match; an opaque text may be any."""
    todo = [(0, 0)]
    seen = set(todo)
    while todo:
        i, j = todo.pop()
        if i == len(one) and j == len(other):
            return False
        first = one[i] if i < len(one) else None
        second = other[j] if j < len(other) else None
        after = []
        if _is_run(first):
            after.append((i + 1, j))
            if second is not None and not _is_run(second):
                after.append((i, j + 1))
        if _is_run(second):
            after.append((i, j + 1))
            if first is not None and not _is_run(first):
                after.append((i + 1, j))
        if _is_one(first) and _is_one(second) and _agree(first, second):
            after.append((i + 1, j + 1))
        for state in after:
            if state not in seen:
                seen.add(state)
                todo.append(state)
    return True


def _is_run(token: Token | None) -> bool:
    return isinstance(token, Opaque) or (isinstance(token, Wild) and token.run)


def _is_one(token: Token | None) -> bool:
    return token is not None and not _is_run(token)


def _agree(one: Token | None, other: Token | None) -> bool:
    return one == other or isinstance(one, Wild) or isinstance(other, Wild)
