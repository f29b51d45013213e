"""Which values are intrinsic functions, and what is known about their results before deployment.

Source: AWS CloudFormation User Guide, "Intrinsic function reference", "Rule-specific intrinsic
functions" and "Pseudo parameters reference".
"""

from __future__ import annotations

from repair.knowledge import language
from repair.template.data import Data

REF = "Ref"
CONDITION = "Condition"
IF = "Fn::If"
TRANSFORM = "Fn::Transform"
FOR_EACH_PREFIX = "Fn::ForEach::"
NO_VALUE = "AWS::NoValue"
NOTHING: Data = {"Ref": NO_VALUE}
"""The value that takes a property away."""

PSEUDO_PARAMETERS = language.PSEUDO_PARAMETERS

CONDITION_FUNCTIONS = language.CONDITION_FUNCTIONS - {CONDITION}
"""Functions that yield true or false. `Condition` is one only where a condition is meant."""

_TEXT = frozenset({"string"})
_LIST = frozenset({"array"})
_TRUTH = frozenset({"boolean"})
_RESULTS: dict[str, frozenset[str]] = {
    "Fn::Base64": _TEXT,
    "Fn::Join": _TEXT,
    "Fn::Sub": _TEXT,
    "Fn::ImportValue": _TEXT,
    "Fn::GetStackOutput": _TEXT,
    "Fn::ToJsonString": _TEXT,
    "Fn::Length": frozenset({"integer"}),
    "Fn::Cidr": _LIST,
    "Fn::GetAZs": _LIST,
    "Fn::Split": _LIST,
    **dict.fromkeys(CONDITION_FUNCTIONS, _TRUTH),
}


def intrinsic(value: Data, *, condition: bool = False) -> tuple[str, Data] | None:
    """Name and argument of an intrinsic function, or None when `value` is none.

    An intrinsic is a mapping with the one key "Ref" or "Fn::…" (also a function that we do not know
    yet). A mapping {"Condition": name} is one only where a condition is meant: say so with `condition`.
    """
    if type(value) is dict and len(value) == 1:
        for key, argument in value.items():
            if key == REF or key[:4] == "Fn::" or (condition and key == CONDITION):
                return key, argument
    return None


def is_intrinsic(value: Data) -> bool:
    """Whether a value stands for another one that is known only later."""
    if type(value) is dict and len(value) == 1:
        for key in value:
            return bool(key == REF or key[:4] == "Fn::")
    return False


def is_no_value(value: Data) -> bool:
    """Whether a value is `Ref AWS::NoValue`: CloudFormation then reads the property as absent."""
    return type(value) is dict and len(value) == 1 and bool(value.get(REF) == NO_VALUE)


def is_section_function(key: str) -> bool:
    """Whether a key of a section or a properties mapping is a function that makes entries, not an entry."""
    return key[:4] == "Fn::" and (key == TRANSFORM or key.startswith(FOR_EACH_PREFIX))


def branches(value: Data) -> tuple[str, Data, Data] | None:
    """Condition name, value if true and value if false of a well-formed `Fn::If`, else None."""
    if type(value) is dict and len(value) == 1:
        argument = value.get(IF)
        if type(argument) is list and len(argument) == 3 and type(argument[0]) is str:
            return argument[0], argument[1], argument[2]
    return None


def result_types(name: str, argument: Data = None) -> frozenset[str] | None:
    """The JSON Schema types that a function's result can have, or None when that is known only later."""
    if name == REF:
        if type(argument) is not str or argument not in PSEUDO_PARAMETERS or argument == NO_VALUE:
            return None
        return _LIST if argument == "AWS::NotificationARNs" else _TEXT
    return _RESULTS.get(name)
