"""What tells who is who: the id, the content without names, the neighbours, likeness; and what is said where nothing does."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings

from repair.diff.alignment.align import align
from repair.diff.alignment.assign import assigned, assigned_within
from repair.diff.difference import diff
from repair.template.rename import renamed_all
from repair.template.template import Template
from templates import perturbed, seeds, sizes, template

Data = dict[str, Any]


def queue(**properties: Any) -> Data:
    return {"Type": "AWS::SQS::Queue", "Properties": properties}


def custom(**properties: Any) -> Data:
    return {"Type": "Custom::Thing", "Properties": properties}


def partners(mine: Data, ideal: Data, section: str = "Resources") -> dict[str, str]:
    pairs = align(Template(mine), Template(ideal)).pairs[section]
    return {name: pair.ideal for name, pair in pairs.items()}


def resources(mine: Data, ideal: Data) -> dict[str, str]:
    return partners({"Resources": mine}, {"Resources": ideal})


def kinds(mine: Data, ideal: Data) -> set[str]:
    return {
        delta.kind for delta in diff(Template({"Resources": mine}), Template({"Resources": ideal})).deltas
    }


ORDERS = queue(QueueName="orders", DelaySeconds=5, VisibilityTimeout=30)
INVOICES = queue(QueueName="invoices", DelaySeconds=90, VisibilityTimeout=600)
REFUNDS = queue(QueueName="refunds", DelaySeconds=17, VisibilityTimeout=45)


def test_entries_of_the_same_name_stay_together_when_both_are_edited() -> None:
    mine = {"A": queue(QueueName="orders", DelaySeconds=1), "B": queue(QueueName="invoices", DelaySeconds=2)}
    ideal = {"A": queue(QueueName="orders", DelaySeconds=3), "B": queue(QueueName="invoices", DelaySeconds=1)}
    assert resources(mine, ideal) == {"A": "A", "B": "B"}


def test_three_names_that_moved_on_by_one_are_three_renames_and_nothing_else() -> None:
    mine = {"A": ORDERS, "B": INVOICES, "C": REFUNDS}
    ideal = {"A": REFUNDS, "B": ORDERS, "C": INVOICES}
    assert resources(mine, ideal) == {"A": "B", "B": "C", "C": "A"}
    assert kinds(mine, ideal) == {"renamed"}


def test_a_resource_may_take_the_name_of_one_that_was_removed() -> None:
    mine, ideal = {"A": ORDERS, "B": INVOICES}, {"B": ORDERS}
    assert resources(mine, ideal) == {"A": "B"}


def test_two_that_refer_to_each_other_are_recognised_when_both_are_renamed() -> None:
    def ring(one: str, other: str) -> Data:
        return {
            one: custom(Next={"Ref": other}),
            other: custom(Next={"Fn::GetAtt": [one, "Arn"]}),
        }

    assert resources(ring("A", "B"), ring("X", "Y")) == {"A": "X", "B": "Y"}


def test_twins_are_told_apart_by_an_output_alone() -> None:
    def made(first: str, second: str) -> Data:
        return {
            "Resources": {first: queue(), second: queue()},
            "Outputs": {
                "Main": {"Value": {"Ref": first}},
                "Other": {"Value": {"Fn::GetAtt": [second, "Arn"]}},
            },
        }

    assert partners(made("A", "B"), made("Y", "X")) == {"A": "Y", "B": "X"}


def test_twins_whose_names_were_exchanged_are_told_apart_by_their_users() -> None:
    address = {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}

    def made(first: str, second: str) -> Data:
        gateway = "AWS::EC2::NatGateway"
        return {
            first: address,
            second: address,
            "G1": {
                "Type": gateway,
                "Properties": {"AllocationId": {"Fn::GetAtt": [first, "AllocationId"]}, "SubnetId": "one"},
            },
            "G2": {
                "Type": gateway,
                "Properties": {"AllocationId": {"Fn::GetAtt": [second, "AllocationId"]}, "SubnetId": "two"},
            },
        }

    assert resources(made("A", "B"), made("B", "A")) == {"A": "B", "B": "A", "G1": "G1", "G2": "G2"}
    assert kinds(made("A", "B"), made("B", "A")) == {"renamed"}


def test_the_same_entry_is_found_through_sub_join_and_get_att() -> None:
    mine = {
        "A": ORDERS,
        "R": custom(Text={"Fn::Sub": "${A.Arn}/x"}),
        "S": custom(Arn={"Fn::Sub": "${A.Arn}"}),
    }
    ideal = {
        "X": ORDERS,
        "Y": custom(Text={"Fn::Join": ["/", [{"Fn::GetAtt": ["X", "Arn"]}, "x"]]}),
        "Z": custom(Arn={"Fn::GetAtt": ["X", "Arn"]}),
    }
    assert resources(mine, ideal) == {"A": "X", "R": "Y", "S": "Z"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, []),
        (["ab"], [["ab"]]),
        (None, "null"),
        (1, "1"),
        (True, "true"),
        ({"Fn::GetAtt": ["T", "Arn"]}, {"Fn::GetAtt": ["T", "Name"]}),
        ({"Ref": "P1"}, {"Ref": "P2"}),
        ({"Ref": "AWS::Region"}, {"Ref": "AWS::AccountId"}),
        ({"Fn::Sub": "${T}-${P1}"}, {"Fn::Sub": "${P1}-${T}"}),
        ({"Fn::Select": [0, {"Ref": "P1"}]}, {"Fn::Select": [1, {"Ref": "P1"}]}),
    ],
    ids=repr,
)
def test_values_that_look_alike_keep_resources_apart(one: Any, other: Any) -> None:
    def made(first: str, second: str, *, turned: bool) -> Data:
        body = [(first, custom(Same="text", Value=one)), (second, custom(Same="text", Value=other))]
        return {
            "Parameters": {"P1": {"Type": "String", "Default": "a"}, "P2": {"Type": "Number", "Default": 1}},
            "Resources": {"T": {"Type": "AWS::SNS::Topic"}, **dict(body[::-1] if turned else body)},
        }

    found = partners(made("A", "B", turned=False), made("X", "Y", turned=True))
    assert found == {"T": "T", "A": "X", "B": "Y"}


def test_the_order_of_depends_on_says_nothing_but_its_entries_do() -> None:
    def made(first: str, second: str, depends: list[str], other: list[str]) -> Data:
        return {
            "Q": ORDERS,
            "P": INVOICES,
            "N": REFUNDS,
            first: {"Type": "Custom::Thing", "DependsOn": depends},
            second: {"Type": "Custom::Thing", "DependsOn": other},
        }

    found = resources(made("A", "B", ["Q", "P"], ["Q", "N"]), made("Y", "X", ["P", "Q"], ["N", "Q"]))
    assert (found["A"], found["B"]) == ("Y", "X")


def test_two_references_that_changed_places_are_seen_whatever_the_order_of_keys() -> None:
    mine = {"Q": ORDERS, "P": INVOICES, "R": custom(First={"Ref": "Q"}, Second={"Ref": "P"}, Text="same")}
    ideal = {"Q": ORDERS, "P": INVOICES, "S": custom(Second={"Ref": "Q"}, First={"Ref": "P"}, Text="same")}
    pair = align(Template({"Resources": mine}), Template({"Resources": ideal})).pairs["Resources"].get("R")
    assert pair is None or pair.by == "content"


def test_renamed_edited_added_and_removed_at_once() -> None:
    mine = {
        "Kept": ORDERS,
        "Old": queue(QueueName="invoices", DelaySeconds=90, VisibilityTimeout=60),
        "Gone": custom(A="1"),
    }
    ideal = {
        "Kept": ORDERS,
        "New": queue(QueueName="invoices", DelaySeconds=91, VisibilityTimeout=60),
        "Fresh": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "fresh"}},
    }
    assert resources(mine, ideal) == {"Kept": "Kept", "Old": "New"}
    assert kinds(mine, ideal) == {"renamed", "changed", "added", "removed"}


def test_parameters_conditions_mappings_and_outputs_are_recognised_by_content_and_users() -> None:
    def made(p: str, c: str, m: str, o: str) -> Data:
        return {
            "Parameters": {
                p: {"Type": "String", "Default": "dev"},
                "Size": {"Type": "Number", "Default": 3},
            },
            "Mappings": {m: {"dev": {"Delay": 1}, "prod": {"Delay": 2}}},
            "Conditions": {c: {"Fn::Equals": [{"Ref": p}, "prod"]}},
            "Resources": {
                "Q": {
                    **queue(QueueName={"Ref": p}, DelaySeconds={"Fn::FindInMap": [m, {"Ref": p}, "Delay"]}),
                    "Condition": c,
                }
            },
            "Outputs": {o: {"Condition": c, "Value": {"Fn::GetAtt": ["Q", "Arn"]}}},
        }

    one, other = made("Stage", "Live", "Delays", "Arn"), made("Zz1", "Zz2", "Zz3", "Zz4")
    assert partners(one, other, "Parameters") == {"Stage": "Zz1", "Size": "Size"}
    assert partners(one, other, "Conditions") == {"Live": "Zz2"}
    assert partners(one, other, "Mappings") == {"Delays": "Zz3"}
    assert partners(one, other, "Outputs") == {"Arn": "Zz4"}
    assert {delta.kind for delta in diff(Template(one), Template(other)).deltas} == {"renamed"}


def test_interchangeable_twins_are_paired_by_name_and_have_no_margin() -> None:
    mine = {"FirstDeadLetters": queue(DelaySeconds=9), "SecondDeadLetters": queue(DelaySeconds=9)}
    ideal = {"SecondDeadQueue": queue(DelaySeconds=9), "FirstDeadQueue": queue(DelaySeconds=9)}
    found = align(Template({"Resources": mine}), Template({"Resources": ideal}))
    assert {name: pair.ideal for name, pair in found.pairs["Resources"].items()} == {
        "FirstDeadLetters": "FirstDeadQueue",
        "SecondDeadLetters": "SecondDeadQueue",
    }
    assert {pair.margin for pair in found.pairs["Resources"].values()} == {0.0}
    assert found.ambiguous == ()


def test_interchangeable_entries_are_paired_in_accord_with_those_that_hang_on_them() -> None:
    def made(*names: str) -> Data:
        found: Data = {}
        for queue_name, dead, policy in zip(names[0::3], names[1::3], names[2::3], strict=True):
            found[queue_name] = queue(RedrivePolicy={"deadLetterTargetArn": {"Fn::GetAtt": [dead, "Arn"]}})
            found[dead] = queue(MessageRetentionPeriod=1209600)
            found[policy] = {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": queue_name}]}}
        return found

    mine = made("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3")
    ideal = made("X1", "Z2", "Y3", "Y1", "X2", "Z3", "Z1", "Y2", "X3")
    shuffled = dict(sorted(ideal.items(), key=lambda entry: entry[0][::-1]))
    assert kinds(mine, shuffled) == {"renamed"}


def test_what_nothing_tells_apart_is_no_pair_and_the_diff_says_so() -> None:
    mine = {"Qqq": queue(QueueName="orders-of-today", DelaySeconds=5, VisibilityTimeout=1)}
    ideal = {
        "Xxx": queue(QueueName="orders-of-today", DelaySeconds=5, VisibilityTimeout=2),
        "Yyy": queue(QueueName="orders-of-today", DelaySeconds=5, VisibilityTimeout=3),
    }
    found = diff(Template({"Resources": mine}), Template({"Resources": ideal}))
    assert [(group.section, group.generated, group.ideal) for group in found.ambiguous] == [
        ("Resources", ("Qqq",), ("Xxx", "Yyy"))
    ]
    assert {pair.ideal for pair in found.alignment if pair.generated} == {None}


def test_renaming_all_resources_of_thirty_templates_gives_renames_and_nothing_else() -> None:
    for seed in range(30):
        chance = random.Random(seed)
        data = template(chance, 12)
        names = list(data["Resources"])
        new = {name: f"R{chance.randrange(10**8)}" for name in names}
        other: Any = renamed_all(data, "resource", new)
        found = diff(Template(data), Template(other))
        assert {delta.kind for delta in found.deltas} == {"renamed"}, seed


@settings(max_examples=40, deadline=None)
@given(seeds, sizes)
def test_turning_the_sides_turns_the_pairs(seed: int, size: int) -> None:
    chance = random.Random(seed)
    data = template(chance, size)
    one, other = Template(data), Template(perturbed(data, chance))
    for section, pairs in align(one, other).pairs.items():
        back = align(other, one).pairs[section]
        assert {(p.generated, p.ideal) for p in pairs.values()} == {
            (p.ideal, p.generated) for p in back.values()
        }


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_assignment_has_the_greatest_sum(seed: int) -> None:
    from itertools import permutations

    chance = random.Random(seed)
    count = chance.randrange(1, 6)
    scores = {(i, j): chance.random() for i in range(count) for j in range(count) if chance.random() < 0.7}
    found = assigned(scores)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    best = max(
        sum(scores.get(pair, 0.0) for pair in enumerate(order)) for order in permutations(range(count))
    )
    assert abs(sum(scores[pair] for pair in found) - best) < 1e-9


def test_an_assignment_that_would_take_too_long_is_greedy_and_says_so() -> None:
    scores = {(i, j): 1.0 + (i * 7 + j * 3) % 11 / 100 for i in range(30) for j in range(30)}
    pairs, exact = assigned_within(scores, 50)
    assert not exact
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == 30
