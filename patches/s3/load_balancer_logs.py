"""Load balancers that log to a bucket whose policy does not let them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.additions import may_add
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.policy_document import is_known, statements, texts
from repair.rules.resource_policies import named, policies_of, with_statements
from repair.template.template import Resource

_SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com"
_OTHERS = frozenset({"cloudtrail.amazonaws.com", "config.amazonaws.com", "logging.s3.amazonaws.com"})


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for an application load balancer that may not write to a bucket of the template."""
    attributes = resource.properties.get("LoadBalancerAttributes")
    if resource.properties.get("Type", "application") != "application" or not isinstance(attributes, list):
        return
    values = {
        item["Key"]: item.get("Value")
        for item in attributes
        if isinstance(item, dict) and isinstance(item.get("Key"), str)
    }
    bucket = named(context, values.get("access_logs.s3.bucket"), "AWS::S3::Bucket")
    prefix = values.get("access_logs.s3.prefix", "")
    if bucket is None or values.get("access_logs.s3.enabled") not in (True, "true"):
        return
    policies = list(policies_of(context, bucket))
    if any(_may_allow(policy.properties.get("PolicyDocument")) for policy in policies):
        return
    folder = f"{prefix}/" if prefix else ""
    statement = {
        "Sid": "LoadBalancerLogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": _SERVICE},
        "Action": "s3:PutObject",
        "Resource": {"Fn::Sub": f"${{{bucket.id}.Arn}}/{folder}AWSLogs/${{AWS::AccountId}}/*"},
    }
    known = isinstance(prefix, str) and "$" not in prefix and may_add(context, bucket)
    yield Detection(
        (*resource.path, "Properties", "LoadBalancerAttributes"),
        f"{resource.id} logs to {bucket.id}, whose policy does not let it.",
        with_statements(context, bucket, [statement]) if known else (),
    )


def _may_allow(document: Any) -> bool:
    """Whether somebody, who may be a load balancer, is let put objects; another service surely is none."""
    if not is_known(document):
        return True
    for _, statement in statements(document, ()):
        principal = statement.get("Principal")
        services = (
            texts(principal["Service"]) if isinstance(principal, dict) and "Service" in principal else (None,)
        )
        if statement.get("Effect") != "Deny" and not set(services) <= _OTHERS:
            return True
    return False
