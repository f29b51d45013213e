"""ECS services that may be created before a load balancer forwards to their target group."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import unordered
from repair.rules.dependency_reach import needs
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import normal

_FORWARDERS = ("AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a service that waits for none of the listeners of its target groups."""
    balancers = resource.properties.get("LoadBalancers")
    graph = context.template.references
    for balancer in balancers if isinstance(balancers, list) else ():
        group = normal(balancer.get("TargetGroupArn")) if isinstance(balancer, dict) else None
        name = group.get("Ref") if isinstance(group, dict) else None
        if not isinstance(name, str):
            continue
        first = [
            user
            for user in (context.template.resources.get(ref.entry) for ref in graph.to(name))
            if user is not None and user.type in _FORWARDERS
        ]
        if not any(needs(graph, resource.id, one.id) for one in first):
            why = "ECS refuses a target group that no load balancer forwards to"
            found = list(unordered(context, resource, first[:1], why))
            if found:
                yield found[0]
                return
