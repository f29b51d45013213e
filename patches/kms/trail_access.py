"""Keys of trails whose policy does not let CloudTrail use them."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.key_policies import lacks, letting_in, users_of
from repair.rules.model import Detection
from repair.template.template import Resource

_TRAIL = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
_ENCRYPT = {
    "Sid": "AllowCloudTrail",
    **_TRAIL,
    "Action": "kms:GenerateDataKey*",
    "Resource": "*",
    "Condition": {
        "StringLike": {
            "kms:EncryptionContext:aws:cloudtrail:arn": {
                "Fn::Sub": "arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*"
            }
        }
    },
}
_DESCRIBE = {"Sid": "AllowCloudTrailDescribe", **_TRAIL, "Action": "kms:DescribeKey", "Resource": "*"}


def detect(context: Context, key: Resource) -> Iterator[Detection]:
    """One detection for each key."""
    trails = users_of(context, key, "AWS::CloudTrail::Trail", "KMSKeyId")
    if trails and lacks(key, "cloudtrail.amazonaws.com"):
        yield Detection(
            (*key.path, "Properties", "KeyPolicy"),
            f"The policy of {key.id} does not let CloudTrail use the key for {trails[0].id}.",
            letting_in(key, _ENCRYPT, _DESCRIBE),
        )
