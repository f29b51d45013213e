"""Rules that are data: `expect` (and `when`) in JSON Schema, `fix` as guarded operations.

A schema speaks about the resource's `Properties`, or with `target: resource` about the whole resource body
(`DeletionPolicy` and its like). A value only known at deployment neither keeps nor breaks a schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from repair.document.pointer import Path
from repair.errors import RepairError
from repair.patch.operations import Ensure, Merge, Move, Operation, RefusalCode, Refused, Remove, Set
from repair.rules.context import Context, Settings
from repair.rules.model import Detection, ResourceDetector
from repair.template.schema import holds, violations
from repair.template.template import Resource

Schema = Mapping[str, Any]


def detector(raw: Mapping[str, Any]) -> ResourceDetector:
    """The detector of the rule file `raw`, which has `expect` and may have `when`, `fix` and `target`."""
    expect: Schema = raw["expect"]
    when: Schema = raw.get("when", {})
    whole = raw.get("target") == "resource"
    steps: Sequence[Mapping[str, Any]] = raw.get("fix", ())
    title: str = raw["title"]

    def detect(context: Context, resource: Resource) -> Iterator[Detection]:
        subject = resource.body if whole else resource.properties
        base = resource.path if whole else (*resource.path, "Properties")
        if when and holds(subject, when, when) is not True:
            return
        if next(iter(violations(subject, expect, expect)), None) is None:
            return
        operations, refusal = _plan(steps, base, context.settings)
        path = _place(operations, base)
        yield Detection(path, f"{resource.id}: {title[:1].lower() + title[1:]}.", operations, refusal=refusal)

    return detect


def _plan(
    steps: Sequence[Mapping[str, Any]], base: Path, settings: Settings
) -> tuple[tuple[Operation, ...], Refused | None]:
    try:
        return tuple(_operation(step, base, settings) for step in steps), None
    except KeyError as missing:
        return (), Refused(RefusalCode.NEEDS_VALUE, f"no profile or setting gives {missing.args[0]}")


def _place(operations: Sequence[Operation], base: Path) -> Path:
    """The value that the fix changes first; it names what is wrong better than the whole resource does."""
    if not operations:
        return base
    first = operations[0]
    return first.source if isinstance(first, Move) else first.path


def _operation(step: Mapping[str, Any], base: Path, settings: Settings) -> Operation:
    for verb, build in _VERBS.items():
        if verb in step:
            return build(step, base, settings)
    raise RepairError(f"a fix step has none of {', '.join(_VERBS)}: {dict(step)}")


def _value(raw: Any, settings: Settings) -> Any:
    """`raw` with `{$value: name}` replaced by the profile's value of that name."""
    if isinstance(raw, dict):
        if set(raw) == {"$value"}:
            return settings.value(raw["$value"])
        return {key: _value(item, settings) for key, item in raw.items()}
    if isinstance(raw, list):
        return [_value(item, settings) for item in raw]
    return raw


def _dotted(text: str) -> Path:
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))


_VERBS: Mapping[str, Callable[[Mapping[str, Any], Path, Settings], Operation]] = {
    "ensure": lambda s, base, v: Ensure(base + _dotted(s["ensure"]), _value(s["value"], v)),
    "set": lambda s, base, v: Set(base + _dotted(s["set"]), _value(s["value"], v)),
    "remove": lambda s, base, v: Remove(base + _dotted(s["remove"]), prune=bool(s.get("prune"))),
    "move": lambda s, base, v: Move(base + _dotted(s["move"]), base + _dotted(s["to"])),
    "merge": lambda s, base, v: Merge(
        base + _dotted(s["merge"]), tuple(_value(s["items"], v)), tuple(s.get("key", ()))
    ),
}
