from __future__ import annotations

import json
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


def entry(pad: int, name: str, **more: Any) -> dict[str, Any]:
    return {"Type": "T", "Properties": {"Name": name, "Pad": "x" * pad, **more}}


def kinds_of(before: Any, after: Any) -> list[tuple[str, str]]:
    return [(op["op"], op.get("from", op["path"])) for op in between(before, after)]


def test_a_new_entry_is_copied_from_three_hundred_characters_of_its_operation_on() -> None:
    for pad, size, copied in [(196, 299, False), (197, 300, True)]:
        before = {"Resources": {"A": entry(pad, "a")}}
        after = {"Resources": {**before["Resources"], "B": entry(pad, "b")}}
        add = {"op": "add", "path": "/Resources/B", "value": entry(pad, "b")}
        assert len(json.dumps(add)) + len(", ") == size
        assert (kinds_of(before, after)[0] == ("copy", "/Resources/A")) is copied


def test_an_entry_of_a_new_section_is_copied_from_three_hundred_characters_on_too() -> None:
    before = {"Resources": {"Old": {"Type": "U"}, "Older": {"Type": "U"}}, "x": 1}
    for pad, copied in [(239, False), (240, True)]:
        after = {"Resources": {"A": entry(pad, "a"), "B": entry(pad, "b")}, "x": 1}
        assert len(json.dumps({"B": entry(pad, "b")})) - len("{}") + len(", ") == 299 + copied
        assert (("copy", "/Resources/A") in kinds_of(before, after)) is copied


def test_a_copy_with_its_edits_has_three_quarters_of_the_length_at_most() -> None:
    before = {"Resources": {"A": entry(250, "a")}}
    for length, copied in [(512, True), (513, False)]:
        after = {"Resources": {**before["Resources"], "B": entry(250, "b" * length)}}
        assert (kinds_of(before, after)[0] == ("copy", "/Resources/A")) is copied


def test_a_copy_has_seven_edits_at_most() -> None:
    for count, copied in [(7, True), (8, False)]:
        old, new = ({f"P{n}": n + more for n in range(count)} for more in (0, 1))
        before = {"Resources": {"A": entry(900, "a", **old)}}
        after = {"Resources": {**before["Resources"], "B": entry(900, "a", **new)}}
        assert (kinds_of(before, after)[0] == ("copy", "/Resources/A")) is copied


def test_a_model_is_the_nearest_before_of_its_type_or_else_the_nearest_behind() -> None:
    def model(*keys: str) -> str:
        bodies = {key: {**entry(300, key), "Type": key[0]} for key in keys}
        before = {"Resources": {key: body for key, body in bodies.items() if not key.endswith("new")}}
        return kinds_of(before, {"Resources": bodies})[0][1]

    assert model("T1", "T2", "U1", "Tnew", "T3") == "/Resources/T2"
    assert model("U1", "Tnew", "U2", "T1", "T2") == "/Resources/T1"
    assert model("U1", "Tnew", "U2") == "/Resources/Tnew"


def test_entries_without_a_type_are_no_kin() -> None:
    for kind in (None, "", ["T"]):
        old, new = ({**entry(300, name), "Type": kind} for name in "ab")
        assert kinds_of({"Resources": {"A": old}}, {"Resources": {"A": old, "B": new}})[0][0] == "add"


def test_entries_are_copied_wherever_their_mapping_stands_and_whatever_they_are_called() -> None:
    old, new = entry(300, "a"), entry(300, "b")
    for wrap in (lambda body: {"x": 1, "l": [0, {"m/n": body}]}, lambda body: [[], body], lambda body: body):
        before, after = wrap({"a/b": old}), wrap({"a/b": old, "c~d": new})
        ops = between(before, after)
        assert [op["op"] for op in ops] == ["copy", "replace"]
        assert ops[0]["from"].endswith("/a~1b")
        assert ops[0]["path"].endswith("/c~0d")
        assert apply(ops, before) == after


def test_items_of_lists_are_spelled_out() -> None:
    old, new = entry(300, "a"), entry(300, "b")
    assert ("copy", "/l/0") not in kinds_of({"l": [old]}, {"l": [old, new]})
