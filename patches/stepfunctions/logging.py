"""State machines that write no log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, Operation
from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.log_groups import TYPE, group_properties
from repair.rules.model import Detection
from repair.rules.role_grants import inline, role_named
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_ACTIONS = [
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
]
"""None of them can be granted for one log group alone."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine without a log; one that switches it off is left to a person."""
    properties = resource.properties
    path = (*resource.path, "Properties", "LoggingConfiguration")
    written = properties.get("LoggingConfiguration", {})
    if any(key[:4] == "Fn::" for key in properties) or is_intrinsic(written) or not isinstance(written, dict):
        return
    level = written.get("Level", "OFF")
    if level == "OFF":
        operations = () if "LoggingConfiguration" in properties else _log(context, resource, path)
        yield Detection(path, f"{resource.id} writes no log.", operations)


def _log(context: Context, machine: Resource, path: tuple[str | int, ...]) -> tuple[Operation, ...]:
    """What makes the machine log its errors; nothing when its role stands elsewhere."""
    role = role_named(context, machine.properties.get("RoleArn"))
    if role is None or role.condition != machine.condition or not may_add(context, machine):
        return ()
    group = addition(context, machine, "LogGroup", TYPE, group_properties(context))
    configuration: dict[str, Any] = {
        "Level": "ERROR",
        "IncludeExecutionData": False,
        "Destinations": [{"CloudWatchLogsLogGroup": {"LogGroupArn": group.arn}}],
    }
    allowed = inline(role, "DeliverExecutionLogs", _ACTIONS, "*")
    return (group.operation, Ensure(path, configuration), *allowed)
