"""What must be there for a rule to have anything to say: asked before its code is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.provider import provider_violations
from repair.template.template import Resource

Detector = Callable[..., Iterable[Detection]]


def _violation(context: Context, resource: Resource) -> bool:
    """Whether the resource breaks the provider's schema somewhere."""
    return bool(provider_violations(context, resource))


def _circle(context: Context) -> bool:
    """Whether resources need each other in a circle."""
    return bool(context.template.references.cycles())


_THERE: Mapping[str, Callable[..., bool]] = {"violation": _violation, "circle": _circle}
"""The words of `needs` in a rule file."""


def where_needed(need: str | None, detect: Detector) -> Detector:
    """`detect`, asked only where there is what it needs; KeyError for a word that is none of `needs`."""
    if need is None:
        return detect
    there = _THERE[need]

    def asked(*arguments: object) -> Iterable[Detection]:
        return detect(*arguments) if there(*arguments) else ()

    return asked
