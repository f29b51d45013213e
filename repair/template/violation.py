"""What breaks a schema: one violation, where, of which keyword, and in one sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from repair.template.data import Data, Path


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword of a schema that a value breaks.

    Attributes:
        path: Where. For "additionalProperties", "propertyNames" and "dependentExcluded" of the property
            that should not be; for "required" of the mapping that lacks it, or of the `AWS::NoValue`
            that takes it away; else of the value. A violation in one branch of an `Fn::If` carries the
            path into that branch.
        keyword: The JSON Schema keyword; "false" when nothing at all may stand here.
        expected: What the schema asks for: allowed types, values or names as a tuple, a bound, a
            pattern; for "required" and the dependency keywords the one missing or forbidden name.
        actual: What stands there: the value; for "additionalProperties" and "propertyNames" the name;
            for "uniqueItems" the indices of items that stand earlier already; for "requiredXor" the names
            present; for the dependency keywords the name that has the dependency.
        context: For "anyOf" and "oneOf": the violations of the branch that fits best.
        schema: The schema that holds the keyword.
    """

    path: Path
    keyword: str
    expected: Any
    actual: Data
    context: tuple[Violation, ...] = ()
    schema: Any = field(default=None, compare=False, repr=False)

    @property
    def message(self) -> str:
        """The violation as a clause for a person. It may show the value: mind secrets."""
        shape = _MESSAGES.get(self.keyword)
        if self.keyword == "requiredXor" and self.actual:
            shape = "only one of {expected} may be given, not {actual}"
        if shape is None:
            return f"breaks {self.keyword} {_shown(self.expected)}"
        return shape.format(expected=_shown(self.expected), actual=_shown(self.actual))


_MESSAGES = {
    "type": "{actual} is not of type {expected}",
    "required": "{expected} is required",
    "additionalProperties": "{actual} is not a property here",
    "propertyNames": "{actual} is not a valid name here",
    "enum": "{actual} is none of {expected}",
    "enumCaseInsensitive": "{actual} is none of {expected}",
    "const": "{actual} is not {expected}",
    "pattern": "{actual} does not match {expected}",
    "minLength": "{actual} is shorter than {expected}",
    "maxLength": "{actual} is longer than {expected}",
    "minimum": "{actual} is less than {expected}",
    "maximum": "{actual} is greater than {expected}",
    "exclusiveMinimum": "{actual} is not greater than {expected}",
    "exclusiveMaximum": "{actual} is not less than {expected}",
    "multipleOf": "{actual} is not a multiple of {expected}",
    "minItems": "fewer than {expected} items",
    "maxItems": "more than {expected} items",
    "uniqueItems": "items {actual} repeat earlier ones",
    "uniqueKeys": "items {actual} repeat earlier ones in {expected}",
    "minProperties": "fewer than {expected} properties",
    "maxProperties": "more than {expected} properties",
    "contains": "no item is as required",
    "anyOf": "fits none of the allowed forms",
    "oneOf": "does not fit exactly one of the allowed forms",
    "not": "has a form that is not allowed",
    "dependencies": "{actual} needs {expected}",
    "dependentRequired": "{actual} needs {expected}",
    "dependentExcluded": "{expected} may not stand beside {actual}",
    "requiredXor": "exactly one of {expected} is required",
    "requiredOr": "at least one of {expected} is required",
    "false": "nothing may stand here",
}


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value[:12])) + (", …" if len(value) > 12 else "")
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:79] + "…"
