"""Parameters that somebody must fill in each time the stack is deployed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Ensure, RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.schema import holds

_ENVIRONMENT = re.compile(r"env(ironment)?(_?(suffix|name))?|stage(name)?", re.IGNORECASE)
_DEFAULT = "dev"


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each parameter without a default that is no secret."""
    for name, body in context.template.section("Parameters").items():
        if not isinstance(body, dict) or "Default" in body or "NoEcho" in body or "Type" not in body:
            continue
        path = ("Parameters", name, "Default")
        message = f"{name} has no default, and the stack does not deploy unless somebody gives it a value."
        if _ENVIRONMENT.fullmatch(name) and _accepts_default(body):
            yield Detection(path, message, (Ensure(path, _DEFAULT),))
        else:
            reason = "only a person knows a value for it"
            yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, reason))


def _accepts_default(body: dict[str, Any]) -> bool:
    """Whether the parameter's own constraints let the default through."""
    if body.get("Type") != "String":
        return False
    constraints = {
        schema_key: body[key]
        for key, schema_key in (("AllowedValues", "enum"), ("AllowedPattern", "pattern"))
        if key in body
    }
    if not isinstance(constraints.get("enum", []), list) or not isinstance(
        constraints.get("pattern", ""), str
    ):
        return False
    if "pattern" in constraints:
        constraints["pattern"] = f"^(?:{constraints['pattern']})$"
    least, most = _number(body.get("MinLength", 0)), _number(body.get("MaxLength", len(_DEFAULT)))
    return least <= len(_DEFAULT) <= most and holds(_DEFAULT, constraints) is True


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")
