"""Functions with another timeout or memory than the profile or the requirements ask for."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_VALUES = (
    ("Timeout", "function-timeout-seconds", "seconds", 3),
    ("MemorySize", "function-memory-mb", "MB", 128),
)
"""Properties, the values asked for, their units, and the defaults."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each of the two that is written down, or left at its default, and differs."""
    if context.settings.asked("function-size-of") == "the only one" and not _is_only_one(context):
        return
    for name, value, unit, default in _VALUES:
        asked = context.settings.asked(value)
        if asked is None or _answers_cloudformation(context, resource):
            continue
        written = resource.properties.get(name, default)
        if not isinstance(written, int | str) or str(written) == str(asked):
            continue
        path = (*resource.path, "Properties", name)
        message = f"{resource.id} has a {name} of {written} {unit}; {asked} were asked for."
        yield Detection(path, message, (Set(path, asked),))


def _is_only_one(context: Context) -> bool:
    """Whether the template has no more than one function that does the stack's work."""
    functions = context.template.of_type("AWS::Lambda::Function")
    return sum(not _answers_cloudformation(context, one) for one in functions) <= 1


def _answers_cloudformation(context: Context, resource: Resource) -> bool:
    return any("ServiceToken" in ref.path for ref in context.template.references.to(resource.id))
