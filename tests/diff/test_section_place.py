from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.equality import meaning
from repair.diff.meaning.place import CONDITION, PARAMETER
from repair.diff.meaning.section_place import entry_place, section_place

A, B = {"Condition": "A"}, {"Condition": "B"}


@pytest.mark.parametrize(
    ("section", "one", "other"),
    [
        ("Conditions", {"C": {"Fn::And": [A, B]}}, {"C": {"Fn::And": [B, A]}}),
        ("Parameters", {"P": {"Default": 5, "AllowedValues": [1, 5]}}, {"P": {"AllowedValues": ["5", "1"], "Default": "5"}}),
        ("Rules", {"R": {"Assertions": [{"Assert": {"Fn::And": [A, B]}}, {"Assert": A}]}},
         {"R": {"Assertions": [{"Assert": A}, {"Assert": {"Fn::And": [B, A]}}]}}),
        ("Globals", {"Function": {"VpcConfig": {"SubnetIds": ["a", "b"]}, "Timeout": "5"}},
         {"Function": {"Timeout": 5, "VpcConfig": {"SubnetIds": ["b", "a"]}}}),
        ("Transform", "AWS::Serverless-2016-10-31", ["AWS::Serverless-2016-10-31"]),
        ("Mappings", {"M": {"a": {"b": 1}}}, {"M": {"a": {"b": "1"}}}),
        ("Outputs", {"O": {"Value": True}}, {"O": {"Value": "true"}}),
    ],
)  # fmt: skip
def test_sections_are_read_as_cloudformation_reads_them(section: str, one: Any, other: Any) -> None:
    assert meaning(one, section_place(section)) == meaning(other, section_place(section))


@pytest.mark.parametrize(
    ("section", "one", "other"),
    [
        ("Conditions", {"C": {"Fn::And": [A, B]}}, {"C": {"Fn::Or": [A, B]}}),
        ("Mappings", {"M": {"a": {"b": ["x", "y"]}}}, {"M": {"a": {"b": ["y", "x"]}}}),
        ("Globals", {"Function": {"Layers": ["a", "b"]}}, {"Function": {"Layers": ["b", "a"]}}),
        ("Transform", ["A", "B"], ["B", "A"]),
        ("Metadata", {"M": {"Tags": [1, 2]}}, {"M": {"Tags": [2, 1]}}),
        ("Metadata", {"M": 1}, {"M": "1"}),
        ("Nonsense", {"M": 1}, {"M": "1"}),
        ("Outputs", {"O": {"Value": "1"}}, {"O": {"Value": "01"}}),
    ],
)
def test_other_sections_differ(section: str, one: Any, other: Any) -> None:
    assert meaning(one, section_place(section)) != meaning(other, section_place(section))


def test_entries_have_the_places_of_their_sections() -> None:
    assert entry_place("Conditions") is CONDITION
    assert entry_place("Parameters") is PARAMETER
    tags = [{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}]
    bucket = entry_place("Resources", "AWS::S3::Bucket")
    one, other = ({"Properties": {"Tags": order}} for order in (tags, tags[::-1]))
    assert meaning(one, bucket) == meaning(other, bucket)
    assert meaning(one, entry_place("Resources")) == meaning(one, entry_place("Resources", "No::Such::Type"))
