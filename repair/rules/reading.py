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
from repair.template.template import Resource, Template

_ONLY_USE_MATTERS = {"Parameters": "value", "Mappings": "mapping", "Conditions": "condition"}


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

    def detection(self, resource: Resource, what: str) -> Detection:
        """The detection of it: safe when it is sure; never carried out when it breaks something that holds now."""
        message = f"{resource.id}: {what}; {self.why}."
        if not self.operations:
            return Detection(
                self.path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, "only a person can know")
            )
        if not breaks_nothing_new(resource, self.operations):
            return Detection(
                self.path, message, refusal=Refused(RefusalCode.CONFLICT, "what is there does not fit")
            )
        return Detection(
            self.path, message, self.operations, safety=Safety.SAFE if self.sure else Safety.UNSAFE
        )


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


def only_use(template: Template, path: Path) -> str | None:
    """A parameter, mapping or condition whose only uses stand at or below `path`; None when there is none."""
    graph = template.references
    inside = [ref for ref in graph.from_entry(str(path[0]), str(path[1])) if ref.path[: len(path)] == path]
    for section, space in _ONLY_USE_MATTERS.items():
        for ref in inside:
            if ref.space == space and ref.target in template.section(section):
                uses = [use for use in graph.to(ref.target, ref.space) if use not in inside]
                if not uses:
                    return ref.target
    return None


def _broken(data: dict[str, Any], resource_id: str) -> Counter[tuple[object, ...]]:
    template = Template(data)
    resource = template.resources.get(resource_id)
    found = provider_violations(Context(template), resource) if resource is not None else ()
    # Indices are left out: an item that goes moves its neighbours up.
    return Counter((violation.keyword, bare(violation.path), str(violation.expected)) for violation in found)
