"""DeletionPolicy without UpdateReplacePolicy, or the other way round: the missing one is copied."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.deletion_policies import allowed
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import is_intrinsic
from repair.template.sections import LANGUAGE_EXTENSIONS
from repair.template.template import Resource

_VERSIONS = ("AWS::Lambda::LayerVersion", "AWS::Lambda::Version")
"""Every change replaces them, so that DeletionPolicy alone is customary; cfn-lint leaves them out as well."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection where exactly one of the two is set, to a value that its type takes and that keeps something."""
    body = resource.body
    if ("DeletionPolicy" in body) == ("UpdateReplacePolicy" in body) or resource.type in _VERSIONS:
        return
    given, missing = "DeletionPolicy", "UpdateReplacePolicy"
    if missing in body:
        given, missing = missing, given
    value = body[given]
    if is_intrinsic(value):
        wrong = LANGUAGE_EXTENSIONS not in context.template.transforms
    else:
        wrong = not isinstance(value, str) or value not in allowed(given, resource.type)
    if wrong:
        return  # a wrong value is the matter of another rule; copied, it would be wrong twice
    if value == "Delete":
        return  # keeps nothing, so that there is nothing to complete
    if missing == "UpdateReplacePolicy" and value == "RetainExceptOnCreate":
        value = "Retain"
    path = (*resource.path, missing)
    # where DeletionPolicy is missing, the end of the stack may be meant to remove everything
    safety = Safety.SAFE if missing == "UpdateReplacePolicy" else Safety.UNSAFE
    yield Detection(path, f"{resource.id} has {given} but no {missing}.", (Ensure(path, value),), safety)
