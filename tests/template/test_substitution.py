from hypothesis import given
from hypothesis import strategies as st
from template_strategies import sub_texts

from repair.template.substitution import (
    Variable,
    escaped_text,
    literal_text,
    parse_sub,
    render_sub,
    sub_form,
    variables,
)


@given(st.one_of(sub_texts, st.text(alphabet="${}!. aB\n", max_size=20)))
def test_parts_of_a_text_put_together_are_the_text(text):
    assert render_sub(parse_sub(text)) == text
    for part in variables(text):
        assert text[part.start : part.end] == part.text


@given(st.text(alphabet="${}!. aB\n", max_size=20))
def test_escaped_text_has_no_variables_and_yields_the_text(text):
    escaped = escaped_text(text)
    assert variables(escaped) == ()
    assert literal_text(escaped) == text


def test_a_variable_knows_name_attribute_and_span():
    before, variable, after = parse_sub("a-${Db.Endpoint.Port}-z")
    assert (before, after) == ("a-", "-z")
    assert variable == Variable("${Db.Endpoint.Port}", "Db", "Endpoint.Port", 2, 21)


def test_an_escaped_name_is_literal_and_yields_its_braces():
    assert parse_sub("${!Literal}") == ("${!Literal}",)
    assert literal_text("${!Literal}") == "${Literal}"


def test_an_opening_without_an_end_is_literal():
    assert parse_sub("echo ${HOME") == ("echo ${HOME",)


def test_empty_braces_are_literal():
    assert parse_sub("${}${ }") == ("${}${ }",)


def test_spaces_inside_the_braces_do_not_count():
    (variable,) = parse_sub("${ Env }")
    assert isinstance(variable, Variable)
    assert (variable.name, variable.text) == ("Env", "${ Env }")


def test_a_renamed_variable_keeps_its_spaces_and_attribute():
    (variable,) = variables("${ Old.Arn }")
    assert variable.renamed("Newer").text == "${ Newer.Arn }"


def test_the_inner_one_of_nested_braces_is_the_variable():
    assert [part.name for part in variables("${A${B}}")] == ["B"]


def test_pseudo_parameters_keep_their_colons():
    assert [part.full_name for part in variables("${AWS::Region}")] == ["AWS::Region"]


def test_both_forms_of_the_argument_are_read_and_others_are_none():
    assert sub_form("x") == ("x", {})
    assert sub_form(["x", {"a": 1}]) == ("x", {"a": 1})
    for argument in (None, [], ["x"], ["x", "y"], [1, {}], {"a": 1}):
        assert sub_form(argument) is None
