from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.template.conditions import assignments, domains, equivalent, worlds
from repair.template.formulas import TOO_MUCH, condition_form, formula
from repair.template.template import Template

P, Q = {"Ref": "P"}, {"Ref": "Q"}
A = {"Fn::Equals": [P, "a"]}
B = {"Fn::Equals": [P, "b"]}
C = {"Fn::Equals": [Q, "a"]}


def both(*of: Any) -> dict[str, Any]:
    return {"Fn::And": list(of)}


def either(*of: Any) -> dict[str, Any]:
    return {"Fn::Or": list(of)}


def opposite(of: Any) -> dict[str, Any]:
    return {"Fn::Not": [of]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, {"Fn::Equals": ["a", P]}),
        ({"Fn::Equals": [P, True]}, {"Fn::Equals": ["true", {"Fn::Sub": "${P}"}]}),
        ({"Fn::Equals": [P, 1]}, {"Fn::Equals": [P, "1"]}),
        (both(A, C), both(C, A)),
        (both(A, both(C, B)), both(A, B, C)),
        (either(A, A), A),
        (opposite(opposite(A)), A),
        (both(A, opposite(opposite(C))), both(C, A)),
        (both(A, {"Fn::Equals": ["x", "x"]}), A),
        (either(A, {"Fn::Equals": ["x", "y"]}), A),
        (both(A, opposite(A)), {"Fn::Equals": ["x", "y"]}),
        ({"Fn::Equals": [P, P]}, {"Fn::Equals": ["x", "x"]}),
        (opposite({"Condition": "X"}), opposite(opposite(opposite({"Condition": "X"})))),
    ],
)
def test_two_spellings_of_a_condition_have_one_form(one: Any, other: Any) -> None:
    assert formula(one) == formula(other)
    assert condition_form(one) == condition_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, B),
        (A, opposite(A)),
        (both(A, C), either(A, C)),
        ({"Fn::Equals": [P, "A"]}, A),
        ({"Fn::Equals": [P, "01"]}, {"Fn::Equals": [P, 1]}),
        ({"Condition": "X"}, {"Condition": "Y"}),
        (A, {"Condition": "X"}),
    ],
)
def test_conditions_that_differ_have_different_forms(one: Any, other: Any) -> None:
    assert formula(one) != formula(other)
    assert condition_form(one) != condition_form(other)


@pytest.mark.parametrize(
    "value", [None, "x", 3, {}, [], {"Fn::Equals": [1]}, {"Fn::And": []}, {"Fn::Not": A}, {"a": 1}]
)
def test_what_is_no_condition_may_come_out_either_way(value: Any) -> None:
    assert formula(value)[0] == "free"
    assert condition_form(value) == value


def test_references_are_replaced_by_what_they_refer_to() -> None:
    definitions = {"X": A, "Y": opposite({"Condition": "X"})}
    assert formula({"Condition": "Y"}, definitions) == formula(opposite(A))
    assert formula({"Condition": "Nowhere"}, definitions)[0] == "free"


def test_circles_come_out_either_way() -> None:
    definitions = {"X": {"Condition": "Y"}, "Y": opposite({"Condition": "X"}), "Z": {"Condition": "Z"}}
    template = Template({"Conditions": definitions, "Resources": {}})
    assert assignments(template, ["Z"]) == ({"Z": True}, {"Z": False})
    found = assignments(template, ["X"])
    assert found is not None
    assert len(found) == 2


def test_a_condition_too_large_to_write_out_is_unknown() -> None:
    definitions: dict[str, Any] = {"C0": A}
    for n in range(1, 40):
        definitions[f"C{n}"] = either(*[both({"Condition": f"C{n - 1}"}, C)] * 2)
    assert formula({"Condition": "C39"}, definitions) is TOO_MUCH
    assert assignments(Template({"Conditions": definitions, "Resources": {}}), ["C39"]) is None
    assert equivalent(TOO_MUCH, TOO_MUCH) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (opposite(both(A, C)), either(opposite(A), opposite(C)), True),
        (both(A, either(B, C)), both(A, C), True),
        (both(A, B), {"Fn::Equals": ["x", "y"]}, True),
        (either(A, B), A, False),
        ({"Fn::Equals": [P, Q]}, {"Fn::Equals": [Q, P]}, True),
        (both(A, C), both(A, {"Fn::Equals": [P, Q]}), True),
    ],
)
def test_equivalent_conditions_always_come_out_the_same(one: Any, other: Any, expected: bool) -> None:
    assert equivalent(formula(one), formula(other)) is expected


