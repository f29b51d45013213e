"""Each reference with all that is said of it: how it is written, where it is looked up, and exactly where it stands."""

import pytest

from repair.template.references import references

BODY = ("Resources", "R")
AT = (*BODY, "P")
SAM = "AWS::Serverless-2016-10-31"


def told(data):
    return [tuple(one) for one in references(data)]


def stands(kind, space, target, path, attribute=None, span=None, keys=(), section="Resources", entry="R"):
    return (kind, space, target, attribute, path, section, entry, span, keys)


IN_PROPERTIES = [
        ({"Ref": "A"}, [stands("Ref", "value", "A", AT)]),
        ({"Ref": {"Ref": "A"}}, [stands("Ref", "value", "A", (*AT, "Ref"))]),
        ([1, {"Ref": "A"}, [{"Ref": "B"}]], [stands("Ref", "value", "A", (*AT, 1)), stands("Ref", "value", "B", (*AT, 2, 0))]),
        ({"a": [{"Ref": "A"}], "b": {"c": {"Ref": "B"}}, "d": {"Ref": "C"}}, [
            stands("Ref", "value", "A", (*AT, "a", 0)), stands("Ref", "value", "B", (*AT, "b", "c")), stands("Ref", "value", "C", (*AT, "d")),
        ]),
        ({"Fn::GetAtt": ["A", "B"]}, [stands("GetAtt", "value", "A", AT, "B")]),
        ({"Fn::GetAtt": ["A", ""]}, [stands("GetAtt", "value", "A", AT)]),
        ({"Fn::GetAtt": ["A"]}, [stands("GetAtt", "value", "A", AT)]),
        ({"Fn::GetAtt": "A"}, [stands("GetAtt", "value", "A", AT)]),
        ({"Fn::GetAtt": "A.B.C"}, [stands("GetAtt", "value", "A", AT, "B.C")]),
        ({"Fn::GetAtt": ["A", "B", "C"]}, [stands("GetAtt", "value", "A", AT, "B.C")]),
        ({"Fn::GetAtt": ["A", "B", {"Ref": "C"}]}, [stands("GetAtt", "value", "A", AT), stands("Ref", "value", "C", (*AT, "Fn::GetAtt", 2))]),
        ({"Fn::GetAtt": [{"Ref": "A"}, "B"]}, [stands("Ref", "value", "A", (*AT, "Fn::GetAtt", 0))]),
        ({"Fn::GetAtt": []}, []),
        ({"Fn::GetAtt": {"Ref": "A"}}, []),
        ({"Fn::GetAtt": 1}, []),
        ({"Fn::Sub": "-${A}${B.C}"}, [
            stands("Sub", "value", "A", (*AT, "Fn::Sub"), span=(1, 5)), stands("Sub", "value", "B", (*AT, "Fn::Sub"), "C", (5, 11)),
        ]),
        ({"Fn::Sub": ["${A}${B}", {"B": {"Ref": "C"}, "D": [{"Ref": "E"}]}]}, [
            stands("Sub", "value", "A", (*AT, "Fn::Sub", 0), span=(0, 4)), stands("Ref", "value", "C", (*AT, "Fn::Sub", 1, "B")),
            stands("Ref", "value", "E", (*AT, "Fn::Sub", 1, "D", 0)),
        ]),
        ({"Fn::Sub": {"Ref": "A"}}, [stands("Ref", "value", "A", (*AT, "Fn::Sub"))]),
        ({"Fn::Sub": [{"Ref": "A"}, {}, 1]}, [stands("Ref", "value", "A", (*AT, "Fn::Sub", 0))]),
        ({"Fn::If": ["C", {"Ref": "A"}, [{"Ref": "B"}]]}, [
            stands("If", "condition", "C", AT), stands("Ref", "value", "A", (*AT, "Fn::If", 1)), stands("Ref", "value", "B", (*AT, "Fn::If", 2, 0)),
        ]),
        ({"Fn::If": [{"Condition": "C"}, 1, 2]}, [stands("Condition", "condition", "C", (*AT, "Fn::If", 0, "Condition"))]),
        ({"Fn::If": [{"Condition": 1}, 1, 2]}, []),
        ({"Fn::If": []}, []),
        ({"Fn::If": {"a": {"Ref": "A"}}}, [stands("Ref", "value", "A", (*AT, "Fn::If", "a"))]),
        ({"Fn::And": [{"Condition": "C"}, {"Fn::Not": [{"Condition": "D"}]}, {"Ref": "A"}, 1]}, [
            stands("Condition", "condition", "C", (*AT, "Fn::And", 0, "Condition")),
            stands("Condition", "condition", "D", (*AT, "Fn::And", 1, "Fn::Not", 0, "Condition")), stands("Ref", "value", "A", (*AT, "Fn::And", 2)),
        ]),
        ({"Fn::Or": [{"Condition": "C", "x": 1}, {"Condition": 1}]}, []),
        ({"Fn::Not": {"a": {"Ref": "A"}}}, [stands("Ref", "value", "A", (*AT, "Fn::Not", "a"))]),
        ({"Fn::FindInMap": ["M", "k", {"Ref": "A"}]}, [
            stands("FindInMap", "mapping", "M", AT, keys=("k", None)), stands("Ref", "value", "A", (*AT, "Fn::FindInMap", 2)),
        ]),
        ({"Fn::FindInMap": ["M", "k", "l", {"DefaultValue": {"Ref": "A"}}]}, [
            stands("FindInMap", "mapping", "M", AT, keys=("k", "l")), stands("Ref", "value", "A", (*AT, "Fn::FindInMap", 3, "DefaultValue")),
        ]),
        ({"Fn::FindInMap": [{"Ref": "A"}, "k", "l"]}, [stands("Ref", "value", "A", (*AT, "Fn::FindInMap", 0))]),
        ({"Fn::FindInMap": []}, []),
        ({"Fn::FindInMap": "M"}, []),
        ({"Fn::ImportValue": "e"}, [stands("ImportValue", "export", "e", AT)]),
        ({"Fn::ImportValue": {"Ref": "A"}}, [stands("ImportValue", "export", "", AT), stands("Ref", "value", "A", (*AT, "Fn::ImportValue"))]),
        ({"Fn::GetStackOutput": {"StackName": {"Ref": "A"}, "OutputName": "o"}}, [
            stands("GetStackOutput", "export", "o", AT), stands("Ref", "value", "A", (*AT, "Fn::GetStackOutput", "StackName")),
        ]),
        ({"Fn::GetStackOutput": {"OutputName": {"Ref": "A"}}}, [
            stands("GetStackOutput", "export", "", AT), stands("Ref", "value", "A", (*AT, "Fn::GetStackOutput", "OutputName")),
        ]),
        ({"Fn::GetStackOutput": "x"}, [stands("GetStackOutput", "export", "", AT)]),
        ({"Fn::ValueOf": ["A", "b"]}, [stands("ValueOf", "value", "A", AT, "b")]),
        ({"Fn::ValueOf": ["A", 1]}, [stands("ValueOf", "value", "A", AT)]),
        ({"Fn::ValueOf": ["A"]}, [stands("ValueOf", "value", "A", AT)]),
        ({"Fn::ValueOf": [1, "b"]}, []),
        ({"Fn::ValueOf": []}, []),
        ({"Fn::Transform": {"Name": {"Ref": "N"}, "Parameters": {"p": {"Ref": "A"}}}}, [stands("Ref", "value", "A", (*AT, "Fn::Transform", "Parameters", "p"))]),
        ({"Fn::Transform": [{"Ref": "A"}]}, [stands("Ref", "value", "A", (*AT, "Fn::Transform", 0))]),
        ({"Fn::Join": ["", [{"Ref": "A"}]]}, [stands("Ref", "value", "A", (*AT, "Fn::Join", 1, 0))]),
        ({"Fn::New": {"Ref": "A"}}, [stands("Ref", "value", "A", (*AT, "Fn::New"))]),
        ({"Fn::ForEach::L": ["V", {"Ref": "A"}, {"${V}": {"Ref": "B"}}]}, [
            stands("Ref", "value", "A", (*AT, "Fn::ForEach::L", 1)), stands("Ref", "value", "B", (*AT, "Fn::ForEach::L", 2, "${V}")),
        ]),
        ({"x": 1, "Fn::ForEach::L": [["V", "W", 1], [{"Ref": "A"}], [{"Ref": "V"}, {"Ref": "W"}, {"Ref": "B"}]], "y": {"Ref": "V"}}, [
            stands("Ref", "value", "A", (*AT, "Fn::ForEach::L", 1, 0)), stands("Ref", "value", "B", (*AT, "Fn::ForEach::L", 2, 2)),
            stands("Ref", "value", "V", (*AT, "y")),
        ]),
        ({"x": 1, "Fn::ForEach::L": [{"Ref": "A"}]}, [stands("Ref", "value", "A", (*AT, "Fn::ForEach::L", 0))]),
        ({"Fn::ForEach::L": {"a": {"Ref": "A"}}}, [stands("Ref", "value", "A", (*AT, "Fn::ForEach::L", "a"))]),
        ({"Fn::ForEach::L": ["V", [], {"a": {"Fn::Sub": "${V}${W}${A.V}"}, "b": {"Ref": "A&{V}"}}]}, [
            stands("Sub", "value", "W", (*AT, "Fn::ForEach::L", 2, "a", "Fn::Sub"), span=(4, 8)),
            stands("Sub", "value", "A", (*AT, "Fn::ForEach::L", 2, "a", "Fn::Sub"), "V", (8, 14)),
        ]),
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), IN_PROPERTIES, ids=str)
def test_a_reference_in_a_property_is_told_whole(value, expected):
    assert told({"Resources": {"R": {"P": value}}}) == expected


