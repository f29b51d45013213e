"""Main resources that the outputs of the template do not mention."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.dead_letters import is_dead_letter_queue
from repair.rules.decidable import is_rewritten
from repair.rules.main_outputs import MOST_OUTPUTS, is_told, output_of
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a resource without an output, in a template that has outputs."""
    outputs = context.template.section("Outputs")
    if not 0 < len(outputs) < MOST_OUTPUTS or is_rewritten(context.template):
        return
    if is_told(context, resource) or _serves_another(context, resource):
        return
    yield Detection(resource.path, f"No output names {resource.id}.", (output_of(context, resource),))


def _serves_another(context: Context, resource: Resource) -> bool:
    """Whether only the rest of the stack has to do with the resource."""
    if resource.type == "AWS::SQS::Queue":
        return is_dead_letter_queue(context, resource)
    if resource.type == "AWS::RDS::DBInstance":
        return "DBClusterIdentifier" in resource.properties
    return any("ServiceToken" in ref.path for ref in context.template.references.to(resource.id))
