"""Rules in the words of the CDK."""

from pathlib import Path

import pytest

from repair.cdk.assembly import Stack
from repair.cdk.edit import applied
from repair.cdk.locate import locate
from repair.cdk.source import App, parse
from repair.cdk.spelling import NoSpellingError, spelled, spellings
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
    call = 'group = Construct(self, "G"); s3.CfnBucket(group, "B")'
    text, _ = mended(call, "s3-no-such", [op("Properties/X", 1)], path="S/G/B")
    assert 'group.node.find_child("B").add_override("Properties.X", 1)' in text


def test_an_argument_that_a_rule_takes_away_goes():
    ops = [op("Properties/BucketName", None, "remove")]
    text, made = mended('s3.Bucket(self, "B", bucket_name="b", versioned=True)', "naming-fixed", ops)
    assert 's3.Bucket(self, "B", versioned=True)' in text
    assert not made.hatch


def test_what_has_no_property_is_an_escape_hatch():
    text, made = mended('s3.Bucket(self, "B")', "s3-no-such", [op("Properties/ObjectLockEnabled", True)])
    assert (
        'self.node.find_child("B").node.default_child.add_override("Properties.ObjectLockEnabled", True)'
        in text
    )
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
