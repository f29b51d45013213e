"""Rules in the words of the CDK."""

from pathlib import Path

import pytest

from repair.cdk.assembly import Stack
from repair.cdk.edit import applied
from repair.cdk.filling import NoSpellingError
from repair.cdk.locate import locate
from repair.cdk.low_level import folded, refitted
from repair.cdk.source import App, parse
from repair.cdk.spelling import spelled, spellings
from repair.rules.load import library
from repair.template.template import Template

HEAD = "import aws_cdk as cdk\nfrom aws_cdk import aws_s3 as s3, aws_lambda as lambda_\n"
BODY = "class S(cdk.Stack):\n    def __init__(self, scope, id):\n        {}\nS(app, 'S')\n"


def mended(call, rule, ops, path="S/B/Resource", head=HEAD):
    text = head + BODY.format(call)
    app = App(Path(), {"app.py": parse("app.py", text)})
    site = locate(app, Stack("S", Path(), Template({"Resources": {}}), {}), path)
    made = spelled(app, site, rule, "B", ops)
    return applied(text, made.edits).removeprefix(text[: len(head)]) if head in text else "", made


def op(path, value, kind="add"):
    return {"op": kind, "path": f"/Resources/B/{path}", "value": value}


def test_every_rule_of_the_table_is_in_the_library():
    assert set(spellings()) <= {rule.id for rule in library()}


def test_a_rule_becomes_an_argument():
    text, made = mended('s3.Bucket(self, "B")', "s3-versioning", [])
    assert 's3.Bucket(self, "B", versioned=True)' in text
    assert not made.hatch


def test_a_value_of_the_rule_becomes_a_constant_of_the_module_that_the_file_uses():
    ops = [op("Properties/Runtime", "python3.14", "replace")]
    call = 'lambda_.Function(self, "B", runtime=lambda_.Runtime.PYTHON_3_9)'
    assert "runtime=lambda_.Runtime.PYTHON_3_14" in mended(call, "runtimes-deprecated", ops)[0]


def test_names_of_the_core_are_said_as_the_file_says_them():
    call = 's3.Bucket(self, "B", removal_policy=cdk.RemovalPolicy.RETAIN)'
    text, _ = mended(call, "lifecycle-kept-after-delete", [])
    assert "removal_policy=cdk.RemovalPolicy.DESTROY, auto_delete_objects=True" in text


def test_an_escape_hatch_starts_from_the_scope_of_the_construct():
    call = 'group = Construct(self, "G"); s3.Bucket(group, "B")'
    text, _ = mended(call, "s3-no-such", [op("Properties/X", 1)], path="S/G/B/Resource")
    assert 'group.node.find_child("B").node.default_child.add_property_override("X", 1)' in text


def test_an_escape_hatch_starts_from_the_variable_where_there_is_one():
    text, _ = mended('b = s3.Bucket(self, "B")', "s3-no-such", [op("Properties/X", {"Y": "z"})])
    assert 'b.node.default_child.add_property_override("X", {"Y": "z"})' in text


def test_a_property_of_a_bare_resource_is_an_argument():
    text, made = mended(
        's3.CfnBucket(self, "B")', "s3-no-such", [op("Properties/ObjectLockEnabled", True)], "S/B"
    )
    assert 's3.CfnBucket(self, "B", object_lock_enabled=True)' in text
    assert not made.hatch


def test_an_argument_that_a_rule_takes_away_goes():
    ops = [op("Properties/BucketName", None, "remove")]
    text, made = mended('s3.Bucket(self, "B", bucket_name="b", versioned=True)', "naming-fixed", ops)
    assert 's3.Bucket(self, "B", versioned=True)' in text
    assert not made.hatch


def test_what_has_no_property_is_an_escape_hatch():
    text, made = mended('s3.Bucket(self, "B")', "s3-no-such", [op("Properties/ObjectLockEnabled", True)])
    found = 'self.node.find_child("B").node.default_child'
    assert f'{found}.add_property_override("ObjectLockEnabled", True)' in text
    assert made.hatch


