from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.meaning.equality import meaning
from repair.diff.meaning.place import CONDITION, STRICT, Place
from repair.diff.meaning.typed_place import place_at, properties_place
from repair.diff.meaning.verdict import Answer, verdict
from repair.template.template import Template

TEXT = place_at("AWS::S3::Bucket", ("BucketName",))
NO_VALUE = {"Ref": "AWS::NoValue"}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def choice(condition: str, yes: Any, no: Any) -> dict[str, Any]:
    return {"Fn::If": [condition, yes, no]}


DATA: dict[str, Any] = {
    "Parameters": {
        "P": {"Type": "String"},
        "Q": {"Type": "String"},
        "Env": {"Type": "String", "AllowedValues": ["dev", "test", "prod"]},
        "One": {"Type": "String", "AllowedValues": ["only"]},
        "Secret": {"Type": "String", "NoEcho": True, "AllowedValues": ["only"]},
        "Names": {"Type": "CommaDelimitedList", "AllowedValues": ["only"]},
        "FromStore": {"Type": "AWS::SSM::Parameter::Value<String>", "AllowedValues": ["only"]},
        "Size": {"Type": "Number", "AllowedValues": [1, 2]},
    },
    "Mappings": {"RegionMap": {"us-east-1": {"Image": "ami-1"}, "eu-west-1": {"Image": "ami-2"}},
                 "ByEnv": {"dev": {"Size": "s"}, "test": {"Size": "s"}, "prod": {"Size": "l"}}},
    "Conditions": {
        "IsProd": {"Fn::Equals": [ref("Env"), "prod"]},
        "IsDev": {"Fn::Equals": [ref("Env"), "dev"]},
        "NotProd": {"Fn::Not": [{"Condition": "IsProd"}]},
        "Never": {"Fn::And": [{"Condition": "IsProd"}, {"Condition": "IsDev"}]},
        "Big": {"Fn::Equals": [ref("Q"), "big"]},
        "Round": {"Condition": "Round"},
    },
    "Resources": {"A": {"Type": "AWS::SQS::Queue"}, "B": {"Type": "AWS::SQS::Queue"},
                  "Topic": {"Type": "AWS::SNS::Topic"}, "Free": {"Type": "AWS::EC2::SecurityGroup"},
                  "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": "vpc-1"}}},
}  # fmt: skip
TEMPLATE = Template(DATA)


def answer(mine: Any, theirs: Any, place: Place = TEXT) -> Answer:
    found = verdict(mine, theirs, place, TEMPLATE, TEMPLATE)
    assert verdict(theirs, mine, place, TEMPLATE, TEMPLATE) == found
    return found


