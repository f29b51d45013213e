"""Whether two values that differ as written are the same, are different, or hinge on what the deployment knows.

Everything that can matter is tried: outcomes of conditions that can occur together, and parameters that have only
certain values. In each such world the values are compared; what is still unknown then is compared as texts with
gaps. "same" and "different" are said only when they hold in every world, "depends" is said otherwise, and when
there is too much to try.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from repair.diff.meaning.comparison import Comparison
from repair.diff.meaning.place import CONDITION as CONDITION_PLACE
from repair.diff.meaning.place import Place
from repair.diff.meaning.unknowns import Finding, is_unknown, witnesses
from repair.template.conditions import Domain, World, domains, worlds
from repair.template.data import Data, value_at
from repair.template.formulas import Formula, formula, variable
from repair.template.intrinsics import (
    CONDITION,
    IF,
    PSEUDO_PARAMETERS,
    REF,
    TRANSFORM,
    branches,
    is_intrinsic,
)
from repair.template.template import Template
from repair.template.values import normal

LIMIT = 256
"""At most so many worlds are looked at for one pair of values."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of two values.

    Attributes:
        says: "same" or "different" in every deployment, or "depends".
        on: For "depends": what decides it, such as "parameter Stage", "condition IsProd", "export shared-vpc",
            "AWS::Region", "mapping RegionMap", "attribute Queue.Arn"; in alphabetical order.
    """

    says: Literal["same", "different", "depends"]
    on: tuple[str, ...] = ()


SAME = Answer("same")
DIFFERS = Answer("different")


def verdict(mine: Data, theirs: Data, place: Place, generated: Template, ideal: Template) -> Answer:
    """Compare two values of which `meaning` says that they differ.

    Args:
        mine: The value in the generated template, read with the ideal template's names.
        theirs: The value in the ideal template.
        place: Where both stand.
        generated: The generated template under the ideal's names.
        ideal: The ideal template.
    """
    if place is CONDITION_PLACE:
        return _of_conditions(mine, theirs, generated, ideal)
    if not is_unknown(mine) and not is_unknown(theirs):
        return DIFFERS
    sides = _Side(mine, generated), _Side(theirs, ideal)
    domain = _joint(generated, ideal)
    deciders: dict[tuple[str, Formula], None] = {}
    for side in sides:
        deciders.update(dict.fromkeys(side.formulas.items()))
    if not any(side.is_open for side in sides):
        a, b = (side.value for side in sides)
        if Comparison(generated, ideal).of(a, b, place)[0] is False:
            return DIFFERS  # whatever the parameters are
    formulas = [of for _, of in deciders]
    named = sorted({name for side in sides for name in side.names})
    found = worlds(formulas, domain, [name for name in named if domain(name)], LIMIT)
    if found is None:
        found = worlds(formulas, domain, limit=LIMIT)
    if found is None:
        return _open(mine, theirs, generated, ideal)
    # What a world makes of the values depends on no more than these.
    parameters = [name for name in named if variable(name) in found[0].values]
    settled: dict[_Key, Finding] = {}
    for world in found:
        key = (*map(world.holds, formulas), *(world.values[variable(name)] for name in parameters))
        if key not in settled:
            a, b = (side.settled(world) for side in sides)
            settled[key] = Comparison(generated, ideal).of(a, b, place)
    outcomes = {outcome for outcome, _ in settled.values()}
    if len(outcomes) == 1 and None not in outcomes:
        return SAME if True in outcomes else DIFFERS
    labels = [f"condition {name}" for name, _ in deciders] + [_label(name) for name in parameters]
    on = {word for _, words in settled.values() for word in words}
    if len(outcomes) > 1 or not on:
        on |= _deciding(settled, labels)
    if None in outcomes:  # what only one side asks for plays a part in what is open
        one, other = ({*side.formulas.items()} for side in sides)
        on |= {f"condition {name}" for name, _ in one ^ other}
        on |= {_label(name) for name in sides[0].names.keys() ^ sides[1].names.keys() if name in parameters}
    return Answer("depends", tuple(sorted(on))) if on else _open(mine, theirs, generated, ideal)


def _open(mine: Data, theirs: Data, generated: Template, ideal: Template) -> Answer:
    """It depends, on whatever stands in the two."""
    return Answer("depends", tuple(sorted(witnesses(mine, generated) | witnesses(theirs, ideal))))


def _of_conditions(mine: Data, theirs: Data, generated: Template, ideal: Template) -> Answer:
    a = formula(mine, generated.section("Conditions"))
    b = formula(theirs, ideal.section("Conditions"))
    found = worlds((a, b), _joint(generated, ideal), limit=LIMIT)
    if found is not None:
        outcomes = {world.holds(a) is world.holds(b) for world in found}
        if len(outcomes) == 1:
            return SAME if outcomes.pop() else DIFFERS
    return _open(mine, theirs, generated, ideal)


def _label(name: str) -> str:
    return name if name in PSEUDO_PARAMETERS else f"parameter {name}"


def _joint(generated: Template, ideal: Template) -> Domain:
    """What a parameter can be in either template."""
    one, other = domains(generated), domains(ideal)

    def of(name: str) -> frozenset[str] | None:
        found = [
            domain(name)
            for domain, template in ((one, generated), (other, ideal))
            if name in template.section("Parameters")
        ]
        allowed = [values for values in found if values is not None]
        return frozenset().union(*allowed) if found and len(allowed) == len(found) else None

    return of


_Key = tuple[Hashable, ...]
"""Outcomes of the conditions and values of the parameters that decide."""


class _Side:
    """One of the two values with the template that it stands in.

    Attributes:
        value: The value in its normal form.
        names: What its `Ref`s name.
        formulas: The conditions of its `Fn::If`s.
    """

    def __init__(self, value: Data, template: Template) -> None:
        self.value = normal(value)
        self._template = template
        definitions = template.section("Conditions")
        self.names: dict[str, None] = {}
        self.formulas: dict[str, Formula] = {}
        for key, argument in _functions(self.value):
            if key == REF and isinstance(argument, str):
                self.names[argument] = None
            elif key == IF and isinstance(argument, list) and argument and isinstance(argument[0], str):
                name = argument[0]
                if name not in self.formulas:
                    self.formulas[name] = formula({CONDITION: name}, definitions)

    @property
    def is_open(self) -> bool:
        """Whether parts are unknown that do not show yet: a branch, or a dynamic reference that is put together."""
        return bool(self.formulas) or "{{" in str(self.value)

    def settled(self, world: World) -> Data:
        """The value as far as it is known in a world."""
        return normal(self._settled(self.value, world))

    def _settled(self, value: Data, world: World) -> Data:
        if type(value) is list:
            return [self._settled(item, world) for item in value]
        if type(value) is not dict:
            return value
        choice = branches(value)
        if choice is not None:
            return self._settled(choice[1] if world.holds(self.formulas[choice[0]]) else choice[2], world)
        if is_intrinsic(value):
            ((key, argument),) = value.items()
            if key == REF and isinstance(argument, str):
                known = world.values.get(variable(argument))
                return value if known is None else known
            if key == TRANSFORM:
                return value
            if key == "Fn::FindInMap":
                return self._looked_up(normal({key: self._settled(argument, world)}))
        return {key: self._settled(item, world) for key, item in value.items()}

    def _looked_up(self, value: dict[str, Data]) -> Data:
        keys = value["Fn::FindInMap"]
        if isinstance(keys, list) and len(keys) == 3 and all(isinstance(key, str) for key in keys):
            found = value_at(self._template.section("Mappings"), keys, None)
            if found is not None and not isinstance(found, dict):
                return found
        return value


def _functions(value: Data) -> Iterator[tuple[str, Data]]:
    if type(value) is list:
        for item in value:
            yield from _functions(item)
    elif type(value) is dict:
        if is_intrinsic(value):
            yield from value.items()
        for key, item in value.items():
            if key != TRANSFORM:
                yield from _functions(item)


def _deciding(settled: Mapping[_Key, Finding], labels: Sequence[str]) -> set[str]:
    """The labels of which one alone changes the outcome; all, when they only do so together."""
    found = set()
    for at, label in enumerate(labels):
        seen: dict[_Key, bool | None] = {}
        for key, (outcome, _) in settled.items():
            rest = (*key[:at], *key[at + 1 :])
            if seen.setdefault(rest, outcome) is not outcome:
                found.add(label)
                break
    return found or set(labels)
