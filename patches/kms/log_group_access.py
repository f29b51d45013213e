"""Keys of log groups whose policy does not let CloudWatch Logs use them."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.key_policies import lacks, letting_in, users_of
from repair.rules.model import Detection
from repair.template.template import Resource

_STATEMENT = {
    "Sid": "AllowCloudWatchLogs",
    "Effect": "Allow",
    "Principal": {"Service": {"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {
            "kms:EncryptionContext:aws:logs:arn": {
                "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*"
            }
        }
    },
}


def detect(context: Context, key: Resource) -> Iterator[Detection]:
    """One detection for each key."""
    groups = users_of(context, key, "AWS::Logs::LogGroup", "KmsKeyId")
    if groups and lacks(key, "logs.amazonaws.com"):
        yield Detection(
            (*key.path, "Properties", "KeyPolicy"),
            f"The policy of {key.id} does not let CloudWatch Logs use the key for {groups[0].id}.",
            letting_in(key, _STATEMENT),
        )
