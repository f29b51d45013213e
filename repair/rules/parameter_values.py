"""Values that a resource takes from a parameter: where the parameter's default and allowed values can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Remove, Set
from repair.rules.context import Context


@dataclass(frozen=True, slots=True)
class Given:
    """A literal value of a property, and where it is written.

    Attributes:
        value: The value.
        path: Where it is written: the property, or the parameter's Default.
        parameter: The parameter's name, or None.
    """

    value: Any
    path: Path
    parameter: str | None = None


def given(context: Context, value: Any, path: Path) -> Given | None:
    """What the property at `path`, which has `value`, is given: itself, or the default of the parameter that it refers to.

    None where the value is computed, and where the parameter has no default or serves anything but properties of this
    name.
    """
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return Given(value, path)
    name = value.get("Ref") if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(name, str):
        return None
    parameter = context.template.section("Parameters").get(name)
    if not isinstance(parameter, dict) or parameter.get("Type") != "String":
        return None
    default = parameter.get("Default")
    if default is None or isinstance(default, (dict, list)):
        return None
    uses = context.template.references.to(name, "value")
    if any(one.kind != "Ref" or one.path[-1:] != path[-1:] for one in uses):
        return None
    return Given(default, ("Parameters", name, "Default"), name)


def changed(
    context: Context, found: Given, new: str, successor: Callable[[str], str | None]
) -> tuple[Operation, ...]:
    """The operations that put `new` in the place of a value; a parameter's allowed values are brought along.

    Args:
        context: The template.
        found: What the property is given.
        new: What it is to be given.
        successor: What becomes of an allowed value; None keeps it.
    """
    operations: list[Operation] = [Set(found.path, new)]
    if found.parameter is not None:
        parameter: Mapping[str, Any] = context.template.section("Parameters")[found.parameter]
        operations += _allowed(
            parameter.get("AllowedValues"), ("Parameters", found.parameter, "AllowedValues"), new, successor
        )
    return tuple(operations)


def _allowed(
    values: Any, path: Path, new: str, successor: Callable[[str], str | None]
) -> Iterator[Operation]:
    if not isinstance(values, list):
        return
    kept: list[Any] = []
    gone: list[int] = []
    for index, value in enumerate(values):
        mended = (successor(str(value)) or value) if not isinstance(value, (dict, list)) else value
        if mended in kept:
            gone.append(index)
            continue
        kept.append(mended)
        if mended != value:
            yield Set((*path, index), mended)
    for index in reversed(gone):
        yield Remove((*path, index))
    if new not in kept:
        yield Set((*path, len(kept)), new)