@pytest.mark.parametrize("value", [value for value, _ in IN_PROPERTIES], ids=str)
def test_what_stands_behind_a_function_is_found_at_its_own_place(value):
    *_, last = told({"Resources": {"R": {"P": [value, {"Ref": "Last"}]}}})
    assert last == stands("Ref", "value", "Last", (*AT, 1))


@pytest.mark.parametrize("beside", [{}, {"x": 1}])
def test_the_fragment_of_a_loop_among_properties_is_no_entry(beside):
    loop = {**beside, "Fn::ForEach::L": ["V", [], {"a": {"Condition": "C", "DependsOn": "A"}}]}
    assert told({"Resources": {"R": {"P": loop}}}) == []


def test_what_a_reference_makes_up_is_its_mapping():
    one, two = references({"Resources": {"R": {"P": [{"Ref": "A"}, {"Fn::Sub": "${A}"}]}}})
    assert (one.holder, two.holder) == ((*AT, 0), (*AT, 1))


@pytest.mark.parametrize(
    ("section", "body", "expected"),
    [
        ("Resources", {"Condition": "C", "DependsOn": ["A", 1], "P": {"Ref": "B"}}, [
            stands("Condition", "condition", "C", (*BODY, "Condition")), stands("DependsOn", "resource", "A", (*BODY, "DependsOn", 0)), stands("Ref", "value", "B", AT),
        ]),
        ("Resources", {"DependsOn": "A"}, [stands("DependsOn", "resource", "A", (*BODY, "DependsOn"))]),
        ("Resources", {"Condition": {"Ref": "C"}, "DependsOn": {"Ref": "A"}}, [
            stands("Ref", "value", "C", (*BODY, "Condition")), stands("Ref", "value", "A", (*BODY, "DependsOn")),
        ]),
        ("Resources", [{"Ref": "A"}], [stands("Ref", "value", "A", (*BODY, 0))]),
        ("Resources", "A", []),
        ("Resources", {"Type": "AWS::Serverless::Connector", "Properties": {"Destination": [{"Id": "A"}, {"Id": ["B", 1, "C"]}, {"Id": 1}]}}, [
            stands("LogicalId", "resource", "A", (*BODY, "Properties", "Destination", 0, "Id")),
            stands("LogicalId", "resource", "B", (*BODY, "Properties", "Destination", 1, "Id", 0)),
            stands("LogicalId", "resource", "C", (*BODY, "Properties", "Destination", 1, "Id", 2)),
        ]),
        ("Resources", {"Type": "T", "Connectors": {"X": {"Properties": {"Destination": {"Id": "A"}}}}}, [
            stands("LogicalId", "resource", "A", (*BODY, "Connectors", "X", "Properties", "Destination", "Id")),
        ]),
        ("Resources", {"Type": "T", "Properties": {"Id": "A"}}, []),
    ],
    ids=str,
)  # fmt: skip
def test_what_a_resource_names_beside_its_properties_is_told_whole(section, body, expected):
    assert told({section: {"R": body}}) == expected


