"""Functions that an API or a bucket of the template is to call and may not; rules and topics have a rule of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.rules.additions import addition, may_add
from repair.rules.context import Context
from repair.rules.invocations import invocations, permissions
from repair.rules.model import Detection

_SERVICES = ("apigateway.amazonaws.com", "s3.amazonaws.com")


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each pair of a source and a function without a permission."""
    known = permissions(context)
    for one in invocations(context):
        if one.service not in _SERVICES or known.cover(one):
            continue
        properties: dict[str, Any] = {
            "FunctionName": {"Ref": one.function.id},
            "Action": "lambda:InvokeFunction",
            "Principal": one.service,
        }
        if one.arn is not None:
            properties["SourceArn"] = one.arn
        else:  # a bucket needs the permission before it exists: its ARN would close a circle
            properties["SourceAccount"] = {"Ref": "AWS::AccountId"}
        suffix = f"{one.function.id}Permission"
        added = addition(context, one.source, suffix, "AWS::Lambda::Permission", properties)
        fits = one.function.condition in (None, one.source.condition) and may_add(context, one.source)
        yield Detection(
            one.path,
            f"{one.source.id} is to call {one.function.id}, and no permission lets {one.service} do so.",
            (added.operation,) if fits else (),
        )
