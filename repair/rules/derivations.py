"""Values that follow from what the resource, or what it refers to, says already."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.template.data import value_at
from repair.template.intrinsics import intrinsic
from repair.template.template import Resource, Template


@dataclass(frozen=True, slots=True)
class Missing:
    """A property that is missing: the template, the resource, and where the property would stand."""

    template: Template
    resource: Resource
    path: Path


Derivation = Callable[[Missing], Any]
"""The value of the missing property, or None when it does not follow."""

_METRIC_NAME = re.compile(r"[A-Za-z0-9_-]{1,128}")

_FLOW_LOG_TYPES = {
    "AWS::EC2::VPC": "VPC",
    "AWS::EC2::Subnet": "Subnet",
    "AWS::EC2::NetworkInterface": "NetworkInterface",
    "AWS::EC2::TransitGateway": "TransitGateway",
    "AWS::EC2::TransitGatewayAttachment": "TransitGatewayAttachment",
    "AWS::EC2::VPC::Id": "VPC",
    "AWS::EC2::Subnet::Id": "Subnet",
}
_SECRET_TARGETS = frozenset(
    {
        "AWS::DocDB::DBCluster", "AWS::DocDB::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance",
        "AWS::Redshift::Cluster",
    }
)  # fmt: skip


def _referred_type(template: Template, value: Any) -> str | None:
    """The type of the resource or parameter that a `Ref` names."""
    function = intrinsic(value)
    if function is None or function[0] != "Ref" or not isinstance(function[1], str):
        return None
    resource = template.resources.get(function[1])
    if resource is not None:
        return resource.type
    parameter = template.section("Parameters").get(function[1])
    kind = parameter.get("Type") if isinstance(parameter, dict) else None
    return kind if isinstance(kind, str) else None


def _flow_log_resource_type(missing: Missing) -> Any:
    return _FLOW_LOG_TYPES.get(
        _referred_type(missing.template, missing.resource.properties.get("ResourceId")) or ""
    )


def _target_type(missing: Missing) -> Any:
    kind = _referred_type(missing.template, missing.resource.properties.get("TargetId"))
    return kind if kind in _SECRET_TARGETS else None


def _service_namespace(missing: Missing) -> Any:
    dimension = missing.resource.properties.get("ScalableDimension")
    return dimension.partition(":")[0] if isinstance(dimension, str) and ":" in dimension else None


def _only_origin(missing: Missing) -> Any:
    origins = value_at(missing.resource.properties, ("DistributionConfig", "Origins"), None)
    if isinstance(origins, list) and len(origins) == 1 and isinstance(origins[0], dict):
        return origins[0].get("Id")
    return None


def _rule_visibility(missing: Missing) -> Any:
    name = value_at(missing.template.data, (*missing.path[:-1], "Name"), None)
    if not (isinstance(name, str) and _METRIC_NAME.fullmatch(name)):
        index = next((step for step in reversed(missing.path) if isinstance(step, int)), 0)
        name = f"{missing.resource.id}-{index + 1}"
    return {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": name}


DERIVATIONS: Mapping[str, Derivation] = {
    "flow_log_resource_type": _flow_log_resource_type,
    "only_origin": _only_origin,
    "rule_visibility": _rule_visibility,
    "service_namespace": _service_namespace,
    "target_type": _target_type,
}
"""By the names that the table of required values uses."""