@pytest.mark.parametrize(
    ("call", "ops", "why"),
    [
        ('s3.Bucket(self, f"B{n}")', [op("Properties/X", True)], "several constructs"),
        ('s3.Bucket(self, "B")', [op("Properties/X", {"Ref": "Y"})], "refers to other resources"),
        ('s3.Bucket(self, "B")', [op("DependsOn", "Y")], "written by the CDK"),
        ('s3.Bucket(self, "B")', [op("Properties/L/-", 1)], "cannot be said"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(call, ops, why):
    with pytest.raises(NoSpellingError, match=why):
        mended(call, "s3-no-such", ops)


def test_what_a_construct_makes_inside_has_no_spelling():
    with pytest.raises(NoSpellingError, match="made inside of Bucket"):
        mended('s3.Bucket(self, "B")', "iam-none", [op("Properties/X", 1)], path="S/B/Policy/Resource")


NAMED = "import aws_cdk as cdk\nfrom aws_cdk.aws_s3 import Bucket\n"


def test_a_class_that_is_imported_by_name_brings_the_names_beside_it():
    text = whole('Bucket(self, "B")', "s3-public-access-block", [], head=NAMED)
    assert "from aws_cdk.aws_s3 import BlockPublicAccess, Bucket\n" in text
    assert 'Bucket(self, "B", block_public_access=BlockPublicAccess.BLOCK_ALL)' in text


def whole(call, rule, ops, path="S/B/Resource", head=HEAD, **more):
    text = head + BODY.format(call)
    app = App(Path(), {"app.py": parse("app.py", text)})
    site = locate(app, Stack("S", Path(), Template({"Resources": {}}), {}), path)
    return applied(text, spelled(app, site, rule, "B", ops, **more).edits)


GROUP = {
    "op": "add",
    "path": "/Resources/BLogGroup",
    "value": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 14}},
}


@pytest.mark.parametrize(
    ("name", "group"), [('"B"', '"BLogs"'), ('f"{n}B"', 'f"{n}BLogs"'), ("n", 'f"{n}Logs"')]
)
def test_a_function_gets_a_log_group_beside_it(name, group):
    call = f"fn = lambda_.Function(self, {name})"
    text = whole(call, "logs-asked-function-group", [], others=[GROUP])
    assert "from aws_cdk import aws_s3 as s3, aws_lambda as lambda_, aws_logs as logs\n" in text
    assert (
        f"log_group=logs.LogGroup(self, {group}, retention=logs.RetentionDays.TWO_WEEKS, "
        "removal_policy=cdk.RemovalPolicy.DESTROY)" in text
    )


def test_a_later_call_that_says_the_same_is_changed_and_not_the_constructor():
    call = 'b = lambda_.Function(self, "B"); b.apply_removal_policy(cdk.RemovalPolicy.RETAIN)'
    text = whole(call, "lifecycle-kept-after-delete", [])
    assert 'lambda_.Function(self, "B"); b.apply_removal_policy(cdk.RemovalPolicy.DESTROY)' in text


def test_a_class_that_derives_from_one_of_the_cdk_says_it_where_it_calls_that():
    head = (
        HEAD
        + "class Kept(s3.Bucket):\n    def __init__(self, scope, id, **kw):\n        super().__init__(scope, id, **kw)\n"
    )
    text = whole('Kept(self, "B")', "s3-versioning", [], head=head)
    assert "super().__init__(scope, id, **kw, versioned=True)" in text


RATE = [
    op("Properties/Threshold", 5, "replace"),
    op("Properties/ComparisonOperator", "GreaterThanThreshold", "replace"),
]
CW = HEAD + "from aws_cdk import aws_cloudwatch as cw\n"


def test_an_alarm_on_a_number_becomes_one_on_a_rate_of_the_same_period():
    call = 'cw.Alarm(self, "B", metric=fn.metric_errors(period=cdk.Duration.minutes(1)), threshold=1)'
    text = whole(call, "cloudwatch-asked-error-rate", RATE, head=CW)
    assert '"invocations": fn.metric_invocations(period=cdk.Duration.minutes(1))' in text
    assert "threshold=5, comparison_operator=cw.ComparisonOperator.GREATER_THAN_THRESHOLD" in text
    assert "evaluation_periods" not in text


def test_a_metric_that_is_kept_for_one_alarm_changes_where_it_is_made():
    call = 'rate = fn.metric_errors(); cw.Alarm(self, "B", metric=rate)'
    text = whole(call, "cloudwatch-asked-error-rate", RATE, head=CW)
    assert "rate = cw.MathExpression(" in text
    assert "metric=rate" in text


def test_a_pattern_gets_what_a_rule_adds_to_it():
    call = 'pattern = events.EventPattern(source=["aws.s3"], detail={"bucket": {}}); events.Rule(self, "B", event_pattern=pattern)'
    ops = [op("Properties/EventPattern/detail/object", {"key": [{"suffix": ".csv"}]})]
    text = whole(call, "events-asked-suffixes", ops)
    assert 'detail={"bucket": {}, "object": {"key": [{"suffix": ".csv"}]}})' in text


def test_operations_that_go_on_with_one_another_are_one():
    ops = [op("Properties/A", {"B": 1}), op("Properties/A/C", 2), op("Properties/D", 3)]
    assert [one["value"] for one in folded(ops)] == [{"B": 1, "C": 2}, 3]


def test_the_fixed_parts_of_a_text_change_and_its_values_stay():
    text = 'f"lake-db{suffix}-x"'
    file = parse("a.py", text)
    edits = refitted(file, (0, len(text)), "lake-dbdev-x", "lake_dbdev_x")
    assert applied(text, edits) == 'f"lake_db{suffix}_x"'
    with pytest.raises(NoSpellingError, match="made of others"):
        refitted(file, (0, len(text)), "lake-dbdev-x", "lake-dbDEV-x")