def test_other_sections_name_things_in_their_own_ways():
    data = {
        "Outputs": {"O": {"Condition": "C", "DependsOn": "A", "Value": {"Ref": "A"}}},
        "Conditions": {
            "C": {"Condition": "D"},
            "D": {"Condition": "C", "x": {"Ref": "P"}},
            "E": {"Fn::Equals": [{"Ref": "P"}, 1]},
        },
        "Hooks": {"H": {"TaskDefinitions": ["A"], "x": {"TaskSets": "B", "LogicalID": "C", "Id": "D"}}},
        "Globals": {"Function": {"Role": {"Ref": "A"}}},
        "Metadata": {"M": {"Ref": "A"}},
        "Parameters": {"P": {"Default": {"Ref": "A"}}},
        "Mappings": [],
        "Rules": {"R": {"RuleCondition": {"Fn::Equals": [{"Ref": "P"}, 1]}}},
    }

    def elsewhere(section, entry, kind, space, target, *below):
        return stands(kind, space, target, (section, entry, *below), section=section, entry=entry)

    assert told(data) == [
        elsewhere("Outputs", "O", "Condition", "condition", "C", "Condition"),
        elsewhere("Outputs", "O", "Ref", "value", "A", "Value"),
        elsewhere("Conditions", "C", "Condition", "condition", "D", "Condition"),
        elsewhere("Conditions", "D", "Ref", "value", "P", "x"),
        elsewhere("Conditions", "E", "Ref", "value", "P", "Fn::Equals", 0),
        elsewhere("Hooks", "H", "LogicalId", "resource", "A", "TaskDefinitions", 0),
        elsewhere("Hooks", "H", "LogicalId", "resource", "B", "x", "TaskSets"),
        elsewhere("Hooks", "H", "LogicalId", "resource", "C", "x", "LogicalID"),
        elsewhere("Globals", "Function", "Ref", "value", "A", "Role"),
        elsewhere("Rules", "R", "Ref", "value", "P", "RuleCondition", "Fn::Equals", 0),
    ]


