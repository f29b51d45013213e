"""Routes and gateways that may be created before the VPC has its internet or VPN gateway."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import of_type, unordered
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import same_value

_GATEWAYS = ("InternetGatewayId", "VpnGatewayId")


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each resource that must wait for an attachment and does not."""
    attachments = of_type(context, "AWS::EC2::VPCGatewayAttachment")
    if not attachments:
        return
    internet = [one for one in attachments if "InternetGatewayId" in one.properties]
    for resource in context.template.resources.values():
        if resource.type in ("AWS::EC2::Route", "AWS::EC2::VPNGatewayRoutePropagation"):
            key = "GatewayId" if resource.type == "AWS::EC2::Route" else "VpnGatewayId"
            first = [one for one in attachments if _attaches(one, resource, key)]
            yield from unordered(
                context, resource, first, "a route to a gateway that is not attached yet is refused"
            )
        elif _needs_internet(resource) and len(internet) == 1:
            yield from unordered(
                context, resource, internet, "a public address needs an internet gateway on the VPC"
            )


def _attaches(attachment: Resource, route: Resource, key: str) -> bool:
    gateway = route.properties.get(key)
    return gateway is not None and any(
        same_value(attachment.properties.get(name), gateway) for name in _GATEWAYS
    )


def _needs_internet(resource: Resource) -> bool:
    if resource.type == "AWS::EC2::NatGateway":
        return resource.properties.get("ConnectivityType") in (None, "public")
    return resource.type == "AWS::EC2::EIPAssociation" or (
        resource.type == "AWS::EC2::EIP" and "InstanceId" in resource.properties
    )
