"""Fixes at a property of the template, where the source says that property in the same structure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from repair.cdk.edit import Edit, with_entries, with_value, without_argument
from repair.cdk.filling import NoSpellingError
from repair.cdk.holder import Holder, assigned, holder_at
from repair.cdk.source import SourceFile, Span
from repair.cdk.words import argument_name, camel, written
from repair.patch.rfc6902 import apply


def folded(ops: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The operations, of which none goes on with what one before it has made."""
    found: list[Mapping[str, Any]] = []
    for op in ops:
        made = next(
            (
                number
                for number, one in enumerate(found)
                if isinstance(one.get("value"), dict) and str(op["path"]).startswith(f"{one['path']}/")
            ),
            None,
        )
        if made is None:
            found.append(op)
            continue
        rest = str(op["path"]).removeprefix(str(found[made]["path"]))
        found[made] = {**found[made], "value": apply([{**op, "path": rest}], found[made]["value"])}
    return tuple(found)


def placed(
    file: SourceFile, span: Span, steps: Sequence[str], op: Mapping[str, Any], *, free: bool, was: Any = None
) -> list[Edit]:
    """The edits that do at an expression what an operation does.

    Args:
        file: The file.
        span: A call with its arguments, an object or a dictionary.
        steps: From there to what the operation is about, as the template calls it.
        op: The RFC 6902 operation.
        free: Whether keys are as in the template; else they are properties, in camel case.
        was: What the operation is about has now.

    Raises:
        NoSpellingError: What stands there is no literal, or the value cannot be said in the language.
    """
    holder = _holder(file, span)
    name, *rest = steps
    held = holder.entry(name)
    if held is not None and rest:
        return placed(file, held.value, rest, op, free=free, was=was)
    if op["op"] == "remove":
        return [without_argument(file, held)] if held is not None else []
    value: Any = op["value"]
    for step in reversed(rest):
        value = {step: value}
    try:
        text = written(file, value, properties=not free)
    except ValueError as error:
        raise NoSpellingError(str(error)) from None
    if held is not None and is_mixed(file, held.value):
        return refitted(file, held.value, was, value)
    if held is not None:
        return [with_value(file, held, text)] if file.of(held.value) != text else []
    return with_entries(file, holder, [(_name(file, holder, name, free=free), text)])


_MIXED = re.compile(r"f(\"|')(?!\1\1).*\1$|`[^`]*\$\{[^`]*`$", re.DOTALL)
_VALUE = {"python": re.compile(r"\{[^{}]+\}"), "typescript": re.compile(r"\$\{[^{}]+\}")}


def is_mixed(file: SourceFile, span: Span) -> bool:
    """Whether a text with values in it stands there."""
    return _MIXED.match(file.of(span)) is not None


def refitted(file: SourceFile, span: Span, was: Any, wanted: Any) -> list[Edit]:
    """The edits of the fixed parts of a text that make it `wanted` where it was `was`; its values stay.

    Raises:
        NoSpellingError: What is to change is not in the fixed parts alone.
    """
    text = file.of(span)
    start = text.index(text.rstrip()[-1]) + 1
    fixed: list[tuple[int, str]] = []
    for value in (*_VALUE[file.language].finditer(text), None):
        end = value.start() if value is not None else len(text) - 1
        fixed.append((start, text[start:end]))
        start = value.end() if value is not None else end
    same = isinstance(was, str) and isinstance(wanted, str) and len(was) == len(wanted)
    match = re.fullmatch("(.*?)".join(f"({re.escape(one)})" for _, one in fixed), was) if same else None
    if match is None:
        raise NoSpellingError("its text is made of others")
    edits: list[Edit] = []
    for number, (at, part) in enumerate(fixed):
        new = wanted[slice(*match.span(2 * number + 1))]
        if new != part:
            edits.append(Edit(file.file, (span[0] + at, span[0] + at + len(part)), new))
    kept = all(wanted[slice(*match.span(one))] == match[one] for one in range(2, 2 * len(fixed), 2))
    if not kept or not edits:
        raise NoSpellingError("its text is made of others")
    return edits


def _holder(file: SourceFile, span: Span) -> Holder:
    text = file.of(span)
    if re.fullmatch(r"[A-Za-z_]\w*", text):
        span = assigned(file, text) or span
    holder = holder_at(file, span)
    if holder is None or holder.spread is not None:
        raise NoSpellingError(f"{text.splitlines()[0][:40]} is no literal")
    return holder


def _name(file: SourceFile, holder: Holder, name: str, *, free: bool) -> str:
    if holder.quote or (free and file.language == "typescript"):
        plain = re.fullmatch(r"[A-Za-z_]\w*", name) is not None
        return name if plain or holder.quote else f"'{name}'"
    return argument_name(file, camel(name))
