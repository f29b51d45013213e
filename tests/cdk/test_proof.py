"""A source fix is believed only when the templates changed as intended."""

from pathlib import Path

from repair.cdk.assembly import Stack
from repair.cdk.attempts import _patched, _single
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


def test_a_log_group_beside_the_function_may_come_and_another_may_not():
    function = {"Type": "AWS::Lambda::Function", "Properties": {}}
    group = {"Type": "AWS::Logs::LogGroup", "Properties": {}}
    before, after = stack(F=function), stack(F=function, FLogs=group, Other=group)
    allowed = [Allowed("F", "S/F/Resource", adds=("AWS::Logs::LogGroup",))]
    assert found(before, after, {"F": function}, allowed) == [("Other", "the whole")]


def test_tags_of_a_whole_stack_may_change_everywhere_in_it():
    tagged = {**BUCKET, "Properties": {**BUCKET["Properties"], "Tags": [{"Key": "a", "Value": "b"}]}}
    before, after = stack(B=BUCKET, C=BUCKET), stack(B=tagged, C=tagged)
    goal = {"B": BUCKET, "C": BUCKET}
    assert found(before, after, goal, [Allowed("", "S", ("Tags",))]) == []
    assert found(before, after, goal, [Allowed("", "T", ("Tags",))]) == [("B", "Tags"), ("C", "Tags")]


def test_a_name_that_was_set_apart_may_change_wherever_it_stands():
    def made(name, other="job-rawdevice"):
        return stack(F={"Type": "AWS::Lambda::Function", "Properties": {"Env": f"x/{name}", "Other": other}})

    allowed = [Allowed("", "S", renames=(("job-rawdev", "job-raw-dev"),))]
    before, after = made("job-rawdev"), made("job-raw-dev")
    goal = before.template.data["Resources"]
    assert found(before, after, goal, allowed) == []
    assert found(before, after, goal) == [("F", "Env")]
    assert found(before, made("job-raw-dev", "job-raw-device"), goal, allowed) == [("F", "Other")]


def test_an_export_may_come_to_the_output_that_the_fix_is_about():
    def made(**more):
        outputs = {"O": {"Value": 1, **more}}
        return Stack("S", Path(), Template({"Resources": {}, "Outputs": outputs}), {"O": "S/O"})

    exported = made(Export={"Name": "x"})
    goals = {"S": made().template.data}
    assert [one.resource for one in surprises([made()], [exported], goals)] == ["O"]
    assert not list(surprises([made()], [exported], goals, [Allowed("O", "S/O", ("Export",))]))


def test_a_deployment_that_is_called_after_a_hash_is_no_surprise():
    def made(name):
        deployment = {"Type": "AWS::ApiGateway::Deployment", "Properties": {}}
        stage = {"Type": "AWS::ApiGateway::Stage", "Properties": {"DeploymentId": {"Ref": name}}}
        return stack(**{name: deployment}, Stage=stage)

    before = made("DeploymentA")
    assert found(before, made("DeploymentB"), before.template.data["Resources"]) == []
