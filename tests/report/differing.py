"""Two templates that differ in every way, and differences made by hand: for testing what writers make of them."""

from repair.diff.alignment.align import Alignment, Ambiguity
from repair.diff.delta import Delta, Deployment
from repair.diff.difference import Diff, diff
from repair.template.load import from_text

GENERATED = """\
Description: Orders
Parameters:
  Stage: {Type: String, Default: dev}
Resources:
  RawBucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: raw
      Tags:
        - {Key: Team, Value: data}
        - {Key: Cost, Value: "1"}
  Reader:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: read
      Roles: [app]
      PolicyDocument:
        Statement:
          - {Sid: Read, Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${RawBucket.Arn}/*"}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Timeout: 3
      Code:
        ZipFile: |
          import boto3

          def handler(event, context):
              size = 5
              return size
  Queue:
    Type: AWS::SQS::Queue
    Properties: {DelaySeconds: 5}
Outputs:
  Name: {Value: !Ref RawBucket}
"""
IDEAL = (
    GENERATED.replace("RawBucket", "DataBucket")
    .replace("Value: data", "Value: platform")
    .replace("size = 5", "size = 6")
    .replace("Timeout: 3", "Timeout: 30")
    .replace("Description: Orders", "Description: Orders and returns")
    .replace("  Queue:\n    Type: AWS::SQS::Queue\n    Properties: {DelaySeconds: 5}\n", "")
    .replace("Outputs:", "  Topic:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: alerts}\nOutputs:")
)


def templates():
    return from_text(GENERATED, "generated.yaml"), from_text(IDEAL, "ideal.yaml")


def difference():
    generated, ideal = templates()
    return diff(generated, ideal), generated, ideal


def delta(kind="changed", path=("Resources", "Db", "Properties", "Size"), **changes):
    added, removed = kind == "added", kind == "removed"
    return Delta(
        **{
            "kind": kind,
            "path": None if added else path,
            "ideal_path": None if removed else path,
            "before": None if added else 5,
            "after": None if removed else 6,
            "resource": path[1] if path[0] == "Resources" else None,
            "resource_type": "AWS::RDS::DBInstance" if path[0] == "Resources" else None,
            "target": None if removed else path,
            "weight": 2,
            **changes,
        }
    )


def made(*deltas, total=100, **changes):
    return Diff(
        **{
            "alignment": (),
            "deltas": deltas,
            "weigh": lambda: total,
            **changes,
        }
    )


MOVED_OUT = delta(
    "moved",
    ("Resources", "Web", "Properties", "SecurityGroupIngress", 0),
    ideal_path=("Resources", "Https"),
    before={"FromPort": 443},
    after={"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"FromPort": 443}},
    permissions="same",
    parts=(
        delta(
            "removed", ("Resources", "Web", "Properties", "SecurityGroupIngress", 0), before={"FromPort": 443}
        ),
        delta(
            "added",
            ("Resources", "Https"),
            after={"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"FromPort": 443}},
        ),
    ),
)
RENAMED = delta(
    "renamed",
    ("Resources", "Db"),
    ideal_path=("Resources", "Database"),
    before="Db",
    after="Database",
    claims=(("Outputs", "Name", "Value"), ("Resources", "App", "Properties", "Text")),
    deployment=Deployment("will", data_loss=True, also=("App",)),
)
PAIRED = (Alignment("Db", "Database", "AWS::RDS::DBInstance", "content", 0.72, 0.31),)
UNSURE = Ambiguity("Resources", ("A", "B"), ("X", "Y"))
