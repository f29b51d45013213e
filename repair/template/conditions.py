"""Which outcomes conditions can have together, and whether two of them are equivalent.

Parameters, pseudo parameters and everything else that is known only at deployment are *variables*; a parameter
with AllowedValues takes one of these, any other variable may take any text. So two comparisons of one variable
with different constants never hold together.

Outcomes are found by trying the values that can make a difference. When these are too many the answer is None
("unknown"), never a guess. It errs to one side only: an outcome that is named may turn out to be impossible (for
AllowedPattern and Rules are not read), but none that is possible is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import product
from typing import TypeAlias

from repair.template.data import Data, scalar_text
from repair.template.formulas import TOO_MUCH, Formula, formula, variable
from repair.template.intrinsics import CONDITION, REF
from repair.template.template import Template

LIMIT = 4096
"""At most so many combinations of values are tried."""


class World:
    """One way in which everything that matters may come out at deployment.

    Attributes:
        values: The value of each variable that was tried, by its operand; None stands for a value that is none of
            those the conditions speak of.
    """

    __slots__ = ("_free", "_tokens", "values")

    def __init__(self, tokens: Mapping[Hashable, str], free: Mapping[Hashable, bool]) -> None:
        self._tokens = tokens
        self._free = free
        self.values = {key: None if token[:1] == "\0" else token for key, token in tokens.items()}

    def holds(self, of: Formula) -> bool:
        """Whether a formula holds; all its variables must have been tried."""
        if isinstance(of, bool):
            return of
        kind = of[0]
        if kind == "equals":
            return self._value(of[1]) == self._value(of[2])
        if kind == "not":
            return not self.holds(of[1])
        if kind == "free":
            return self._free[of]
        return (all if kind == "and" else any)(self.holds(part) for part in of[1])

    def _value(self, operand: tuple[str, str]) -> str:
        return operand[1] if operand[0] == "text" else self._tokens[operand]


Domain: TypeAlias = Callable[[str], "frozenset[str] | None"]
"""The only values of a parameter by its name, or None when it may have any."""


def worlds(
    formulas: Iterable[Formula], domain: Domain, also: Iterable[str] = (), limit: int = LIMIT
) -> list[World] | None:
    """Worlds in which every outcome of the formulas occurs that can occur; None when more than `limit` must be tried.

    Args:
        formulas: What is to be decided.
        domain: What values parameters have.
        also: Names of parameters to be tried too, each with a domain.
        limit: At most so many combinations.
    """
    formulas = tuple(formulas)
    if TOO_MUCH in formulas:
        return None
    constants: dict[Hashable, set[str]] = {variable(name): set() for name in also}
    linked: set[Hashable] = set()
    free: dict[Hashable, None] = {}
    for of in formulas:
        _survey(of, constants, linked, free)
    shared = {text for key in linked for text in constants[key] | set(_domain_of(key, domain) or ())}
    choices: list[list[str]] = []
    count = 2 ** min(len(free), 64)
    # Variables that are compared with each other need values of their own to differ in, the rest just one more.
    others = sum(_domain_of(key, domain) is None for key in linked)
    for key, compared in constants.items():
        only = _domain_of(key, domain)
        if only is not None:
            values = sorted(only)
        elif key in linked:
            values = [*sorted(shared), *(f"\0{n}" for n in range(others))]
        else:
            values = [*sorted(compared), "\0"]
        choices.append(values)
        count *= len(values)
        if count > limit:
            return None
    if count > limit:
        return None
    return [
        World(dict(zip(constants, tokens, strict=True)), dict(zip(free, outcomes, strict=True)))
        for tokens in product(*choices)
        for outcomes in product((True, False), repeat=len(free))
    ]


def assignments(
    template: Template, names: Iterable[str], limit: int = LIMIT
) -> tuple[dict[str, bool], ...] | None:
    """The outcomes that some conditions of a template can have together, each once; None when it is too much to tell.

    A name that is not defined, and a condition that refers to itself, may come out either way.
    """
    definitions = template.section("Conditions")
    formulas = {name: formula({CONDITION: name}, definitions) for name in names}
    found = worlds(formulas.values(), domains(template), limit=limit)
    if found is None:
        return None
    outcomes = {tuple(world.holds(of) for of in formulas.values()): None for world in found}
    return tuple(dict(zip(formulas, outcome, strict=True)) for outcome in outcomes)


def equivalent(
    a: Formula, b: Formula, domain: Domain = lambda _name: None, limit: int = LIMIT
) -> bool | None:
    """Whether two formulas always come out the same; None when it is too much to tell."""
    if a == b and a is not TOO_MUCH:
        return True
    found = worlds((a, b), domain, limit=limit)
    return None if found is None else all(world.holds(a) is world.holds(b) for world in found)


def domains(template: Template) -> Domain:
    """The values that a template's parameters can have: AllowedValues, where they say what a `Ref` yields.

    They do not for lists (each item is one of them) and for parameters that name an SSM parameter (they are its
    names). NoEcho parameters are never looked into.
    """
    parameters = template.section("Parameters")

    def of(name: str) -> frozenset[str] | None:
        body = parameters.get(name)
        if not isinstance(body, dict) or _text_or_none(body.get("NoEcho")) not in (None, "false"):
            return None
        kind, allowed = body.get("Type"), body.get("AllowedValues")
        if not isinstance(kind, str) or "List" in kind or "SSM::Parameter::Value" in kind:
            return None
        if not isinstance(allowed, list) or not allowed:
            return None
        if not all(isinstance(value, (str, int, float)) for value in allowed):
            return None
        return frozenset(scalar_text(value) for value in allowed)

    return of


def _text_or_none(value: Data) -> str | None:
    """The text of a scalar; None for null and "unreadable" for anything else, which no scalar's text is taken for."""
    if value is None:
        return None
    return scalar_text(value) if isinstance(value, (str, int, float)) else "unreadable"


def _domain_of(key: Hashable, domain: Domain) -> frozenset[str] | None:
    assert isinstance(key, tuple)
    text = key[1]
    if not text.startswith('{"Ref": '):
        return None
    target = json.loads(text).get(REF)
    return domain(target) if isinstance(target, str) else None


def _survey(
    of: Formula, constants: dict[Hashable, set[str]], linked: set[Hashable], free: dict[Hashable, None]
) -> None:
    if isinstance(of, bool):
        return
    kind = of[0]
    if kind == "free":
        free[of] = None
    elif kind == "equals":
        a, b = of[1:]
        for one, other in ((a, b), (b, a)):
            if one[0] == "variable":
                compared = constants.setdefault(one, set())
                if other[0] == "text":
                    compared.add(other[1])
                else:
                    linked.add(one)
    elif kind == "not":
        _survey(of[1], constants, linked, free)
    else:
        for part in of[1]:
            _survey(part, constants, linked, free)
