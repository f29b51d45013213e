"""What `Ref` yields for resource types where it is the same as an attribute, or plainly another thing than the ARN.

Source: AWS CloudFormation User Guide, "Return values" on the page of each type. Only types of which the page says
so are listed; nothing is known of the others.
"""

from __future__ import annotations

REF_IS: dict[str, str] = {
    "AWS::Batch::JobQueue": "JobQueueArn",
    "AWS::CertificateManager::Certificate": "CertificateArn",
    "AWS::CloudFront::Distribution": "Id",
    "AWS::EC2::FlowLog": "Id",
    "AWS::EC2::Instance": "InstanceId",
    "AWS::EC2::InternetGateway": "InternetGatewayId",
    "AWS::EC2::LaunchTemplate": "LaunchTemplateId",
    "AWS::EC2::NatGateway": "NatGatewayId",
    "AWS::EC2::NetworkAcl": "Id",
    "AWS::EC2::RouteTable": "RouteTableId",
    "AWS::EC2::Subnet": "SubnetId",
    "AWS::EC2::TransitGateway": "Id",
    "AWS::EC2::VPC": "VpcId",
    "AWS::EC2::VPCEndpoint": "Id",
    "AWS::EC2::Volume": "VolumeId",
    "AWS::ECS::TaskDefinition": "TaskDefinitionArn",
    "AWS::EFS::AccessPoint": "AccessPointId",
    "AWS::EFS::FileSystem": "FileSystemId",
    "AWS::ElasticLoadBalancingV2::Listener": "ListenerArn",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "RuleArn",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "LoadBalancerArn",
    "AWS::ElasticLoadBalancingV2::TargetGroup": "TargetGroupArn",
    "AWS::IAM::ManagedPolicy": "PolicyArn",
    "AWS::KMS::Key": "KeyId",
    "AWS::Route53::HostedZone": "Id",
    "AWS::SNS::Topic": "TopicArn",
    "AWS::SQS::Queue": "QueueUrl",
    "AWS::SecretsManager::Secret": "Id",
    "AWS::StepFunctions::StateMachine": "Arn",
}
"""By type: the attribute that `Ref` is."""

REF_IS_NO_ARN = frozenset({
    "AWS::CodeBuild::Project",
    "AWS::CloudTrail::Trail",
    "AWS::DynamoDB::Table",
    "AWS::ECR::Repository",
    "AWS::ECS::Cluster",
    "AWS::EKS::Cluster",
    "AWS::IAM::Group",
    "AWS::IAM::InstanceProfile",
    "AWS::IAM::Role",
    "AWS::IAM::User",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::Lambda::Function",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
})  # fmt: skip
"""Types whose `Ref` is a name, an id or a URL, and whose attribute `Arn` is an ARN."""
