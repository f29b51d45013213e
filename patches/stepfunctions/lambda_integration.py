"""Task states that call a Lambda function by its ARN rather than through the service integration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path, to_pointer
from repair.patch.operations import Ensure, Operation, RefusalCode, Refused, Set
from repair.patch.rfc6902 import apply
from repair.rules.context import Context
from repair.rules.function_tasks import INTEGRATION, is_function_arn
from repair.rules.model import Detection
from repair.rules.state_machines import Definition, definition, states
from repair.template.intrinsics import is_intrinsic
from repair.template.template import Resource

_WHOLE = "$"
_FIELDS = ("Parameters", "ResultSelector", "ResultPath", "OutputPath")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a state machine with such states, mended all together or not at all."""
    found = context.of_body("definition", resource, lambda: definition(resource))
    if found is None or _jsonata(found.data):
        return
    direct = [
        (path, state)
        for path, state in states(found.data)
        if state.get("Type") == "Task"
        and not _jsonata(state)
        and not any(is_intrinsic(state.get(key)) for key in _FIELDS)
        and is_function_arn(context, resource, state.get("Resource"))
    ]
    if not direct:
        return
    names = " and ".join(str(path[-1]) for path, _ in direct[:2])
    more = f" and {len(direct) - 2} others" if len(direct) > 2 else ""
    message = f"{names}{more} of {resource.id} call functions by ARN, not through lambda:invoke."
    kept = next((path[-1] for path, state in direct if not _output_is_whole(state)), None)
    if kept is None:
        yield Detection(found.path, message, tuple(_operations(found, direct)))
    else:
        reason = f"later states look for the answer where {kept} puts it"
        yield Detection(found.path, message, refusal=Refused(RefusalCode.AMBIGUOUS, reason))


def _jsonata(state: Any) -> bool:
    return isinstance(state, dict) and state.get("QueryLanguage") == "JSONata"


def _output_is_whole(state: Mapping[str, Any]) -> bool:
    """Whether the state's output can be the function's answer as before."""
    if "ResultSelector" in state:
        return False
    if state.get("ResultPath", _WHOLE) is None:
        return True
    output = state.get("OutputPath", _WHOLE)
    return state.get("ResultPath", _WHOLE) == _WHOLE and (
        output is None or (isinstance(output, str) and (output == _WHOLE or output.startswith("$.")))
    )


def _operations(found: Definition, direct: list[tuple[Path, dict[str, Any]]]) -> Iterator[Operation]:
    data = found.data
    for path, state in direct:
        for key, value in _changed(state).items():
            if found.document is not None:
                verb = "replace" if key in state else "add"
                data = apply([{"op": verb, "path": to_pointer((*path, key)), "value": value}], data)
            else:
                yield (Set if key in state else Ensure)((*found.path, *path, key), value)
    if found.document is not None:
        yield Set(found.path, found.document.edited(data))


def _changed(state: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that call the same function with the same input, and yield the same output."""
    payload = {"Payload": state["Parameters"]} if "Parameters" in state else {"Payload.$": _WHOLE}
    changed: dict[str, Any] = {
        "Resource": INTEGRATION,
        "Parameters": {"FunctionName": state["Resource"], **payload},
    }
    output = state.get("OutputPath", _WHOLE)
    if state.get("ResultPath", _WHOLE) is not None and output is not None:
        changed["OutputPath"] = "$.Payload" + output.removeprefix(_WHOLE)
    return changed
