"""Combinations of values that a service refuses, beyond what the provider's schema says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.document.pointer import Path
from repair.knowledge import Constraint
from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.schema import violations
from repair.template.template import Resource

_OWN_RULE = frozenset(
    {
        "aws_s3_bucket/ownershipcontrols",
        "aws_dynamodb_table/billingmode_exclusive",
        "aws_lambda_function/environment_variable_keys",
        "aws_rds_dbinstance/engine_version",
        "aws_rds_dbcluster/engine_version",
    }
)
"""Constraints that have a rule of their own, with a fix."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each constraint of the type that is certainly broken, at the first place."""
    yield from context.of_body("service-limits", resource, lambda: tuple(_broken(resource)))


def _broken(resource: Resource) -> Iterator[Detection]:
    kind = knowledge.resource_type(resource.type)
    for constraint in kind.constraints if kind is not None else ():
        if constraint.rule[:1] != "E" or constraint.id in _OWN_RULE or constraint.needs_template:
            continue
        for path, value in _places(resource.body, resource.path, constraint.at):
            one = next(violations(value, constraint.schema, constraint.schema, path), None)
            if one is not None:
                yield _detection(resource, constraint, one.path)
                break


def _places(value: Any, path: Path, at: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """The values at a constraint's place, each list item and map entry for a `*`."""
    if not at:
        yield path, value
    elif at[0] == "*" and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, (*path, index), at[1:])
    elif isinstance(value, dict):
        for key in value if at[0] == "*" else [at[0]] if at[0] in value else []:
            yield from _places(value[key], (*path, key), at[1:])


def _detection(resource: Resource, constraint: Constraint, path: Path) -> Detection:
    title = constraint.title.removesuffix(".")
    reason = Refused(RefusalCode.NEEDS_VALUE, "the right value is for a person to choose")
    message = f"{resource.id} breaks a rule of {resource.type}: {title[:1].lower() + title[1:]}."
    return Detection(path, message, (), Safety.DISPLAY_ONLY, reason)
