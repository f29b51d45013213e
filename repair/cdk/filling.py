"""The words of a spelling, filled in for a place of the source. What they are stands in `data/spelling.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repair.cdk.edit import Edit
from repair.cdk.holder import assigned, positional
from repair.cdk.imports import core_name, module_name, sibling_name
from repair.cdk.source import Argument, Call, SourceFile
from repair.cdk.words import constant, written

_WORD = re.compile(r"\{([a-z]+)(?::(\w+))?(?::(\w+))?\}(\w*)")
_CONSTRUCTS = ("self", "this")


class NoSpellingError(ValueError):
    """There is no way to say a fix in the source; the message says why."""


class UnsetError(LookupError):
    """A spelling speaks of a property that the fix does not set."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a spelling is filled in.

    Attributes:
        file: The file.
        call: The call that makes the construct.
        ops: What the rule sets: RFC 6902 operations, those on the construct's resource first.
        names: Constants of the CDK for values that cannot be told from them, by enumeration.
        target: What the construct is kept in, where that is not what the call is assigned to.
    """

    file: SourceFile
    call: Call
    ops: Sequence[Mapping[str, Any]]
    names: Mapping[str, Mapping[Any, str]]
    target: str = ""


def filled(place: Place, text: str, held: Argument | None = None) -> tuple[str, list[Edit]]:
    """A text of the table for a place, and the imports that it takes.

    Args:
        place: Where.
        text: The text, with words in braces.
        held: The argument that it is for, where the call has it.

    Raises:
        UnsetError: It speaks of a property that the fix does not set.
        NoSpellingError: The source does not have what it speaks of.
    """
    edits: list[Edit] = []

    def word(match: re.Match[str]) -> str:
        kind, first, second, name = match.groups()
        if kind in ("core", "module"):
            said, extra = _module(place, first, name) if kind == "module" else core_name(place.file, name)
            edits.extend(extra)
            return said + name
        return _value(place, kind, first or "", second or "", held) + name

    return _WORD.sub(word, text), edits


def _module(place: Place, service: str | None, name: str) -> tuple[str, list[Edit]]:
    if service is None:
        return sibling_name(place.file, place.call, name)
    return module_name(place.file, place.call, service, name)


def _value(place: Place, kind: str, first: str, second: str, held: Argument | None) -> str:
    file, call = place.file, place.call
    match kind:
        case "value":
            return written(file, _set(place, first))
        case "constant":
            return constant(str(_set(place, first)))
        case "name":
            value = _set(place, second)
            if value not in place.names.get(first, {}):
                raise NoSpellingError(f"the CDK has no {first} for {value}")
            return place.names[first][value]
        case "target":
            return target_of(place)
        case "scope":
            return call.scope
        case "id":
            return _id(place, first)
        case "idtext":
            return _id_text(place)
        case "receiver" | "given":
            made = _maker(place, held)
            return made[0] if kind == "receiver" else made[1]
    raise KeyError(kind)


def _set(place: Place, name: str) -> Any:
    """What the fix sets a property to, wherever it stands; without a name the first text that it sets."""
    for op in place.ops:
        if "value" not in op:
            continue
        if not name and isinstance(op["value"], str):
            return op["value"]
        if name and str(op["path"]).endswith(f"/{name}"):
            return op["value"]
        found = _within(op["value"], name) if name else None
        if found is not None:
            return found
    raise UnsetError(name)


def _within(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        if name in value:
            return value[name]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        found = _within(one, name)
        if found is not None:
            return found
    return None


def target_of(place: Place) -> str:
    """What the construct is kept in.

    Raises:
        NoSpellingError: It is kept in nothing.
    """
    target = place.target or place.call.target
    if not target:
        raise NoSpellingError(f"{place.call.callee} is kept in no variable here")
    return target


def _id_given(place: Place) -> str:
    given = positional(place.file, place.call)
    named = place.call.argument("id")
    text = given[1] if len(given) > 1 else place.file.of(named.value) if named is not None else ""
    if not text or place.call.scope == "":
        raise NoSpellingError(f"{place.call.callee} has no id of its own here")
    return text


def _id_text(place: Place) -> str:
    """The id as part of a text with values in it."""
    text = _id_given(place)
    if text[-1] in "\"'`":
        return text[:-1].lstrip("f")[1:]
    return f"{{{text}}}" if place.file.language == "python" else f"${{{text}}}"


def _id(place: Place, suffix: str) -> str:
    """The id of another construct beside this one: that of this one, and a suffix."""
    text = _id_given(place)
    if text[-1] in "\"'`":
        return text[:-1] + suffix + text[-1]
    return f'f"{{{text}}}{suffix}"' if place.file.language == "python" else f"`${{{text}}}{suffix}`"


def _maker(place: Place, held: Argument | None) -> tuple[str, str]:
    """From what an argument is taken by a call, and what that call is given: `fn` of `fn.metric_errors()`."""
    file = place.file
    span = held.value if held is not None else None
    if span is not None and re.fullmatch(r"[A-Za-z_]\w*", file.of(span)):
        span = assigned(file, file.of(span))
    made = next((one for one in file.calls if span is not None and one.span == span), None)
    if made is None or "." not in made.callee or made.callee.split(".")[-1][:1].isupper():
        name = held.name if held is not None else "what it takes"
        raise NoSpellingError(f"{name} is not taken from a construct by a call here")
    text = file.of(made.span)
    inside = text[text.index("(", len(made.callee) - 1) + 1 : -1].strip().rstrip(",")
    return made.callee.rpartition(".")[0], inside
