import pytest

from repair.template.intrinsics import (
    branches,
    intrinsic,
    is_no_value,
    is_section_function,
    result_types,
)


@pytest.mark.parametrize("key", ["Ref", "Fn::Sub", "Fn::ForEach::Loop", "Fn::NotKnownYet"])
def test_a_mapping_with_one_function_key_is_an_intrinsic(key):
    assert intrinsic({key: "x"}) == (key, "x")


@pytest.mark.parametrize(
    "value", [{"Ref": "a", "b": 1}, {}, [], "Ref", None, {"Condition": "x"}, {"ref": "x"}]
)
def test_other_values_are_no_intrinsics(value):
    assert intrinsic(value) is None


def test_a_condition_is_an_intrinsic_only_where_one_is_meant():
    assert intrinsic({"Condition": "IsProd"}, condition=True) == ("Condition", "IsProd")


def test_no_value_is_recognised():
    assert is_no_value({"Ref": "AWS::NoValue"})
    assert not is_no_value({"Ref": ["AWS::NoValue"]})


def test_only_a_well_formed_if_has_branches():
    assert branches({"Fn::If": ["C", 1, 2]}) == ("C", 1, 2)
    for argument in (None, ["C", 1], [1, 2, 3], "C"):
        assert branches({"Fn::If": argument}) is None


def test_result_types_are_told_only_when_certain():
    assert result_types("Fn::Join") == {"string"}
    assert result_types("Fn::Split") == {"array"}
    assert result_types("Ref", "AWS::Region") == {"string"}
    assert result_types("Ref", "AWS::NotificationARNs") == {"array"}
    assert result_types("Ref", "Param") is None
    assert result_types("Fn::GetAtt") is None


def test_section_functions_are_transform_and_loops():
    assert is_section_function("Fn::Transform")
    assert is_section_function("Fn::ForEach::Topics")
    assert not is_section_function("Fn::Sub")