def test_a_loop_over_entries_reads_their_bodies_as_entries_however_deep():
    name = "Fn::ForEach::L"
    inner = {
        "Fn::ForEach::M": ["W", [], {"B${V}${W}": {"Condition": "D", "P": [{"Ref": "W"}, {"Ref": "X"}]}}]
    }
    fragment = {
        "A${V}": {"Condition": "C", "DependsOn": ["Q", "${V}"], "P": {"Ref": "V"}},
        **inner,
        "Z": {"Ref": "W"},
    }
    data = {"Resources": {name: ["V", [{"Ref": "L"}], fragment], "R": {"P": {"Ref": "V"}}}}
    top = ("Resources", name)
    deep = (*top, 2, "Fn::ForEach::M", 2, "B${V}${W}")
    assert told(data) == [
        stands("Ref", "value", "L", (*top, 1, 0), entry=name),
        stands("Condition", "condition", "C", (*top, 2, "A${V}", "Condition"), entry=name),
        stands("DependsOn", "resource", "Q", (*top, 2, "A${V}", "DependsOn", 0), entry=name),
        stands("Condition", "condition", "D", (*deep, "Condition"), entry=name),
        stands("Ref", "value", "X", (*deep, "P", 1), entry=name),
        stands("Ref", "value", "W", (*top, 2, "Z"), entry=name),
        stands("Ref", "value", "V", AT),
    ]


def test_a_loop_over_entries_of_no_known_shape_is_read_as_a_value():
    for body in ([{"Ref": "A"}], ["V", [], {"X": {"Ref": "A"}}, 1], {"a": {"Ref": "A"}}):
        (found,) = references({"Resources": {"Fn::ForEach::L": body}})
        assert (found.kind, found.target) == ("Ref", "A")
    (found,) = references({"Outputs": {"Fn::ForEach::L": ["V", [], [{"Ref": "A"}]]}})
    assert found.path == ("Outputs", "Fn::ForEach::L", 2, 0)


def test_only_sam_reads_a_dot_in_a_ref():
    data = {"Resources": {"R": {"P": {"Ref": "A.B.C"}}}}
    assert told(data) == [stands("Ref", "value", "A.B.C", AT)]
    assert told({"Transform": SAM, **data}) == [stands("Ref", "value", "A", AT, "B.C")]
    assert told({"Transform": SAM, "Resources": {"R": {"P": {"Ref": "A"}}}}) == [
        stands("Ref", "value", "A", AT)
    ]


@pytest.mark.parametrize("data", [None, [], "x", {"Resources": []}, {"Resources": "x"}, {"Resources": {}}])
def test_what_is_no_template_holds_no_reference(data):
    assert references(data) == ()
