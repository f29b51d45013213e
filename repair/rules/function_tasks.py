"""Task states that call a Lambda function: which function, whether by its ARN or through the service integration.

Source: AWS Step Functions Developer Guide, "Invoke an AWS Lambda function with Step Functions".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from repair.rules.context import Context
from repair.rules.resource_policies import named
from repair.template.intrinsics import is_intrinsic
from repair.template.substitution import sub_form
from repair.template.template import Resource

INTEGRATION = "arn:aws:states:::lambda:invoke"
"""What a task names to call a function through the service integration."""

_INTEGRATED = re.compile(r"^arn:[^:]*:states:::lambda:invoke(\.waitForTaskToken)?$")
_FUNCTION_ARN = re.compile(r"^arn:[^:]*:lambda:[^:]*:[^:]*:function:")
_VARIABLE = re.compile(r"\$\{([\w.]+)\}")


def calls_function(context: Context, machine: Resource, value: Any) -> bool:
    """Whether a task of the machine whose `Resource` is `value` calls a Lambda function, in either way."""
    integrated = isinstance(value, str) and _INTEGRATED.match(value) is not None
    return integrated or is_function_arn(context, machine, value)


def is_function_arn(context: Context, machine: Resource, value: Any) -> bool:
    """Whether `value` is the ARN of a function: written out, by reference, or by a variable for a reference."""
    if is_intrinsic(value):
        return named(context, value, "AWS::Lambda::Function") is not None
    if not isinstance(value, str):
        return False
    variable = _VARIABLE.fullmatch(value)
    if variable is None:
        return _FUNCTION_ARN.match(value) is not None
    given = substitutions(machine)
    if variable[1] in given:
        return named(context, given[variable[1]], "AWS::Lambda::Function") is not None
    function = context.template.resources.get(variable[1].removesuffix(".Arn"))
    return function is not None and function.type == "AWS::Lambda::Function"


def substitutions(machine: Resource) -> Mapping[str, Any]:
    """What the variables of the definition stand for, by name: of `Fn::Sub` and of `DefinitionSubstitutions`."""
    given = machine.properties.get("DefinitionSubstitutions")
    text = machine.properties.get("DefinitionString")
    form = sub_form(text["Fn::Sub"]) if isinstance(text, dict) and set(text) == {"Fn::Sub"} else None
    return {
        **(given if isinstance(given, dict) and not is_intrinsic(given) else {}),
        **(form[1] if form is not None else {}),
    }
