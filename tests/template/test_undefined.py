import pytest

from repair.template import Template

SAM = "AWS::Serverless-2016-10-31"


def undefined(value, **sections):
    sections.setdefault("Resources", {})
    sections["Outputs"] = {"O": {"Value": value}}
    return [(ref.kind, ref.target) for ref in Template(sections).references.undefined()]


def test_parameters_resources_and_pseudo_parameters_are_defined():
    value = {"Fn::Sub": "${P}${R}${R.Arn}${AWS::Region}"}
    assert undefined(value, Parameters={"P": {}}, Resources={"R": {"Type": "T"}}) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "X"}, [("Ref", "X")]),
        ({"Ref": "R.Arn"}, [("Ref", "R.Arn")]),
        ({"Ref": "AWS::Regoin"}, [("Ref", "AWS::Regoin")]),
        ({"Fn::GetAtt": ["P", "Arn"]}, [("GetAtt", "P")]),
        ({"Fn::GetAtt": ["AWS::Region", "x"]}, [("GetAtt", "AWS::Region")]),
        ({"Fn::Sub": "${P.x}"}, [("Sub", "P")]),
        ({"Fn::If": ["X", 1, 2]}, [("If", "X")]),
        ({"Fn::FindInMap": ["X", "a", "b"]}, [("FindInMap", "X")]),
        ({"Fn::ImportValue": "other"}, []),
    ],
)
def test_what_points_at_nothing_is_told(value, expected):
    assert undefined(value, Parameters={"P": {}}, Resources={"R": {"Type": "T"}}) == expected


def test_depends_on_wants_a_resource_and_conditions_a_condition():
    data = {
        "Parameters": {"P": {}},
        "Resources": {"R": {"DependsOn": ["P", "S"], "Condition": "C"}, "S": {}},
    }
    assert [ref.target for ref in Template(data).references.undefined()] == ["C", "P"]


@pytest.mark.parametrize("name", ["FnRole", "FnEventPermission", "ApiStage", "ServerlessRestApi"])
def test_names_that_sam_makes_are_not_judged(name):
    resources = {"Fn": {"Type": "AWS::Serverless::Function"}, "Api": {"Type": "AWS::Serverless::Api"}}
    assert undefined({"Ref": name}, Resources=resources, Transform=SAM) == []
    assert undefined({"Ref": "Other"}, Resources=resources, Transform=SAM) == [("Ref", "Other")]


@pytest.mark.parametrize("transform", ["MyMacro", [SAM, "AWS::Include"], {"Name": "AWS::Include"}, 5])
def test_unknown_macros_may_make_any_name(transform):
    assert undefined({"Ref": "X"}, Transform=transform) == []


def test_language_extensions_alone_make_no_names():
    assert undefined({"Ref": "X"}, Transform="AWS::LanguageExtensions") == [("Ref", "X")]


def test_names_that_a_loop_makes_are_not_judged():
    loop = {"Fn::ForEach::T": ["N", ["a", "b"], {"Topic${N}End": {"Type": "T"}}]}
    assert undefined({"Ref": "TopicaEnd"}, Resources=loop) == []
    assert undefined({"Ref": "Topica"}, Resources=loop) == [("Ref", "Topica")]
    nested = {"Fn::ForEach::T": ["N", [], {"Fn::ForEach::U": ["M", [], {"X${N}${M}": {}}]}]}
    assert undefined({"Ref": "Xab"}, Resources=nested) == []


def test_a_section_that_a_transform_fills_is_not_judged():
    assert undefined({"Ref": "X"}, Resources={"Fn::Transform": {"Name": "M"}}) == []


def test_names_inside_a_module_are_not_judged():
    assert (
        undefined({"Fn::GetAtt": ["NetVpc", "Id"]}, Resources={"Net": {"Type": "My::Net::Vpc::MODULE"}}) == []
    )
