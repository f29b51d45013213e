from __future__ import annotations

from typing import Any

from repair.patch.between import between
from repair.patch.rfc6902 import apply, invert


def subnet(zone: int, block: str) -> dict[str, Any]:
    return {
        "Type": "AWS::EC2::Subnet",
        "Properties": {
            "VpcId": {"Ref": "Vpc"},
            "CidrBlock": block,
            "AvailabilityZone": {"Fn::Select": [zone, {"Fn::GetAZs": ""}]},
            "MapPublicIpOnLaunch": True,
            "Tags": [
                {"Key": "Environment", "Value": {"Ref": "Environment"}},
                {"Key": "Owner", "Value": "the team that looks after the network"},
                {"Key": "CostCenter", "Value": {"Fn::Sub": "${Environment}-network"}},
            ],
        },
    }


def test_a_new_entry_like_the_one_before_it_is_copied_and_edited() -> None:
    before = {"Resources": {"SubnetA": subnet(0, "10.0.0.0/24")}}
    after = {"Resources": {**before["Resources"], "SubnetB": subnet(1, "10.0.1.0/24")}}
    assert between(before, after) == [
        {"op": "copy", "from": "/Resources/SubnetA", "path": "/Resources/SubnetB"},
        {"op": "replace", "path": "/Resources/SubnetB/Properties/CidrBlock", "value": "10.0.1.0/24"},
        {"op": "replace", "path": "/Resources/SubnetB/Properties/AvailabilityZone/Fn::Select/0", "value": 1},
    ]


def test_the_first_of_its_type_is_copied_from_the_next() -> None:
    old = subnet(0, "10.0.0.0/24")
    ops = between({"Resources": {"B": old}}, {"Resources": {"A": subnet(0, "10.0.1.0/24"), "B": old}})
    assert ops[0] == {"op": "copy", "from": "/Resources/B", "path": "/Resources/A"}


def test_a_series_of_new_entries_is_copied_one_from_the_other() -> None:
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "Tags": [{"Key": "x" * 200}]}}
    before: dict[str, Any] = {"Resources": {"Vpc": vpc}}
    series = {f"Subnet{n}": subnet(0, f"10.0.{n}.0/24") for n in range(4)}
    after = {"Resources": {**before["Resources"], **series}}
    ops = between(before, after)
    assert [op["op"] for op in ops] == ["add", *["copy", "replace"] * 3]
    assert [op["from"] for op in ops[1::2]] == [f"/Resources/Subnet{n}" for n in range(3)]
    assert apply(ops, before) == after
    assert apply(invert(ops, before), after) == before


def test_entries_of_a_section_that_is_replaced_as_a_whole_are_copied_too() -> None:
    before = {"Resources": {"Old": {"Type": "AWS::SNS::Topic"}, "Older": {"Type": "AWS::SNS::Topic"}}}
    after = {"Resources": {"A": subnet(0, "10.0.0.0/24"), "B": subnet(0, "10.0.1.0/24")}}
    assert between(before, after) == [
        {"op": "replace", "path": "/Resources", "value": {"A": subnet(0, "10.0.0.0/24")}},
        {"op": "copy", "from": "/Resources/A", "path": "/Resources/B"},
        {"op": "replace", "path": "/Resources/B/Properties/CidrBlock", "value": "10.0.1.0/24"},
    ]


def test_an_entry_of_the_same_type_that_is_unlike_is_spelled_out() -> None:
    before = {"Resources": {"A": subnet(0, "10.0.0.0/24")}}
    other = {"Type": "AWS::EC2::Subnet", "Properties": {"Ipv6Native": True, "Tags": [{"Key": "x" * 300}]}}
    ops = between(before, {"Resources": {**before["Resources"], "B": other}})
    assert ops == [{"op": "add", "path": "/Resources/B", "value": other}]


def test_an_edited_entry_is_a_model_in_its_final_form() -> None:
    before = {"Resources": {"A": subnet(0, "10.0.0.0/24")}}
    after = {"Resources": {"A": subnet(1, "10.0.0.0/24"), "B": subnet(1, "10.0.1.0/24")}}
    ops = between(before, after)
    assert [op["op"] for op in ops] == ["replace", "copy", "replace"]
    assert apply(ops, before) == after
