"""A source fix is believed only when the templates changed as intended."""

from pathlib import Path

from repair.cdk.assembly import Stack
from repair.cdk.mend import _patched, _single
from repair.cdk.prove import distance, surprises
from repair.cdk.spelling import Allowed
from repair.template.template import Template

BUCKET = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b"}}
VERSIONED = {
    "Type": "AWS::S3::Bucket",
    "Properties": {"BucketName": "b", "VersioningConfiguration": {"Status": "Enabled"}},
}


def stack(**resources):
    return Stack(
        "S", Path(), Template({"Resources": resources}), {name: f"S/{name}/Resource" for name in resources}
    )


def found(before, after, goal, allowed=(), *, nearer=False):
    goals = {"S": {"Resources": goal}}
    return [(one.resource, one.what) for one in surprises([before], [after], goals, allowed, nearer=nearer)]


def test_what_was_intended_is_no_surprise():
    assert found(stack(B=BUCKET), stack(B=VERSIONED), {"B": VERSIONED}) == []


def test_another_change_of_the_same_resource_is_one():
    other = {**VERSIONED, "Properties": {**VERSIONED["Properties"], "BucketName": "c"}}
    assert found(stack(B=BUCKET), stack(B=other), {"B": VERSIONED}) == [("B", "BucketName")]


def test_a_resource_that_comes_along_is_one_unless_the_spelling_allows_it():
    policy = {"Type": "AWS::S3::BucketPolicy", "Properties": {}}
    before, after = stack(B=BUCKET), stack(B=VERSIONED, P=policy)
    assert found(before, after, {"B": VERSIONED}) == [("P", "the whole")]
    after = Stack("S", Path(), after.template, {"B": "S/B/Resource", "P": "S/B/Policy/Resource"})
    allowed = [Allowed("B", "S/B/Resource", adds=("AWS::S3::BucketPolicy",))]
    assert found(before, after, {"B": VERSIONED}, allowed) == []


def test_a_resource_that_goes_is_one():
    assert found(stack(B=BUCKET, C=BUCKET), stack(B=BUCKET), {"B": BUCKET, "C": BUCKET}) == [
        ("C", "the whole")
    ]


def test_a_value_that_is_only_nearer_to_the_goal_counts_when_that_is_asked():
    def machine(text):
        return {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {"D": {"Fn::Join": ["", [text, "tail"]]}},
        }

    goal = {"M": machine("ab") | {"Properties": {"D": {"Fn::Join": ["", ["ab", "end"]]}}}}
    before, after = stack(M=machine("a")), stack(M=machine("ab"))
    assert found(before, after, goal) == [("M", "D")]
    assert found(before, after, goal, nearer=True) == []


def test_distance_is_none_between_equals_and_grows_with_what_differs():
    assert distance({"a": [1, 2]}, {"a": [1, 2]}) == 0
    assert distance({"a": [1, 2]}, {"a": [1, 3]}) < distance({"a": [1, 2]}, {"a": [3, 4], "b": 1})


def test_a_role_may_change_only_below_the_construct_that_the_fix_is_about():
    def role(action):
        return {
            "Type": "AWS::IAM::Policy",
            "Properties": {"PolicyDocument": {"Statement": [{"Action": action}]}},
        }

    function = {"Type": "AWS::Lambda::Function", "Properties": {}}
    paths = {"F": "S/F/Resource", "Own": "S/F/ServiceRole/Policy", "Other": "S/G/ServiceRole/Policy"}

    def made(action):
        data = {"Resources": {"F": function, "Own": role(action), "Other": role(action)}}
        return Stack("S", Path(), Template(data), paths)

    goal = made("a").template.data["Resources"]
    allowed = [Allowed("F", "S/F/Resource", grants=True)]
    assert found(made("a"), made("b"), goal, allowed) == [("Other", "PolicyDocument")]


def test_fixes_that_were_made_one_without_the_other_are_put_together():
    data = {"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}
    ops = [
        single
        for name in ("X", "Y")
        for single in _single({"op": "add", "path": "/Resources/B/Properties", "value": {name: 1}})
    ]
    assert _patched(data, ops)["Resources"]["B"]["Properties"] == {"X": 1, "Y": 1}
