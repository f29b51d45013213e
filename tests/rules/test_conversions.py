"""Conversions of values: what each makes, and that they refuse what they do not know."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.rules.conversions import CONVERSIONS, Unconvertible, converted

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("switch", "Enabled", True),
        ("switch", {"Mode": "PassThrough"}, False),
        ("in_list", "a", ["a"]),
        ("only_item", [{"Ref": "Vpc"}], {"Ref": "Vpc"}),
        ("mode", "Active", {"Mode": "Active"}),
        ("mode", {"Ref": "Tracing"}, {"Mode": {"Ref": "Tracing"}}),
        ("versioning", {"Enabled": True}, {"Status": "Enabled"}),
        ("route_throttling", {"RateLimit": 1}, {"ThrottlingRateLimit": 1}),
        ("method_response_headers", {"X-A": "'*'"}, {"method.response.header.X-A": True}),
        ("backup_conditions", {"Key": "a", "Value": "b"}, [
            {"ConditionType": "STRINGEQUALS", "ConditionKey": "a", "ConditionValue": "b"}
        ]),
        ("recording_mode", [{"ResourceTypes": ["AWS::EC2::Instance"], "RecordingMode": {"RecordingFrequency": "DAILY"}}], {
            "RecordingFrequency": "CONTINUOUS",
            "RecordingModeOverrides": [{"ResourceTypes": ["AWS::EC2::Instance"], "RecordingFrequency": "DAILY"}],
        }),
        ("days", {"Days": 30}, 30),
        ("deregistration_delay", 30, [{"Key": "deregistration_delay.timeout_seconds", "Value": "30"}]),
        ("sam_dead_letter", {"Type": "SQS", "TargetArn": "arn"}, {"TargetArn": "arn"}),
    ],
)  # fmt: skip
def test_conversion_gives_the_value_that_the_right_property_takes(name, value, expected):
    assert converted(name, value) == expected


def test_each_branch_of_a_condition_is_converted_by_itself():
    value = {"Fn::If": ["IsProd", "Enabled", {"Ref": "AWS::NoValue"}]}
    assert converted("switch", value) == {"Fn::If": ["IsProd", True, {"Ref": "AWS::NoValue"}]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("switch", "perhaps"),
        ("switch", {"Ref": "P"}),
        ("only_item", [1, 2]),
        ("sam_dead_letter", {"Type": "SQS"}),
    ],
)
def test_unknown_shape_is_refused(name, value):
    with pytest.raises(Unconvertible):
        converted(name, value)


@given(name=st.sampled_from(sorted(CONVERSIONS)), value=JSON)
@settings(max_examples=150, deadline=None)
def test_any_value_is_converted_or_refused(name, value):
    try:
        converted(name, value)
    except Unconvertible:
        return
