"""Edits of the source: what is asked for changes, and every other character stays."""

import pytest

from repair.cdk.edit import (
    Edit,
    after_statement,
    applied,
    with_arguments,
    with_import,
    with_value,
    without_argument,
    without_statement,
)
from repair.cdk.source import Import, parse

NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


def made(file, name="Bucket"):
    return next(call for call in file.calls if call.name == name)


def given(name, text, *arguments):
    file = parse(name, text)
    return applied(text, with_arguments(file, made(file), arguments))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('s3.Bucket(self, "B")', 's3.Bucket(self, "B", versioned=True)'),
        ('s3.Bucket(self, "B", x=1)', 's3.Bucket(self, "B", x=1, versioned=True)'),
        (
            's3.Bucket(\n    self,\n    "B",\n    x=1,  # why\n)',
            's3.Bucket(\n    self,\n    "B",\n    x=1,  # why\n    versioned=True,\n)',
        ),
        (
            's3.Bucket(\n    self, "B",\n    x=1\n)',
            's3.Bucket(\n    self, "B",\n    x=1,\n    versioned=True,\n)',
        ),
    ],
)
def test_an_argument_is_added_to_a_python_call_as_its_others_stand(text, wanted):
    assert given("a.py", text, ("versioned", "True")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("new s3.Bucket(this, 'B');", "new s3.Bucket(this, 'B', { versioned: true });"),
        ("new s3.Bucket(this, 'B', {});", "new s3.Bucket(this, 'B', { versioned: true });"),
        ("new s3.Bucket(this, 'B', { x: 1 });", "new s3.Bucket(this, 'B', { x: 1, versioned: true });"),
        (
            "new s3.Bucket(this, 'B', {\n  x: 1 // why\n});",
            "new s3.Bucket(this, 'B', {\n  x: 1, // why\n  versioned: true,\n});",
        ),
    ],
)
def test_a_property_is_added_to_a_typescript_call_as_its_others_stand(text, wanted):
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    assert given("a.ts", text, ("versioned", "true")) == wanted


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.py", 's3.Bucket(self, "B", **props)', 's3.Bucket(self, "B", **props, versioned=True)'),
        (
            "a.ts",
            "new s3.Bucket(this, 'B', props);",
            "new s3.Bucket(this, 'B', { ...props, versioned: true });",
        ),
        (
            "a.ts",
            "new s3.Bucket(this, 'B', a ? b : c);",
            "new s3.Bucket(this, 'B', { ...(a ? b : c), versioned: true });",
        ),
        (
            "a.ts",
            "new s3.Bucket(this, 'B', { x: 1, ...props });",
            "new s3.Bucket(this, 'B', { x: 1, ...props, versioned: true });",
        ),
    ],
)
def test_an_argument_is_added_behind_properties_that_come_from_elsewhere(name, text, wanted):
    if name.endswith(".ts"):
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    value = "True" if name.endswith(".py") else "true"
    assert given(name, text, ("versioned", value)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("new s3.Bucket(this, 'B');", "new s3.Bucket(this, 'B', { a: 1, b: 2 });"),
        ("new s3.Bucket(this, 'B', {});", "new s3.Bucket(this, 'B', { a: 1, b: 2 });"),
        ("new s3.Bucket(this, 'B', props);", "new s3.Bucket(this, 'B', { ...props, a: 1, b: 2 });"),
    ],
)
def test_two_fixes_of_a_call_share_its_object(text, wanted):
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    file = parse("a.ts", text)
    edits = [
        edit
        for name, value in (("a", "1"), ("b", "2"))
        for edit in with_arguments(file, made(file), [(name, value)])
    ]
    assert applied(text, edits) == wanted


def test_nothing_is_added_to_what_is_no_constructor():
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    with pytest.raises(ValueError, match="elsewhere"):
        given("a.ts", "Bucket(this);", ("versioned", "true"))


def test_a_value_is_replaced_and_an_argument_goes_with_its_line():
    text = 's3.Bucket(\n    self,\n    "B",\n    x=1,\n    y=2,\n)'
    file = parse("a.py", text)
    call = made(file)
    assert applied(text, [with_value(file, call.argument("x"), "3")]) == text.replace("x=1", "x=3")
    assert applied(text, [without_argument(file, call.argument("x"))]) == text.replace("    x=1,\n", "")


def test_a_statement_comes_below_another_and_goes_with_its_line():
    text = 'def f(self):\n    s3.Bucket(self, "B")\n    done()\n'
    file = parse("a.py", text)
    below = applied(text, [after_statement(file, made(file).statement, "first(\n    1\n)\nsecond()")])
    assert below == text.replace("    done()", "    first(\n        1\n    )\n    second()\n    done()")
    assert applied(text, [without_statement(file, made(file).statement)]) == "def f(self):\n    done()\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("from aws_cdk import Stack\n", "from aws_cdk import Stack, aws_logs as logs\n"),
        (
            "from aws_cdk import (\n    Stack,\n)\n",
            "from aws_cdk import (\n    Stack,\n    aws_logs as logs,\n)\n",
        ),
        ("import os\n", "import os\nfrom aws_cdk import aws_logs as logs\n"),
        (
            "from aws_cdk import (\n    Stack,\n    aws_s3 as s3,\n)\n",
            "from aws_cdk import (\n    Stack,\n    aws_logs as logs,\n    aws_s3 as s3,\n)\n",
        ),
        ("x = 1\n", "from aws_cdk import aws_logs as logs\nx = 1\n"),
    ],
)
def test_an_import_is_added_to_those_of_its_module(text, wanted):
    wish = Import("logs", "aws_cdk", "aws_logs", (0, 0))
    assert applied(text, [with_import(parse("a.py", text), wish)]) == wanted


def test_an_import_that_is_there_is_not_added_again():
    file = parse("a.py", "from aws_cdk import aws_logs as logs\n")
    assert with_import(file, Import("logs", "aws_cdk", "aws_logs", (0, 0))) is None


def test_edits_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        applied("abcdef", [Edit("a", (0, 3), "x"), Edit("a", (2, 4), "y")])


def test_two_names_of_a_new_module_share_a_line_among_their_kin():
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    text = "import { Bucket } from 'aws-cdk-lib/aws-s3';\nimport { Construct } from 'constructs';\n"
    file = parse("a.ts", text)
    module = "aws-cdk-lib/aws-sqs"
    edits = [with_import(file, Import(name, module, name, (0, 0))) for name in ("Queue", "QueueEncryption")]
    line = "import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';\n"
    first, second = text.splitlines(keepends=True)
    assert applied(text, edits) == first + line + second
