"""One way to read a fault: what would mend it, how sure that is, and whether it breaks nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, RefusalCode, Refused
from repair.patch.transaction import compile_operations
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.property_path import bare
from repair.rules.provider import provider_violations
from repair.template.references import references
from repair.template.template import Resource, Template

_SECTIONS = {"value": "Parameters", "mapping": "Mappings", "condition": "Conditions"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a wrong value probably means.

    Attributes:
        path: The wrong value.
        why: The fact, as a clause.
        operations: What would mend it.
        sure: Whether it is the one plausible reading.
        target: Where the value comes to stand, when it does.
    """

    path: Path
    why: str
    operations: tuple[Operation, ...]
    sure: bool = True
    target: Path | None = None

    def detection(self, template: Template, resource: Resource, what: str) -> Detection:
        """The detection of it: safe when it is sure and leaves nothing of the template without use.

        It is never carried out when it breaks something that holds now.
        """
        message = f"{resource.id}: {what}; {self.why}."
        if not self.operations:
            return Detection(
                self.path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, "only a person can know")
            )
        if not breaks_nothing_new(resource, self.operations):
            return Detection(
                self.path, message, refusal=Refused(RefusalCode.CONFLICT, "what is there does not fit")
            )
        lost = left_unused(template, resource, self.operations) if self.sure else None
        if lost is not None:
            message = f"{resource.id}: {what}; {self.why}, but {lost} would then be used nowhere."
        safety = Safety.SAFE if self.sure and lost is None else Safety.UNSAFE
        return Detection(self.path, message, self.operations, safety=safety)


def breaks_nothing_new(resource: Resource, operations: Iterable[Operation]) -> bool:
    """Whether the resource, after `operations` on it, breaks nothing of its schema that it kept before.

    True for operations that refuse: whoever applies them is told why.
    """
    data = {"Resources": {resource.id: resource.body}}
    try:
        after = compile_operations(tuple(operations), data).data
    except Refused:
        return True
    return not _broken(after, resource.id) - _broken(data, resource.id)


def left_unused(template: Template, resource: Resource, operations: Iterable[Operation]) -> str | None:
    """A parameter, mapping or condition that the resource alone uses, and not after `operations`; None without one.

    Who wrote it meant it to matter: it must not fall silent unasked.
    """
    graph = template.references
    own = {
        (ref.space, ref.target)
        for ref in graph.of(resource.id)
        if ref.target in template.section(_SECTIONS.get(ref.space, ""))
        and all(
            use.section == "Resources" and use.entry == resource.id for use in graph.to(ref.target, ref.space)
        )
    }
    if not own:
        return None
    try:
        after = compile_operations(tuple(operations), template.data).data
    except Refused:
        return None
    used = {(ref.space, ref.target) for ref in references(after)}
    return min((name for space, name in own if (space, name) not in used), default=None)


def _broken(data: dict[str, Any], resource_id: str) -> Counter[tuple[object, ...]]:
    template = Template(data)
    resource = template.resources.get(resource_id)
    found = provider_violations(Context(template), resource) if resource is not None else ()
    # Indices are left out: an item that goes moves its neighbours up.
    return Counter((violation.keyword, bare(violation.path), str(violation.expected)) for violation in found)
