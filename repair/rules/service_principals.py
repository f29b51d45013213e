"""Names that are written for a service principal and are none.

Source: IAM User Guide, "AWS services that work with IAM", and the principals in the services' user guides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DOMAIN = ".amazonaws.com"

_SERVICES = frozenset(
    {
        "apigateway", "appsync", "athena", "autoscaling", "application-autoscaling", "backup", "batch",
        "cloudformation", "cloudfront", "cloudtrail", "cloudwatch", "codebuild", "codecommit", "codedeploy",
        "codepipeline", "cognito-idp", "config", "delivery.logs", "dms", "dynamodb", "ec2", "ecs", "ecs-tasks",
        "edgelambda", "eks", "eks-fargate-pods", "elasticbeanstalk", "elasticfilesystem",
        "elasticloadbalancing", "elasticmapreduce", "events", "firehose", "glue", "guardduty", "iot", "kinesis",
        "kinesisanalytics", "kms", "lambda", "logs", "mediaconvert", "monitoring.rds", "opensearchservice",
        "pipes", "rds", "redshift", "replicator.lambda", "route53", "s3", "sagemaker", "scheduler",
        "secretsmanager", "ses", "sns", "spotfleet", "sqs", "ssm", "states", "transfer", "vpc-flow-logs", "xray",
    }
)  # fmt: skip
"""Services, by what stands before the domain, that trust policies and resource policies name."""

_OTHER_NAMES: Mapping[str, str] = {
    "api-gateway": "apigateway",
    "apigw": "apigateway",
    "cloudwatch-events": "events",
    "cloudwatchevents": "events",
    "cloudwatchlogs": "logs",
    "cloudwatch-logs": "logs",
    "ecs-task": "ecs-tasks",
    "ecs.tasks": "ecs-tasks",
    "ecstasks": "ecs-tasks",
    "eventbridge": "events",
    "event-bridge": "events",
    "eventbridge-scheduler": "scheduler",
    "flow-logs": "vpc-flow-logs",
    "kinesis-firehose": "firehose",
    "kinesisfirehose": "firehose",
    "lambda-edge": "edgelambda",
    "rds-monitoring": "monitoring.rds",
    "rds.monitoring": "monitoring.rds",
    "step-functions": "states",
    "stepfunctions": "states",
    "vpcflowlogs": "vpc-flow-logs",
    "vpc-flowlogs": "vpc-flow-logs",
    "vpc-flow-log": "vpc-flow-logs",
}
"""What a service is called elsewhere -> how its principal begins."""

_WRITTEN = re.compile(
    r"([a-z0-9-]+(?:\.[a-z0-9-]+)?)"
    r"(\.amazonaws\.com|\.amazon\.com|\.aws\.amazon\.com|\.aws\.com|\.amazonaws|\.amazonaws\.co"
    r"|\.amazonaws\.com\.com|\.amazonws\.com|\.amazoneaws\.com|\.amazonawss\.com|\.amazonaw\.com|)"
)


def meant_principal(text: str) -> str | None:
    """The service principal that `text` means; None when it is one, or nothing that is known."""
    match = _WRITTEN.fullmatch(text.strip().lower())
    if match is None:
        return None
    name = _OTHER_NAMES.get(match[1], match[1])
    meant = name + _DOMAIN
    return meant if name in _SERVICES and meant != text else None
