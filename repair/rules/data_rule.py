"""Rules that are data: `expect` (and `when`) in JSON Schema, `fix` as guarded operations.

A schema speaks about the resource's `Properties`, or with `target: resource` about the whole resource body
(`DeletionPolicy` and its like). A value only known at deployment neither keeps nor breaks a schema: the rule speaks
where `when` holds and `expect` is broken for certain, in both branches of an `Fn::If`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from repair.document.pointer import Path
from repair.errors import RepairError
from repair.patch.operations import Ensure, Merge, Move, Operation, RefusalCode, Refused, Remove, Set
from repair.patch.transaction import compile_operations
from repair.rules.context import Context, Settings
from repair.rules.model import Detection, ResourceDetector
from repair.template.schema import holds
from repair.template.template import Resource

Schema = Mapping[str, Any]


def detector(raw: Mapping[str, Any]) -> ResourceDetector:
    """The detector of the rule file `raw`, which has `expect` and may have `when`, `fix` and `target`."""
    expect: Schema = raw["expect"]
    when: Schema = raw.get("when", {})
    whole = raw.get("target") == "resource"
    steps: Sequence[Mapping[str, Any]] = raw.get("fix", ())
    title: str = raw["title"]

    def subject(resource: Resource) -> Any:
        return resource.body if whole else resource.properties

    def detect(context: Context, resource: Resource) -> Iterator[Detection]:
        found = subject(resource)
        if when and holds(found, when) is not True:
            return
        if holds(found, expect) is not False:
            return
        base = resource.path if whole else (*resource.path, "Properties")
        try:
            operations = tuple(_operation(step, base, context.settings) for step in steps)
        except Refused as refused:
            yield Detection(base, f"{resource.id}: {title}.", refusal=refused)
            return
        mended = _mended(operations, resource)
        refusal = None
        if mended is not None and holds(subject(mended), expect) is False:
            refusal = _useless(steps, context.settings)
        place = _place(operations, resource, base)
        yield Detection(place, f"{resource.id}: {title}.", () if refusal else operations, refusal=refusal)

    return detect


def _mended(operations: Sequence[Operation], resource: Resource) -> Resource | None:
    """The resource after the fix; None where there is no fix or the engine will refuse it."""
    try:
        data = compile_operations(operations, _alone(resource)).data
    except Refused:
        return None
    return replace(resource, body=data["Resources"][resource.id]) if operations else None


def _useless(steps: Sequence[Mapping[str, Any]], settings: Settings) -> Refused:
    """Why a fix that can be carried out would not make the rule hold."""
    names = sorted(_value_names(steps))
    if names:
        given = ", ".join(f"{name} is {settings.value(name)!r}" for name in names)
        return Refused(RefusalCode.NEEDS_VALUE, f"the profile's {given}, which the property does not take")
    return Refused(RefusalCode.AMBIGUOUS, "the template sets it to another value on purpose")


def _value_names(raw: Any) -> set[str]:
    if isinstance(raw, dict):
        return {raw["$value"]} if set(raw) == {"$value"} else set().union(*map(_value_names, raw.values()))
    return set().union(*map(_value_names, raw)) if isinstance(raw, list | tuple) else set()


def _place(operations: Sequence[Operation], resource: Resource, base: Path) -> Path:
    """The value that the fix changes first; it names what is wrong better than the whole resource does."""
    for operation in operations:
        path = operation.source if isinstance(operation, Move) else operation.path
        try:
            if operation.compile(_alone(resource)):
                return path
        except Refused:
            return path
    return base


def _alone(resource: Resource) -> dict[str, Any]:
    """A template of this one resource, for operations with paths from the root."""
    return {"Resources": {resource.id: resource.body}}


def _operation(step: Mapping[str, Any], base: Path, settings: Settings) -> Operation:
    match step:
        case {"ensure": path}:
            return Ensure(base + _dotted(path), _value(step["value"], settings))
        case {"set": path}:
            return Set(base + _dotted(path), _value(step["value"], settings))
        case {"remove": path}:
            return Remove(base + _dotted(path), prune=bool(step.get("prune")))
        case {"move": path, "to": target}:
            return Move(base + _dotted(path), base + _dotted(target))
        case {"merge": path, "items": items}:
            return Merge(base + _dotted(path), tuple(_value(items, settings)), tuple(step.get("key", ())))
    raise RepairError(f"a fix step has none of ensure, set, remove, move, merge: {dict(step)}")


def _value(raw: Any, settings: Settings) -> Any:
    """`raw` with `{$value: name}` replaced by the profile's value of that name."""
    if isinstance(raw, dict):
        if set(raw) == {"$value"}:
            try:
                return settings.value(raw["$value"])
            except KeyError:
                reason = f"no profile or setting gives {raw['$value']}"
                raise Refused(RefusalCode.NEEDS_VALUE, reason) from None
        return {key: _value(item, settings) for key, item in raw.items()}
    if isinstance(raw, list):
        return [_value(item, settings) for item in raw]
    return raw


def _dotted(text: str) -> Path:
    return tuple(int(part) if part.isdecimal() else part for part in text.split("."))
