"""Templates of any size made of families that real stacks have, near-twins included, from a seed.

A template is a row of modules (a network, a function with what belongs to it, a queue with its topic, an API, a
container service, a store), each with names and values of its own, that refer to one another as such modules do.
The generator knows nothing of the product, so that a mistake cannot stand on both sides.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]

_DOMAINS = (
    "Orders", "Billing", "Audit", "Search", "Profile", "Media", "Catalog", "Shipping", "Pricing", "Reports",
    "Session", "Invoice", "Payment", "Ledger", "Refund", "Stock", "Basket", "Coupon", "Review", "Notify",
)  # fmt: skip
_ROLES = ("Api", "Worker", "Ingest", "Export", "Sync", "Cleanup", "Stream", "Batch", "Loader", "Mailer")


class _Stack:
    """A template that grows module by module, up to a number of resources."""

    def __init__(self, resources: int, chance: random.Random, density: float) -> None:
        self.most = resources
        self.chance = chance
        self.density = density
        self.made: Data = {}
        self.of: dict[str, list[str]] = {}
        self.conditions = ["IsProd"]

    @property
    def full(self) -> bool:
        return len(self.made) >= self.most

    def add(self, name: str, kind: str, properties: Data, **attributes: Any) -> str:
        if self.full:
            return name
        number = 2
        free = name
        while free in self.made:
            free, number = f"{name}{number}", number + 1
        body: Data = {"Type": kind, **attributes}
        if properties:
            body["Properties"] = properties
        self.made[free] = body
        self.of.setdefault(kind, []).append(free)
        return free

    def some(self, kind: str) -> str | None:
        """A resource of that type made lately, as often as the template is dense."""
        known = self.of.get(kind)
        return self.chance.choice(known[-6:]) if known and self.chance.random() < self.density else None

    def known(self, *names: str) -> bool:
        return all(name in self.made for name in names)

    def word(self) -> str:
        return self.chance.choice(_DOMAINS) + self.chance.choice(_ROLES)

    def tags(self, name: str) -> list[Data]:
        return [
            {"Key": "Name", "Value": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}},
            {"Key": "Stage", "Value": {"Ref": "Stage"}},
        ]


def families(resources: int, seed: int = 0, density: float = 0.8, first: int = 0) -> Data:
    """A template in long JSON form with that many resources of some thirty types.

    Args:
        resources: How many resources.
        seed: Equal seeds make equal templates.
        density: How often a module refers to what others made, 0 to 1.
        first: The number of the first module; numbers stand in blocks of addresses and names.
    """
    chance = random.Random(seed)
    stack = _Stack(resources, chance, density)
    _network(stack, first)
    modules: list[Callable[[_Stack, int], None]] = [_function, _function, _messages, _store, _api, _service]
    number = first + 1
    while not stack.full:
        (_network if number % 15 == 0 else chance.choice(modules))(stack, number)
        number += 1
    made = stack.made
    for body in made.values():
        _without_missing(body, made)
    outputs = {
        f"{name}Id": {"Description": f"Id of {name[:3]}{at}", "Value": {"Ref": name}}
        for at, name in enumerate(chance.sample(list(made), max(2, resources // 12)))
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {
            "Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]},
            "ArtifactBucket": {"Type": "String"},
            "ImageTag": {"Type": "String", "Default": "latest"},
        },
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": made,
        "Outputs": outputs,
    }


def _without_missing(body: Data, made: Data) -> None:
    """The last module may be cut off: what it would have referred to is a plain value then."""
    if "DependsOn" in body and body["DependsOn"] not in made:
        del body["DependsOn"]

    def settle(node: Any) -> Any:
        if isinstance(node, list):
            return [settle(item) for item in node]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((key, value),) = node.items()
            if key == "Ref" and value not in made and "::" not in value and value not in _PARAMETERS:
                return "none"
            if key == "Fn::GetAtt" and value[0] not in made:
                return "none"
            if key == "Fn::Sub":
                for name in _names_in_text(value):
                    if name not in made and "::" not in name and name not in _PARAMETERS:
                        value = value.replace(f"${{{name}", "${Stage").replace("${Stage.Arn}", "${Stage}")
                return {key: value}
        return {key: settle(value) for key, value in node.items()}

    if "Properties" in body:
        body["Properties"] = settle(body["Properties"])


_PARAMETERS = ("Stage", "ArtifactBucket", "ImageTag")


def _names_in_text(text: str) -> list[str]:
    return [part.split("}")[0].split(".")[0] for part in text.split("${")[1:]]


def _ref(name: str) -> Data:
    return {"Ref": name}


def _att(name: str, attribute: str = "Arn") -> Data:
    return {"Fn::GetAtt": [name, attribute]}


def _sub(text: str) -> Data:
    return {"Fn::Sub": text}


def _network(s: _Stack, number: int) -> None:
    """A VPC with public and private subnets in two or three zones: near-twins, told apart by zone and block."""
    prefix = f"Net{number}" if number else ""
    vpc = s.add(f"{prefix}Vpc", "AWS::EC2::VPC", {
        "CidrBlock": f"10.{number}.0.0/16", "EnableDnsHostnames": True, "Tags": s.tags(f"vpc-{number}"),
    })  # fmt: skip
    gateway = s.add(
        f"{prefix}InternetGateway", "AWS::EC2::InternetGateway", {"Tags": s.tags(f"igw-{number}")}
    )
    attached = s.add(f"{prefix}GatewayAttachment", "AWS::EC2::VPCGatewayAttachment", {
        "VpcId": _ref(vpc), "InternetGatewayId": _ref(gateway),
    })  # fmt: skip
    public = s.add(
        f"{prefix}PublicRouteTable",
        "AWS::EC2::RouteTable",
        {"VpcId": _ref(vpc), "Tags": s.tags(f"public-{number}")},
    )
    s.add(f"{prefix}PublicRoute", "AWS::EC2::Route", {
        "RouteTableId": _ref(public), "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": _ref(gateway),
    }, DependsOn=attached)  # fmt: skip
    for at, zone in enumerate("ABC"[: s.chance.choice((2, 3))]):
        one = s.add(f"{prefix}PublicSubnet{zone}", "AWS::EC2::Subnet", {
            "VpcId": _ref(vpc), "CidrBlock": f"10.{number}.{at}.0/24", "MapPublicIpOnLaunch": True,
            "AvailabilityZone": {"Fn::Select": [at, {"Fn::GetAZs": ""}]}, "Tags": s.tags(f"public-{number}-{zone.lower()}"),
        })  # fmt: skip
        s.add(f"{prefix}PublicSubnet{zone}Association", "AWS::EC2::SubnetRouteTableAssociation", {
            "SubnetId": _ref(one), "RouteTableId": _ref(public),
        })  # fmt: skip
        other = s.add(f"{prefix}PrivateSubnet{zone}", "AWS::EC2::Subnet", {
            "VpcId": _ref(vpc), "CidrBlock": f"10.{number}.{at + 10}.0/24",
            "AvailabilityZone": {"Fn::Select": [at, {"Fn::GetAZs": ""}]}, "Tags": s.tags(f"private-{number}-{zone.lower()}"),
        })  # fmt: skip
        table = s.add(f"{prefix}PrivateRouteTable{zone}", "AWS::EC2::RouteTable", {"VpcId": _ref(vpc)})
        s.add(f"{prefix}PrivateSubnet{zone}Association", "AWS::EC2::SubnetRouteTableAssociation", {
            "SubnetId": _ref(other), "RouteTableId": _ref(table),
        })  # fmt: skip
        address = s.add(f"{prefix}NatAddress{zone}", "AWS::EC2::EIP", {"Domain": "vpc"}, DependsOn=attached)
        nat = s.add(f"{prefix}NatGateway{zone}", "AWS::EC2::NatGateway", {
            "AllocationId": _att(address, "AllocationId"), "SubnetId": _ref(one),
        })  # fmt: skip
        s.add(f"{prefix}PrivateRoute{zone}", "AWS::EC2::Route", {
            "RouteTableId": _ref(table), "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": _ref(nat),
        })  # fmt: skip


def _security_group(s: _Stack, word: str, number: int) -> str:
    rules: list[Data] = [
        {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": f"10.{n}.{number % 250}.0/24"}
        for n, port in enumerate(s.chance.sample((22, 80, 443, 3306, 5432, 6379, 8080, 9092), 2))
    ]
    other = s.some("AWS::EC2::SecurityGroup")
    if other:
        rules.append(
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": _ref(other)}
        )
    vpc = s.chance.choice(s.of["AWS::EC2::VPC"])
    return s.add(f"{word}SecurityGroup", "AWS::EC2::SecurityGroup", {
        "GroupDescription": f"Traffic of {word}", "VpcId": _ref(vpc), "SecurityGroupIngress": rules, "Tags": s.tags(f"{word}-sg-{number}"),
    })  # fmt: skip


def _role(s: _Stack, word: str, service: str, statements: list[Data]) -> str:
    return s.add(f"{word}Role", "AWS::IAM::Role", {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ]},
        "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
        **({"Policies": [{"PolicyName": "access", "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}]} if statements else {}),
    })  # fmt: skip


def _function(s: _Stack, number: int) -> None:
    """A function with role, log group, and some of: rule and permission, alarm, policy."""
    word = s.word()
    statements: list[Data] = []
    if table := s.some("AWS::DynamoDB::Table"):
        actions = s.chance.sample(
            ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], 2
        )
        statements.append({"Effect": "Allow", "Action": actions, "Resource": _att(table)})
    if bucket := s.some("AWS::S3::Bucket"):
        statements.append(
            {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": _sub(f"${{{bucket}.Arn}}/*")}
        )
    role = _role(s, word, "lambda", statements)
    variables: Data = {"STAGE": _ref("Stage"), "LOG_LEVEL": s.chance.choice(("INFO", "DEBUG"))}
    if table:
        variables["TABLE"] = _ref(table)
    if queue := s.some("AWS::SQS::Queue"):
        variables["QUEUE_URL"] = _ref(queue)
    function = s.add(f"{word}Function", "AWS::Lambda::Function", {
        "Runtime": s.chance.choice(("python3.12", "nodejs20.x")), "Handler": s.chance.choice(("index.handler", f"{word.lower()}.main")),
        "Role": _att(role), "MemorySize": s.chance.choice((128, 256, 512)), "Timeout": s.chance.choice((10, 30, 60)),
        "Code": {"S3Bucket": _ref("ArtifactBucket"), "S3Key": f"{word.lower()}/{number}.zip"}, "Environment": {"Variables": variables},
    })  # fmt: skip
    name = _sub(f"/aws/lambda/${{{function}}}") if s.chance.random() < 0.8 else f"/aws/lambda/{word}-{number}"
    s.add(
        f"{word}LogGroup",
        "AWS::Logs::LogGroup",
        {"LogGroupName": name, "RetentionInDays": s.chance.choice((7, 14, 30))},
    )
    if s.chance.random() < 0.6:
        rule = s.add(f"{word}Schedule", "AWS::Events::Rule", {
            "ScheduleExpression": f"rate({s.chance.choice((1, 5, 10, 15, 30, 60))} minutes)", "State": "ENABLED",
            "Targets": [{"Id": "target", "Arn": _att(function)}],
        })  # fmt: skip
        s.add(f"{word}Permission", "AWS::Lambda::Permission", {
            "Action": "lambda:InvokeFunction", "FunctionName": _ref(function), "Principal": "events.amazonaws.com", "SourceArn": _att(rule),
        })  # fmt: skip
    if s.chance.random() < 0.5:
        properties: Data = {
            "Namespace": "AWS/Lambda", "MetricName": s.chance.choice(("Errors", "Throttles", "Duration")),
            "Dimensions": [{"Name": "FunctionName", "Value": _ref(function)}], "Statistic": "Sum", "Period": 300,
            "EvaluationPeriods": s.chance.randrange(1, 4), "Threshold": s.chance.choice((1, 5, 10)), "ComparisonOperator": "GreaterThanThreshold",
        }  # fmt: skip
        if topic := s.some("AWS::SNS::Topic"):
            properties["AlarmActions"] = [_ref(topic)]
        s.add(f"{word}Alarm", "AWS::CloudWatch::Alarm", properties)
    if queue and s.chance.random() < 0.6:
        s.add(f"{word}EventSource", "AWS::Lambda::EventSourceMapping", {
            "EventSourceArn": _att(queue), "FunctionName": _ref(function), "BatchSize": s.chance.choice((1, 5, 10)),
        })  # fmt: skip
        s.add(f"{word}Policy", "AWS::IAM::Policy", {
            "PolicyName": f"{word}-consume", "Roles": [_ref(role)], "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage"], "Resource": _att(queue)},
            ]},
        })  # fmt: skip


def _messages(s: _Stack, number: int) -> None:
    """A queue with its dead-letter queue, a topic that feeds it, and the policy that lets it."""
    word = s.word()
    dead = s.add(f"{word}DeadLetterQueue", "AWS::SQS::Queue", {"MessageRetentionPeriod": 1209600})
    queue = s.add(f"{word}Queue", "AWS::SQS::Queue", {
        "VisibilityTimeout": s.chance.choice((30, 60, 300)),
        "RedrivePolicy": {"deadLetterTargetArn": _att(dead), "maxReceiveCount": s.chance.randrange(2, 6)},
        **({"QueueName": _sub(f"${{Stage}}-{word.lower()}-{number}")} if s.chance.random() < 0.5 else {}),
    })  # fmt: skip
    topic = s.some("AWS::SNS::Topic") or s.add(
        f"{word}Topic", "AWS::SNS::Topic", {"DisplayName": f"{word} {number}"}
    )
    s.add(
        f"{word}Subscription",
        "AWS::SNS::Subscription",
        {"Protocol": "sqs", "TopicArn": _ref(topic), "Endpoint": _att(queue)},
    )
    s.add(f"{word}QueuePolicy", "AWS::SQS::QueuePolicy", {
        "Queues": [_ref(queue)], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": _att(queue),
            "Condition": {"ArnEquals": {"aws:SourceArn": _ref(topic)}},
        }]},
    })  # fmt: skip


def _store(s: _Stack, number: int) -> None:
    """A bucket with its policy, or a table, with a key now and then."""
    word = s.word()
    key = s.some("AWS::KMS::Key") if s.chance.random() < 0.4 else None
    if s.chance.random() < 0.25:
        key = s.add(f"{word}Key", "AWS::KMS::Key", {
            "Description": f"Key of {word}", "EnableKeyRotation": True, "KeyPolicy": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow", "Principal": {"AWS": _sub("arn:aws:iam::${AWS::AccountId}:root")}, "Action": "kms:*", "Resource": "*",
            }]},
        })  # fmt: skip
    if s.chance.random() < 0.5:
        encryption: Data = (
            {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": _att(key)} if key else {"SSEAlgorithm": "AES256"}
        )
        properties: Data = {
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": encryption}]
            },
            "PublicAccessBlockConfiguration": dict.fromkeys(
                ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
            ),
            "VersioningConfiguration": {"Status": "Enabled"},
        }
        if s.chance.random() < 0.6:
            properties["BucketName"] = _sub(f"${{AWS::AccountId}}-{word.lower()}-{number}")
        if s.chance.random() < 0.5:
            properties["LifecycleConfiguration"] = {
                "Rules": [
                    {"Id": "expire", "Status": "Enabled", "ExpirationInDays": s.chance.randrange(10, 400)}
                ]
            }
        bucket = s.add(f"{word}Bucket", "AWS::S3::Bucket", properties, DeletionPolicy="Retain")
        s.add(f"{word}BucketPolicy", "AWS::S3::BucketPolicy", {
            "Bucket": _ref(bucket), "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [_att(bucket), _sub(f"${{{bucket}.Arn}}/*")],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }]},
        })  # fmt: skip
    else:
        name = s.chance.choice(("id", "pk", f"{word.lower()}Id"))
        s.add(f"{word}Table", "AWS::DynamoDB::Table", {
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"}], "KeySchema": [{"AttributeName": name, "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST", **({"TableName": f"{word}-{number}"} if s.chance.random() < 0.6 else {}),
            **({"SSESpecification": {"SSEEnabled": True, "KMSMasterKeyId": _ref(key)}} if key else {}),
        }, **({"Condition": "IsProd"} if s.chance.random() < 0.2 else {}))  # fmt: skip


def _api(s: _Stack, number: int) -> None:
    """An API with resources and methods that differ in path and function only."""
    word = s.word()
    api = s.add(f"{word}RestApi", "AWS::ApiGateway::RestApi", {"Name": f"{word}-api-{number}"})
    methods = []
    for path in s.chance.sample(
        ("items", "users", "health", "search", "export", "status"), s.chance.choice((2, 3))
    ):
        below = s.add(f"{word}{path.title()}Resource", "AWS::ApiGateway::Resource", {
            "RestApiId": _ref(api), "ParentId": _att(api, "RootResourceId"), "PathPart": path,
        })  # fmt: skip
        for verb in s.chance.sample(("GET", "POST", "DELETE"), s.chance.choice((1, 2))):
            function = s.some("AWS::Lambda::Function")
            integration: Data = {"Type": "MOCK"}
            if function:
                uri = f"arn:aws:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{function}.Arn}}/invocations"
                integration = {"Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "Uri": _sub(uri)}
            methods.append(s.add(f"{word}{path.title()}{verb.title()}Method", "AWS::ApiGateway::Method", {
                "RestApiId": _ref(api), "ResourceId": _ref(below), "HttpMethod": verb, "AuthorizationType": "NONE", "Integration": integration,
            }))  # fmt: skip
    s.add(f"{word}Deployment", "AWS::ApiGateway::Deployment", {"RestApiId": _ref(api)}, DependsOn=methods[0])


def _service(s: _Stack, number: int) -> None:
    """A container service behind a listener rule."""
    word = s.word()
    cluster = s.some("AWS::ECS::Cluster") or s.add(
        f"{word}Cluster", "AWS::ECS::Cluster", {"ClusterName": _sub(f"${{Stage}}-{word.lower()}-{number}")}
    )
    role = _role(s, f"{word}Task", "ecs-tasks", [])
    task = s.add(f"{word}TaskDefinition", "AWS::ECS::TaskDefinition", {
        "Cpu": s.chance.choice(("256", "512")), "Memory": s.chance.choice(("512", "1024")), "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"],
        "ExecutionRoleArn": _att(role), "ContainerDefinitions": [{
            "Name": word.lower(), "Image": _sub(f"${{AWS::AccountId}}.dkr.ecr.${{AWS::Region}}.amazonaws.com/{word.lower()}:${{ImageTag}}"),
            "PortMappings": [{"ContainerPort": s.chance.choice((80, 8080, 3000))}],
        }],
    })  # fmt: skip
    group = _security_group(s, word, number)
    target = s.add(f"{word}TargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup", {
        "Port": 80, "Protocol": "HTTP", "TargetType": "ip", "VpcId": _ref(s.chance.choice(s.of["AWS::EC2::VPC"])),
        "HealthCheckPath": s.chance.choice(("/", "/health", "/status")),
    })  # fmt: skip
    subnets = s.of["AWS::EC2::Subnet"]
    s.add(f"{word}Service", "AWS::ECS::Service", {
        "Cluster": _ref(cluster), "TaskDefinition": _ref(task), "DesiredCount": s.chance.randrange(1, 5), "LaunchType": "FARGATE",
        "LoadBalancers": [{"ContainerName": word.lower(), "ContainerPort": 80, "TargetGroupArn": _ref(target)}],
        "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [_ref(n) for n in s.chance.sample(subnets, 2)], "SecurityGroups": [_ref(group)]}},
    })  # fmt: skip
