from hypothesis import given
from hypothesis import strategies as st

from repair.template import Template


def graph_of(edges, **sections):
    resources = {
        name: {"Type": "T", "Properties": {"P": [{"Ref": need} for need in needs]}}
        for name, needs in edges.items()
    }
    return Template({"Resources": resources, **sections}).references


def test_dependencies_are_other_resources_in_order_of_mention():
    graph = graph_of({"A": ["C", "P", "B", "C", "A"], "B": [], "C": []}, Parameters={"P": {}})
    assert graph.dependencies("A") == ("C", "B")
    assert graph.dependents("B") == ("A",)
    assert graph.dependencies("Unknown") == ()


def test_every_form_of_need_counts():
    properties = {"a": {"Fn::GetAtt": ["B", "Arn"]}, "b": {"Fn::Sub": "${C}"}}
    resources = {"A": {"DependsOn": ["D"], "Properties": properties}, "B": {}, "C": {}, "D": {}}
    assert Template({"Resources": resources}).references.dependencies("A") == ("D", "B", "C")


def test_references_are_found_by_target_and_by_entry():
    data = {
        "Conditions": {"A": {"Fn::Equals": [1, 1]}},
        "Resources": {"A": {"Condition": "A"}, "B": {"Properties": {"P": {"Ref": "A"}}}},
        "Outputs": {"O": {"Value": {"Ref": "B"}}},
    }
    graph = Template(data).references
    assert [ref.entry for ref in graph.to("A")] == ["A", "B"]
    assert [ref.entry for ref in graph.to("A", "condition")] == ["A"]
    assert [ref.target for ref in graph.from_entry("Outputs", "O")] == ["B"]
    assert [ref.target for ref in graph.of("B")] == ["A"]


def test_cycles_are_groups_and_self_references():
    graph = graph_of({"A": ["B"], "B": ["C"], "C": ["B"], "D": ["D"], "E": ["A"]})
    assert graph.cycles() == (("B", "C"), ("D",))


def test_the_events_of_a_sam_function_are_no_needs_of_its_own():
    events = {"E": {"Type": "Api", "Properties": {"RestApiId": {"Ref": "Api"}}}}
    function = {
        "Type": "AWS::Serverless::Function",
        "Properties": {"Events": events, "Role": {"Ref": "Role"}},
    }
    api = {"Type": "AWS::Serverless::Api", "Properties": {"DefinitionBody": {"Fn::Sub": "${Fn.Arn}"}}}
    resources = {"Fn": function, "Api": api, "Role": {"Type": "AWS::IAM::Role"}}
    graph = Template({"Transform": "AWS::Serverless-2016-10-31", "Resources": resources}).references
    assert graph.cycles() == ()
    assert graph.dependencies("Fn") == ("Role",)


def test_a_long_chain_is_no_problem():
    graph = graph_of({f"R{i}": [f"R{i + 1}"] for i in range(5000)})
    assert graph.cycles() == ()


@given(st.dictionaries(st.sampled_from("ABCDE"), st.lists(st.sampled_from("ABCDE"), max_size=3), max_size=5))
def test_cycles_are_exactly_the_resources_that_reach_each_other(edges):
    def reach(start):
        seen, todo = set(), list(edges[start])
        while todo:
            name = todo.pop()
            if name in edges and name not in seen:
                seen.add(name)
                todo += edges[name]
        return seen

    reached = {name: reach(name) for name in edges}
    expected = {
        frozenset(b for b in edges if b in reached[a] and a in reached[b]) for a in edges if a in reached[a]
    }
    groups = graph_of(edges).cycles()
    assert {frozenset(group) for group in groups} == expected
    order = list(edges)
    assert [list(group) for group in groups] == [sorted(group, key=order.index) for group in groups]


def test_uses_of_parameters_conditions_and_mappings_are_told():
    data = {
        "Parameters": {"Used": {}, "InConditions": {}, "OnlyShown": {}},
        "Mappings": {"M": {}, "N": {}},
        "Conditions": {
            "C": {"Fn::Equals": [{"Ref": "InConditions"}, "x"]},
            "D": {"Fn::Not": [{"Condition": "C"}]},
        },
        "Resources": {"R": {"Properties": {"a": {"Ref": "Used"}, "b": {"Fn::FindInMap": ["M", "k", "l"]}}}},
        "Metadata": {"AWS::CloudFormation::Interface": {"ParameterLabels": {"OnlyShown": {"default": "x"}}}},
    }
    graph = Template(data).references
    assert graph.used_parameters == {"Used", "InConditions"}
    assert graph.used_conditions == {"C"}
    assert graph.used_mappings == {"M"}
