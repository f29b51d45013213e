"""When comparing would take too long, the answer is coarser, says so, and still leads to the ideal."""

from __future__ import annotations

from typing import Any

from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.template.template import Template

LISTS = {f"L{n}": [{"Name": f"{n}-{i}", "Value": i} for i in range(9)] for n in range(9)}
CHANGED = {
    name: [*({**item, "Value": item["Value"] + 1} for item in items)][::-1] for name, items in LISTS.items()
}


def template(lists: dict[str, Any]) -> Template:
    return Template({"Resources": {"A": {"Type": "Custom::Thing", "Properties": lists}}})


def nested(leaf: str) -> Template:
    value: Any = leaf
    for depth in range(150):
        value = [value, {"Depth": depth}]
    return template({"List": value})


def test_a_template_of_usual_size_is_never_compared_coarsely() -> None:
    assert diff(template(LISTS), template(CHANGED)).coarse == ()


def test_lists_that_come_too_late_are_one_delta_each_and_the_diff_says_so() -> None:
    mine, ideal = template(LISTS), template(CHANGED)
    found = diff(mine, ideal, work=100)
    assert found.coarse == (
        "7 lists were compared as wholes, the first at /Resources/A/Properties/L2: "
        "pairing all items would take too long.",
    )
    whole = [delta for delta in found.deltas if delta.path and len(delta.path) == 4]
    assert [(delta.kind, delta.before) for delta in whole] == [
        ("changed", LISTS[f"L{n}"]) for n in range(2, 9)
    ]
    mended = mine.with_data(apply_deltas(mine, ideal, found.deltas))
    assert diff(mended, ideal).equal


def test_the_same_work_gives_the_same_answer() -> None:
    mine, ideal = template(LISTS), template(CHANGED)
    for work in (0, 50, 500):
        assert diff(mine, ideal, work=work) == diff(mine, ideal, work=work)


def test_what_is_equal_is_equal_however_little_work_may_be_done() -> None:
    assert diff(template(LISTS), template(LISTS), work=0).equal


def test_lists_nested_very_deep_do_not_take_for_ever() -> None:
    found = diff(nested("a"), nested("b"))
    assert not found.equal
    assert found.coarse


def test_a_policy_that_differs_everywhere_is_not_judged_for_ever() -> None:
    def role(ending: str) -> Template:
        statements = [
            {
                "Sid": f"S{n}",
                "Effect": "Allow",
                "Action": [f"s3:Do{n}x{i}{ending * (i % 2)}" for i in range(20)],
                "Resource": "*",
            }
            for n in range(30)
        ]
        document = {"Version": "2012-10-17", "Statement": statements}
        policies = [{"PolicyName": "p", "PolicyDocument": document}]
        return Template(
            {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": policies}}}}
        )

    found = diff(role(""), role("z"))
    assert [delta.permissions for delta in found.deltas] == [None] * len(found.deltas)
    assert found.coarse == (
        "What 600 differences in R do to what it allows was not judged: that would take too long.",
    )
