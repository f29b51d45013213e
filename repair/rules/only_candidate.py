"""The only resource of a template that a missing property can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair import knowledge
from repair.knowledge import ResourceType
from repair.rules.policy_document import statements, texts
from repair.rules.required_values import Value
from repair.template.template import Resource, Template

_ROLE = "AWS::IAM::Role"
_ROLE_ARN = f"{_ROLE}.Arn"
_VPC_ID = "AWS::EC2::VPC.Id"

_ROLE_PROPERTIES: Mapping[tuple[str, str], str] = {
    ("AWS::CodeBuild::Project", "ServiceRole"): "codebuild.amazonaws.com",
    ("AWS::CodeDeploy::DeploymentGroup", "ServiceRoleArn"): "codedeploy.amazonaws.com",
    ("AWS::CodePipeline::Pipeline", "RoleArn"): "codepipeline.amazonaws.com",
    ("AWS::Config::ConfigurationRecorder", "RoleARN"): "config.amazonaws.com",
    ("AWS::EKS::Cluster", "RoleArn"): "eks.amazonaws.com",
    ("AWS::Glue::Crawler", "Role"): "glue.amazonaws.com",
    ("AWS::Glue::Job", "Role"): "glue.amazonaws.com",
    ("AWS::Lambda::Function", "Role"): "lambda.amazonaws.com",
    ("AWS::StepFunctions::StateMachine", "RoleArn"): "states.amazonaws.com",
}
"""Properties that take a role's ARN, and the service that the role must trust."""


def only_candidate(template: Template, resource: Resource, kind: ResourceType, name: str) -> Value | None:
    """A reference to the one resource that the missing property `name`, directly in Properties, can mean.

    Sure for what belongs to one whole (`VpcId`, `RestApiId`) and for the one role that trusts the service.
    """
    service = _ROLE_PROPERTIES.get((resource.type, name))
    if service is not None:
        roles = [role for role in _of_type(template, resource, _ROLE) if _trusts(role, service)]
        if len(roles) != 1:
            return None
        return Value(
            {"Fn::GetAtt": [roles[0].id, "Arn"]}, f"{roles[0].id} is the only role that trusts {service}"
        )
    found = [*_by_format(template, resource, kind, name), *_by_identifier(template, resource, name)]
    targets = {target.id for target, _, _ in found}
    if len(targets) != 1:
        return None
    target, value, sure = found[0]
    sure = sure and not _has_parameter_for(template, target.type)
    return Value(value, f"{target.id} is the only {target.type} of the template", sure)


def _by_format(
    template: Template, resource: Resource, kind: ResourceType, name: str
) -> Iterator[tuple[Resource, Any, bool]]:
    wanted = (kind.resolve((name,)) or {}).get("format")
    if not isinstance(wanted, str) or "::" not in wanted or wanted == _ROLE_ARN:
        return
    type_name = wanted.rpartition(".")[0]
    target_kind = knowledge.resource_type(type_name)
    if target_kind is None:
        return
    for target in _of_type(template, resource, type_name):
        value = _reference(target, target_kind, wanted)
        if value is not None:
            yield target, value, wanted == _VPC_ID


def _reference(target: Resource, kind: ResourceType, wanted: str) -> Any:
    if kind.ref_schema.get("format") == wanted:
        return {"Ref": target.id}
    for attribute in sorted(kind.attributes):
        if "*" not in attribute and (kind.attribute_schema(attribute) or {}).get("format") == wanted:
            return {"Fn::GetAtt": [target.id, attribute]}
    return None


def _by_identifier(template: Template, resource: Resource, name: str) -> Iterator[tuple[Resource, Any, bool]]:
    """Resources of the same service whose identifier has this very name, so that `Ref` gives it."""
    service = resource.type.rpartition("::")[0]
    for target in template.resources.values():
        if target.type.rpartition("::")[0] == service and target.type != resource.type:
            kind = knowledge.resource_type(target.type)
            if (
                kind is not None
                and kind.primary_identifier == (name,)
                and _is_usable(template, resource, target)
            ):
                yield target, {"Ref": target.id}, True


def _of_type(template: Template, resource: Resource, type_name: str) -> list[Resource]:
    return [other for other in template.of_type(type_name) if _is_usable(template, resource, other)]


def _is_usable(template: Template, resource: Resource, target: Resource) -> bool:
    """Whether `target` is there whenever `resource` is, and does not itself need it."""
    if target.condition not in (None, resource.condition):
        return False
    seen: set[str] = set()
    waiting = [target.id]
    while waiting:
        name = waiting.pop()
        if name == resource.id:
            return False
        if name not in seen:
            seen.add(name)
            waiting += template.references.dependencies(name)
    return True


def _has_parameter_for(template: Template, type_name: str) -> bool:
    wanted = f"{type_name}::Id"
    short = type_name.rpartition("::")[2].lower()
    return any(
        (isinstance(body, dict) and wanted in str(body.get("Type"))) or name.lower() in (short, f"{short}id")
        for name, body in template.section("Parameters").items()
    )


def _trusts(role: Resource, service: str) -> bool:
    for _, statement in statements(role.properties.get("AssumeRolePolicyDocument"), ()):
        principal = statement.get("Principal")
        if isinstance(principal, dict) and service in texts(principal.get("Service")):
            return True
    return False
