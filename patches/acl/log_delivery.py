"""Buckets that let S3 deliver access logs by an access control list instead of a policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, Operation, RefusalCode, Refused, Remove, Set
from repair.rules.context import Context
from repair.rules.logical_ids import fresh_id, names_in
from repair.rules.model import Detection
from repair.template.template import Resource

_SERVICE = "logging.s3.amazonaws.com"


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection unless CloudFront writes logs to the bucket: its standard logs need the list."""
    if resource.properties.get("AccessControl") != "LogDeliveryWrite":
        return
    template = context.template
    if template.of_type("AWS::CloudFront::Distribution"):
        return
    path = (*resource.path, "Properties", "AccessControl")
    message = f"{resource.id} lets logs in by an access control list."
    policies = [
        template.resources[one.entry]
        for one in template.references.to(resource.id, "value")
        if one.path[2:] == ("Properties", "Bucket") and one.entry in template.resources
    ]
    policies = [one for one in policies if one.type == "AWS::S3::BucketPolicy"]
    statement: dict[str, Any] = {
        "Sid": "AllowLogDelivery",
        "Effect": "Allow",
        "Principal": {"Service": _SERVICE},
        "Action": "s3:PutObject",
        "Resource": {"Fn::Sub": f"${{{resource.id}.Arn}}/*"},
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }
    operations: list[Operation] = [Remove(path)]
    if not policies:
        body: dict[str, Any] = {"Type": "AWS::S3::BucketPolicy"}
        if resource.condition is not None:
            body["Condition"] = resource.condition
        body["Properties"] = {
            "Bucket": {"Ref": resource.id},
            "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        }
        name = fresh_id(f"{resource.id}Policy", names_in(template.data))
        operations.append(Ensure(("Resources", name), body))
    else:
        document = policies[0].properties.get("PolicyDocument")
        statements = document.get("Statement") if isinstance(document, dict) else None
        if len(policies) > 1 or not isinstance(statements, list):
            refusal = Refused(RefusalCode.AMBIGUOUS, "where its policy stands cannot be told")
            yield Detection(path, message, refusal=refusal)
            return
        if not any(_delivers(one) for one in statements):
            place = (*policies[0].path, "Properties", "PolicyDocument", "Statement")
            operations.append(Set(place, [*statements, statement]))
    yield Detection(path, message, tuple(operations))


def _delivers(statement: Any) -> bool:
    """Whether a statement lets the logging service write."""
    principal = statement.get("Principal") if isinstance(statement, dict) else None
    service = principal.get("Service") if isinstance(principal, dict) else None
    return service == _SERVICE or (isinstance(service, list) and _SERVICE in service)
