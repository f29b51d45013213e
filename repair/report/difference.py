"""`repair diff` for a person and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from repair.diff.delta import Delta
from repair.diff.difference import Diff
from repair.diff.difference import as_json as diff_as_json
from repair.errors import UsageError
from repair.report.json_report import finite, json_text
from repair.report.redaction import Redaction
from repair.template.template import Template

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">", "renamed": "="}
_COLOURS = {"added": "32", "removed": "31", "changed": "33", "moved": "36", "renamed": "36"}
_MAX_VALUE = 100


def kind_of(output: str | None, given: str | None) -> str:
    """`text` or `json`, from `--format` or the suffix.

    Raises:
        UsageError: `--format` names another kind.
    """
    if given is not None:
        if given not in ("text", "json"):
            raise UsageError(f"repair diff has no format {given}; it has text and json.")
        return given
    return "json" if output is not None and output.endswith(".json") else "text"


def as_json(diff: Diff, *templates: Template) -> str:
    """The published JSON, secrets redacted. `templates` are the two, to know what NoEcho and labels say of a value."""
    redaction = Redaction(*(template.data for template in templates))
    shape: dict[str, Any] = diff_as_json(diff)
    for entry, delta in zip(shape["deltas"], diff.deltas, strict=True):
        for side, value in zip(("before", "after"), _values(delta, redaction), strict=True):
            entry[side] = finite(value)
    return json_text(shape)


def as_text(diff: Diff, *templates: Template, colour: bool) -> str:
    """A tree by entry: what was renamed, added, removed and changed, old → new, and what it does to a stack."""
    redaction = Redaction(*(template.data for template in templates))
    if diff.equal:
        return "The two templates mean the same.\n"
    lines: list[str] = []
    for entry, deltas in groupby(diff.deltas, key=_entry):
        lines.append(_painted(entry, "1", colour))
        lines.extend(
            f"  {_painted(line, _COLOURS[delta.kind], colour)}"
            for delta in deltas
            for line in _lines(delta, redaction)
        )
    count = len(diff.deltas)
    noun = "difference" if count == 1 else "differences"
    lines.append("")
    lines.append(f"{count} {noun}; similarity {diff.similarity:.0%}.")
    return "\n".join(lines) + "\n"


def _entry(delta: Delta) -> str:
    path = delta.path or delta.ideal_path or ()
    name = ".".join(str(step) for step in path[:2])
    return f"{name} ({delta.resource_type})" if delta.resource_type else name


def _lines(delta: Delta, redaction: Redaction) -> Iterator[str]:
    path = (delta.path or delta.ideal_path or ())[2:]
    name = ".".join(str(step) for step in path)
    sign = _SIGNS[delta.kind]
    old, new = map(_short, _values(delta, redaction))
    match delta.kind:
        case "added":
            text = f"{name}: {new}" if name else f"missing; the ideal has {new}"
        case "removed":
            text = f"{name}: {old}" if name else "not in the ideal"
        case "renamed":
            echoes = len(delta.claims)
            text = f"renamed {old} → {new}" + (f" ({echoes} references follow)" if echoes else "")
        case "moved":
            text = f"{name}: stands elsewhere"
        case _:
            text = f"{name}: {old} → {new}"
    yield f"{sign} {text.lstrip(': ')}{_effect(delta)}"


def _effect(delta: Delta) -> str:
    effects = []
    if delta.deployment.replacement != "never":
        effects.append(f"{delta.deployment.replacement} replace the resource")
    if delta.deployment.data_loss:
        effects.append("data may be lost")
    return f"  [{'; '.join(effects)}]" if effects else ""


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + "…"


def _values(delta: Delta, redaction: Redaction) -> tuple[Any, Any]:
    path = delta.path or delta.ideal_path or ()
    return redaction.pair(delta.before, delta.after, path, delta.ideal_path)


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
