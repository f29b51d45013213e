"""What conditions mean as formulas over comparisons of texts, and one spelling for each.

Source: CloudFormation User Guide, "Condition functions". `Fn::Equals` compares texts, in either order; And and Or
are sets; `true` and `false` may stand for conditions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from repair.template.data import Data, scalar_text
from repair.template.intrinsics import CONDITION, REF
from repair.template.values import normal

Formula: TypeAlias = "bool | tuple[Any, ...]"
"""True, False or ("equals", operand, operand), ("not", f), ("and", {f…}), ("or", {f…}), ("free", text).

Operands are ("text", constant) or ("variable", its normal form as JSON). A free formula may come out either way:
a condition that is not defined or that goes round in a circle, and functions that are no condition functions.
"""

_AND, _OR, _NOT, _EQUALS = "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals"

TOO_MUCH: Formula = ("too much",)
"""The formula of a condition that is too large to be written out."""

_MOST_STEPS = 20_000


def formula(value: Data, definitions: Mapping[str, Data] | None = None) -> Formula:
    """The formula of a condition as written under `Conditions`, or of {"Condition": name}.

    Args:
        value: The condition.
        definitions: The section `Conditions`: references to others are then replaced by what they refer to.
    """
    try:
        return _Reader(definitions or {}).read(value, ())
    except OverflowError:
        return TOO_MUCH


def condition_form(value: Data) -> Data:
    """A condition in one spelling: operands in order, And and Or flat and without repetitions, no double Not.

    References to other conditions stay as they are: what these mean, the template says.
    """
    of = formula(value)
    return value if of is TOO_MUCH else _written(of)


class _Reader:
    """Reads conditions into formulas, in a bounded number of steps."""

    def __init__(self, definitions: Mapping[str, Data]) -> None:
        self._definitions = definitions
        self._steps = 0

    def read(self, value: Data, inside: tuple[str, ...]) -> Formula:
        """The formula of a condition; `inside` are the names whose definitions it stands in."""
        self._steps += 1
        if self._steps > _MOST_STEPS or len(inside) > 200:
            raise OverflowError
        if isinstance(value, bool):
            return value
        if type(value) is dict and len(value) == 1:
            ((key, argument),) = value.items()
            if key == CONDITION and type(argument) is str:
                return self._referred(argument, inside)
            if type(argument) is list:
                if key == _EQUALS and len(argument) == 2:
                    return _equals(_operand(argument[0]), _operand(argument[1]))
                if key == _NOT and len(argument) == 1:
                    return _negated(self.read(argument[0], inside))
                if key in (_AND, _OR) and argument:
                    return _joined(key == _AND, [self.read(item, inside) for item in argument])
        return ("free", _dumped(normal(value)))

    def _referred(self, name: str, inside: tuple[str, ...]) -> Formula:
        reference = _dumped({CONDITION: name})
        if name not in self._definitions:
            return ("free", reference)
        if name in inside:
            return ("free", reference, _dumped(self._definitions[name]))
        return self.read(self._definitions[name], (*inside, name))


def _operand(value: Data) -> tuple[str, str]:
    form = normal(value)
    if isinstance(form, (str, int, float)):
        text = scalar_text(form)
        return ("variable" if "{{resolve:" in text else "text", text)
    return ("variable", _dumped(form))


def _dumped(value: Data) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _equals(a: tuple[str, str], b: tuple[str, str]) -> Formula:
    if a == b:
        return True
    if a[0] == b[0] == "text":
        return False
    return ("equals", *sorted((a, b)))


def _negated(of: Formula) -> Formula:
    if isinstance(of, bool):
        return not of
    return of[1] if of[0] == "not" else ("not", of)


def _joined(all_of: bool, formulas: Iterable[Formula]) -> Formula:
    kind = "and" if all_of else "or"
    parts: set[Formula] = set()
    for part in formulas:
        if isinstance(part, bool):
            if part is not all_of:
                return part
        elif part[0] == kind:
            parts |= part[1]
        else:
            parts.add(part)
    if any(_negated(part) in parts for part in parts):
        return not all_of
    if not parts:
        return all_of
    return next(iter(parts)) if len(parts) == 1 else (kind, frozenset(parts))


def _written(of: Formula) -> Data:
    if isinstance(of, bool):
        return of
    kind = of[0]
    if kind == "free":
        return json.loads(of[1])
    if kind == "equals":
        return {_EQUALS: [text if what == "text" else _loaded(text) for what, text in of[1:]]}
    if kind == "not":
        return {_NOT: [_written(of[1])]}
    return {_AND if kind == "and" else _OR: sorted((_written(part) for part in of[1]), key=_dumped)}


def _loaded(variable: str) -> Data:
    return (
        variable if variable.startswith("{{resolve:") or variable[:1] not in '{["' else json.loads(variable)
    )


def variable(name: str) -> tuple[str, str]:
    """The operand that `Ref name` is."""
    return ("variable", _dumped({REF: name}))
