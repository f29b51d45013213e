"""Which changes of one property are one change: by what they do together, and where the compound then stands."""

from __future__ import annotations

from typing import Any

from repair.diff.alignment.successors import aligned
from repair.diff.budget import Budget
from repair.diff.compare import compared
from repair.diff.delta import Delta
from repair.diff.permissions.judge import Judge
from repair.diff.permissions.statement_groups import gathered_statements
from repair.template.template import Template

Data = dict[str, Any]
NO_VALUE = {"Ref": "AWS::NoValue"}
POLICIES = ("Resources", "R", "Properties", "Policies")
RULES = ("Resources", "G", "Properties", "SecurityGroupIngress")


def statement(sid: str, *actions: str, **elements: Any) -> Data:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": "arn:aws:s3:::b/*",
        **elements,
    }


def policy(name: str, *statements: Any) -> Data:
    return {"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": list(statements)}}


def role(*policies: Any) -> Data:
    return {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": list(policies)}}}


def group(*rules: tuple[Any, ...]) -> Data:
    made = [{"IpProtocol": "tcp", "FromPort": a, "ToPort": b, "CidrIp": net} for net, a, b in rules]
    properties = {"GroupDescription": "g", "SecurityGroupIngress": made}
    return {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}


def both(mine: Data, theirs: Data, **sections: Data) -> tuple[list[Delta], list[Delta]]:
    generated, ideal = Template({"Resources": mine, **sections}), Template({"Resources": theirs, **sections})
    found = compared(generated, ideal, aligned(generated, ideal), exact=False, work=Budget(10**6))
    judge = Judge(found.view, ideal, found.renames.get("Resources", {}))
    return found.deltas, gathered_statements(found.deltas, judge, generated, ideal)


def shapes(gathered: list[Delta]) -> list[tuple[Any, ...]]:
    return [(delta.kind, delta.path, delta.permissions, len(delta.parts)) for delta in gathered]


def test_a_compound_stands_for_its_parts_in_every_respect() -> None:
    other = policy("other", statement("X", "sns:Publish"))
    mine = role(other, policy("p", statement("Keep", "sqs:Send"), statement("All", "s3:Get", "s3:Put")))
    theirs = role(
        other,
        policy("p", statement("Keep", "sqs:Send"), statement("All", "s3:Get"), statement("New", "s3:Put")),
    )
    deltas, (delta,) = both(mine, theirs)
    where = (*POLICIES, 1, "PolicyDocument", "Statement")
    assert (delta.kind, delta.path, delta.ideal_path, delta.target) == ("changed", where, where, where)
    assert (delta.resource, delta.resource_type) == ("R", "AWS::IAM::Role")
    assert (delta.permissions, delta.parts, delta.depends_on) == ("same", tuple(deltas), ())
    assert delta.before == [statement("All", "s3:Get", "s3:Put")]
    assert delta.after == [statement("All", "s3:Get"), statement("New", "s3:Put")]
    assert delta.flat == delta.parts
    assert delta.weight == sum(part.weight for part in deltas) > 0
    assert delta.deployment.replacement == "never"


def test_a_statement_that_goes_is_before_and_not_after() -> None:
    mine = role(policy("p", statement("A", "s3:Get"), statement("B", "s3:Put")))
    theirs = role(policy("p", statement("A", "s3:Get", "s3:Put")))
    _, (delta,) = both(mine, theirs)
    assert delta.before == [statement("A", "s3:Get"), statement("B", "s3:Put")]
    assert delta.after == [statement("A", "s3:Get", "s3:Put")]


def test_changes_within_one_statement_have_it_whole_before_and_after() -> None:
    one = statement("S", "s3:Get", Condition={"StringEquals": {"x": "y", "aws:SourceVpc": "v"}})
    two = statement("S", "s3:Get", Condition={"StringEquals": {"x": "y", "AWS:sourcevpc": "v"}})
    _, (delta,) = both(role(policy("p", one)), role(policy("p", two)))
    where = (*POLICIES, 0, "PolicyDocument", "Statement", 0, "Condition", "StringEquals")
    assert (delta.path, delta.ideal_path) == (where, where)
    assert delta.before == {"x": "y", "aws:SourceVpc": "v"}
    assert delta.after == {"x": "y", "AWS:sourcevpc": "v"}


def test_what_stands_elsewhere_in_the_ideal_has_its_place_there() -> None:
    first = policy("first", statement("X", "sns:Publish"))
    mine = role(policy("p", statement("All", "s3:Get", "s3:Put")), first)
    theirs = role(first, policy("p", statement("All", "s3:Get"), statement("New", "s3:Put")))
    _, (delta,) = both(mine, theirs)
    assert delta.path == (*POLICIES, 0, "PolicyDocument", "Statement")
    assert delta.ideal_path == (*POLICIES, 1, "PolicyDocument", "Statement")


def test_statements_that_move_from_one_policy_to_another_are_one_change_at_the_list_of_both() -> None:
    mine = role(
        policy("p", statement("A", "s3:Get"), statement("B", "s3:Put")),
        policy("q", statement("C", "s3:List")),
    )
    theirs = role(
        policy("p", statement("A", "s3:Get")),
        policy("q", statement("C", "s3:List"), statement("B", "s3:Put")),
    )
    _, (delta,) = both(mine, theirs)
    assert shapes([delta]) == [("changed", POLICIES, "same", 2)]
    assert (delta.before, delta.after) == ([statement("B", "s3:Put")], [statement("B", "s3:Put")])


def test_three_changes_of_which_no_two_do_less_are_still_one() -> None:
    halves = [("10.0.0.0/9", 1, 5), ("10.128.0.0/10", 1, 5), ("10.192.0.0/10", 1, 5)]
    deltas, gathered = both(group(("10.0.0.0/8", 1, 5)), group(*halves))
    assert len(deltas) == 3
    assert shapes(gathered) == [("changed", RULES, "same", 3)]
    less, ungathered = both(group(("10.0.0.0/8", 1, 5)), group(*halves[:2]))
    assert ungathered == less


def test_a_split_beside_a_change_of_its_own_leaves_that_alone() -> None:
    keep = ("192.168.0.0/16", 22, 22)
    deltas, gathered = both(group(("10.0.0.0/8", 1, 9), keep), group(("10.0.0.0/8", 1, 5), ("10.0.0.0/8", 6, 9), (*keep[:2], 23)))  # fmt: skip
    assert sorted(len(delta.parts) for delta in gathered) == [0, 2]
    (alone,) = [delta for delta in gathered if not delta.parts]
    assert alone in deltas
    assert alone.permissions is None  # the judge comes later


def test_changes_that_do_nothing_each_are_no_compound() -> None:
    mine = role(policy("p", statement("A", "s3:*", "s3:Get"), statement("B", "sns:*", "sns:Get")))
    theirs = role(policy("p", statement("A", "s3:*", "s3:Put"), statement("B", "sns:*", "sns:Put")))
    deltas, gathered = both(mine, theirs)
    assert len(deltas) > 1
    assert gathered == deltas


def test_up_to_sixteen_changes_are_looked_at_in_pairs() -> None:
    def splits(count: int) -> tuple[Data, Data]:
        whole = [statement(f"S{n}", f"a{n}:Get", f"a{n}:Put") for n in range(count)]
        parts = [
            half
            for n in range(count)
            for half in (statement(f"S{n}", f"a{n}:Get"), statement(f"T{n}", f"a{n}:Put"))
        ]
        return role(policy("p", *whole)), role(policy("p", *parts))

    _, eight = both(*splits(8))
    assert [len(delta.parts) for delta in eight] == [2] * 8
    _, nine = both(*splits(9))
    assert [len(delta.parts) for delta in nine] == [18]  # all together they change nothing


def test_a_branch_of_a_condition_is_a_statement_of_its_own() -> None:
    def branched(key: str) -> Data:
        one = statement("A", "s3:Get", Condition={"StringEquals": {key: "v", "x": "y"}})
        return role(policy("p", statement("K", "k:K"), {"Fn::If": ["C", one, NO_VALUE]}))

    sections = {
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
    }
    mine, theirs = branched("aws:SourceVpc"), branched("AWS:sourcevpc")
    deltas, gathered = both(mine, theirs, **sections)
    assert len(deltas) == 2
    where = (*POLICIES, 0, "PolicyDocument", "Statement", 1, "Fn::If", 1, "Condition", "StringEquals")
    assert [(delta.path, len(delta.parts)) for delta in gathered] == [(where, 2)]


def test_splits_within_a_branch_are_one_change_each() -> None:
    def branched(*statements: Any) -> Data:
        held = policy("p")
        held["PolicyDocument"]["Statement"] = {"Fn::If": ["C", list(statements), [statement("K", "k:K")]]}
        return role(held)

    sections = {
        "Parameters": {"P": {"Type": "String"}},
        "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
    }
    mine = branched(statement("A", "s3:Get", "s3:Put"), statement("B", "sns:Get", "sns:Put"))
    theirs = branched(
        statement("A", "s3:Get"),
        statement("C", "s3:Put"),
        statement("B", "sns:Get"),
        statement("D", "sns:Put"),
    )
    _, gathered = both(mine, theirs, **sections)
    where = (*POLICIES, 0, "PolicyDocument", "Statement", "Fn::If", 1)
    assert shapes(gathered) == [("changed", where, "same", 2)] * 2


def test_what_goes_and_what_comes_in_its_stead_stand_in_their_list() -> None:
    def template(arn: Any) -> Data:
        arns = [arn, "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"]
        return {"R": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": arns}}}

    one, other = (
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"},
    )
    deltas, gathered = both(template(one), template(other))
    assert sorted(delta.kind for delta in deltas) == ["added", "removed"]
    where = ("Resources", "R", "Properties", "ManagedPolicyArns")
    (delta,) = gathered
    assert (delta.path, delta.ideal_path) == (where, where)
    assert (delta.before, delta.after) == ([one], [other])


def test_what_the_parts_hinge_on_the_compound_does() -> None:
    def template(one: Any, other: Any) -> Data:
        return role(
            policy("p", statement("A", "s3:Get", Resource=one), statement("B", "s3:Get", Resource=other))
        )

    given = {"Ref": "P"}
    deltas, (delta,) = both(template("x", given), template(given, "x"), Parameters={"P": {"Type": "String"}})
    assert [part.depends_on for part in deltas] == [("parameter P",)] * 2
    assert (delta.depends_on, delta.parts) == (("parameter P",), tuple(deltas))


def test_a_single_change_of_another_property_keeps_nothing_from_being_gathered() -> None:
    def template(principal: str, *statements: Any) -> Data:
        trust = {
            "Statement": [
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": principal}}
            ]
        }
        body = role(policy("p", *statements))["R"]
        return {"R": {**body, "Properties": {"AssumeRolePolicyDocument": trust, **body["Properties"]}}}

    whole = template("a.amazonaws.com", statement("A", "s3:Get", "s3:Put"))
    split = template("b.amazonaws.com", statement("A", "s3:Get"), statement("B", "s3:Put"))
    _, gathered = both(whole, split)
    assert sorted(len(delta.parts) for delta in gathered) == [0, 2]


def test_a_resource_that_is_too_much_to_judge_is_not_gathered() -> None:
    many = [f"x:{n}" for n in range(11_000)]
    whole, split = [statement("A", "s3:Get", "s3:Put")], [statement("A", "s3:Get"), statement("B", "s3:Put")]
    held = policy("large", statement("L", *many))
    deltas, gathered = both(role(policy("p", *whole), held), role(policy("p", *split), held))
    assert len(deltas) == 2
    assert gathered == deltas


def test_statements_that_are_given_later_are_one_change() -> None:
    split = policy("q", statement("A", "s3:Get"), statement("B", "s3:Put"))
    whole = policy("q", statement("A", "s3:Get", "s3:Put"))
    later = {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Ref": "S"}}}
    now = policy("p", statement("K", "k:K"))
    _, gathered = both(role(later, whole), role(now, split))
    assert sorted((len(delta.parts), len(delta.path or ())) for delta in gathered) == [(0, 7), (2, 7)]


def test_one_change_or_none_is_handed_back_as_it_is() -> None:
    mine, theirs = role(policy("p", statement("A", "s3:Get"))), role(policy("p", statement("A", "s3:Put")))
    deltas, gathered = both(mine, theirs)
    assert gathered == deltas
    assert gathered is not deltas
    assert both(mine, mine) == ([], [])
