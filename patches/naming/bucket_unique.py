"""Bucket names that only one account in the world can have."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.template_text import occurrences
from repair.template.template import Resource

_LONGEST = 63 - len("-123456789012")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a name that holds no parameter."""
    name = resource.properties.get("BucketName")
    if not isinstance(name, str) or not name or "{{" in name:
        return
    path = (*resource.path, "Properties", "BucketName")
    message = f"{resource.id} is called {name}, in whatever account."
    refusal = None
    operations: tuple[Operation, ...] = (Set(path, {"Fn::Sub": f"{name}-${{AWS::AccountId}}"}),)
    if len(name) > _LONGEST or "$" in name:
        refusal = Refused(RefusalCode.NEEDS_VALUE, "with an account number the name would be too long")
    elif occurrences(context, name) > 1:
        refusal = Refused(RefusalCode.CONFLICT, f"{name} stands elsewhere in the template as well")
    yield Detection(path, message, () if refusal else operations, refusal=refusal)
