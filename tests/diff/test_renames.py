"""A rename is one delta that claims all its echoes, in whatever form they are written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.delta import Delta
from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.patch.same import same
from repair.template.rename import renamed_all
from repair.template.template import Template
from templates import seeds, template

Data = dict[str, Any]
Path = tuple[str | int, ...]

BUCKET = {
    "Type": "AWS::S3::Bucket",
    "Properties": {"BucketName": "reports-of-the-year", "VersioningConfiguration": {"Status": "Enabled"}},
}


class Case(NamedTuple):
    """How a template reads when an entry has a name, and which of its properties refer to the entry."""

    section: str
    old: str
    new: str
    made: Callable[[str], Data]
    claims: tuple[Path, ...]


def resource_case(user: Callable[[str], Data], *claims: Path, **sections: Any) -> Case:
    """A bucket, and a resource that refers to it in the given properties."""

    def made(name: str) -> Data:
        return {**sections, "Resources": {name: BUCKET, "User": user(name)}}

    return Case("Resources", "Old", "Fresh", made, tuple(("Resources", "User", *claim) for claim in claims))


def in_property(value: Callable[[str], Any], **sections: Any) -> Case:
    """A bucket, and a function whose description is computed from it."""

    def user(name: str) -> Data:
        return {
            "Type": "AWS::Lambda::Function",
            "Properties": {"Handler": "Old.main", "Description": value(name)},
        }

    return resource_case(user, ("Properties", "Description"), **sections)


PROD = {"Stage": {"Type": "String"}}
IS_PROD = {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
SAM = "AWS::Serverless-2016-10-31"

RESOURCES = {
    "Ref": in_property(lambda name: {"Ref": name}),
    "GetAtt as a list": in_property(lambda name: {"Fn::GetAtt": [name, "Arn"]}),
    "GetAtt as text": in_property(lambda name: {"Fn::GetAtt": f"{name}.Arn"}),
    "Sub": in_property(lambda name: {"Fn::Sub": f"Old-${{{name}}}-${{!Old}}-${{{name}.Arn}}"}),
    "Sub with spaces": in_property(lambda name: {"Fn::Sub": f"${{ {name} }} and ${{{name}.Arn }} of Old"}),
    "Sub as a list": in_property(lambda name: {"Fn::Sub": [f"${{{name}}}-${{x}}", {"x": {"Ref": name}}]}),
    "Sub that shadows the name": in_property(
        lambda name: {"Fn::Join": ["", [{"Fn::Sub": ["${Old}", {"Old": "Old"}]}, {"Ref": name}]]}
    ),
    "Join": in_property(
        lambda name: {"Fn::Join": ["-", ["Old", {"Ref": name}, {"Fn::Sub": f"${{{name}}}!"}]]}
    ),
    "If": in_property(
        lambda name: {"Fn::If": ["IsProd", {"Ref": name}, "Old"]}, Parameters=PROD, Conditions=IS_PROD
    ),
    "Base64 of Sub": in_property(
        lambda name: {"Fn::Base64": {"Fn::Sub": f"echo ${{{name}}} $Old ${{!Old}}"}}
    ),
    "Select and Split": in_property(
        lambda name: {"Fn::Select": [0, {"Fn::Split": ["Old", {"Fn::GetAtt": [name, "DomainName"]}]}]}
    ),
    "JSON in Sub": in_property(
        lambda name: {"Fn::Sub": json.dumps({"Old": ["${" + name + "}", "${!Old}", "Old"]})}
    ),
    "DependsOn as text": resource_case(
        lambda name: {"Type": "AWS::SQS::Queue", "DependsOn": name, "Properties": {"QueueName": "Old"}},
        ("DependsOn",),
    ),
    "DependsOn as a list": resource_case(
        lambda name: {"Type": "AWS::SQS::Queue", "DependsOn": [name], "Metadata": {"Old": "Old"}},
        ("DependsOn",),
    ),
    "SAM connector": resource_case(
        lambda name: {
            "Type": "AWS::Serverless::Connector",
            "Properties": {
                "Source": {"Id": "Other"},
                "Destination": [{"Id": name}, {"Id": "Other"}],
                "Permissions": ["Read"],
            },
        },
        ("Properties", "Destination", 0, "Id"),
        Transform=SAM,
    ),
    "connector inside a resource": resource_case(
        lambda name: {
            "Type": "AWS::Serverless::Function",
            "Properties": {"Handler": "Old.main"},
            "Connectors": {"Old": {"Properties": {"Destination": {"Id": name}, "Permissions": ["Write"]}}},
        },
        ("Connectors", "Old", "Properties", "Destination", "Id"),
        Transform=SAM,
    ),
    "dotted Ref of SAM": resource_case(
        lambda name: {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": f"{name}.Version"}}},
        ("Properties", "DisplayName"),
        Transform=SAM,
    ),
    "inside a loop": Case(
        "Resources",
        "Old",
        "Fresh",
        lambda name: {
            "Transform": "AWS::LanguageExtensions",
            "Resources": {
                name: BUCKET,
                "Fn::ForEach::Topics": [
                    "Each",
                    ["Old", "b"],
                    {
                        "Topic${Each}": {
                            "Type": "AWS::SNS::Topic",
                            "Properties": {"DisplayName": {"Fn::Sub": f"${{{name}}}-${{Each}}"}},
                        }
                    },
                ],
            },
        },
        (("Resources", "Fn::ForEach::Topics", 2, "Topic${Each}", "Properties", "DisplayName"),),
    ),
    "Outputs": Case(
        "Resources",
        "Old",
        "Fresh",
        lambda name: {
            "Resources": {name: BUCKET},
            "Outputs": {
                "Old": {"Value": {"Ref": name}, "Description": "Old"},
                "Arn": {
                    "Value": {"Fn::GetAtt": [name, "Arn"]},
                    "Export": {"Name": {"Fn::Sub": f"x-${{{name}}}"}},
                },
            },
        },
        (("Outputs", "Old", "Value"), ("Outputs", "Arn", "Value"), ("Outputs", "Arn", "Export", "Name")),
    ),
}


def condition_case(made: Callable[[str], Data], *claims: Path) -> Case:
    def whole(name: str) -> Data:
        extra = made(name)
        conditions = {name: IS_PROD["IsProd"], **extra.pop("Conditions", {})}
        return {"Parameters": PROD, "Conditions": conditions, "Resources": {"B": BUCKET}, **extra}

    return Case("Conditions", "Old", "Fresh", whole, claims)


def nested(function: str, others: int) -> Case:
    other = {"Fn::Equals": [{"Ref": "AWS::Region"}, "Old"]}
    return condition_case(
        lambda name: {"Conditions": {"Both": {function: [{"Condition": name}, *[other] * others]}}},
        ("Conditions", "Both"),
    )


CONDITIONS = {
    "Condition of a resource": condition_case(
        lambda name: {"Resources": {"B": {**BUCKET, "Condition": name, "Metadata": {"Condition": "Old"}}}},
        ("Resources", "B", "Condition"),
    ),
    "Condition of an output": condition_case(
        lambda name: {"Outputs": {"Old": {"Condition": name, "Value": "Old"}}},
        ("Outputs", "Old", "Condition"),
    ),
    "If": condition_case(
        lambda name: {
            "Resources": {
                "Q": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": {
                        "QueueName": {
                            "Fn::If": [name, {"Fn::If": [name, "Old", "x"]}, {"Ref": "AWS::NoValue"}]
                        }
                    },
                }
            }
        },
        ("Resources", "Q", "Properties", "QueueName"),
    ),
    "And": nested("Fn::And", 1),
    "Or": nested("Fn::Or", 2),
    "Not": nested("Fn::Not", 0),
    "Not in And": condition_case(
        lambda name: {
            "Conditions": {
                "Deep": {
                    "Fn::And": [{"Fn::Not": [{"Condition": name}]}, {"Fn::Or": [{"Condition": name}] * 2}]
                }
            }
        },
        ("Conditions", "Deep"),
    ),
    "another condition": condition_case(
        lambda name: {"Conditions": {"Same": {"Condition": name}}}, ("Conditions", "Same", "Condition")
    ),
    "condition in a policy": condition_case(
        lambda name: {
            "Resources": {
                "P": {
                    "Type": "AWS::SQS::QueuePolicy",
                    "Condition": name,
                    "Properties": {
                        "Queues": ["q"],
                        "PolicyDocument": {
                            "Statement": [
                                {
                                    "Effect": "Allow",
                                    "Principal": "*",
                                    "Action": "sqs:SendMessage",
                                    "Resource": "*",
                                    "Condition": {"StringEquals": {"aws:PrincipalTag/Old": "Old"}},
                                }
                            ]
                        },
                    },
                }
            }
        },
        ("Resources", "P", "Condition"),
    ),
}

INTERFACE = "AWS::CloudFormation::Interface"


def parameter_case(made: Callable[[str], Data], *claims: Path) -> Case:
    def whole(name: str) -> Data:
        size = {"Type": "Number", "Default": 7, "MaxValue": 77, "Description": "how many Old there are"}
        other = {"Type": "String", "AllowedPattern": "Old"}
        return {"Parameters": {name: size, "Other": other}, "Resources": {"B": BUCKET}, **made(name)}

    return Case("Parameters", "Old", "Fresh", whole, claims)


PARAMETERS = {
    "Ref": parameter_case(
        lambda name: {
            "Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": name}}}}
        },
        ("Resources", "Q", "Properties", "DelaySeconds"),
    ),
    "condition": parameter_case(
        lambda name: {"Conditions": {"Old": {"Fn::Equals": [{"Ref": name}, "Old"]}}}, ("Conditions", "Old")
    ),
    "rule": parameter_case(
        lambda name: {
            "Rules": {
                "Old": {
                    "RuleCondition": {"Fn::Equals": [{"Ref": name}, "Old"]},
                    "Assertions": [
                        {
                            "Assert": {"Fn::Contains": [["a"], {"Ref": name}]},
                            "AssertDescription": "Old must be a",
                        }
                    ],
                }
            }
        },
        ("Rules", "Old", "RuleCondition"),
        ("Rules", "Old", "Assertions", 0, "Assert"),
    ),
    "ValueOf in a rule": parameter_case(
        lambda name: {
            "Rules": {
                "R": {
                    "Assertions": [{"Assert": {"Fn::Contains": [["x"], {"Fn::ValueOf": [name, "Tags.Old"]}]}}]
                }
            }
        },
        ("Rules", "R", "Assertions", 0, "Assert"),
    ),
    "loop over it": parameter_case(
        lambda name: {
            "Transform": "AWS::LanguageExtensions",
            "Resources": {
                "Fn::ForEach::Topics": [
                    "Each",
                    {"Ref": name},
                    {
                        "Topic${Each}": {
                            "Type": "AWS::SNS::Topic",
                            "Properties": {"DisplayName": {"Ref": "Each"}},
                        }
                    },
                ]
            },
        },
        ("Resources", "Fn::ForEach::Topics"),
    ),
    "map that it selects in": parameter_case(
        lambda name: {
            "Mappings": {"Old": {"Old": {"Old": "Old"}}},
            "Resources": {
                "Q": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": {"QueueName": {"Fn::FindInMap": ["Old", {"Ref": name}, "Old"]}},
                }
            },
        },
        ("Resources", "Q", "Properties", "QueueName"),
    ),
    "groups of the console": parameter_case(
        lambda name: {
            "Metadata": {
                INTERFACE: {
                    "ParameterGroups": [{"Label": {"default": "Old"}, "Parameters": ["Other", name]}]
                },
                "Old": ["Old"],
            }
        },
        ("Metadata", INTERFACE, "ParameterGroups", 0, "Parameters"),
    ),
    "labels of the console": parameter_case(
        lambda name: {"Metadata": {INTERFACE: {"ParameterLabels": {name: {"default": "Old"}, "Other": {}}}}},
        ("Metadata", INTERFACE, "ParameterLabels"),
    ),
}

MAPPINGS = {
    "FindInMap": Case(
        "Mappings",
        "Old",
        "Fresh",
        lambda name: {
            "Mappings": {name: {"Old": {"Old": "Old"}}, "Other": {"a": {"b": "c"}}},
            "Resources": {
                "Q": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": {"QueueName": {"Fn::FindInMap": [name, "Old", "Old"]}},
                }
            },
        },
        (("Resources", "Q", "Properties", "QueueName"),),
    )
}

OUTPUTS = {
    "nothing refers to it": Case(
        "Outputs",
        "Old",
        "Fresh",
        lambda name: {"Resources": {"B": BUCKET}, "Outputs": {name: {"Value": {"Fn::GetAtt": ["B", "Arn"]}}}},
        (),
    )
}

ALL = {
    f"{kind}: {name}": case
    for kind, cases in {
        "resource": RESOURCES,
        "condition": CONDITIONS,
        "parameter": PARAMETERS,
        "mapping": MAPPINGS,
        "output": OUTPUTS,
    }.items()
    for name, case in cases.items()
}


each_form = pytest.mark.parametrize("case", ALL.values(), ids=ALL)
"""Every form of reference."""


def compared(case: Case, *, exact: bool = False) -> tuple[Template, Template, tuple[Delta, ...]]:
    mine, ideal = Template(case.made(case.old)), Template(case.made(case.new))
    return mine, ideal, diff(mine, ideal, exact=exact).deltas


@each_form
def test_a_new_name_with_its_echoes_is_one_delta(case: Case) -> None:
    for exact in (False, True):
        _, _, deltas = compared(case, exact=exact)
        assert [(one.kind, one.path, one.ideal_path) for one in deltas] == [
            ("renamed", (case.section, case.old), (case.section, case.new))
        ]


@each_form
def test_it_claims_the_properties_that_refer_to_it_and_no_others(case: Case) -> None:
    _, _, (delta,) = compared(case)
    assert set(delta.claims) == set(case.claims)
    assert len(delta.claims) == len(set(delta.claims))


@each_form
def test_mending_it_writes_every_reference_anew_and_nothing_else(case: Case) -> None:
    mine, ideal, deltas = compared(case)
    assert same(apply_deltas(mine, ideal, deltas), ideal.data)


@each_form
def test_mending_it_leaves_no_reference_dangling(case: Case) -> None:
    mine, ideal, deltas = compared(case)
    known = {reference.target for reference in mine.references.undefined()}
    mended = Template(apply_deltas(mine, ideal, deltas))
    assert {reference.target for reference in mended.references.undefined()} == known
    left = [
        ref for ref in mended.references.to(case.old) if ref.space != "mapping" or case.section == "Mappings"
    ]
    assert left == []


# -- several at once ---------------------------------------------------------------------------


def told_apart(chance: random.Random, count: int) -> Data:
    """A template whose resources share next to nothing in what they hold."""
    data = template(chance, count)
    for number, body in enumerate(data["Resources"].values()):
        own = {f"Own{number}{one}": f"{number} and {one}" for one in range(30)}
        body["Properties"] = {**body["Properties"], **own}
    return data


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(1, 7), st.integers(1, 7))
def test_any_number_of_new_names_are_as_many_deltas_and_nothing_else(seed: int, size: int, many: int) -> None:
    chance = random.Random(seed)
    data = told_apart(chance, size)
    chosen = chance.sample(list(data["Resources"]), min(many, size))
    names = {old: f"Fresh{number}" for number, old in enumerate(chosen)}
    check_renames(data, names)


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(2, 7), st.integers(2, 7))
def test_names_that_go_round_are_as_many_deltas_and_nothing_else(seed: int, size: int, many: int) -> None:
    """Between resources of one type: to exchange names across types is a change of type by all that is written."""
    chance = random.Random(seed)
    data = told_apart(chance, size)
    types: dict[str, list[str]] = {}
    for name, body in data["Resources"].items():
        types.setdefault(body["Type"], []).append(name)
    group = max(types.values(), key=len)[:many]
    if len(group) < 2:
        return
    check_renames(data, dict(zip(group, [*group[1:], group[0]], strict=True)))


def check_renames(data: Data, names: dict[str, str]) -> None:
    mine, ideal = Template(data), Template(renamed_all(data, "resource", names))
    deltas = diff(mine, ideal).deltas
    assert {(one.kind, one.before, one.after) for one in deltas} == {
        ("renamed", *pair) for pair in names.items()
    }
    assert len(deltas) == len(names)
    assert same(apply_deltas(mine, ideal, deltas), ideal.data)


def test_entries_of_all_sections_can_be_renamed_at_once() -> None:
    def made(prefix: str) -> Data:
        size, prod, sizes, bucket, topic = (
            f"{prefix}{one}" for one in ("Size", "Prod", "Map", "Bucket", "Topic")
        )
        name = {
            "Fn::If": [prod, {"Fn::FindInMap": [sizes, {"Ref": size}, "a"]}, {"Fn::Sub": f"${{{bucket}}}-x"}]
        }
        return {
            "Parameters": {size: {"Type": "String", "AllowedValues": ["small", "large"]}},
            "Mappings": {sizes: {"small": {"a": "b"}, "large": {"a": "c"}}},
            "Conditions": {prod: {"Fn::Equals": [{"Ref": size}, "large"]}},
            "Resources": {
                bucket: BUCKET,
                topic: {
                    "Type": "AWS::SNS::Topic",
                    "Condition": prod,
                    "DependsOn": bucket,
                    "Properties": {"DisplayName": name, "KmsMasterKeyId": "alias/Old"},
                },
            },
            "Outputs": {f"{prefix}Out": {"Value": {"Ref": topic}}},
        }

    mine, ideal = Template(made("Old")), Template(made("Fresh"))
    deltas = diff(mine, ideal).deltas
    assert [one.kind for one in deltas] == ["renamed"] * 6
    assert same(apply_deltas(mine, ideal, deltas), ideal.data)
    some = [one for one in deltas if one.path is not None and one.path[0] in ("Resources", "Conditions")]
    half = Template(apply_deltas(mine, ideal, some))
    assert half.references.undefined() == ()
    assert [one.kind for one in diff(half, ideal).deltas] == ["renamed"] * 3


def test_an_output_under_a_renamed_condition_can_be_renamed_too() -> None:
    def made(prefix: str) -> Data:
        return {
            "Parameters": PROD,
            "Conditions": {f"{prefix}Prod": IS_PROD["IsProd"]},
            "Resources": {"B": BUCKET},
            "Outputs": {f"{prefix}Out": {"Condition": f"{prefix}Prod", "Value": {"Ref": "B"}}},
        }

    deltas = diff(Template(made("Old")), Template(made("Fresh"))).deltas
    assert [one.kind for one in deltas] == ["renamed", "renamed"]


def test_a_rename_that_cannot_be_carried_through_still_leads_to_the_ideal() -> None:
    """The Sub's own variable would catch the new name, so the two are one removed and one added."""
    caught = {"Fn::Sub": ["${Old}-${Fresh}", {"Fresh": "x"}]}

    def made(name: str, value: Any) -> Data:
        topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": value}}
        return {"Resources": {name: BUCKET, "Topic": topic}}

    mine, ideal = Template(made("Old", caught)), Template(made("Fresh", {"Ref": "Fresh"}))
    deltas = diff(mine, ideal, exact=True).deltas
    assert same(apply_deltas(mine, ideal, deltas, exact=True), ideal.data)