@pytest.mark.parametrize(
    ("mine", "theirs", "on"),
    [
        (ref("P"), "dev", ["parameter P"]),
        (ref("Env"), "dev", ["parameter Env"]),
        (ref("P"), ref("Q"), ["parameter P", "parameter Q"]),
        (sub("${P}-x"), "dev-x", ["parameter P"]),
        (sub("a-${P}-x"), sub("a-${Q}-x"), ["parameter P", "parameter Q"]),
        (sub("${P}-x"), sub("${P}${Q}"), ["parameter Q"]),
        (ref("Secret"), "only", ["parameter Secret"]),
        (ref("FromStore"), "only", ["parameter FromStore"]),
        (ref("AWS::Region"), "us-east-1", ["AWS::Region"]),
        (sub("arn:${AWS::Partition}:s3:::x"), "arn:aws:s3:::x", ["AWS::Partition"]),
        ({"Fn::ImportValue": "shared-vpc"}, "vpc-1", ["export shared-vpc"]),
        ({"Fn::ImportValue": sub("${P}-vpc")}, "vpc-1", ["export ${P}-vpc", "parameter P"]),
        ({"Fn::FindInMap": ["RegionMap", ref("AWS::Region"), "Image"]}, "ami-1", ["AWS::Region", "mapping RegionMap"]),
        ({"Fn::FindInMap": ["ByEnv", ref("Env"), "Size"]}, "s", ["parameter Env"]),
        ({"Fn::GetAtt": ["A", "Arn"]}, "arn:aws:sqs:us-east-1:1:a", ["attribute A.Arn"]),
        (ref("A"), "https://sqs", ["resource A"]),
        (ref("Free"), {"Fn::GetAtt": ["Free", "GroupId"]}, ["attribute Free.GroupId", "resource Free"]),
        (sub("${Env}-a"), sub("${P}-a"), ["parameter Env", "parameter P"]),
        ({"Fn::Select": [0, {"Fn::Split": [",", ref("P")]}]}, "x", ["parameter P"]),
        ("{{resolve:ssm:/a/b}}", "x", ["dynamic reference ssm:/a/b"]),
        (choice("IsProd", "a", "b"), "a", ["condition IsProd"]),
        (choice("IsProd", "a", NO_VALUE), NO_VALUE, ["condition IsProd"]),
        (choice("IsProd", ref("P"), "b"), "b", ["condition IsProd", "parameter P"]),
        (choice("Round", "a", "b"), "a", ["condition Round"]),
        (choice("Undefined", "a", "b"), "a", ["condition Undefined"]),
        (choice("IsProd", "a", choice("Big", "b", "a")), "a", ["condition Big", "condition IsProd"]),
    ],
)  # fmt: skip
def test_it_depends_and_says_on_what(mine: Any, theirs: Any, on: list[str]) -> None:
    assert answer(mine, theirs) == Answer("depends", tuple(on))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (ref("One"), "only"),
        (sub("${One}-x"), "only-x"),
        (choice("IsProd", "x-prod", sub("x-${Env}")), sub("x-${Env}")),
        (choice("IsProd", "a", "b"), choice("NotProd", "b", "a")),
        (choice("Never", "a", "b"), "b"),
        (choice("IsProd", choice("IsDev", "x", "a"), "b"), choice("IsProd", "a", "b")),
        (choice("IsProd", choice("IsProd", "a", "c"), "b"), choice("IsProd", "a", "b")),
        ({"Fn::FindInMap": ["RegionMap", "us-east-1", "Image"]}, "ami-1"),
        ({"Fn::FindInMap": ["ByEnv", ref("Env"), "Size"]}, choice("IsProd", "l", "s")),
        (ref("Group"), {"Fn::GetAtt": ["Group", "GroupId"]}),
        (sub("${Topic}/x"), sub("${Topic.TopicArn}/x")),
        ({"Fn::Join": ["-", ["a", choice("Never", "b", NO_VALUE), "c"]]}, "a-c"),
    ],
)
def test_what_is_the_same_in_every_deployment_is_the_same(mine: Any, theirs: Any) -> None:
    assert meaning(mine, TEXT) != meaning(theirs, TEXT)
    assert answer(mine, theirs).says == "same"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("a", "b"),
        (ref("Env"), "staging"),
        (ref("One"), "other"),
        (ref("Size"), 3),
        (sub("${P}-x"), "prod-y"),
        (sub("x-${P}"), "y-${P}"),
        (sub("${P}-x"), sub("${P}-y")),
        (sub("${P}-x"), sub("${Q}-y")),
        (sub("${P}x"), ref("P")),
        (sub("a-${P}-${Q}-b"), "a-b"),
        (sub("${AWS::AccountId}-x"), "prod-x"),
        (sub("${AWS::Region}"), "prod"),
        (ref("A"), ref("B")),
        ({"Fn::GetAtt": ["A", "Arn"]}, {"Fn::GetAtt": ["B", "Arn"]}),
        (sub("${A}/*"), sub("${A.Arn}/*")),
        ({"Fn::GetAtt": ["A", "Arn"]}, "https://sqs"),
        (ref("P"), NO_VALUE),
        (choice("IsProd", "a", "b"), "c"),
        (choice("IsProd", "a", "b"), choice("IsProd", "b", "a")),
        (choice("Never", "a", "b"), "a"),
        ({"Fn::FindInMap": ["RegionMap", ref("AWS::Region"), "Image"]}, "ami-3"),
        ({"Fn::FindInMap": ["RegionMap", "us-east-1", "Image"]}, "ami-2"),
    ],
)
def test_what_is_different_in_every_deployment_is_different(mine: Any, theirs: Any) -> None:
    assert answer(mine, theirs).says == "different"


