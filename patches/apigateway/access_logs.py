"""API stages without access logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.creation_order import of_type
from repair.rules.log_groups import TYPE, group_properties
from repair.rules.model import Detection
from repair.rules.resource_policies import named
from repair.template.template import Resource

_REST = "AWS::ApiGateway::Stage"
_FIELDS = {
    "requestId": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "requestTime": "$context.requestTime",
    "httpMethod": "$context.httpMethod",
    "protocol": "$context.protocol",
    "status": "$context.status",
    "responseLength": "$context.responseLength",
}


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a stage that logs no request."""
    rest = resource.type == _REST
    key = "AccessLogSetting" if rest else "AccessLogSettings"
    properties = resource.properties
    if key in properties or not may_add(context, resource):
        return
    group = addition(context, resource, "AccessLogGroup", TYPE, group_properties(context))
    path = (*resource.path, "Properties", key)
    log = Ensure(path, {"DestinationArn": group.arn, "Format": _format(rest)})
    may_log = _has_account(context) if rest else _is_http(context, properties.get("ApiId"))
    yield Detection(
        path,
        f"{resource.id} writes no access log.",
        (group.operation, log) if may_log else (),
    )


def _format(rest: bool) -> str:
    path = {"resourcePath": "$context.resourcePath"} if rest else {"routeKey": "$context.routeKey"}
    fields = {**_FIELDS, **path}
    return "{" + ",".join(f'"{name}":"{variable}"' for name, variable in fields.items()) + "}"


def _has_account(context: Context) -> bool:
    """Whether the template lets API Gateway write to CloudWatch Logs; for REST and WebSocket APIs the account must."""
    accounts = of_type(context, "AWS::ApiGateway::Account")
    return any("CloudWatchRoleArn" in one.properties and one.condition is None for one in accounts)


def _is_http(context: Context, api: Any) -> bool:
    found = named(context, api, "AWS::ApiGatewayV2::Api")
    return found is not None and found.properties.get("ProtocolType") == "HTTP"
