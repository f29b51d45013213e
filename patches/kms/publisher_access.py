"""Keys of topics and queues whose policy does not let the services use them that send there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.context import Context
from repair.rules.key_policies import lacks, letting_in, users_of
from repair.rules.model import Detection
from repair.rules.publishers import publishers
from repair.rules.service_statements import OWN_ACCOUNT
from repair.template.template import Resource

_SIDS = {"cloudwatch": "CloudWatch", "events": "EventBridge", "s3": "S3", "sns": "SNS"}


def detect(context: Context, key: Resource) -> Iterator[Detection]:
    """One detection for each key: the first service that has no access."""
    for type_name in ("AWS::SNS::Topic", "AWS::SQS::Queue"):
        for target in users_of(context, key, type_name, "KmsMasterKeyId"):
            for service, senders in publishers(context.template, target).items():
                if lacks(key, service):
                    yield Detection(
                        (*key.path, "Properties", "KeyPolicy"),
                        f"The policy of {key.id} does not let {service} use the key, "
                        f"which sends to {target.id} for {senders[0].id}.",
                        letting_in(key, _statement(service)),
                    )
                    return


def _statement(service: str) -> dict[str, Any]:
    statement: dict[str, Any] = {
        "Sid": f"Allow{_SIDS[service.partition('.')[0]]}",
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
        "Resource": "*",
    }
    if (
        service != "events.amazonaws.com"
    ):  # EventBridge does not send to topics whose policies have conditions
        statement["Condition"] = dict(OWN_ACCOUNT)
    return statement
