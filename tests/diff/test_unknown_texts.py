"""Texts with parts that are known only at deployment: what the parts can be, and what the texts hinge on."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.meaning.unknowns import DIFFERENT, EQUAL, Unknown, compared_texts, is_unknown, witnesses
from repair.template.template import Template
from repair.template.values import normal


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def attribute(name: str, of: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, of]}


def looked_up(*keys: Any) -> dict[str, Any]:
    return {"Fn::FindInMap": list(keys)}


TEMPLATE = Template({
    "Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}},
    "Mappings": {
        "M": {"one": {"a": "x", "b": 2}, "two": {"a": "y", "c": True}},
        "Odd": {"one": {"a": ["x"]}, "two": "y", "three": {"a": "{{resolve:ssm:n}}"}, "four": {"a": "z"}},
        "Mixed": {"one": "x", "two": {"a": "y"}},
        "Empty": {},
        "None": None,
    },
    "Resources": {
        "Bucket": {"Type": "AWS::S3::Bucket"}, "Other": {"Type": "AWS::S3::Bucket"},
        "Topic": {"Type": "AWS::SNS::Topic"}, "Custom": {"Type": "Custom::Thing"},
    },
})  # fmt: skip
ELSEWHERE = Template(
    {"Parameters": {"Bucket": {"Type": "String"}}, "Resources": {"P": {"Type": "AWS::SQS::Queue"}}}
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (looked_up("M", "one", "a"), {"x"}),
        (looked_up("M", ref("P"), "a"), {"x", "y"}),
        (looked_up("M", "one", ref("P")), {"x", "2"}),
        (looked_up("M", "two", ref("P")), {"y", "true"}),
        (looked_up("M", ref("P"), ref("Q")), {"x", "2", "y", "true"}),
        (looked_up("M", ref("P"), "c"), {"true"}),
        (looked_up("M", "three", "a"), None),
        (looked_up("M", "one", "z"), None),
        (looked_up("Mixed", ref("P"), "a"), {"y"}),
        (looked_up("Odd", "one", "a"), None),
        (looked_up("Odd", "three", "a"), None),
        (looked_up("Odd", "four", "a"), {"z"}),
        (looked_up("Odd", ref("P"), "a"), None),
        (looked_up("Odd", "two", "a"), None),
        (looked_up("Empty", ref("P"), "a"), None),
        (looked_up("None", ref("P"), "a"), None),
        (looked_up("Unheard", ref("P"), "a"), None),
        (looked_up(ref("P"), "one", "a"), None),
        (looked_up("M", "one"), None),
        (looked_up("M", "one", "a", {"DefaultValue": "x"}), None),
        (ref("P"), None),
        ("{{resolve:ssm:n}}", None),
    ],
)
def test_what_is_looked_up_is_one_of_the_values_that_can_be_found(value: Any, expected: Any) -> None:
    assert Unknown(value, TEMPLATE).choices == expected


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (ref("AWS::AccountId"), "012345678901", True),
        (ref("AWS::AccountId"), "0123456789012", False),
        (ref("AWS::Partition"), "aws", True),
        (ref("AWS::Partition"), "aws-iso-b", True),
        (ref("AWS::Region"), "us-gov-west-1", True),
        (ref("AWS::Region"), "us-1", False),
        (ref("AWS::StackId"), "arn:aws:x", True),
        (ref("AWS::StackName"), "a-1", True),
        (ref("AWS::StackName"), "1a", False),
        (attribute("Bucket", "Arn"), "arn:aws:s3:::b", True),
        (attribute("Bucket", "Arn"), "b", False),
        (ref("Bucket"), "b", True),
        (ref("Bucket"), "arn:aws:s3:::b", False),
        (ref("Bucket"), "an-arn:", True),
        (attribute("Bucket", "DomainName"), None, None),
        (ref("Topic"), None, None),
        (attribute("Topic", "TopicArn"), None, None),
        (ref("P"), None, None),
        (attribute("Unheard", "Arn"), None, None),
        (ref("AWS::URLSuffix"), None, None),
        ("{{resolve:ssm:n}}", None, None),
    ],
)
def test_some_parts_can_only_look_like_this(value: Any, text: str | None, expected: bool | None) -> None:
    form = Unknown(value, TEMPLATE).form
    if text is None:
        assert form is None
    else:
        assert form is not None
        assert (form.fullmatch(text) is not None) is expected


def test_a_part_names_a_resource_of_its_own_template_or_none() -> None:
    assert Unknown(ref("Bucket"), TEMPLATE).resource == "Bucket"
    assert Unknown(attribute("Bucket", "Arn"), TEMPLATE).resource == "Bucket"
    assert Unknown(ref("Bucket"), ELSEWHERE).resource is None
    assert Unknown(ref("P"), TEMPLATE).resource is None
    assert Unknown("{{resolve:ssm:n}}", TEMPLATE).resource is None


def test_parts_are_like_each_other_when_they_are_made_alike() -> None:
    def like(one: Any, other: Any) -> bool:
        return Unknown(one, TEMPLATE).is_like(Unknown(other, TEMPLATE))

    assert like(ref("P"), ref("P")) is True
    assert like(ref("P"), ref("Q")) is False
    assert like(attribute("Bucket", "Arn"), attribute("Bucket", "Arn")) is True
    assert like("{{resolve:ssm:n}}", "{{resolve:ssm:m}}") is False


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", False),
        (1, False),
        (None, False),
        (ref("P"), True),
        ({"k": [1, {"l": ref("P")}]}, True),
        ({"k": [1, {"l": "P"}]}, False),
        ("a-{{resolve:ssm:n}}", True),
        (["{{resolve:ssm:n}}"], True),
        ("{{other}}", False),
    ],
)
def test_a_value_is_unknown_when_anything_in_it_is(value: Any, expected: bool) -> None:
    assert is_unknown(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", set()),
        (ref("P"), {"parameter P"}),
        (ref("Bucket"), {"resource Bucket"}),
        (ref("Unheard"), {"name Unheard"}),
        (ref("AWS::Region"), {"AWS::Region"}),
        (attribute("Bucket", "Arn"), {"attribute Bucket.Arn"}),
        ({"Fn::GetAtt": ["Bucket", ref("P")]}, {"attribute Bucket.${P}"}),
        (looked_up("M", ref("P"), "a"), {"mapping M", "parameter P"}),
        (looked_up(ref("Q"), ref("P"), "a"), {"parameter Q", "parameter P"}),
        ({"Fn::If": ["C", ref("P"), "b"]}, {"condition C", "parameter P"}),
        ({"Fn::If": [ref("Q"), "a", "b"]}, {"parameter Q"}),
        ({"Fn::ImportValue": "e"}, {"export e"}),
        ({"Fn::ImportValue": sub("${P}-${Bucket.Arn}-e")}, {"export ${P}-${Bucket.Arn}-e", "parameter P", "attribute Bucket.Arn"}),
        ({"Fn::ImportValue": {"Fn::Select": [0, ref("P")]}}, {"export ${…}", "parameter P"}),
        ({"Fn::ImportValue": {"Fn::GetAtt": ["Bucket", "Outputs.Name"]}}, {"export ${Bucket.Outputs.Name}", "attribute Bucket.Outputs.Name"}),
        ({"Fn::GetAZs": ref("P")}, {"availability zones", "parameter P"}),
        ({"Fn::GetAZs": "us-east-1"}, {"availability zones"}),
        ({"Fn::Transform": {"Name": "T", "Parameters": {"a": ref("P")}}}, {"transform T"}),
        ({"Fn::Transform": {"Name": sub("${P}")}}, {"transform ${P}"}),
        ({"Fn::Transform": "x"}, {"transform None"}),
        ({"Fn::Select": [0, ["a", ref("P")]]}, set()),
        ({"Fn::Select": [0, {"Fn::Unheard": "x"}]}, {"function Fn::Unheard"}),
        ({"Fn::Unheard": ["x"]}, {"function Fn::Unheard"}),
        ({"Fn::Unheard": []}, {"function Fn::Unheard"}),
        ({"Fn::Unheard": [ref("P")]}, {"parameter P"}),
        ({"k": [ref("P"), {"l": ref("Q")}]}, {"parameter P", "parameter Q"}),
        ("a{{resolve:ssm:n}}b{{resolve:ssm:m}}", {"dynamic reference ssm:n", "dynamic reference ssm:m"}),
        (sub("{{resolve:ssm:n}}-${P}"), {"dynamic reference ssm:n", "parameter P"}),
    ],
)  # fmt: skip
def test_what_a_value_hinges_on_is_said_in_words(value: Any, expected: set[str]) -> None:
    assert witnesses(value, TEMPLATE) == expected


def test_a_name_means_what_it_means_in_its_own_template() -> None:
    assert witnesses([ref("P"), ref("Bucket")], ELSEWHERE) == {"resource P", "parameter Bucket"}


OPEN = None


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("a", "a", True),
        ("a", "b", False),
        (sub("a${P}b"), sub("a${P}b"), True),
        (sub("${P}a${Q}"), sub("${P}b${Q}"), False),
        (sub("${P}a${Q}"), sub("${P}${Q}"), False),  # what is left is the letter, on one side alone
        (sub("${P}"), "", OPEN),
        (sub("${P}${Q}"), ref("P"), OPEN),
        (sub("${P}${Q}a"), sub("${Q}a"), OPEN),
        (sub("${P}${Q}"), sub("${Q}${P}"), OPEN),
        (sub("ab${P}"), sub("ac${P}"), False),
        (sub("ab${P}"), sub("a${P}"), False),
        (sub("ab${P}"), sub("a${P}${Q}"), OPEN),
        (sub("${P}ab"), sub("${Q}cb"), False),
        (sub("a${P}"), "abc", OPEN),
        (sub("a${P}c"), "ac", OPEN),
        (sub("a${P}a"), "a", False),
        (sub("x${P}b${Q}y"), "xabcy", OPEN),
        (sub("x${P}d${Q}y"), "xabcy", False),
        (sub("${P}b${Q}a${P}"), "xab", False),  # they stand in the other order
        (sub("${P}a${Q}a${P}"), "xa", False),  # it holds only one
        (sub("${P}a${Q}"), "ab", OPEN),
        (sub("${P}a${Q}b${P}"), "xabxa", OPEN),
        (sub("${P}ab${Q}b${P}"), "abb", OPEN),
        (sub("${P}ab${Q}b${P}"), "xab", False),
        (ref("Bucket"), ref("Other"), False),
        (ref("Bucket"), attribute("Bucket", "Arn"), False),
        (ref("Bucket"), attribute("Bucket", "DomainName"), OPEN),
        (attribute("Bucket", "DomainName"), attribute("Other", "DomainName"), False),
        (ref("Bucket"), ref("P"), OPEN),
        (ref("Topic"), attribute("Topic", "TopicArn"), True),
        (ref("Topic"), attribute("Topic", "TopicName"), OPEN),
        (sub("${Topic}-x"), sub("${Topic.TopicArn}-x"), True),
        (looked_up("M", ref("P"), "a"), "x", OPEN),
        (looked_up("M", ref("P"), "a"), "z", False),
        (looked_up("M", ref("P"), "a"), looked_up("M", "one", ref("P")), OPEN),
        (looked_up("M", "two", ref("P")), looked_up("M", "one", ref("P")), False),
        (looked_up("M", "two", ref("P")), ref("P"), OPEN),
        (looked_up("M", "two", ref("P")), looked_up("Empty", "one", ref("P")), OPEN),
        ({"Fn::Join": ["", [looked_up("M", "two", ref("P")), "-x"]]}, "y-x", OPEN),
        ({"Fn::Join": ["", [looked_up("M", "two", ref("P")), "-x"]]}, "x-x", False),
        ({"Fn::Join": ["", [looked_up("M", "two", ref("P")), "-", ref("P")]]}, "x-x", OPEN),
        (sub("${AWS::AccountId}-${P}"), "012345678901-x", OPEN),
        (sub("${AWS::AccountId}-${P}"), "01234567890-x", False),
        (sub("a.${AWS::AccountId}${P}"), "ax012345678901", False),  # a dot is a dot
        (sub("${P}${AWS::AccountId}"), "x\n012345678901", OPEN),
        ("{{resolve:ssm:n}}", "{{resolve:ssm:n}}", True),
        ("{{resolve:ssm:n}}", "{{resolve:ssm:m}}", OPEN),
        ("a{{resolve:ssm:n}}", "b{{resolve:ssm:n}}", False),
        ("a{{resolve:ssm:n}}b", "a{{resolve:ssm:n}}c", False),
        ("{{resolve:ssm:n}}b", "", False),
        ("{{resolve:ssm:n}}", "", OPEN),
        ("a{{resolve:ssm:n}}b", sub("a${P}b"), OPEN),
    ],
)
def test_texts_are_equal_or_different_or_it_is_open(mine: Any, theirs: Any, expected: bool | None) -> None:
    there = compared_texts(normal(mine), normal(theirs), TEMPLATE, TEMPLATE)
    back = compared_texts(normal(theirs), normal(mine), TEMPLATE, TEMPLATE)
    assert there == back
    assert there[0] is expected
    if expected is OPEN:
        assert there[1]
    else:
        assert there == (EQUAL if expected else DIFFERENT)


def test_it_hinges_on_what_is_left_when_both_ends_in_common_are_taken_off() -> None:
    found = compared_texts(
        normal(sub("${P}-${AWS::Region}-${Q}")), normal(sub("${P}-${Bucket}-${Q}")), TEMPLATE, TEMPLATE
    )
    assert found == (None, {"AWS::Region", "resource Bucket"})


def test_each_text_is_read_with_its_own_template() -> None:
    assert compared_texts(ref("Bucket"), ref("P"), TEMPLATE, ELSEWHERE) == DIFFERENT
    assert compared_texts(ref("P"), ref("Bucket"), TEMPLATE, ELSEWHERE) == (
        None,
        {"parameter P", "parameter Bucket"},
    )


def test_long_texts_and_texts_of_many_parts_are_left_open() -> None:
    def compared(mine: Any, theirs: str) -> Any:
        return compared_texts(normal(mine), theirs, TEMPLATE, TEMPLATE)[0]

    account = sub("${P}/${AWS::AccountId}")
    assert compared(account, "/" + "x" * 255) is False
    assert compared(account, "/" + "x" * 256) is OPEN
    assert compared(sub("${P}1${P}2${P}3${P}${AWS::AccountId}"), "123x") is False
    assert compared(sub("${P}1${P}2${P}3${P}/${AWS::AccountId}"), "123/x") is OPEN


def test_security_groups_are_the_same_by_reference_and_id_only_within_a_vpc() -> None:
    def group(**properties: Any) -> Template:
        return Template({"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}})

    one, other = ref("G"), attribute("G", "GroupId")
    within, without = group(VpcId="vpc-1"), group()
    assert compared_texts(one, other, within, within) == EQUAL
    assert compared_texts(one, other, without, without)[0] is OPEN
    assert compared_texts(one, attribute("G", "VpcId"), within, within)[0] is OPEN
