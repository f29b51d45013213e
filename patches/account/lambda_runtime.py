"""Functions on another version of their language than the one asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair import knowledge
from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.parameter_values import changed, given
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function whose runtime is not the one asked for, in the same language."""
    asked = context.settings.asked("lambda-runtime")
    path = (*resource.path, "Properties", "Runtime")
    found = given(context, resource.properties.get("Runtime"), path) if asked else None
    if found is None or found.value == asked or _language(str(found.value)) != _language(asked):
        return
    message = f"{resource.id} runs on {found.value}; {asked} was asked for."
    ends = knowledge.runtimes()[asked].deprecated
    if ends is not None and ends <= context.settings.as_of:
        reason = f"{asked} is deprecated since {ends}"
        yield Detection(found.path, message, refusal=Refused(RefusalCode.CONFLICT, reason))
        return
    yield Detection(found.path, message, changed(context, found, asked, lambda _: None))


def _language(runtime: str) -> str:
    return re.split(r"\d", runtime, maxsplit=1)[0]
