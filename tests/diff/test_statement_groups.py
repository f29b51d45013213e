from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.alignment.successors import aligned
from repair.diff.budget import Budget
from repair.diff.compare import compared
from repair.diff.delta import Delta
from repair.diff.merge import apply_deltas
from repair.diff.permissions.judge import Judge
from repair.diff.permissions.statement_groups import gathered_statements
from repair.patch.same import same
from repair.template.template import Template

Data = dict[str, Any]
LIST = ("Resources", "R", "Properties", "Policies", 0, "PolicyDocument", "Statement")


def statement(sid: str | None, *actions: str, **elements: Any) -> Data:
    found = {"Effect": "Allow", "Action": list(actions), "Resource": "arn:aws:s3:::a-bucket/*", **elements}
    return found if sid is None else {"Sid": sid, **found}


def role(*statements: Data) -> Data:
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    policies = [{"PolicyName": "p", "PolicyDocument": document}]
    return {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": policies}}}}


def both(mine: Data, theirs: Data) -> tuple[list[Delta], list[Delta]]:
    """The deltas as they were, and gathered."""
    generated, ideal = Template(mine), Template(theirs)
    found = compared(generated, ideal, aligned(generated, ideal), exact=False, work=Budget(10**6))
    judge = Judge(found.view, ideal, found.renames.get("Resources", {}))
    return found.deltas, gathered_statements(found.deltas, judge, generated, ideal)


def test_a_statement_split_in_two_is_one_delta() -> None:
    mine = role(statement("All", "s3:GetObject", "s3:PutObject"))
    theirs = role(statement("Read", "s3:GetObject"), statement("Write", "s3:PutObject"))
    deltas, gathered = both(mine, theirs)
    (delta,) = gathered
    assert (delta.kind, delta.permissions, delta.path, delta.ideal_path) == ("changed", "same", LIST, LIST)
    assert delta.parts == tuple(deltas)
    assert delta.weight == sum(part.weight for part in deltas)
    assert (delta.before, delta.after) == (
        mine["Resources"]["R"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        theirs["Resources"]["R"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
    )
    mended = apply_deltas(Template(mine), Template(theirs), gathered)
    assert same(mended, theirs)


def test_two_statements_merged_are_one_delta() -> None:
    theirs = role(statement("All", "s3:GetObject", "s3:PutObject", "s3:ListBucket"))
    mine = role(statement("Read", "s3:GetObject", "s3:ListBucket"), statement("Write", "s3:PutObject"))
    _, gathered = both(mine, theirs)
    assert [(delta.permissions, delta.path) for delta in gathered] == [("same", LIST)]


def test_one_split_in_three_is_one_delta_beside_an_ordinary_change() -> None:
    other = statement("Other", "sns:Publish", "sns:Subscribe")
    less = statement("Other", "sns:Publish")
    mine = role(other, statement("All", "s3:GetObject", "s3:PutObject", "s3:ListBucket"))
    split = [statement(name, action) for name, action in (("A", "s3:GetObject"), ("B", "s3:PutObject"))]
    theirs = role(less, *split, statement("C", "s3:ListBucket"))
    _, gathered = both(mine, theirs)
    assert [(delta.kind, delta.permissions) for delta in gathered] == [("removed", None), ("changed", "same")]
    assert len(gathered[1].parts) > 2


def test_two_splits_are_two_deltas() -> None:
    mine = role(
        statement("A", "s3:GetObject", "s3:PutObject"), statement("B", "sns:Publish", "sns:Subscribe")
    )
    theirs = role(
        statement("A", "s3:GetObject"),
        statement("A2", "s3:PutObject"),
        statement("B", "sns:Publish"),
        statement("B2", "sns:Subscribe"),
    )
    _, gathered = both(mine, theirs)
    assert [(delta.permissions, len(delta.parts)) for delta in gathered] == [("same", 2), ("same", 2)]
    assert gathered[1].before == [statement("B", "sns:Publish", "sns:Subscribe")]
    assert gathered[1].after == [statement("B", "sns:Publish"), statement("B2", "sns:Subscribe")]


def test_a_split_that_leaves_something_out_stays_as_it_is() -> None:
    mine = role(statement("A", "s3:GetObject", "s3:PutObject", "s3:ListBucket"))
    theirs = role(statement("A", "s3:GetObject"), statement("B", "s3:PutObject"))
    deltas, gathered = both(mine, theirs)
    assert gathered == deltas


def test_a_single_change_needs_no_compound() -> None:
    mine, theirs = role(statement("Old", "s3:GetObject")), role(statement("New", "s3:GetObject"))
    deltas, gathered = both(mine, theirs)
    assert gathered == deltas
    assert len(deltas) == 1


def test_a_key_in_other_case_is_one_delta_in_its_statement() -> None:
    def template(key: str) -> Data:
        return role(statement("S", "s3:GetObject", Condition={"StringEquals": {"x": "y", key: "vpc-1"}}))

    _, gathered = both(template("aws:SourceVpc"), template("AWS:sourcevpc"))
    assert [(delta.permissions, delta.path) for delta in gathered] == [
        ("same", (*LIST, 0, "Condition", "StringEquals"))
    ]


def test_a_managed_policy_in_another_spelling_is_one_delta() -> None:
    def template(arn: Any) -> Data:
        arns = [arn, "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"]
        return {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": arns}}}}

    spelt = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}
    _, gathered = both(template("arn:aws:iam::aws:policy/ReadOnlyAccess"), template(spelt))
    assert [(delta.permissions, len(delta.parts)) for delta in gathered] == [("same", 2)]


def test_rules_of_a_group_are_gathered_too() -> None:
    def template(*ports: tuple[int, int]) -> Data:
        rules = [{"IpProtocol": "tcp", "FromPort": a, "ToPort": b, "CidrIp": "10.0.0.0/8"} for a, b in ports]
        properties = {"GroupDescription": "g", "SecurityGroupIngress": rules}
        return {"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}}

    _, gathered = both(template((80, 81)), template((80, 80), (81, 81)))
    assert [(delta.permissions, len(delta.parts)) for delta in gathered] == [("same", 2)]


actions = st.lists(st.sampled_from(["a:b", "a:c", "a:d"]), min_size=1, max_size=3, unique=True)
statements = st.builds(
    lambda sid, names: statement(sid, *names), st.sampled_from([None, "A", "B", "C"]), actions
)


@settings(max_examples=60)
@given(st.lists(statements, min_size=1, max_size=4), st.lists(statements, min_size=1, max_size=4))
def test_gathering_keeps_all_deltas_and_their_weight(mine: list[Data], theirs: list[Data]) -> None:
    deltas, gathered = both(role(*mine), role(*theirs))
    flat = [part for delta in gathered for part in delta.flat]
    assert sorted(map(id, flat)) == sorted(map(id, deltas))
    assert sum(delta.weight for delta in gathered) == sum(delta.weight for delta in deltas)
    assert all(delta.permissions == "same" and len(delta.parts) > 1 for delta in gathered if delta.parts)
    ends = [
        apply_deltas(Template(role(*mine)), Template(role(*theirs)), found) for found in (deltas, gathered)
    ]
    assert same(*ends)
