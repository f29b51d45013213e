"""Failures that no template shows, and differences of form."""

from pathlib import Path

import pytest

from repair.cdk.form import differs_in
from repair.cdk.source import App, parse
from repair.cdk.source_failures import source_failures

NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


def app(text, name="lib/a.ts"):
    if name.endswith(".ts"):
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    return App(Path(), {name: parse(name, text)})


def found(mine, theirs, name="lib/a.ts"):
    return [(one.id, one.name) for one in source_failures(app(mine, name), app(theirs, name))]


def test_a_constant_that_is_not_exported():
    assert found("const config = { a: 1 };", "export const config = { a: 1 };") == [
        ("cdk-missing-export", "config")
    ]


def test_an_interface_that_is_not_declared():
    assert found("let x = 1;", "let x = 1;\nexport interface Props { a: string }") == [
        ("cdk-missing-export", "Props")
    ]


def test_a_construct_in_a_local_variable_and_properties_of_any_type():
    mine = "class S extends Stack { constructor(scope: Construct, id: string, props?: any) { const b = new Bucket(this, 'B'); } }"
    theirs = (
        "class S extends Stack { public readonly b: Bucket;\n"
        "constructor(scope: Construct, id: string, props?: Props) { this.b = new Bucket(this, 'B'); } }"
    )
    assert found(mine, theirs) == [("cdk-hidden-construct", "S.b"), ("cdk-untyped-props", "S.props")]


def test_a_private_field_is_asked_for_by_nobody():
    theirs = "class S extends Stack { private readonly b: Bucket; }"
    assert found("class S extends Stack { }", theirs) == []


def test_a_call_that_a_property_could_say():
    mine = "class S { constructor() { const b = new s3.Bucket(this, 'B', { x: 1 }); b.enableEventBridgeNotification(); } }"
    theirs = "class S { constructor() { const b = new s3.Bucket(this, 'B', { x: 1, eventBridgeEnabled: true }); } }"
    assert found(mine, theirs) == [("cdk-imperative-call", "b")]


def test_a_python_attribute_that_tests_cannot_reach():
    mine = "class S(Stack):\n    def __init__(self):\n        b = s3.Bucket(self, 'B')\n"
    theirs = "class S(Stack):\n    def __init__(self):\n        self.b = s3.Bucket(self, 'B')\n"
    assert found(mine, theirs, "a.py") == [("cdk-hidden-construct", "S.b")]


@pytest.mark.parametrize(
    ("mine", "theirs", "kinds"),
    [
        ("f(a, 'b');", 'f(\n  a,\n  "b",\n)', ("formatting",)),
        ("f(a); // one", "f(a); // other", ("formatting", "comments")),
        ("f(a);", "f(a);", ()),
        ("f(a);", "f(b);", None),
        ("f('it\\'s');", 'f("it\'s");', ("formatting",)),
    ],
)
def test_form_is_told_from_meaning(mine, theirs, kinds):
    assert differs_in(app(mine), app(theirs)) == kinds


def test_form_of_python_is_told_by_its_syntax_tree():
    assert differs_in(app("f(a,\n  b)\n", "a.py"), app("f(a, b)\n", "a.py")) == ("formatting",)
    assert differs_in(app("f(a)\n", "a.py"), app("f(b)\n", "a.py")) is None
