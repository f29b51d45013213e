"""What a stack tells of its main resources: an output for each, with the value that callers and tests go by.

Source: AWS CloudFormation template reference, "Return values" of each type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.logical_ids import camel
from repair.template.template import Resource

MOST_OUTPUTS = 200
"""Outputs that a template may have."""


@dataclass(frozen=True, slots=True)
class Told:
    """The value of a type that is put out.

    Attributes:
        suffix: What the output's id ends in.
        attribute: The attribute; None: what `Ref` yields.
        what: What it is, in words.
    """

    suffix: str
    attribute: str | None
    what: str


TOLD: Mapping[str, Told] = {
    "AWS::ApiGateway::RestApi": Told("Id", None, "Id of the API"),
    "AWS::ApiGatewayV2::Api": Told("Endpoint", "ApiEndpoint", "Address of the API"),
    "AWS::CloudFront::Distribution": Told("DomainName", "DomainName", "Domain name of the distribution"),
    "AWS::Cognito::UserPool": Told("Id", None, "Id of the user pool"),
    "AWS::DynamoDB::Table": Told("Name", None, "Name of the table"),
    "AWS::EC2::VPC": Told("Id", None, "Id of the VPC"),
    "AWS::ECR::Repository": Told("Uri", "RepositoryUri", "URI of the repository"),
    "AWS::ECS::Cluster": Told("Name", None, "Name of the cluster"),
    "AWS::EFS::FileSystem": Told("Id", None, "Id of the file system"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Told("DnsName", "DNSName", "DNS name of the load balancer"),
    "AWS::Kinesis::Stream": Told("Name", None, "Name of the stream"),
    "AWS::Lambda::Function": Told("Arn", "Arn", "ARN of the function"),
    "AWS::RDS::DBCluster": Told("Endpoint", "Endpoint.Address", "Address of the database cluster"),
    "AWS::RDS::DBInstance": Told("Endpoint", "Endpoint.Address", "Address of the database"),
    "AWS::S3::Bucket": Told("Name", None, "Name of the bucket"),
    "AWS::SNS::Topic": Told("Arn", None, "ARN of the topic"),
    "AWS::SQS::Queue": Told("Url", None, "URL of the queue"),
    "AWS::StepFunctions::StateMachine": Told("Arn", None, "ARN of the state machine"),
}
"""Types that a stack is made for, with what is told of them."""


def is_told(context: Context, resource: Resource) -> bool:
    """Whether an output of the template mentions the resource."""
    return any(ref.section == "Outputs" for ref in context.template.references.to(resource.id))


def output_of(context: Context, resource: Resource) -> Ensure:
    """The output of a resource whose type is in `TOLD`; it exists just where the resource does."""
    told = TOLD[resource.type]
    suffix = "" if resource.id.endswith(told.suffix) else told.suffix
    name = _free(context, camel(resource.id + suffix))
    value: dict[str, Any] = (
        {"Ref": resource.id} if told.attribute is None else {"Fn::GetAtt": [resource.id, told.attribute]}
    )
    condition = {} if resource.condition is None else {"Condition": resource.condition}
    return Ensure(
        ("Outputs", name), {"Description": f"{told.what} {resource.id}", "Value": value, **condition}
    )


def _free(context: Context, wanted: str) -> str:
    """`wanted`, with a number behind it where an entry of the template has that name."""
    sections = [
        context.template.section(name) for name in ("Outputs", "Resources", "Parameters", "Conditions")
    ]
    name, number = wanted, 1
    while any(name in section for section in sections):
        number += 1
        name = f"{wanted}{number}"
    return name
