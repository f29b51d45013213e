"""Results that the formats for machines are tried with."""

import json
from pathlib import Path

from repair.api import Options, check, report
from repair.template.load import from_text

PUBLISHED = Path(__file__).parent / "published"

GENERATED = """\
Resources:
  Raw:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: raw
  Cooked:
    Type: AWS::S3::Bucket
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeot: 30
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
  Dead:
    Type: AWS::SQS::Queue
"""
IDEAL = """\
Resources:
  Raw:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: raw
      VersioningConfiguration: {Status: Enabled}
  Cooked:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
  Dead:
    Type: AWS::SQS::Queue
  Topic:
    Type: AWS::SNS::Topic
"""


def checked(text=GENERATED, name="stacks/queue.yaml"):
    return check(from_text(text, name))


def compared(generated=GENERATED, ideal=IDEAL):
    return report(
        from_text(generated, "generated.yaml"),
        from_text(ideal, "ideal.yaml"),
        options=Options(operations=True),
    )


def schema(name):
    return json.loads((PUBLISHED / name).read_text(encoding="utf-8"))
