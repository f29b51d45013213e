"""Which services a template lets call which of its functions, by what is wired to them.

Source: AWS Lambda Developer Guide, "Granting function access to AWS services"; the guide of each service for its
principal and the ARN that it calls from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.rules.context import Context
from repair.rules.resource_policies import named, named_in
from repair.template.template import Resource
from repair.template.values import normal

FUNCTION = "AWS::Lambda::Function"


@dataclass(frozen=True, slots=True)
class Invocation:
    """A service that is to call a function.

    Attributes:
        function: The function.
        source: What calls it: the rule, topic, API or bucket.
        service: The service's principal.
        path: Where the function is wired.
        arn: The ARN that the service calls from; None where it cannot be told without a circle.
    """

    function: Resource
    source: Resource
    service: str
    path: Path
    arn: Any


def invocations(context: Context) -> Iterator[Invocation]:
    """Every wiring of a source to a function, both of the template; each pair once."""
    seen = set()
    for resource in context.template.resources.values():
        for one in _of(context, resource):
            if (one.function.id, one.source.id) not in seen:
                seen.add((one.function.id, one.source.id))
                yield one


@dataclass(frozen=True, slots=True)
class Permissions:
    """The `AWS::Lambda::Permission`s of a template.

    Attributes:
        context: The template.
        by_function: Those that name a function by a reference.
        others: Those that name one otherwise.
    """

    context: Context
    by_function: Mapping[str, list[Resource]]
    others: list[Resource]

    def cover(self, one: Invocation) -> bool:
        """Whether one of them lets the service call the function, or may do so."""
        name = one.function.properties.get("FunctionName")
        for permission in self.by_function.get(one.function.id, ()):
            if self._lets(permission, one):
                return True
        for permission in self.others:
            whose = permission.properties.get("FunctionName")
            literal = isinstance(whose, str) and isinstance(name, str)
            if not (literal and whose != name and ":" not in str(whose)) and self._lets(permission, one):
                return True
        return False

    def _lets(self, permission: Resource, one: Invocation) -> bool:
        service = permission.properties.get("Principal")
        if isinstance(service, str) and service not in (one.service, "*"):
            return False
        arn = permission.properties.get("SourceArn")
        if arn is None:
            return True
        targets, resources = named_in(arn), self.context.template.resources
        return one.source.id in targets or not any(
            name in resources and resources[name].type == one.source.type for name in targets
        )


def permissions(context: Context) -> Permissions:
    """The permissions of the template, by the function that they name."""
    resources = context.template.resources
    by_function: dict[str, list[Resource]] = {}
    others: list[Resource] = []
    for permission in context.template.of_type("AWS::Lambda::Permission"):
        names = named_in(permission.properties.get("FunctionName"))
        functions = [name for name in names if name in resources and resources[name].type == FUNCTION]
        for name in functions:
            by_function.setdefault(name, []).append(permission)
        if not functions:
            others.append(permission)
    return Permissions(context, by_function, others)


def _of(context: Context, resource: Resource) -> Iterator[Invocation]:
    properties, base = resource.properties, (*resource.path, "Properties")
    if resource.type == "AWS::Events::Rule":
        targets = properties.get("Targets")
        for index, target in enumerate(targets if isinstance(targets, list) else ()):
            function = _function(context, target, "Arn")
            if function is not None:
                arn = {"Fn::GetAtt": [resource.id, "Arn"]}
                path = (*base, "Targets", index, "Arn")
                yield Invocation(function, resource, "events.amazonaws.com", path, arn)
    elif resource.type == "AWS::SNS::Subscription":
        function = _function(context, properties, "Endpoint")
        topic = named(context, properties.get("TopicArn"), "AWS::SNS::Topic")
        if function is not None and topic is not None and properties.get("Protocol") == "lambda":
            yield Invocation(function, topic, "sns.amazonaws.com", (*base, "Endpoint"), {"Ref": topic.id})
    elif resource.type == "AWS::ApiGateway::Method":
        yield from _of_method(context, resource)
    elif resource.type == "AWS::ApiGatewayV2::Integration" and "CredentialsArn" not in properties:
        api = named(context, properties.get("ApiId"), "AWS::ApiGatewayV2::Api")
        yield from _of_api(context, api, properties.get("IntegrationUri"), (*base, "IntegrationUri"))
    elif resource.type == "AWS::S3::Bucket":
        yield from _of_bucket(context, resource)


def _of_method(context: Context, resource: Resource) -> Iterator[Invocation]:
    integration = resource.properties.get("Integration")
    if isinstance(integration, dict) and "Credentials" not in integration:
        api = named(context, resource.properties.get("RestApiId"), "AWS::ApiGateway::RestApi")
        path = (*resource.path, "Properties", "Integration", "Uri")
        yield from _of_api(context, api, integration.get("Uri"), path)


def _of_api(context: Context, api: Resource | None, uri: Any, path: Path) -> Iterator[Invocation]:
    if api is None or uri is None:
        return
    argument = normal(uri)
    pieces = argument.get("Fn::Join") if isinstance(argument, dict) else None
    parts = (
        pieces[1]
        if isinstance(pieces, list) and len(pieces) == 2 and isinstance(pieces[1], list)
        else [argument]
    )
    for part in parts:
        function = named(context, part, FUNCTION)
        if function is not None and "Fn::GetAtt" in part:
            arn = f"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{api.id}}}/*"
            yield Invocation(function, api, "apigateway.amazonaws.com", path, {"Fn::Sub": arn})


def _of_bucket(context: Context, bucket: Resource) -> Iterator[Invocation]:
    notification = bucket.properties.get("NotificationConfiguration")
    configurations = notification.get("LambdaConfigurations") if isinstance(notification, dict) else None
    for index, configuration in enumerate(configurations if isinstance(configurations, list) else ()):
        function = _function(context, configuration, "Function")
        if function is not None:
            path = (*bucket.path, "Properties", "NotificationConfiguration", "LambdaConfigurations", index)
            yield Invocation(function, bucket, "s3.amazonaws.com", path, None)


def _function(context: Context, holder: Any, key: str) -> Resource | None:
    """The function whose ARN stands under a key; an alias or a version has permissions of its own."""
    value = holder.get(key) if isinstance(holder, dict) else None
    found = named(context, value, FUNCTION)
    return found if found is not None and normal(value) == {"Fn::GetAtt": [found.id, "Arn"]} else None
