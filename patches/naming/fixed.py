"""Names that let a template make one stack in an account and region."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Remove
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.template_text import occurrences
from repair.template.template import Resource

_NAMES = {
    "AWS::AutoScaling::AutoScalingGroup": "AutoScalingGroupName",
    "AWS::CloudTrail::Trail": "TrailName",
    "AWS::CloudWatch::Alarm": "AlarmName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateName",
    "AWS::EC2::SecurityGroup": "GroupName",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "Name",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "Name",
    "AWS::Events::Rule": "Name",
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::User": "UserName",
    "AWS::Kinesis::Stream": "Name",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::RDS::DBSubnetGroup": "DBSubnetGroupName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SecretsManager::Secret": "Name",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
}
"""The property that names a resource, for types that CloudFormation names itself when it is missing."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a literal name."""
    field = _NAMES.get(resource.type, "")
    name = resource.properties.get(field)
    if not isinstance(name, str) or not name or "{{" in name or name.startswith("/aws/"):
        return  # a log group of a service is called as the service demands
    if name.endswith(".fifo"):
        return
    path = (*resource.path, "Properties", field)
    message = f"{resource.id} is called {name} in every stack."
    if occurrences(context, name) > 1:
        refusal = Refused(RefusalCode.CONFLICT, f"{name} stands elsewhere in the template as well")
        yield Detection(path, message, refusal=refusal)
    else:
        yield Detection(path, message, (Remove(path),))
