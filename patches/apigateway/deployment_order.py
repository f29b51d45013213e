"""Deployments of an API that may be created before the methods or routes that they are to publish."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import of_type, unordered
from repair.rules.model import Detection
from repair.template.template import Resource
from repair.template.values import same_value

_PARTS = {
    "AWS::ApiGateway::Deployment": ("RestApiId", "AWS::ApiGateway::Method"),
    "AWS::ApiGatewayV2::Deployment": ("ApiId", "AWS::ApiGatewayV2::Route"),
}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a deployment that does not wait for all of its API's methods."""
    key, part = _PARTS[resource.type]
    api = resource.properties.get(key)
    parts = [
        one for one in of_type(context, part) if api is not None and same_value(one.properties.get(key), api)
    ]
    why = "it publishes what the API has at that moment, and nothing is refused"
    yield from unordered(context, resource, parts, why)