@pytest.mark.parametrize(
    ("type_name", "path", "mine", "theirs", "expected"),
    [
        ("AWS::Lambda::Function", "VpcConfig/SubnetIds", [ref("P"), "s-1"], ["s-1", "s-2"], "depends"),
        ("AWS::Lambda::Function", "VpcConfig/SubnetIds", [ref("P")], ["s-1", "s-2"], "different"),
        ("AWS::Lambda::Function", "VpcConfig/SubnetIds", ref("Names"), ["only"], "depends"),
        ("AWS::Lambda::Function", "VpcConfig/SubnetIds", [sub("a${P}")], ["s-1"], "different"),
        ("AWS::Lambda::Function", "VpcConfig/SubnetIds", sub("${P}"), {"a": 1}, "different"),
        ("AWS::Lambda::Function", "Layers", ["a", ref("P")], ["a", "b"], "depends"),
        ("AWS::Lambda::Function", "Layers", ["b", ref("P")], ["a", "b"], "different"),
        ("AWS::Lambda::Function", "Layers", ["a", choice("Never", "b", NO_VALUE)], ["a"], "same"),
        ("AWS::Lambda::Function", "Layers", ["a", ref("P")], ["a"], "different"),
        ("AWS::S3::Bucket", "Tags", [{"Key": "k", "Value": ref("P")}], [{"Key": "k", "Value": "v"}], "depends"),
        ("AWS::S3::Bucket", "Tags", [{"Key": "j", "Value": ref("P")}], [{"Key": "k", "Value": "v"}], "different"),
        ("AWS::SQS::Queue", "DelaySeconds", choice("IsProd", 5, "5"), 5, "same"),
        ("AWS::SQS::Queue", "FifoQueue", choice("IsProd", True, "true"), "true", "same"),
        ("AWS::SQS::Queue", "", {"FifoQueue": True, "QueueName": ref("P")}, {"FifoQueue": "true", "QueueName": "q"}, "depends"),
        ("AWS::SQS::Queue", "", {"FifoQueue": False, "QueueName": ref("P")}, {"FifoQueue": "true", "QueueName": "q"}, "different"),
        ("AWS::SQS::Queue", "", {"QueueName": choice("Never", "x", NO_VALUE)}, {}, "same"),
        ("AWS::SQS::Queue", "", {"QueueName": ref("P")}, {}, "different"),
        ("AWS::IAM::ManagedPolicy", "PolicyDocument/Statement/*/Action", ref("P"), ["s3:Get*"], "depends"),
        ("AWS::IAM::ManagedPolicy", "PolicyDocument", {"Fn::Transform": {"Name": "M"}}, {"Statement": []}, "depends"),
    ],
)  # fmt: skip
def test_mappings_and_lists_are_judged_by_their_places(
    type_name: str, path: str, mine: Any, theirs: Any, expected: str
) -> None:
    place = place_at(type_name, path.split("/")) if path else properties_place(type_name)
    assert answer(mine, theirs, place).says == expected


def test_conditions_are_judged_by_their_outcomes() -> None:
    both = {"Fn::And": [{"Condition": "IsProd"}, {"Condition": "IsDev"}]}
    assert answer({"Condition": "IsProd"}, {"Fn::Equals": ["prod", ref("Env")]}, CONDITION).says == "same"
    assert answer(both, {"Fn::Equals": ["a", "b"]}, CONDITION).says == "same"
    assert answer({"Condition": "IsProd"}, {"Condition": "NotProd"}, CONDITION).says == "different"
    assert answer({"Condition": "IsProd"}, {"Condition": "Big"}, CONDITION).says == "depends"


def test_each_side_is_read_with_its_own_conditions_and_mappings() -> None:
    other = Template({**DATA, "Conditions": {"IsProd": {"Fn::Equals": [ref("Env"), "dev"]}},
                      "Mappings": {"RegionMap": {"us-east-1": {"Image": "ami-9"}}}})  # fmt: skip
    found = verdict(choice("IsProd", "a", "b"), choice("IsProd", "b", "a"), TEXT, TEMPLATE, other)
    assert found == Answer("depends", ("condition IsProd",))
    image = {"Fn::FindInMap": ["RegionMap", "us-east-1", "Image"]}
    assert verdict(image, "ami-9", TEXT, TEMPLATE, other).says == "different"
    assert verdict("ami-9", image, TEXT, TEMPLATE, other).says == "same"


def test_a_parameter_can_be_what_either_template_allows() -> None:
    other = Template({**DATA, "Parameters": {"One": {"Type": "String", "AllowedValues": ["only", "more"]}}})
    assert verdict(ref("One"), "only", TEXT, TEMPLATE, other).says == "depends"


