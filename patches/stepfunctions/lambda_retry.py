"""Task states that call a Lambda function and do not try again when Lambda itself fails."""

from __future__ import annotations

from collections.abc import Iterator

from repair.document.pointer import to_pointer
from repair.patch.operations import Ensure, Operation, Set
from repair.patch.rfc6902 import apply
from repair.rules.context import Context
from repair.rules.function_tasks import calls_function
from repair.rules.model import Detection
from repair.rules.state_machines import definition, states
from repair.template.template import Resource

_RETRY = [
    {
        "ErrorEquals": [
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException",
        ],
        "IntervalSeconds": 2,
        "MaxAttempts": 6,
        "BackoffRate": 2,
    }
]
"""As in the AWS Step Functions Developer Guide, "Handle transient Lambda service exceptions"."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine with such states."""
    found = context.of_body("definition", resource, lambda: definition(resource))
    if found is None:
        return
    lacking = [
        path
        for path, state in states(found.data)
        if state.get("Type") == "Task"
        and "Retry" not in state
        and calls_function(context, resource, state.get("Resource"))
    ]
    if not lacking:
        return
    operations: tuple[Operation, ...]
    if found.document is None:
        operations = tuple(Ensure((*found.path, *path, "Retry"), _RETRY) for path in lacking)
    else:
        data = found.data
        for path in lacking:
            data = apply([{"op": "add", "path": to_pointer((*path, "Retry")), "value": _RETRY}], data)
        operations = (Set(found.path, found.document.edited(data)),)
    names = " and ".join(str(path[-1]) for path in lacking[:2])
    more = f" and {len(lacking) - 2} others" if len(lacking) > 2 else ""
    yield Detection(
        found.path, f"{names}{more} of {resource.id} fail for good when Lambda fails once.", operations
    )
