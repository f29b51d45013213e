"""Functions in a VPC whose role may not make the network interfaces that they need."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.role_grants import lacks, managed, role_named
from repair.template.template import Resource

_ACTIONS = ("ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function with subnets whose role certainly lacks an action."""
    network = resource.properties.get("VpcConfig")
    subnets = network.get("SubnetIds") if isinstance(network, dict) else None
    role = role_named(context, resource.properties.get("Role"))
    if not subnets or role is None:
        return
    missing = lacks(context, role, _ACTIONS)
    if missing:
        yield Detection(
            (*resource.path, "Properties", "VpcConfig"),
            f"{resource.id} runs in a VPC, and {role.id} does not allow {', '.join(missing)}.",
            (managed(role, "service-role/AWSLambdaVPCAccessExecutionRole"),),
        )