def test_too_much_to_try_is_left_open() -> None:
    many = {f"P{n}": {"Type": "String"} for n in range(20)}
    conditions = {f"C{n}": {"Fn::Equals": [ref(f"P{n}"), "x"]} for n in range(20)}
    template = Template({"Parameters": many, "Conditions": conditions, "Resources": {}})
    value: Any = "a"
    for n in range(20):
        value = choice(f"C{n}", "b", value)
    found = verdict(value, "b", TEXT, template, template)
    assert found.says == "depends"
    assert found.on == tuple(sorted(f"condition C{n}" for n in range(20)))


ENV = ("dev", "prod", "other")
leaves = st.sampled_from(["dev", "prod", "x-dev", ref("E"), ref("F"), sub("x-${E}"), sub("${E}${F}")])
conditions = st.recursive(
    st.builds(lambda p, v: {"Fn::Equals": [ref(p), v]}, st.sampled_from("EF"), st.sampled_from(ENV[:2]))
    | st.just({"Fn::Equals": [ref("E"), ref("F")]}),
    lambda inner: (
        st.builds(lambda a: {"Fn::Not": [a]}, inner)
        | st.builds(lambda a, b: {"Fn::And": [a, b]}, inner, inner)
        | st.builds(lambda a, b: {"Fn::Or": [a, b]}, inner, inner)
    ),
    max_leaves=4,
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.builds(choice, st.sampled_from(["C", "D"]), inner, inner)
        | st.builds(lambda a: {"Fn::Join": ["-", ["a", a]]}, inner)
    ),
    max_leaves=4,
)


def outcome(condition: Any, env: dict[str, str]) -> bool:
    ((kind, arguments),) = condition.items()
    if kind == "Fn::Equals":
        a, b = (env[item["Ref"]] if isinstance(item, dict) else item for item in arguments)
        return bool(a == b)
    inner = [outcome(item, env) for item in arguments]
    return {"Fn::Not": not inner[0], "Fn::And": all(inner), "Fn::Or": any(inner)}[kind]


def text_of(value: Any, env: dict[str, str], defined: dict[str, Any]) -> str:
    if isinstance(value, str):
        return value
    ((kind, argument),) = value.items()
    if kind == "Ref":
        return env[argument]
    if kind == "Fn::Sub":
        return argument.replace("${E}", env["E"]).replace("${F}", env["F"])
    if kind == "Fn::Join":
        return "-".join(text_of(item, env, defined) for item in argument[1])
    return text_of(argument[1 if outcome(defined[argument[0]], env) else 2], env, defined)


@given(values, values, conditions, conditions, st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_deployment_contradicts_a_verdict(mine: Any, theirs: Any, c: Any, d: Any, limited: bool) -> None:
    allowed = {"AllowedValues": ["dev", "prod"]} if limited else {}
    defined = {"C": c, "D": d}
    template = Template({
        "Parameters": {"E": {"Type": "String", **allowed}, "F": {"Type": "String"}},
        "Conditions": defined,
        "Resources": {},
    })  # fmt: skip
    found = verdict(mine, theirs, TEXT, template, template)
    assert verdict(theirs, mine, TEXT, template, template) == found
    texts = [
        (text_of(mine, env, defined), text_of(theirs, env, defined))
        for env in ({"E": e, "F": f} for e, f in product(ENV[:2] if limited else ENV, (*ENV, "", "x-dev")))
    ]
    if found.says == "same":
        assert all(a == b for a, b in texts)
    elif found.says == "different":
        assert meaning(mine, TEXT) == meaning(theirs, TEXT) or all(a != b for a, b in texts)
    else:
        assert found.on


def test_values_without_functions_are_not_looked_into() -> None:
    assert verdict({"a": [1]}, {"a": [2]}, STRICT, TEMPLATE, TEMPLATE) == Answer("different")


def test_a_dynamic_reference_that_a_parameter_completes_is_seen():
    found = answer(sub("{{resolve:ssm:/${Env}/name}}"), sub("{{name/${Env}}}"))
    assert found.says == "depends"
    assert found.on == tuple(f"dynamic reference ssm:/{env}/name" for env in ("dev", "prod", "test"))


def test_texts_that_begin_otherwise_differ_whatever_a_parameter_is():
    assert answer(sub("a-${Env}"), sub("b-${Env}")) == Answer("different")
    assert answer(sub("a-${Env}"), sub("a-${Env}-b")) == Answer("different")