def template(**parameter: Any) -> Template:
    return Template({
        "Parameters": {"P": {"Type": "String", **parameter}},
        "Conditions": {"A": A, "B": B, "NotA": opposite(A), "Never": both(A, B), "Region": {"Fn::Equals": [{"Ref": "AWS::Region"}, "x"]}},
        "Resources": {},
    })  # fmt: skip


def outcomes(of: Template, *names: str) -> set[tuple[bool, ...]]:
    found = assignments(of, names)
    assert found is not None
    assert all(list(one) == list(names) for one in found)
    return {tuple(one.values()) for one in found}


def test_one_parameter_is_not_two_constants() -> None:
    assert outcomes(template(), "A", "B") == {(True, False), (False, True), (False, False)}
    assert outcomes(template(), "Never") == {(False,)}
    assert outcomes(template(), "A", "NotA") == {(True, False), (False, True)}
    assert outcomes(template(), "A", "Region") == set(product((True, False), repeat=2))


def test_allowed_values_restrict_outcomes() -> None:
    assert outcomes(template(AllowedValues=["a", "b"]), "A", "B") == {(True, False), (False, True)}
    assert outcomes(template(AllowedValues=["c"]), "A", "B") == {(False, False)}


@pytest.mark.parametrize(
    "parameter",
    [
        {"NoEcho": True},
        {"NoEcho": "true"},
        {"Type": "CommaDelimitedList"},
        {"Type": "List<String>"},
        {"Type": "AWS::SSM::Parameter::Value<String>"},
        {"Type": None},
    ],
)
def test_allowed_values_that_do_not_say_what_a_reference_yields_restrict_nothing(
    parameter: dict[str, Any],
) -> None:
    of = template(AllowedValues=["c"], **parameter)
    assert domains(of)("P") is None
    assert (True, False) in outcomes(of, "A", "B")


def test_too_many_combinations_are_unknown() -> None:
    names = [f"C{n}" for n in range(13)]
    of = Template(
        {"Conditions": {name: {"Fn::Equals": [{"Ref": name}, "x"]} for name in names}, "Resources": {}}
    )
    assert assignments(of, names) is None
    assert assignments(of, names[:12]) is not None
    assert assignments(of, names[:2], limit=3) is None
    assert worlds([formula(A)], lambda _name: None, limit=1) is None


atoms = st.builds(
    lambda a, b: {"Fn::Equals": [a, b]}, st.sampled_from([P, Q, "a"]), st.sampled_from([P, Q, "a", "b"])
)
conditions = st.recursive(
    atoms,
    lambda inner: (
        st.builds(opposite, inner) | st.builds(both, inner, inner) | st.builds(either, inner, inner)
    ),
    max_leaves=5,
)


def holds(condition: Any, env: dict[str, str]) -> bool:
    ((kind, arguments),) = condition.items()
    if kind == "Fn::Equals":
        one, other = (env[item["Ref"]] if isinstance(item, dict) else item for item in arguments)
        return bool(one == other)
    inner = [holds(item, env) for item in arguments]
    return {"Fn::Not": not inner[0], "Fn::And": all(inner), "Fn::Or": any(inner)}[kind]


@given(conditions, conditions, st.booleans())
@settings(max_examples=150, deadline=None)
def test_exactly_the_outcomes_that_can_occur_are_found(one: Any, other: Any, limited: bool) -> None:
    allowed = {"AllowedValues": ["a", "c"]} if limited else {}
    of = Template({
        "Parameters": {"P": {"Type": "String", **allowed}, "Q": {"Type": "String"}},
        "Conditions": {"One": one, "Other": other},
        "Resources": {},
    })  # fmt: skip
    texts = ("a", "b", "c", "d")
    everything = {
        (holds(one, {"P": p, "Q": q}), holds(other, {"P": p, "Q": q}))
        for p in (("a", "c") if limited else texts)
        for q in texts
    }
    assert outcomes(of, "One", "Other") == everything
    same = {a is b for a, b in everything} == {True}
    assert equivalent(formula(one), formula(other), domains(of)) is same


@given(conditions)
@settings(max_examples=100)
def test_a_form_is_its_own_form_and_means_the_same(condition: Any) -> None:
    form = condition_form(condition)
    assert condition_form(form) == form
    assert equivalent(formula(form), formula(condition)) is True
