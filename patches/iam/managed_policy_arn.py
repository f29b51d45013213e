"""ARNs of managed policies of AWS that exist under another path, or in another spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Operation, Remove, Set
from repair.rules.context import Context
from repair.rules.managed_policies import meant_policy
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import same_value

_ARN = re.compile(r"(arn:(?:aws[a-z-]*|\$\{AWS::Partition\}):iam::aws:policy/)([\w+=,.@/-]+)")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each ARN."""
    policies = resource.properties.get("ManagedPolicyArns")
    policies = policies if isinstance(policies, list) else []
    for index, value in enumerate(policies):
        sub = isinstance(value, dict) and len(value) == 1
        text = value.get("Fn::Sub") if sub and isinstance(value, dict) else value
        match = _ARN.fullmatch(text) if isinstance(text, str) else None
        meant = meant_policy(match[2]) if match else None
        if match is None or meant is None:
            continue
        at = (*resource.path, "Properties", "ManagedPolicyArns", index)
        arn = match[1] + meant
        new = {"Fn::Sub": arn} if sub else arn
        twice = any(same_value(new, other) for other in policies)
        operation: Operation = Remove(at) if twice else Set(at, new)
        yield Detection(at, f"{resource.id}: AWS has no policy {match[2]}; it is {meant}.", (operation,))
        if twice:
            return  # the items behind it move up
