from repair.patch.transaction import compile_operations
from repair.rules.context import Context
from repair.rules.parameter_values import changed, given
from repair.template.template import Template


def context_of(parameter, *uses):
    topics = {
        f"T{at}": {"Type": "AWS::SNS::Topic", "Properties": properties} for at, properties in enumerate(uses)
    }
    return Context(Template({"Parameters": {"P": parameter}, "Resources": topics}))


PATH = ("Resources", "T0", "Properties", "Size")


def test_a_literal_is_given_where_it_stands():
    found = given(context_of({}), "s", PATH)
    assert (found.value, found.path, found.parameter) == ("s", PATH, None)


def test_a_default_is_given_by_the_parameter():
    context = context_of({"Type": "String", "Default": "s"}, {"Size": {"Ref": "P"}})
    assert given(context, {"Ref": "P"}, PATH).path == ("Parameters", "P", "Default")


def test_a_parameter_with_another_use_or_without_a_default_gives_nothing():
    assert given(context_of({"Type": "String"}, {"Size": {"Ref": "P"}}), {"Ref": "P"}, PATH) is None
    context = context_of({"Type": "String", "Default": "s"}, {"Size": {"Ref": "P"}, "Name": {"Ref": "P"}})
    assert given(context, {"Ref": "P"}, PATH) is None
    assert given(context, {"Fn::If": ["A", "b", "c"]}, PATH) is None


def test_allowed_values_come_along_without_doubles():
    parameter = {"Type": "String", "Default": "old", "AllowedValues": ["old", "older", "new", "other"]}
    context = context_of(parameter, {"Size": {"Ref": "P"}})
    operations = changed(
        context, given(context, {"Ref": "P"}, PATH), "new", {"old": "new", "older": "new"}.get
    )
    data = compile_operations(operations, context.template.data).data
    assert data["Parameters"]["P"] == {"Type": "String", "Default": "new", "AllowedValues": ["new", "other"]}


def test_a_value_that_was_not_allowed_before_is_allowed_now():
    parameter = {"Type": "String", "Default": "old", "AllowedValues": ["old"]}
    context = context_of(parameter, {"Size": {"Ref": "P"}})
    operations = changed(context, given(context, {"Ref": "P"}, PATH), "new", lambda _value: None)
    data = compile_operations(operations, context.template.data).data
    assert data["Parameters"]["P"]["AllowedValues"] == ["old", "new"]
