"""Environment variables of a function that Lambda keeps for itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair import knowledge
from repair.patch.operations import Remove
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_SET_BY_LAMBDA: dict[str, Any] = {
    "AWS_REGION": {"Ref": "AWS::Region"},
    "AWS_DEFAULT_REGION": {"Ref": "AWS::Region"},
}


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each; safe to drop where Lambda sets the same value."""
    environment = resource.properties.get("Environment")
    variables = environment.get("Variables") if isinstance(environment, dict) else None
    if not isinstance(variables, dict):
        return
    for name, value in variables.items():
        if name in _reserved():
            path = (*resource.path, "Properties", "Environment", "Variables", name)
            same = value in (
                _SET_BY_LAMBDA.get(name, ()),
                {"Fn::Sub": "${AWS::Region}"} if name in _SET_BY_LAMBDA else (),
            )
            message = f"{resource.id} sets {name}, which Lambda keeps for itself."
            yield Detection(
                path, message, (Remove(path, prune=True),), Safety.SAFE if same else Safety.UNSAFE
            )


def _reserved() -> frozenset[str]:
    kind = knowledge.resource_type("AWS::Lambda::Function")
    for constraint in kind.constraints if kind is not None else ():
        if constraint.id == "aws_lambda_function/environment_variable_keys":
            return frozenset(constraint.schema["propertyNames"]["not"]["enum"])
    return frozenset()
