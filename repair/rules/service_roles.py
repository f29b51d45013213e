"""Which AWS services use which role of a template, and which services a role trusts.

Source: CloudFormation template reference (the properties that take a role), and each service's user guide for the
principal that assumes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.rules.context import Context
from repair.rules.policy_document import is_known, statements
from repair.rules.reference_fields import field_of, is_whole
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource
from repair.template.values import normal

DOMAIN = ".amazonaws.com"

_USES: Mapping[str, Mapping[str, str]] = {
    "AWS::Amplify::App": {"IAMServiceRole": "amplify"},
    "AWS::ApiGateway::Account": {"CloudWatchRoleArn": "apigateway"},
    "AWS::ApiGateway::Authorizer": {"AuthorizerCredentials": "apigateway"},
    "AWS::ApiGateway::Method": {"Integration.Credentials": "apigateway"},
    "AWS::ApiGatewayV2::Authorizer": {"AuthorizerCredentialsArn": "apigateway"},
    "AWS::ApiGatewayV2::Integration": {"CredentialsArn": "apigateway"},
    "AWS::AppSync::DataSource": {"ServiceRoleArn": "appsync"},
    "AWS::AppSync::GraphQLApi": {"LogConfig.CloudWatchLogsRoleArn": "appsync"},
    "AWS::Backup::BackupSelection": {"BackupSelection.IamRoleArn": "backup"},
    "AWS::Batch::ComputeEnvironment": {"ServiceRole": "batch"},
    "AWS::Batch::JobDefinition": {
        "ContainerProperties.JobRoleArn": "ecs-tasks",
        "ContainerProperties.ExecutionRoleArn": "ecs-tasks",
    },
    "AWS::CloudTrail::Trail": {"CloudWatchLogsRoleArn": "cloudtrail"},
    "AWS::CodeBuild::Project": {"ServiceRole": "codebuild"},
    "AWS::CodeDeploy::DeploymentGroup": {"ServiceRoleArn": "codedeploy"},
    "AWS::CodePipeline::Pipeline": {"RoleArn": "codepipeline"},
    "AWS::Cognito::UserPool": {"SmsConfiguration.SnsCallerArn": "cognito-idp"},
    "AWS::Config::ConfigurationRecorder": {"RoleARN": "config"},
    "AWS::DLM::LifecyclePolicy": {"ExecutionRoleArn": "dlm"},
    "AWS::DMS::Endpoint": {"S3Settings.ServiceAccessRoleArn": "dms"},
    "AWS::EC2::FlowLog": {"DeliverLogsPermissionArn": "vpc-flow-logs"},
    "AWS::ECS::TaskDefinition": {"TaskRoleArn": "ecs-tasks", "ExecutionRoleArn": "ecs-tasks"},
    "AWS::EKS::Cluster": {"RoleArn": "eks"},
    "AWS::EKS::FargateProfile": {"PodExecutionRoleArn": "eks-fargate-pods"},
    "AWS::EKS::Nodegroup": {"NodeRole": "ec2"},
    "AWS::Events::Rule": {"RoleArn": "events", "Targets.*.RoleArn": "events"},
    "AWS::Glue::Crawler": {"Role": "glue"},
    "AWS::Glue::Job": {"Role": "glue"},
    "AWS::IAM::InstanceProfile": {"Roles.*": "ec2"},
    "AWS::Lambda::Function": {"Role": "lambda"},
    "AWS::Logs::SubscriptionFilter": {"RoleArn": "logs"},
    "AWS::Pipes::Pipe": {"RoleArn": "pipes"},
    "AWS::RDS::DBCluster": {"MonitoringRoleArn": "monitoring.rds"},
    "AWS::RDS::DBInstance": {"MonitoringRoleArn": "monitoring.rds"},
    "AWS::RDS::DBProxy": {"RoleArn": "rds"},
    "AWS::S3::Bucket": {"ReplicationConfiguration.Role": "s3"},
    "AWS::SageMaker::Model": {"ExecutionRoleArn": "sagemaker"},
    "AWS::SageMaker::NotebookInstance": {"RoleArn": "sagemaker"},
    "AWS::Scheduler::Schedule": {"Target.RoleArn": "scheduler"},
    "AWS::Serverless::Function": {"Role": "lambda"},
    "AWS::StepFunctions::StateMachine": {"RoleArn": "states"},
    "AWS::Synthetics::Canary": {"ExecutionRoleArn": "lambda"},
    "AWS::Transfer::Server": {"LoggingRole": "transfer"},
    "AWS::Transfer::User": {"Role": "transfer"},
}
"""Type -> property that takes a role (`*` for an index) -> the service that assumes it, without its domain."""

_FIREHOSE = "AWS::KinesisFirehose::DeliveryStream"


@dataclass(frozen=True, slots=True)
class Use:
    """A service that a role is meant for.

    Attributes:
        service: The service's principal.
        user: The resource that hands the role over.
        field: The property that does, dotted.
    """

    service: str
    user: Resource
    field: str


def uses(context: Context, role: Resource) -> Iterator[Use]:
    """Where resources of the template hand `role` to a service, as its name or its ARN and nothing around it."""
    for ref in context.template.references.to(role.id):
        user = context.template.resources.get(ref.entry) if ref.section == "Resources" else None
        field = field_of(ref)
        if user is None or not field or not is_whole(context.template, ref):
            continue
        service = _USES.get(user.type, {}).get(field)
        if service is None and user.type == _FIREHOSE and field.rpartition(".")[2] == "RoleARN":
            service = "firehose"
        if service is not None:
            yield Use(service + DOMAIN, user, field.replace(".*", ""))


@dataclass(frozen=True, slots=True)
class Trust:
    """A statement of a trust policy that lets services assume the role.

    Attributes:
        path: Of the statement.
        services: Its service principals, written out.
        value: What stands under `Principal.Service`.
        conditional: Whether it has conditions.
    """

    path: Path
    services: tuple[str, ...]
    value: Any
    conditional: bool


def trusts(role: Resource) -> tuple[Trust, ...] | None:
    """What a role's trust policy says of services; None when some principal is known only at deployment."""
    document = role.properties.get("AssumeRolePolicyDocument")
    if not is_known(document):
        return None
    found = []
    for path, statement in statements(document, (*role.path, "Properties", "AssumeRolePolicyDocument")):
        if statement.get("Effect") != "Allow":
            continue
        principal = statement.get("Principal")
        if not isinstance(principal, dict) or is_intrinsic(principal) or "NotPrincipal" in statement:
            return None
        if "Service" not in principal:
            continue
        value = principal["Service"]
        services = [service_text(one) for one in (value if isinstance(value, list) else [value])]
        if any(service is None for service in services):
            return None
        conditional = "Condition" in statement
        found.append(Trust(path, tuple(s for s in services if s is not None), value, conditional))
    return tuple(found)


def service_text(value: Any) -> str | None:
    """A service principal as text, without a region and with the usual domain; None when it is not known."""
    parts = normal(value)
    pieces = parts["Fn::Join"][1] if isinstance(parts, dict) and "Fn::Join" in parts else [parts]
    text = ""
    for piece in pieces if isinstance(pieces, list) else [None]:
        if isinstance(piece, str):
            text += piece
        elif piece == {"Ref": "AWS::URLSuffix"}:
            text += DOMAIN[1:]
        elif piece == {"Ref": "AWS::Region"}:
            text += "*"
        else:
            return None
    text = text.removesuffix(".cn")
    name = text.removesuffix(DOMAIN)
    head, dot, region = name.rpartition(".")
    if dot and (region == "*" or (region.count("-") >= 2 and region[-1:].isdigit())):
        return head + DOMAIN
    return text
