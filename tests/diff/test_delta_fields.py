"""All that a delta says, for each way in which two templates may differ."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.budget import Budget
from repair.diff.delta import Delta, Deployment
from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.template.template import Template

Data = dict[str, Any]
NOTHING = {"Ref": "AWS::NoValue"}
THING = ("Resources", "R", "Properties")


def thing(**properties: Any) -> Data:
    return {"Resources": {"R": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q", **properties}}}}


def deltas(mine: Data, ideal: Data, *, exact: bool = False, **more: Any) -> tuple[Delta, ...]:
    """The differences, once it is sure that they lead to the ideal."""
    one, other = Template(mine), Template(ideal)
    found = diff(one, other, exact=exact, **more).deltas
    mended = one.with_data(apply_deltas(one, other, found, exact=exact))
    assert diff(mended, other, exact=exact).equal
    return found


def only(mine: Data, ideal: Data, *, exact: bool = False) -> Delta:
    (delta,) = deltas(mine, ideal, exact=exact)
    return delta


def said(delta: Delta) -> tuple[Any, ...]:
    return delta.kind, delta.path, delta.ideal_path, delta.before, delta.after, delta.target, delta.weight


# -- resources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        ({"D": 1}, {"D": 2}, ("changed", ("D",), ("D",), 1, 2, ("D",), 2)),
        ({"D": 1}, {"D": {"a": 1, "b": [2, 3]}}, ("changed", ("D",), ("D",), 1, {"a": 1, "b": [2, 3]}, ("D",), 4)),
        ({"D": [1]}, {"D": {"a": 1}}, ("changed", ("D",), ("D",), [1], {"a": 1}, ("D",), 2)),
        ({"D": []}, {"D": [1]}, ("changed", ("D",), ("D",), [], [1], ("D",), 2)),
        ({"D": {"a": 1}}, {"D": {"b": 1}}, ("changed", ("D",), ("D",), {"a": 1}, {"b": 1}, ("D",), 2)),
        ({"D": {"a": 1, "b": 2}}, {"D": {"b": 2}}, ("removed", ("D", "a"), None, 1, None, None, 1)),
        ({}, {"D": {"a": 1, "b": 2}}, ("added", None, ("D",), None, {"a": 1, "b": 2}, ("D",), 2)),
        ({"D": {"a": 1, "b": {}}}, {}, ("removed", ("D",), None, {"a": 1, "b": {}}, None, None, 2)),
        ({"D": {"a": 1}}, {"D": {"Ref": "AWS::Region"}},
         ("changed", ("D",), ("D",), {"a": 1}, {"Ref": "AWS::Region"}, ("D",), 2)),
        ({"D": [{"a": 1, "b": 2}, 5]}, {"D": [{"a": 1, "b": 3}, 5]},
         ("changed", ("D", 0, "b"), ("D", 0, "b"), 2, 3, ("D", 0, "b"), 2)),
        ({"D": [1, 2, 3]}, {"D": [3, 1, 2]}, ("moved", ("D", 2), ("D", 0), 3, 3, ("D", 0), 1)),
        ({"D": [1, 3]}, {"D": [1, 2, 3]}, ("added", None, ("D", 1), None, 2, ("D", 1), 1)),
        ({"D": [1, 2, 3]}, {"D": [1, 3]}, ("removed", ("D", 1), None, 2, None, None, 1)),
        ({"D": {"Fn::If": ["C", 1, 2]}}, {"D": {"Fn::If": ["C", 1, 3]}},
         ("changed", ("D", "Fn::If", 2), ("D", "Fn::If", 2), 2, 3, ("D", "Fn::If", 2), 2)),
        ({"D": {"Fn::If": ["C", 1, NOTHING]}}, {"D": {"Fn::If": ["C", 1, {"a": 5}]}},
         ("changed", ("D", "Fn::If", 2), ("D", "Fn::If", 2), NOTHING, {"a": 5}, ("D", "Fn::If", 2), 2)),
        ({"D": {"Fn::If": ["C", [1], 2]}}, {"D": {"Fn::If": ["C", NOTHING, 2]}},
         ("changed", ("D", "Fn::If", 1), ("D", "Fn::If", 1), [1], NOTHING, ("D", "Fn::If", 1), 2)),
        ({"D": {"Fn::If": ["C", {"a": 1, "b": 2}, 2]}}, {"D": {"Fn::If": ["C", {"a": 1, "b": 3}, 2]}},
         ("changed", ("D", "Fn::If", 1, "b"), ("D", "Fn::If", 1, "b"), 2, 3, ("D", "Fn::If", 1, "b"), 2)),
        ({"D": NOTHING}, {"D": 5}, ("changed", ("D",), ("D",), NOTHING, 5, ("D",), 2)),
        ({"D": 5}, {"D": NOTHING}, ("changed", ("D",), ("D",), 5, NOTHING, ("D",), 2)),
    ],
    ids=str,
)  # fmt: skip
def test_a_difference_within_a_resource(mine: Data, ideal: Data, expected: tuple[Any, ...]) -> None:
    conditions = {"Conditions": {"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}}}
    delta = only({**conditions, **thing(**mine)}, {**conditions, **thing(**ideal)})
    paths = [path if path is None else (*THING, *path) for path in (expected[1], expected[2], expected[5])]
    assert said(delta) == (expected[0], *paths[:2], *expected[3:5], paths[2], expected[6])
    assert (delta.resource, delta.resource_type, delta.exact_only) == ("R", "AWS::SQS::Queue", False)


@pytest.mark.parametrize(
    ("mine", "ideal", "kind"),
    [
        ({"DelaySeconds": "5"}, {"DelaySeconds": 5}, "changed"),
        ({"DelaySeconds": NOTHING}, {}, "removed"),
        ({}, {"DelaySeconds": NOTHING}, "added"),
        ({"Tags": [{"Key": "a", "Value": 1}, {"Key": "b", "Value": 2}]},
         {"Tags": [{"Key": "b", "Value": 2}, {"Key": "a", "Value": 1}]}, "moved"),
        ({"KmsMasterKeyId": {"Fn::Join": ["", ["a", "b"]]}}, {"KmsMasterKeyId": "ab"}, "changed"),
    ],
    ids=str,
)  # fmt: skip
def test_a_difference_of_spelling_weighs_and_does_nothing(mine: Data, ideal: Data, kind: str) -> None:
    assert deltas(thing(**mine), thing(**ideal)) == ()
    delta = only(thing(**mine), thing(**ideal), exact=True)
    assert (delta.kind, delta.exact_only, delta.weight, delta.deployment) == (kind, True, 0, Deployment())
    assert (delta.resource, delta.resource_type) == ("R", "AWS::SQS::Queue")
    (name,) = {**mine, **ideal}
    place = (*THING, name)
    assert delta.path == (None if kind == "added" else place)
    assert delta.ideal_path == (None if kind == "removed" else place)
    assert delta.target == (None if kind == "removed" else place)


@pytest.mark.parametrize("turned", [False, True])
def test_no_value_means_the_default(*, turned: bool) -> None:
    def pair(**properties: Any) -> Data:
        return {
            "Resources": {"R": {"Type": "AWS::EC2::KeyPair", "Properties": {"KeyName": "k", **properties}}}
        }

    for value, exact_only in (("pem", True), ("ppk", False)):
        mine, ideal = pair(KeyFormat=NOTHING), pair(KeyFormat=value)
        delta = only(*((ideal, mine) if turned else (mine, ideal)), exact=True)
        assert (delta.kind, delta.exact_only) == ("changed", exact_only)


def test_what_has_a_value_in_some_deployments_only_hinges_on_what_decides_that() -> None:
    sections = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
    }
    sometimes = {**sections, **thing(DelaySeconds={"Fn::If": ["IsProd", 5, NOTHING]})}
    never, always = {**sections, **thing()}, {**sections, **thing(DelaySeconds=5)}
    for mine, ideal, kind in (
        (sometimes, never, "removed"),
        (never, sometimes, "added"),
        (sometimes, always, "changed"),
        (always, sometimes, "changed"),
    ):
        delta = only(mine, ideal)
        assert (delta.kind, delta.depends_on) == (kind, ("condition IsProd",))
    assert only(always, never).depends_on == ()


def test_a_whole_resource_weighs_one_more_than_what_it_holds() -> None:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"A": 1, "B": [2, 3]}}
    rest = {"R": {"Type": "AWS::SNS::Topic"}}
    gone = only({"Resources": {**rest, "Q": queue}}, {"Resources": rest})
    assert said(gone) == ("removed", ("Resources", "Q"), None, queue, None, None, 5)
    assert (gone.resource, gone.resource_type) == ("Q", "AWS::SQS::Queue")
    come = only({"Resources": rest}, {"Resources": {**rest, "Q": queue}})
    assert said(come) == ("added", None, ("Resources", "Q"), None, queue, ("Resources", "Q"), 5)
    assert (come.resource, come.resource_type) == ("Q", "AWS::SQS::Queue")


def test_what_stands_in_a_renamed_resource_has_both_names() -> None:
    text = "a-text-that-tells-it-from-others"
    mine = {"Resources": {"Old": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": text, "D": 1}}}}
    ideal = {"Resources": {"New": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": text, "D": 2}}}}
    renamed, changed = deltas(mine, ideal)
    assert said(renamed) == (
        "renamed",
        ("Resources", "Old"),
        ("Resources", "New"),
        "Old",
        "New",
        ("Resources", "New"),
        2,
    )
    assert said(changed)[1:3] == (
        ("Resources", "Old", "Properties", "D"),
        ("Resources", "New", "Properties", "D"),
    )
    assert (changed.resource, changed.resource_type) == ("Old", "AWS::SQS::Queue")


def test_a_resource_whose_type_cannot_be_read_has_none() -> None:
    (delta,) = deltas({"Resources": {"R": {"Type": 5, "A": 1}}}, {"Resources": {"R": {"Type": 5, "A": 2}}})
    assert (delta.resource, delta.resource_type) == ("R", None)


# -- the other sections ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "ideal", "expected"),
    [
        ({"Description": "a"}, {}, ("removed", ("Description",), None, "a", None, None, 1)),
        ({}, {"Description": "a"}, ("added", None, ("Description",), None, "a", ("Description",), 1)),
        ({"Outputs": {"O": {"Value": "x", "Description": "y"}}}, {},
         ("removed", ("Outputs", "O"), None, {"Value": "x", "Description": "y"}, None, None, 3)),
        ({}, {"Outputs": {"O": {"Value": "x"}}},
         ("added", None, ("Outputs", "O"), None, {"Value": "x"}, ("Outputs", "O"), 2)),
        ({"Metadata": {"A": [1, 2]}}, {"Metadata": {"A": [2, 1]}},
         ("moved", ("Metadata", "A", 0), ("Metadata", "A", 1), 1, 1, ("Metadata", "A", 2), 1)),
        ({"Mappings": "text"}, {"Mappings": {"M": {}}},
         ("changed", ("Mappings",), ("Mappings",), "text", {"M": {}}, ("Mappings",), 2)),
        ({"Mappings": {"M": {"a": 1}}}, {"Mappings": ["text", "more"]},
         ("changed", ("Mappings",), ("Mappings",), {"M": {"a": 1}}, ["text", "more"], ("Mappings",), 3)),
        ({"Mappings": "text"}, {}, ("removed", ("Mappings",), None, "text", None, None, 1)),
    ],
    ids=str,
)  # fmt: skip
def test_a_difference_outside_resources_belongs_to_none(
    mine: Data, ideal: Data, expected: tuple[Any, ...]
) -> None:
    delta = only({**mine, "Resources": {}}, {**ideal, "Resources": {}})
    assert said(delta) == expected
    assert (delta.resource, delta.resource_type, delta.deployment) == (None, None, Deployment())


@pytest.mark.parametrize("section", ["Parameters", "Mappings", "Conditions", "Outputs"])
def test_an_empty_section_means_what_none_means(section: str) -> None:
    without, empty = {"Resources": {}}, {"Resources": {}, section: {}}
    assert deltas(without, empty) == deltas(empty, without) == ()
    come, gone = only(without, empty, exact=True), only(empty, without, exact=True)
    assert said(come) == ("added", None, (section,), None, {}, (section,), 0)
    assert said(gone) == ("removed", (section,), None, {}, None, None, 0)
    assert come.exact_only
    assert gone.exact_only


def test_entries_are_told_in_document_order_new_ones_behind_their_neighbour() -> None:
    def outputs(**values: int) -> Data:
        return {
            "Resources": {},
            "Outputs": {name: {"Value": f"text {name} {value}"} for name, value in values.items()},
        }

    found = deltas(outputs(A=1, B=1, C=1), outputs(First=1, B=2, New=1, Next=1, A=2))
    assert [(delta.path or delta.ideal_path or ())[1] for delta in found] == [
        "First",
        "A",
        "B",
        "New",
        "Next",
        "C",
    ]


# -- renames -----------------------------------------------------------------------------------


def test_a_rename_claims_nothing_that_only_looks_like_its_name() -> None:
    """A mapping and a parameter may have one name; so may a condition and a resource."""

    def made(parameter: str, condition: str) -> Data:
        return {
            "Parameters": {parameter: {"Type": "String", "Default": "dev"}},
            "Mappings": {"Old": {"dev": {"a": "b"}}},
            "Conditions": {condition: {"Fn::Equals": [{"Ref": parameter}, "x"]}},
            "Resources": {
                "Old": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::FindInMap": ["Old", "dev", "a"]}}},
                "Top": {"Type": "AWS::SNS::Topic", "Condition": condition, "DependsOn": "Old",
                        "Properties": {"DisplayName": {"Ref": parameter}}},
            },
        }  # fmt: skip

    (delta,) = deltas(made("Stage", "Old"), made("Stage", "Fresh"))
    assert (delta.before, delta.claims) == ("Old", (("Resources", "Top", "Condition"),))
    (delta,) = deltas(made("Stage", "C"), made("Level", "C"))
    assert delta.claims == (("Conditions", "C"), ("Resources", "Top", "Properties", "DisplayName"))


# -- work --------------------------------------------------------------------------------------


def test_one_list_that_comes_too_late_is_named() -> None:
    mine, ideal = thing(D=[{"a": 1}, {"b": 2}]), thing(D=[{"b": 2}, {"a": 3}])
    found = diff(Template(mine), Template(ideal), work=1)
    assert found.coarse == (
        "The list at /Resources/R/Properties/D was compared as a whole: pairing its items would take too long.",
    )
    assert [said(delta)[:3] for delta in found.deltas] == [("changed", (*THING, "D"), (*THING, "D"))]
    assert diff(Template(mine), Template(ideal), work=4).coarse == ()


def test_more_work_is_asked_for_once_and_only_when_it_is_needed() -> None:
    asked: list[int] = []

    def more() -> int:
        asked.append(1)
        return 5

    budget = Budget(3, more)
    assert budget.spend(3)
    assert asked == []
    assert budget.spend(5)
    assert asked == [1]
    assert not budget.spend(1)
    assert not budget.spend(0), "what was spent is gone"
    assert asked == [1]
