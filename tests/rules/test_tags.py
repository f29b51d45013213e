"""Tags as a list and as a map."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.rules.conversions import Unconvertible
from repair.rules.tags import as_list, as_map, shaped


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_map_survives_being_a_list(tags):
    assert as_map(as_list(tags)) == tags


@pytest.mark.parametrize(
    "value",
    [
        [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}],
        [{"Key": {"Ref": "Name"}, "Value": "1"}],
        [{"Key": "a"}],
        [{"Fn::If": ["C", {"Key": "a", "Value": "1"}, {"Ref": "AWS::NoValue"}]}],
        {"Ref": "Tags"},
        "a=1",
    ],
)
def test_list_that_is_no_plain_list_of_pairs_makes_no_map(value):
    with pytest.raises(Unconvertible):
        as_map(value)


def test_type_without_tags_takes_none():
    with pytest.raises(Unconvertible):
        shaped({"a": "1"}, None)
