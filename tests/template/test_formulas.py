"""Conditions as formulas, in one spelling, and all outcomes that they can have together."""

from __future__ import annotations

from typing import Any

import pytest

from repair.template.conditions import assignments, domains, equivalent, worlds
from repair.template.formulas import TOO_MUCH, condition_form, formula, variable
from repair.template.template import Template

P, Q = {"Ref": "P"}, {"Ref": "Q"}
REGION = {"Ref": "AWS::Region"}
TRUE, FALSE = {"Fn::Equals": ["a", "a"]}, {"Fn::Equals": ["a", "b"]}


def equals(a: Any, b: Any) -> dict[str, Any]:
    return {"Fn::Equals": [a, b]}


A, B, C = equals(P, "a"), equals(P, "b"), equals(Q, "a")
IS_A = ("equals", ("text", "a"), ("variable", '{"Ref": "P"}'))
IS_B = ("equals", ("text", "b"), ("variable", '{"Ref": "P"}'))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (True, True),
        (False, False),
        (A, IS_A),
        (equals("a", P), IS_A),
        (equals({"Fn::Sub": "${P}"}, {"Fn::Sub": "a"}), IS_A),
        (equals(P, Q), ("equals", ("variable", '{"Ref": "P"}'), ("variable", '{"Ref": "Q"}'))),
        (equals(P, P), True),
        (TRUE, True),
        (FALSE, False),
        (equals(1, "1"), True),
        (equals(True, "true"), True),
        (equals("{{resolve:ssm:a}}", "{{resolve:ssm:a}}"), True),
        (equals("{{resolve:ssm:a}}", "a"), ("equals", ("text", "a"), ("variable", "{{resolve:ssm:a}}"))),
        ({"Fn::Not": [A]}, ("not", IS_A)),
        ({"Fn::Not": [{"Fn::Not": [A]}]}, IS_A),
        ({"Fn::Not": [TRUE]}, False),
        ({"Fn::Not": [False]}, True),
        ({"Fn::And": [A]}, IS_A),
        ({"Fn::And": [A, B]}, ("and", frozenset({IS_A, IS_B}))),
        ({"Fn::And": [A, {"Fn::And": [B, A]}]}, ("and", frozenset({IS_A, IS_B}))),
        ({"Fn::And": [A, {"Fn::Or": [B, A]}]}, ("and", frozenset({IS_A, ("or", frozenset({IS_A, IS_B}))}))),
        ({"Fn::And": [A, FALSE]}, False),
        ({"Fn::And": [A, TRUE]}, IS_A),
        ({"Fn::And": [TRUE, True]}, True),
        ({"Fn::And": [A, {"Fn::Not": [A]}]}, False),
        ({"Fn::Or": [A, B]}, ("or", frozenset({IS_A, IS_B}))),
        ({"Fn::Or": [A, TRUE]}, True),
        ({"Fn::Or": [A, FALSE]}, IS_A),
        ({"Fn::Or": [FALSE]}, False),
        ({"Fn::Or": [{"Fn::Not": [A]}, A]}, True),
        ({"Condition": "X"}, ("free", '{"Condition": "X"}')),
        ({"Condition": 5}, ("free", '{"Condition": 5}')),
        (P, ("free", '{"Ref": "P"}')),
        ({"Fn::Equals": [P]}, ("free", '{"Fn::Equals": [{"Ref": "P"}]}')),
        ({"b": 1, "a": {"Fn::Sub": "x"}}, ("free", '{"a": "x", "b": 1}')),
    ],
    ids=lambda one: str(one) if isinstance(one, dict) else "",  # sets are named otherwise in every process
)  # fmt: skip
def test_a_condition_is_this_formula(condition: Any, expected: Any) -> None:
    assert formula(condition) == expected


@pytest.mark.parametrize(
    ("condition", "form"),
    [
        (equals("a", {"Fn::Sub": "${P}"}), equals("a", P)),
        (A, equals("a", P)),
        (equals("{{resolve:ssm:a}}", P), equals(P, "{{resolve:ssm:a}}")),
        (equals(["x"], P), equals(["x"], P)),
        (equals("[x", P), equals("[x", P)),
        ({"Fn::Not": [{"Condition": "X"}]}, {"Fn::Not": [{"Condition": "X"}]}),
        (
            {"Fn::Or": [B, {"Condition": "X"}, A]},
            {"Fn::Or": [{"Condition": "X"}, equals("a", P), equals("b", P)]},
        ),
        ({"Fn::And": [B, A]}, {"Fn::And": [equals("a", P), equals("b", P)]}),
        (TRUE, True),
        (FALSE, False),
        (3, 3),
    ],
    ids=lambda one: str(one) if isinstance(one, dict) else "",  # sets are named otherwise in every process
)
def test_a_condition_has_one_spelling(condition: Any, form: Any) -> None:
    assert condition_form(condition) == form


def test_a_condition_that_is_too_large_is_spelled_as_it_stands() -> None:
    wide = {"Fn::And": [A] * 20_000}
    assert condition_form(wide) is wide
    assert formula({"Fn::And": [A] * 19_999}) == IS_A


def test_names_are_followed_two_hundred_deep() -> None:
    chain = {f"C{n}": {"Condition": f"C{n + 1}"} for n in range(300)} | {"C300": A}
    assert formula({"Condition": "C101"}, chain) == IS_A
    assert formula({"Condition": "C100"}, chain) is TOO_MUCH


def test_a_circle_is_free_by_its_name_and_what_it_says() -> None:
    definitions = {"X": {"Fn::Not": [{"Condition": "X"}]}}
    assert formula({"Condition": "X"}, definitions) == (
        "not",
        ("free", '{"Condition": "X"}', '{"Fn::Not": [{"Condition": "X"}]}'),
    )


