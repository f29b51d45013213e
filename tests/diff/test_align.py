from __future__ import annotations

from typing import Any

from repair.diff.alignment.align import Alignment
from repair.diff.alignment.assign import assigned
from repair.diff.difference import diff
from repair.template.template import Template

Data = dict[str, Any]


def queue(**properties: Any) -> Data:
    return {"Type": "AWS::SQS::Queue", "Properties": properties}


def role(*resources: Any) -> Data:
    statement = {"Effect": "Allow", "Action": "sqs:*", "Resource": list(resources)}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"Policies": [{"PolicyDocument": {"Statement": statement}}]},
    }


def aligned(mine: Data, ideal: Data) -> dict[str | None, Alignment]:
    found = diff(Template({"Resources": mine}), Template({"Resources": ideal}))
    return {pair.generated: pair for pair in found.alignment}


def test_the_same_name_and_type_is_the_same_resource_whatever_it_holds() -> None:
    pair = aligned({"A": queue(DelaySeconds=1)}, {"A": queue(QueueName="q"), "B": queue(DelaySeconds=1)})["A"]
    assert (pair.ideal, pair.by, pair.confidence) == ("A", "id", 1.0)


def test_a_digest_sees_through_renamed_references() -> None:
    mine = {"A": queue(DelaySeconds=1), "R": role({"Fn::GetAtt": ["A", "Arn"]})}
    ideal = {"X": queue(DelaySeconds=1), "S": role({"Fn::GetAtt": ["X", "Arn"]})}
    pairs = aligned(mine, ideal)
    assert [(pairs[n].ideal, pairs[n].by) for n in ("A", "R")] == [("X", "digest"), ("S", "digest")]


def test_a_digest_keeps_the_attribute_and_the_type_of_the_target() -> None:
    topic = {"Type": "AWS::SNS::Topic"}
    mine = {"A": queue(), "T": topic, "R": role({"Fn::GetAtt": ["A", "Arn"]})}
    for other in ({"Fn::GetAtt": ["A", "QueueName"]}, {"Ref": "T"}, {"Ref": "AWS::Region"}):
        pair = aligned(mine, {"A": queue(), "T": topic, "S": role(other)})["R"]
        assert pair.by == "content" or pair.ideal is None


def test_equal_resources_are_told_apart_by_who_uses_them() -> None:
    subnet = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}

    def gateway(name: str) -> Data:
        return {
            "Type": "AWS::EC2::NatGateway",
            "Properties": {"AllocationId": {"Fn::GetAtt": [name, "AllocationId"]}},
        }

    mine = {"Ip1": subnet, "Ip2": subnet, "G1": gateway("Ip1"), "G2": gateway("Ip2")}
    ideal = {"AddressB": subnet, "AddressA": subnet, "G1": gateway("AddressA"), "G2": gateway("AddressB")}
    pairs = aligned(mine, ideal)
    assert pairs["Ip1"].ideal == "AddressA"
    assert pairs["Ip2"].ideal == "AddressB"


def test_names_that_changed_places_are_seen_by_content() -> None:
    one = queue(QueueName="orders", DelaySeconds=5, VisibilityTimeout=30)
    two = queue(QueueName="invoices", DelaySeconds=90, VisibilityTimeout=600)
    pairs = aligned({"A": one, "B": two}, {"A": two, "B": one})
    assert (pairs["A"].ideal, pairs["B"].ideal) == ("B", "A")


def test_a_renamed_and_edited_resource_says_how_sure_it_is() -> None:
    mine = {"RawQueue": queue(QueueName="orders-of-today", DelaySeconds=5, VisibilityTimeout=30)}
    ideal = {
        "RawDataQueue": queue(QueueName="orders-of-today", DelaySeconds=6, VisibilityTimeout=30),
        "Other": queue(FifoQueue=True, QueueName="x.fifo"),
    }
    pair = aligned(mine, ideal)["RawQueue"]
    assert (pair.ideal, pair.by) == ("RawDataQueue", "content")
    assert 0.5 < pair.confidence < 1.0
    assert pair.margin > 0.3


def test_unlike_resources_are_no_pair() -> None:
    pairs = aligned({"A": queue(QueueName="orders", DelaySeconds=1)}, {"B": queue(FifoQueue=True)})
    assert pairs["A"].ideal is None
    assert pairs[None].ideal == "B"


def test_resources_of_other_types_pair_only_by_name() -> None:
    mine, ideal = (
        {"A": queue(), "B": queue()},
        {"A": {"Type": "AWS::SNS::Topic"}, "C": {"Type": "AWS::SNS::Topic"}},
    )
    pairs = aligned(mine, ideal)
    assert (pairs["A"].ideal, pairs["A"].by) == ("A", "id")
    assert pairs["B"].ideal is None


def test_the_assignment_is_the_best_and_not_the_greedy_one() -> None:
    assert assigned({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == [(0, 1), (1, 0)]
