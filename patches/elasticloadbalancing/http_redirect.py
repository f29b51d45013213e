"""Listeners that serve in plain HTTP what a listener beside them serves in HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Set
from repair.patch.same import same
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource

_LISTENER = "AWS::ElasticLoadBalancingV2::Listener"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """At most one detection: same load balancer, same actions, and a certificate is there."""
    actions = resource.properties.get("DefaultActions")
    if resource.properties.get("Protocol") != "HTTP" or not _forwards(actions):
        return
    balancer = resource.properties.get("LoadBalancerArn")
    name = balancer.get("Ref") if isinstance(balancer, dict) else None
    if not isinstance(name, str) or _has_rules(context, resource):
        return
    for ref in context.template.references.to(name):
        other = context.template.resources.get(ref.entry)
        if other is None or other.id == resource.id or other.type != _LISTENER:
            continue
        port = _secure_port(other, balancer)
        if port is None or other.condition not in (None, resource.condition):
            continue
        if same(other.properties.get("DefaultActions"), actions):
            redirect = {"Protocol": "HTTPS", "Port": port, "StatusCode": "HTTP_301"}
            place = (*resource.path, "Properties", "DefaultActions")
            message = f"{resource.id} serves in plain HTTP what {other.id} serves in HTTPS."
            yield Detection(place, message, (Set(place, [{"Type": "redirect", "RedirectConfig": redirect}]),))
            return


def _forwards(actions: Any) -> bool:
    return (
        isinstance(actions, list)
        and len(actions) == 1
        and isinstance(actions[0], dict)
        and actions[0].get("Type") == "forward"
    )


def _has_rules(context: Context, listener: Resource) -> bool:
    """Whether something that belongs to the listener, such as a rule, would no longer be reached in the same way."""
    users = (context.template.resources.get(ref.entry) for ref in context.template.references.to(listener.id))
    return any(user is not None and user.type == f"{_LISTENER}Rule" for user in users)


def _secure_port(listener: Resource, balancer: Any) -> str | None:
    """The port of an HTTPS listener of the load balancer that has a certificate."""
    properties = listener.properties
    certificates = properties.get("Certificates")
    if properties.get("Protocol") != "HTTPS" or not isinstance(certificates, list) or not certificates:
        return None
    if not same(properties.get("LoadBalancerArn"), balancer):
        return None
    port = str(properties.get("Port"))
    return port if port.isdecimal() else None
