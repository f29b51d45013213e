"""Functions that are called asynchronously and drop the events that they fail at."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, Operation
from repair.rules.additions import may_add
from repair.rules.context import Context
from repair.rules.dead_letters import dead_letter_queue
from repair.rules.invocations import invocations
from repair.rules.model import Detection
from repair.rules.role_grants import inline, role_named

_ASYNCHRONOUS = ("events.amazonaws.com", "sns.amazonaws.com", "s3.amazonaws.com")


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each such function without a dead-letter queue or a destination."""
    resources = context.template.resources
    called = {one.function.id: one.function for one in invocations(context) if one.service in _ASYNCHRONOUS}
    for function in called.values():
        users = {ref.entry for ref in context.template.references.to(function.id)}
        if "DeadLetterConfig" in function.properties or any(
            resources[name].type == "AWS::Lambda::EventInvokeConfig" for name in users if name in resources
        ):
            continue
        role = role_named(context, function.properties.get("Role"))
        queue = dead_letter_queue(context, function)
        path = (*function.path, "Properties", "DeadLetterConfig")
        operations: tuple[Operation, ...] = ()
        if role is not None and role.condition == function.condition and may_add(context, function):
            allowed = inline(role, f"SendTo{queue.id}", ["sqs:SendMessage"], queue.arn)
            operations = (Ensure(path, {"TargetArn": queue.arn}), queue.operation, *allowed)
        yield Detection(path, f"Events that {function.id} fails at are dropped.", operations)
