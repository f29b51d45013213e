"""Key policies that let nobody but services change them."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.key_policies import ROOT
from repair.rules.model import Detection
from repair.rules.policy_document import is_known, statements
from repair.rules.service_statements import with_statements
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource


def detect(_context: Context, key: Resource) -> Iterator[Detection]:
    """One detection for each key."""
    document = key.properties.get("KeyPolicy")
    if not isinstance(document, dict) or not is_known(document):
        return
    if key.properties.get("BypassPolicyLockoutSafetyCheck") not in (None, False, "false"):
        return
    for _, statement in statements(document, ()):
        principal = statement.get("Principal")
        services = (
            isinstance(principal, dict) and not is_intrinsic(principal) and set(principal) == {"Service"}
        )
        if statement.get("Effect") == "Allow" and not services:
            return
    yield Detection(
        (*key.path, "Properties", "KeyPolicy"),
        f"The policy of {key.id} lets services alone use the key, so nobody could change it.",
        (with_statements(document, (*key.path, "Properties", "KeyPolicy"), (ROOT,)),),
    )
