"""A CloudFormation Lambda Hook: checks stacks, change sets and resources before anything is provisioned.

Events and answers are those of the "Lambda Hooks" chapter of the CloudFormation Hooks user guide:
https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/lambda-hooks.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from repair.api import Finding, check, from_text
from repair.aws.payload import fetch
from repair.aws.settings import FunctionSettings, settings
from repair.errors import RepairError

MAX_MESSAGE = 1024
"""Characters of a reason that CloudFormation shows."""
NON_COMPLIANT = "NonCompliant"
NOT_JUDGED = "InternalFailure"
"""The two codes of a refusal: it was judged and found wanting, or it could not be judged."""
ABOUT_WRITING = ("maintainability", "naming", "secretsmanager-hardcoded-secret")
"""Rules about how a template is written. A resource hook gets values, not the references that they came from."""

Event = Mapping[str, Any]


def handler(event: Event, _context: object = None) -> dict[str, Any]:
    """The function's entry point.

    Args:
        event: What CloudFormation sends.
        _context: The Lambda context.
    """
    if not isinstance(event, Mapping):
        return _said({}, "FAILED", "this is no event of a hook", NOT_JUDGED)
    try:
        return answer(event, settings(os.environ), fetch)
    except RepairError as error:
        return _said(event, "FAILED", str(error), NOT_JUDGED)
    except Exception as error:  # its text, and the traceback that Lambda would log, might quote the template
        said = f"internal error ({type(error).__name__}); this is a defect of repair, not of the template"
        return _said(event, "FAILED", said, NOT_JUDGED)


def answer(event: Event, chosen: FunctionSettings, get: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    """SUCCESS, or FAILED with what is wrong.

    Args:
        event: What CloudFormation sends.
        chosen: How to judge.
        get: Gives the payload behind an address.

    Raises:
        RepairError: The event or its template cannot be read.
    """
    if str(event.get("actionInvocationPoint")).startswith("DELETE"):
        return _said(event, "SUCCESS", "What is deleted is not checked.")
    found = _findings(event.get("requestData") or {}, chosen, get)
    if found is None:
        return _said(event, "SUCCESS", "There is no template to check.")
    bad = [one for one in found if one.severity.rank <= chosen.fail_on.rank]
    if not bad:
        return _said(
            event, "SUCCESS", f"{_number(len(found), 'finding')}, none of which refuses a deployment."
        )
    return _said(event, "FAILED", _reason(bad), NON_COMPLIANT)


def _findings(
    request: Mapping[str, Any], chosen: FunctionSettings, get: Callable[[str], Mapping[str, Any]]
) -> Sequence[Finding] | None:
    """The findings of what the request is about; None when that has no template."""
    if request.get("targetType") not in ("STACK", "CHANGE_SET"):
        return _of_resource(request, chosen) if request.get("targetModel") else None
    address = request.get("payload")
    text = get(address).get("template") if isinstance(address, str) else None
    return check(from_text(text, "the template"), options=chosen.options).findings if text else None


def _of_resource(request: Mapping[str, Any], chosen: FunctionSettings) -> Sequence[Finding]:
    """The findings of one resource that its properties alone bear out: nobody knows what stands around it."""
    asked = chosen.options.selection
    options = replace(chosen.options, selection=replace(asked, ignore=(*asked.ignore, *ABOUT_WRITING)))
    result = check(from_text(json.dumps(_template_of(request)), "the resource"), options=options)
    return [one for one in result.findings if all("Properties" in place.path[2:3] for place in one.places)]


def _template_of(request: Mapping[str, Any]) -> dict[str, Any]:
    """A template with the one resource of a resource hook, its values as they will be."""
    properties = (request.get("targetModel") or {}).get("resourceProperties") or {}
    name = str(request.get("targetLogicalId") or "Resource")
    return {"Resources": {name: {"Type": request.get("targetName"), "Properties": properties}}}


def _reason(bad: Iterable[Finding]) -> str:
    """The findings in one text, the worst first, cut where CloudFormation would cut it."""
    bad = list(bad)
    parts: list[str] = []
    for number, one in enumerate(bad):
        names = ", ".join(dict.fromkeys(place.resource or "template" for place in one.places))
        part = f"{one.severity.value}: {one.title} ({names}; {one.id})"
        rest = f"and {len(bad) - number} more"
        if sum(len(text) + 2 for text in parts) + len(part) + len(rest) + 2 > MAX_MESSAGE:
            parts.append(rest)
            break
        parts.append(part)
    return "; ".join(parts)


def _said(event: Event, status: str, message: str, code: str | None = None) -> dict[str, Any]:
    said = {
        "hookStatus": status,
        "message": message[:MAX_MESSAGE],
        "clientRequestToken": event.get("clientRequestToken"),
    }
    return {**said, "errorCode": code} if code is not None else said


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
