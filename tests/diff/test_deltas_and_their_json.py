"""Deltas as values, what they weigh, and the JSON of a whole difference."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any

import pytest

from repair.diff.alignment.align import Ambiguity
from repair.diff.delta import Delta, Deployment, leaf_count, worst
from repair.diff.difference import as_json, delta_json, diff
from repair.template.template import Template

QUEUE = "AWS::SQS::Queue"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", 1),
        (None, 1),
        ({}, 1),
        ([], 1),
        ([1, 2, 3], 3),
        ({"a": 1, "b": 2}, 2),
        ([[], {}], 2),
        ({"a": {"b": {"c": 1}}}, 1),
        ({"a": [1, 2], "b": 3}, 3),
        ([[1, 2], [3, [4, 5]], {"a": [6], "b": {}}], 7),
    ],
)
def test_leaves_are_scalars_and_empty_containers(value: Any, expected: int) -> None:
    assert leaf_count(value) == expected


def test_the_worst_of_several_deployments_has_all_that_they_spread_to() -> None:
    may = Deployment("may", data_loss=True, also=("B", "A"))
    will = Deployment("will", also=("A", "C"))
    assert worst([]) == Deployment() == Deployment("never", data_loss=False, also=())
    assert worst([may]) == may
    assert worst([Deployment(), may, will]) == Deployment("will", data_loss=True, also=("B", "A", "C"))
    assert worst([will, may]) == Deployment("will", data_loss=True, also=("A", "C", "B"))
    assert worst([Deployment(), may]).replacement == "may"


def test_a_delta_made_of_others_weighs_and_does_what_they_do_together() -> None:
    one = Delta("removed", ("a",), None, 1, None, weight=2, deployment=Deployment("may", also=("X",)))
    other = Delta("added", None, ("b",), None, 2, weight=3, deployment=Deployment("will"))
    whole = Delta("changed", ("a",), ("b",), 1, 2, weight=100)
    made = whole.made_of((one, other))
    assert (made.weight, made.parts, made.flat) == (5, (one, other), (one, other))
    assert made.deployment == Deployment("will", also=("X",))
    assert whole.flat == (whole,)


def templates(mine: Any, theirs: Any) -> tuple[Template, Template]:
    return tuple(  # type: ignore[return-value]
        Template({"Resources": {"Q": {"Type": QUEUE, "Properties": properties}}})
        for properties in (mine, theirs)
    )


def test_the_json_of_a_difference_says_all_of_it() -> None:
    pair = templates({"QueueName": "a", "DelaySeconds": 1}, {"QueueName": "a", "DelaySeconds": 2})
    (resource,) = diff(*pair).alignment
    assert as_json(diff(*pair)) == {
        "schema_version": 1,
        "equal": False,
        "similarity": 0.75,
        "alignment": [resource._asdict()],
        "ambiguous": [],
        "coarse": [],
        "total_weight": 8,  # three leaves and an entry each
        "deltas": [
            {
                "kind": "changed",
                "path": "/Resources/Q/Properties/DelaySeconds",
                "ideal_path": "/Resources/Q/Properties/DelaySeconds",
                "before": 1,
                "after": 2,
                "claims": [],
                "deployment": {"replacement": "never", "data_loss": False, "also": []},
                "permissions": None,
                "depends_on": [],
                "weight": 2,
                "parts": [],
            }
        ],
    }


def test_the_json_of_a_delta_has_its_parts_and_no_path_where_there_is_none() -> None:
    one = Delta(
        "removed", ("a", "b/c"), None, 1, None, claims=(("x", 0), ("y",)), depends_on=("parameter P",)
    )
    other = Delta("added", None, ("b",), None, 2, permissions="broader",
                  deployment=Deployment("will", data_loss=True, also=("R",)))  # fmt: skip
    found = delta_json(Delta("changed", ("a",), ("b",), 1, 2, parts=(one, other)))
    assert [part["kind"] for part in found["parts"]] == ["removed", "added"]
    first, second = found["parts"]
    assert (first["path"], first["ideal_path"], first["claims"]) == ("/a/b~1c", None, ["/x/0", "/y"])
    assert (first["depends_on"], first["permissions"]) == (["parameter P"], None)
    assert (second["path"], second["ideal_path"], second["permissions"]) == (None, "/b", "broader")
    assert second["deployment"] == {"replacement": "will", "data_loss": True, "also": ["R"]}


def test_what_is_ambiguous_and_coarse_stands_in_the_json() -> None:
    unsure = Ambiguity("Resources", ("A", "B"), ("C", "D"))
    found = replace(diff(*templates({}, {})), ambiguous=(unsure,), coarse=("Some list was too long.",))
    assert as_json(found)["ambiguous"] == [
        {"section": "Resources", "generated": ("A", "B"), "ideal": ("C", "D")}
    ]
    assert as_json(found)["coarse"] == ["Some list was too long."]


def test_what_is_compared_coarsely_is_said_by_the_difference() -> None:
    lists = {f"L{n}": [{"Name": f"{n}-{i}", "Value": i} for i in range(9)] for n in range(9)}
    other = {
        name: [{**item, "Value": item["Value"] + 1} for item in items][::-1] for name, items in lists.items()
    }
    coarse = diff(*templates({"X": lists}, {"X": other}), work=10).coarse
    assert len(coarse) == 1
    assert "too long" in coarse[0]


def test_similarity_falls_by_the_weight_of_each_delta() -> None:
    same = diff(*templates({"QueueName": "a"}, {"QueueName": "a"}))
    assert (same.similarity, same.equal, same.total_weight) == (1.0, True, 6)
    other = diff(*templates({"QueueName": "a", "DelaySeconds": 1}, {"QueueName": "b", "DelaySeconds": 2}))
    assert other.similarity == 1 - sum(delta.weight for delta in other.deltas) / other.total_weight
    nothing = diff(Template({}), Template({}))
    assert (nothing.similarity, nothing.equal) == (1.0, True)


def test_a_difference_in_spelling_leaves_two_templates_equal_and_a_rename_does_not() -> None:
    spelt = diff(*templates({"DelaySeconds": 1}, {"DelaySeconds": "1"}), exact=True)
    assert (len(spelt.deltas), spelt.equal) == (1, True)
    one, other = (
        {"Type": QUEUE, "Properties": {"QueueName": "a-long-name", "DelaySeconds": 5}} for _ in "ab"
    )
    renamed = diff(Template({"Resources": {"A": one}}), Template({"Resources": {"B": other}}))
    assert ([delta.kind for delta in renamed.deltas], renamed.equal) == (["renamed"], False)


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_rests_meanwhile_and_is_then_as_it_was(enabled: bool) -> None:
    seen: list[bool] = []
    pair = templates({"DelaySeconds": 1}, {"DelaySeconds": 2})

    class Watching(Template):
        def section(self, name: str) -> Any:
            seen.append(gc.isenabled())
            return super().section(name)

    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        diff(Watching(pair[0].data), pair[1])
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
    assert seen
    assert not any(seen)


@pytest.mark.parametrize(
    ("more", "coarse"),
    [
        ({"Mappings": {f"M{n}": {} for n in range(130)}}, False),  # entries, which are leaves too
        ({"Metadata": list(range(260))}, False),
        ({"Metadata": list(range(130))}, True),
    ],
    ids=["entries", "leaves", "leaves_too_few"],
)
def test_what_comparing_may_cost_grows_with_the_entries_and_leaves_of_both_templates(
    more: dict[str, Any], coarse: bool
) -> None:
    def nested(leaf: str) -> Template:
        value: Any = leaf
        for depth in range(120):
            value = [value, {"Depth": depth}]
        body = {"Type": "Custom::Thing", "Properties": {"List": value}}
        return Template({"Resources": {"A": body}, **more})

    assert bool(diff(nested("a"), nested("b")).coarse) is coarse