def template(parameters: dict[str, Any], **conditions: Any) -> Template:
    return Template({"Parameters": parameters, "Conditions": conditions, "Resources": {}})


def outcomes(of: Template, *names: str) -> list[tuple[bool, ...]]:
    found = assignments(of, names)
    assert found is not None
    return sorted(tuple(one.values()) for one in found)


LIMITED = {
    "P": {"Type": "String", "AllowedValues": ["a", "b", 5]},
    "Q": {"Type": "Number", "AllowedValues": ["a", "c"]},
}


def test_two_parameters_that_are_compared_may_be_equal_or_not() -> None:
    free = template({}, Same=equals(P, Q), A=A, C=C)
    assert outcomes(free, "Same") == [(False,), (True,)]
    assert outcomes(free, "Same", "A") == [(False, False), (False, True), (True, False), (True, True)]
    assert outcomes(free, "Same", "A", "C") == [
        (False, False, False), (False, False, True), (False, True, False), (True, False, False), (True, True, True),
    ]  # fmt: skip
    half = template({"Q": {"Type": "String", "AllowedValues": ["a"]}}, Same=equals(P, Q), A=A)
    assert outcomes(half, "Same", "A") == [(False, False), (True, True)]
    limited = template(LIMITED, Same=equals(P, Q), A=A, B=B, C=C)
    assert outcomes(limited, "Same", "A", "C") == [
        (False, False, False), (False, False, True), (False, True, False), (True, True, True),
    ]  # fmt: skip
    three = template({}, One=equals(P, Q), Two=equals(Q, REGION), Three=equals(P, REGION))
    assert outcomes(three, "One", "Two", "Three") == [
        (False, False, False), (False, False, True), (False, True, False), (True, False, False), (True, True, True),
    ]  # fmt: skip


def test_every_variable_of_a_world_has_its_value_or_another_than_those_spoken_of() -> None:
    found = worlds([formula(A)], lambda _name: None)
    assert found is not None
    assert [list(world.values.values()) for world in found] == [["a"], [None]]
    assert [world.holds(formula(A)) for world in found] == [True, False]
    assert [world.holds(formula({"Fn::Not": [A]})) for world in found] == [False, True]
    assert [world.holds(formula({"Fn::Or": [A, B]})) for world in worlds([IS_A, IS_B], lambda _name: None) or ()] == [
        True, True, False,
    ]  # fmt: skip
    assert found[0].holds(True)
    linked = worlds([formula(equals(P, Q))], lambda _name: None)
    assert linked is not None
    assert {value for world in linked for value in world.values.values()} == {None}
    letters = "thequickbrownfx"
    many = worlds([formula(equals(P, letter)) for letter in letters], lambda _name: None)
    assert many is not None
    assert [*(world.values[variable("P")] for world in many)] == [*sorted(letters), None]
    only = worlds([IS_A], lambda _name: frozenset(letters))
    assert only is not None
    assert [world.values[variable("P")] for world in only] == sorted(letters)
    assert not found[0].holds(False)


def test_worlds_try_other_parameters_too_and_stop_at_the_limit() -> None:
    def domain(name: str) -> frozenset[str] | None:
        return frozenset({"x", "y", "z"}) if name == "Q" else None

    found = worlds([IS_A], domain, also=["Q"])
    assert found is not None
    assert [(world.values[variable("P")], world.values[variable("Q")]) for world in found] == [
        (p, q) for q in "xyz" for p in ("a", None)
    ]  # fmt: skip
    assert len(worlds([IS_A], domain, also=["Q"], limit=6) or ()) == 6
    assert worlds([IS_A], domain, also=["Q"], limit=5) is None
    free = ("free", "x")
    assert [world.holds(free) for world in worlds([free], domain) or ()] == [True, False]
    assert worlds([free], domain, limit=1) is None
    assert worlds([TOO_MUCH], domain) is None


def test_formulas_are_equivalent_when_no_world_tells_them_apart() -> None:
    assert equivalent(IS_A, IS_A) is True
    assert equivalent(IS_A, IS_B) is False
    assert equivalent(formula(A), formula({"Fn::And": [A, {"Fn::Or": [A, B]}]}), limit=2) is None
    assert equivalent(formula({"Fn::Not": [A]}), IS_B, lambda _name: frozenset({"a", "b"})) is True
    assert equivalent(True, formula({"Fn::Or": [A, B]}), lambda _name: frozenset({"a", "b"})) is True
    assert equivalent(("free", "x"), ("free", "y")) is False


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"Type": "String", "AllowedValues": ["a", 5, True]}, {"a", "5", "true"}),
        ({"Type": "String", "NoEcho": False, "AllowedValues": ["a"]}, {"a"}),
        ({"Type": "String", "NoEcho": "false", "AllowedValues": ["a"]}, {"a"}),
        ({"Type": "String", "NoEcho": "yes", "AllowedValues": ["a"]}, None),
        ({"Type": "String", "NoEcho": {"Ref": "x"}, "AllowedValues": ["a"]}, None),
        ({"Type": "AWS::EC2::KeyPair::KeyName", "AllowedValues": ["a"]}, {"a"}),
        ({"Type": "String", "AllowedValues": []}, None),
        ({"Type": "String", "AllowedValues": "a"}, None),
        ({"Type": "String", "AllowedValues": ["a", None]}, None),
        ({"AllowedValues": ["a"]}, None),
        ("String", None),
    ],
    ids=lambda one: str(sorted(one, key=str) if isinstance(one, set) else one),  # every process names it alike
)  # fmt: skip
def test_a_parameter_has_the_values_that_it_allows(body: Any, values: set[str] | None) -> None:
    assert domains(template({"P": body}))("P") == values
    assert domains(template({"P": body}))("Q") is None
