"""Types of parameters that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.knowledge.language import PARAMETER_TYPES
from repair.patch.operations import Ensure, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.misspelt import meant
from repair.rules.model import Detection
from repair.rules.property_names import same_letters

_CALLED_ELSEWHERE = {
    "array": "CommaDelimitedList", "bool": "String", "boolean": "String", "double": "Number", "float": "Number",
    "int": "Number", "integer": "Number", "list": "CommaDelimitedList", "long": "Number", "str": "String",
    "stringlist": "CommaDelimitedList", "text": "String", "list<integer>": "List<Number>",
    "list<int>": "List<Number>", "list<string>": "CommaDelimitedList",
}  # fmt: skip
_SHAPES = ("{}", "{}::Id", "{}::Name", "{}::KeyName")
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no type of parameters is like it")


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each parameter without a type, or with an unknown one."""
    if is_rewritten(context.template):
        return
    for name, body in context.template.section("Parameters").items():
        if not isinstance(body, dict):
            continue
        path = ("Parameters", name, "Type")
        if "Type" not in body:
            if not any(key.lower() == "type" for key in body):
                yield Detection(path, f"{name} has no Type.", (Ensure(path, _likely(body)),))
            continue
        given = body["Type"]
        if not isinstance(given, str) or given in PARAMETER_TYPES or given.startswith("AWS::SSM::"):
            continue
        right = _meant(given)
        message = f"{name} has the type {given}, which no parameter has."
        if right is None:
            yield Detection(path, message, refusal=_NEEDS_VALUE)
        else:
            yield Detection(path, f"{message[:-1]}; {right} is meant.", (Set(path, right),))


def _likely(body: dict[str, Any]) -> str:
    if isinstance(body.get("Default"), list):
        return "CommaDelimitedList"
    return "Number" if "MinValue" in body or "MaxValue" in body else "String"


def _meant(given: str) -> str | None:
    other = _CALLED_ELSEWHERE.get(given.strip().lower())
    if other is not None:
        return other
    inner = given.removeprefix("List<").removesuffix(">")
    for shape in _SHAPES:
        right = shape.format(inner) if inner == given else f"List<{shape.format(inner)}>"
        if right in PARAMETER_TYPES:
            return right
    same = same_letters(given, PARAMETER_TYPES)
    if same is not None:
        return same
    near = meant(given, PARAMETER_TYPES)
    return None if near is None else near[0]
