"""Intrinsic functions: every pair of spellings that mean the same, and those near them that do not."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.difference import diff
from repair.diff.meaning.equality import meaning, means_same
from repair.diff.meaning.place import CONDITION
from repair.template.template import Template

PLACE = ("AWS::S3::Bucket", ("BucketName",))
P, NO_VALUE = {"Ref": "P"}, {"Ref": "AWS::NoValue"}
LISTED = {"Fn::GetAtt": ["R", "List"]}


def sub(text: str, **names: Any) -> dict[str, Any]:
    return {"Fn::Sub": [text, names] if names else text}


def join(separator: str, *items: Any) -> dict[str, Any]:
    return {"Fn::Join": [separator, list(items)]}


def select(index: Any, of: Any) -> dict[str, Any]:
    return {"Fn::Select": [index, of]}


def split(separator: str, of: Any) -> dict[str, Any]:
    return {"Fn::Split": [separator, of]}


def choice(condition: str, yes: Any, no: Any) -> dict[str, Any]:
    return {"Fn::If": [condition, yes, no]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (sub("${P}-x"), join("-", P, "x")),
        (sub("${P}"), P),
        (sub("${ P }"), P),
        (sub("${R.Arn}"), {"Fn::GetAtt": ["R", "Arn"]}),
        (sub("${R.Out.Deep.Er}"), {"Fn::GetAtt": "R.Out.Deep.Er"}),
        ({"Fn::GetAtt": "R.Out.Deep"}, {"Fn::GetAtt": ["R", "Out.Deep"]}),
        (sub("no variables"), "no variables"),
        (sub("${!P}"), "${P}"),
        (sub("${!P}-${P}"), join("", "${P}-", P)),
        (sub("${x}-a", x=P), sub("${P}-a")),
        (sub("${P}-a", P="shadowed"), "shadowed-a"),
        (sub("${P}-a", P={"Ref": "Q"}), sub("${Q}-a")),
        (sub("${x}", x=sub("${y}-b", y=P)), sub("${P}-b")),
        (sub("a", unused=P), "a"),
        (sub("a-${n}", n=5), "a-5"),
        (join("", join("", "a", P), "b"), sub("a${P}b")),
        (join("", join("-", "a", P), "b"), sub("a-${P}b")),
        (join(",", "a", 5, True), "a,5,true"),
        (join("-", "a", NO_VALUE, "b"), "a-b"),
        (join("-", P), P),
        (join(",", "a", "b"), sub("a,b")),
        ({"Fn::Join": [",", split(",", P)]}, P),
        (select(0, ["a", P]), "a"),
        (select("1", ["a", P]), P),
        (select("0", LISTED), select(0, LISTED)),
        (select(1, split("-", "a-b-c")), "b"),
        (select(0, split("-", sub("a-${P}"))), "a"),
        (select("1", split("::", sub("a::b::${P}"))), "b"),
        (select(0, {"Fn::GetAZs": ""}), select("0", {"Fn::GetAZs": {"Ref": "AWS::Region"}})),
        (select(0, {"Fn::GetAZs": sub("${AWS::Region}")}), select(0, {"Fn::GetAZs": ""})),
        (select(1, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}), "10.0.1.0/24"),
        (select(1, {"Fn::Cidr": ["10.0.0.0/16", "4", "8"]}), "10.0.1.0/24"),
        (select(0, {"Fn::Cidr": [P, "4", "8"]}), select(0, {"Fn::Cidr": [P, 4, 8]})),
        ({"Fn::Base64": "x"}, "eA=="),
        ({"Fn::Base64": sub("#!/bin/sh ${P}")}, {"Fn::Base64": join("", "#!/bin/sh ", P)}),
        ({"Fn::Length": ["a", P]}, "2"),
        ({"Fn::ImportValue": sub("${P}-vpc")}, {"Fn::ImportValue": join("-", P, "vpc")}),
        ({"Fn::FindInMap": ["M", 1, True]}, {"Fn::FindInMap": ["M", "1", "true"]}),
        ({"Fn::FindInMap": ["M", sub("${P}"), "k"]}, {"Fn::FindInMap": ["M", P, "k"]}),
        (choice("C", "a", "a"), "a"),
        (choice("C", sub("${P}"), P), P),
        (choice("C", NO_VALUE, NO_VALUE), NO_VALUE),
        (choice("C", sub("x-${P}"), "b"), choice("C", join("-", "x", P), "b")),
        (join("", "a", choice("C", "b", "b")), "ab"),
    ],
)
def test_two_spellings_mean_the_same(one: Any, other: Any) -> None:
    assert means_same(one, other, *PLACE)
    assert means_same(other, one, *PLACE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Fn::GetAtt": ["A", "Arn"]}, {"Fn::GetAtt": ["A", "QueueName"]}),
        ({"Fn::GetAtt": ["A", "Arn"]}, {"Fn::GetAtt": ["B", "Arn"]}),
        ({"Ref": "P1"}, {"Ref": "P2"}),
        ({"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}),
        (P, "P"),
        (sub("${P}"), "${P}"),
        (sub("${!P}"), P),
        (sub("${x}-a", x=P), sub("${x}-a")),
        (sub("${P}-x"), sub("x-${P}")),
        (sub("${P}-x"), join("_", P, "x")),
        (join("-", "a", "", "b"), "a-b"),
        (join("-", "a", choice("C", P, NO_VALUE)), sub("a-${P}")),
        (join("", choice("C", P, NO_VALUE)), choice("C", P, NO_VALUE)),
        ({"Fn::Join": [",", split("-", P)]}, P),
        ({"Fn::Join": [",", P]}, P),
        (select(0, [P, "a"]), "a"),
        (select(5, ["a"]), "a"),
        (select(0, [choice("C", "a", NO_VALUE), "b"]), "a"),
        (select(0, split("-", sub("a${P}"))), "a"),
        (select(1, split("-", sub("a-b${P}"))), "b"),
        (select(0, split("--", sub("a-${P}"))), "a"),
        (select(0, {"Fn::GetAZs": "us-east-1"}), select(0, {"Fn::GetAZs": ""})),
        (select(9, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}), "10.0.9.0/24"),
        (select(0, {"Fn::Cidr": ["10.0.0.1/16", 4, 8]}), "10.0.0.0/24"),
        (select(0, {"Fn::Cidr": ["10.0.0.0/30", 4, 8]}), "10.0.0.0/24"),
        ({"Fn::Base64": "x"}, "x"),
        ({"Fn::Length": [choice("C", "a", NO_VALUE)]}, "1"),
        ({"Fn::Length": P}, "1"),
        ({"Fn::Transform": {"Name": "M", "Parameters": {"a": sub("${P}")}}},
         {"Fn::Transform": {"Name": "M", "Parameters": {"a": P}}}),
        (choice("C", "a", "b"), choice("D", "a", "b")),
        (choice("C", "a", "b"), choice("C", "b", "a")),
        (choice("C", "a", "b"), "a"),
        (choice("C", "a", NO_VALUE), "a"),
    ],
)  # fmt: skip
def test_what_only_looks_alike_differs(one: Any, other: Any) -> None:
    assert not means_same(one, other, *PLACE)
    assert not means_same(other, one, *PLACE)


def test_no_value_in_both_branches_is_absence() -> None:
    nothing = choice("C", NO_VALUE, choice("D", NO_VALUE, NO_VALUE))
    assert means_same({"BucketName": nothing}, {}, "AWS::S3::Bucket", ())
    assert means_same(["a", nothing], ["a"], "AWS::Lambda::Function", ("Layers",))
    assert not means_same({"BucketName": choice("C", NO_VALUE, "x")}, {}, "AWS::S3::Bucket", ())


def test_a_split_of_literals_is_the_list() -> None:
    path = ("AWS::Lambda::Function", ("Layers",))
    assert means_same(split(",", "a,b"), ["a", "b"], *path)
    assert not means_same(split(",", "a,b"), ["b", "a"], *path)
    assert means_same({"Fn::Cidr": ["10.0.0.0/30", 2, 1]}, ["10.0.0.0/31", "10.0.0.2/31"], *path)


A = {"Fn::Equals": [P, "a"]}
B = {"Fn::Equals": [{"Ref": "Q"}, "b"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Fn::And": [A, B]}, {"Fn::And": [B, A]}),
        ({"Fn::Not": [{"Fn::Not": [A]}]}, A),
        (A, {"Fn::Equals": ["a", {"Fn::Sub": "${P}"}]}),
        ({"Fn::Or": [A, {"Fn::Or": [B, {"Condition": "C"}]}]}, {"Fn::Or": [{"Condition": "C"}, B, A]}),
        ({"Fn::Equals": [P, True]}, {"Fn::Equals": [P, "true"]}),
    ],
)
def test_conditions_mean_what_they_say_in_any_order(one: Any, other: Any) -> None:
    assert meaning(one, CONDITION) == meaning(other, CONDITION)


@pytest.mark.parametrize(
    ("one", "other"), [(A, B), (A, {"Fn::Not": [A]}), ({"Fn::And": [A, B]}, {"Fn::Or": [A, B]})]
)
def test_conditions_that_say_something_else_differ(one: Any, other: Any) -> None:
    assert meaning(one, CONDITION) != meaning(other, CONDITION)


STATE_MACHINE = ("AWS::StepFunctions::StateMachine", ("DefinitionString",))
ASSUMED = ("AWS::IAM::Role", ("AssumeRolePolicyDocument",))


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ('{"a": 1,  "b": [2]}', '{"b":[2],"a":1}', ("AWS::CloudWatch::Dashboard", ("DashboardBody",))),
        (sub('{"a": "${R.Arn}", "b": 1}'), sub('{\n "b": 1,\n "a": "${R.Arn}"\n}'), STATE_MACHINE),
        (sub('{"a": "x-${P}-y"}'), join("", '{"a":"x-', P, '-y"}'), STATE_MACHINE),
        (sub('{"a": ${P}}'), sub('{"a":${P} }'), STATE_MACHINE),
        (sub('{"${P}": {"a": 1, "b": 2}}'), sub('{"${P}": {"b": 2, "a": 1}}'), STATE_MACHINE),
        (sub('{"Statement": {"Action": "s3:GET*", "Resource": "${R.Arn}/*"}}'),
         {"Statement": [{"Action": ["s3:Get*"], "Resource": join("/", {"Fn::GetAtt": ["R", "Arn"]}, "*")}]}, ASSUMED),
        ({"Fn::ToJsonString": {"a": P}}, sub('{"a": "${P}"}'), STATE_MACHINE),
        ({"Fn::ToJsonString": {"a": P, "b": "c"}}, {"Fn::ToJsonString": {"b": "c", "a": sub("${P}")}}, PLACE),
        ('{"source": ["a", "b"]}', {"source": ["b", "a"]}, ("AWS::Events::Rule", ("EventPattern",))),
        ('{"source":["a","b"]}', '{"source": ["b", "a"]}',
         ("AWS::Lambda::EventSourceMapping", ("FilterCriteria", "Filters", 0, "Pattern"))),
        ('{"maxReceiveCount": 5}', {"maxReceiveCount": "5"}, ("AWS::SQS::Queue", ("RedrivePolicy",))),
    ],
)  # fmt: skip
def test_json_in_a_text_is_read(one: Any, other: Any, place: Any) -> None:
    assert means_same(one, other, *place)
    assert means_same(other, one, *place)


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        (sub('{"a": "${P}"}'), sub('{"a": "${Q}"}'), STATE_MACHINE),
        (sub('{"a": ${P}}'), sub('{"a": "${P}"}'), STATE_MACHINE),
        (sub('{"${P}": 1}'), sub('{"${Q}": 1}'), STATE_MACHINE),
        (sub('{"${P}": 1, "${P}": 2}'), sub('{"${P}": 2, "${P}": 1}'), STATE_MACHINE),
        (sub('{"a": "\\${P}"}'), sub('{ "a": "\\${P}"}'), STATE_MACHINE),
        (sub('{"a": 1${P}}'), sub('{"a": 1 ${P}}'), STATE_MACHINE),
        ('{"a": [1, 2]}', '{"a": [2, 1]}', STATE_MACHINE),
        ('{"a": 1, "a": 2}', '{"a": 2, "a": 1}', STATE_MACHINE),
        ('{"a": 1.10}', '{"a": 1.1}', STATE_MACHINE),
        ('{"a": "1"}', '{"a": 1}', STATE_MACHINE),
        ('{"Ref": "P"}', {"Ref": "P"}, ASSUMED),
        ('{"a": {"Ref":  "P"}}', {"a": {"Ref": "P"}}, ASSUMED),
        ('{"a": 1}', '{"a":1}', PLACE),
        (sub('{"a": "${P}"}'), sub('{"a":"${P}"}'), PLACE),
        ('{"a": 1', '{ "a": 1', STATE_MACHINE),
    ],
)
def test_json_in_a_text_that_says_something_else_differs(one: Any, other: Any, place: Any) -> None:
    assert not means_same(one, other, *place)
    assert not means_same(other, one, *place)


def test_a_resource_may_be_spelled_wholly_anew() -> None:
    def role(name: Any, policy: Any, tags: Any) -> Template:
        properties = {"RoleName": name, "AssumeRolePolicyDocument": policy, "Tags": tags}
        return Template({"Parameters": {"P": {"Type": "String"}},
                         "Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": properties}}})  # fmt: skip

    mine = role(sub("${P}-role"), '{"Statement": {"Action": "sts:AssumeRole"}}', [{"Key": "a", "Value": 1}])
    theirs = role(
        join("-", P, "role"), {"Statement": [{"Action": ["sts:assumerole"]}]}, [{"Value": "1", "Key": "a"}]
    )
    assert diff(mine, theirs).deltas == ()
