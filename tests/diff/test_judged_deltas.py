"""Single deltas, made by hand where no pair of templates makes them: what they touch, and what they do."""

from __future__ import annotations

from typing import Any

import pytest

from repair.diff.delta import Delta, Permissions
from repair.diff.permissions.applied import with_delta
from repair.diff.permissions.assumptions import Assumptions
from repair.diff.permissions.judge import MOST_WORK, Effect, Judge, touches, with_permissions
from repair.template.data import MISSING
from repair.template.template import Template

Data = dict[str, Any]
NO_VALUE = {"Ref": "AWS::NoValue"}
ROLE = "AWS::IAM::Role"
AT_ROLE = ("Resources", "R", "Properties")


def document(*actions: str, effect: str = "Allow", **elements: Any) -> Data:
    return {"Statement": [{"Effect": effect, "Action": list(actions), "Resource": "*", **elements}]}


def inline(*actions: str, **elements: Any) -> Data:
    return {"PolicyName": "p", "PolicyDocument": document(*actions, **elements)}


def role(*policies: Any, **more: Any) -> Data:
    return {"Type": ROLE, "Properties": {"Policies": list(policies), **more}}


def judging(mine: Data, ideal: Data | None = None, **names: str) -> Judge:
    templates = [Template({"Resources": bodies}) for bodies in (mine, ideal if ideal is not None else mine)]
    return Judge(*templates, names)


def changed(*path: str | int, to: Any = None, **more: Any) -> Delta:
    where = (*AT_ROLE, *path)
    return Delta("changed", where, where, "before", to, resource="R", resource_type=ROLE, **more)


def removed(*path: str | int, **more: Any) -> Delta:
    return Delta("removed", (*AT_ROLE, *path), None, "before", None, resource="R", resource_type=ROLE, **more)


def added(*path: str | int, value: Any, **more: Any) -> Delta:
    where = (*AT_ROLE, *path)
    return Delta("added", None, where, None, value, resource="R", resource_type=ROLE, target=where, **more)


def whole(kind: str, name: str, body: Data) -> Delta:
    where = ("Resources", name)
    if kind == "added":
        return Delta(
            "added", None, where, None, body, resource=name, resource_type=body["Type"], target=where
        )
    return Delta("removed", where, None, body, None, resource=name, resource_type=body["Type"])


# -- applied ---------------------------------------------------------------------------------------

BODY: Data = {"Type": ROLE, "Properties": {"A": {"B": 1}, "L": [1, {"C": 2}, 3]}}


@pytest.mark.parametrize(
    ("delta", "properties"),
    [
        (changed("A", "B", to=5), {"A": {"B": 5}, "L": [1, {"C": 2}, 3]}),
        (changed("L", 1, "C", to=5), {"A": {"B": 1}, "L": [1, {"C": 5}, 3]}),
        (changed("L", 2, to=5), {"A": {"B": 1}, "L": [1, {"C": 2}, 5]}),
        (removed("A"), {"A": NO_VALUE, "L": [1, {"C": 2}, 3]}),
        (removed("L", 0), {"A": {"B": 1}, "L": [NO_VALUE, {"C": 2}, 3]}),
        (removed("L", 1, "C"), {"A": {"B": 1}, "L": [1, {"C": NO_VALUE}, 3]}),
        (added("N", value=5), {"A": {"B": 1}, "L": [1, {"C": 2}, 3], "N": 5}),
        (added("A", "N", value=5), {"A": {"B": 1, "N": 5}, "L": [1, {"C": 2}, 3]}),
        (added("L", 0, value=5), {"A": {"B": 1}, "L": [1, {"C": 2}, 3, 5]}),
        (added("L", 9, value=5), {"A": {"B": 1}, "L": [1, {"C": 2}, 3, 5]}),
        (added("L", 1, "N", value=5), {"A": {"B": 1}, "L": [1, {"C": 2, "N": 5}, 3]}),
        (Delta("moved", (*AT_ROLE, "L", 0), (*AT_ROLE, "L", 2), 1, None), {"A": {"B": 1}, "L": [1, {"C": 2}, 3]}),
    ],
)  # fmt: skip
def test_a_delta_is_applied_so_that_indices_stay(delta: Delta, properties: Data) -> None:
    before = repr(BODY)
    assert with_delta(BODY, delta) == {"Type": ROLE, "Properties": properties}
    assert repr(BODY) == before


@pytest.mark.parametrize(
    "delta",
    [
        changed("X", to=5),
        removed("X"),
        changed("A", "X", "Y", to=5),
        changed("A", "B", "C", to=5),
        changed("A", 0, to=5),
        changed("L", 3, to=5),
        removed("L", 3),
        changed("L", "C", to=5),
        changed("L", 7, "C", to=5),
        changed("L", 1, "X", to=5),
        added("X", "Y", value=5),
        added("L", 3, "C", value=5),
        added("A", "B", "C", value=5),
    ],
)
def test_a_delta_whose_path_leads_nowhere_makes_nothing(delta: Delta) -> None:
    assert with_delta(BODY, delta) is MISSING


# -- assumptions -----------------------------------------------------------------------------------


def choice(condition: str, yes: Any, no: Any) -> Data:
    return {"Fn::If": [condition, yes, no]}


@pytest.mark.parametrize(
    ("value", "both"),
    [
        (choice("C", "a", "b"), ("a", "b")),
        ([choice("C", "a", NO_VALUE), "z"], (["a", "z"], ["z"])),
        ({"k": choice("C", NO_VALUE, "b"), "l": 1}, ({"l": 1}, {"k": "b", "l": 1})),
        (choice("C", choice("C", "a", "x"), choice("C", "x", "b")), ("a", "b")),
        ({"k": [{"l": choice("C", "a", "b")}]}, ({"k": [{"l": "a"}]}, {"k": [{"l": "b"}]})),
        ([NO_VALUE, 1], ([1], [1])),
        ({"k": NO_VALUE}, ({}, {})),
        (NO_VALUE, (NO_VALUE, NO_VALUE)),
        (choice("Other", choice("C", "a", "b"), "z"), (choice("Other", "a", "z"), choice("Other", "b", "z"))),
        ("text", ("text", "text")),
        ({"Ref": "P"}, ({"Ref": "P"}, {"Ref": "P"})),
    ],
)
def test_a_value_under_an_assumption_holds_what_is_then_there(value: Any, both: Any) -> None:
    assuming = Assumptions()
    assert (assuming.assumed(value, {"C": True}), assuming.assumed(value, {"C": False})) == both


def test_what_hinges_on_nothing_stays_the_object_that_it_is() -> None:
    value = {"k": [{"l": 1}, {"Ref": "P"}]}
    assert Assumptions().assumed(value, {"C": True}) is value


def test_every_way_in_which_the_conditions_fall_is_gone_through() -> None:
    def ways(*values: Any) -> list[dict[str, bool]]:
        return list(Assumptions().assignments(values))

    assert ways() == ways("a", {"k": [1]}) == [{}]
    assert ways(choice("C", 1, 2)) == [{"C": True}, {"C": False}]
    assert ways([choice("D", choice("C", 1, 2), 3)], {"k": choice("C", 1, 2)}) == [
        {"C": c, "D": d} for c in (True, False) for d in (True, False)
    ]
    assert len(ways(*(choice(name, 1, 2) for name in "ABCD"))) == 16
    assert ways(*(choice(name, 1, 2) for name in "ABCDE")) == [{}]  # too many: as they are written


# -- touches ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        (changed("Policies", 0, to=inline("a:b")), True),
        (changed("RoleName", to="x"), False),
        (added("Policies", 0, value=inline("a:b")), True),
        (Delta("renamed", ("Resources", "R"), ("Resources", "S"), "R", "S", resource="R", resource_type=ROLE), False),
        (whole("added", "R", role(inline("a:b"))), True),
        (whole("removed", "R", role(inline("a:b"))), True),
        (whole("added", "R", {"Type": ROLE, "Properties": {"RoleName": "r"}}), False),
        (whole("removed", "R", {"Type": ROLE}), False),
        (whole("removed", "R", {"Type": ROLE, "Properties": []}), False),
        (Delta("changed", ("Resources", "R"), ("Resources", "R"), role(), role(), resource="R", resource_type=ROLE), False),
        (Delta("removed", AT_ROLE, None, {"Policies": []}, None, resource="R", resource_type=ROLE), True),
        (Delta("added", None, AT_ROLE, None, {"Policies": []}, resource="R", resource_type=ROLE), True),
        (Delta("added", None, AT_ROLE, None, {"RoleName": "r", "Policies": []}, resource="R", resource_type=ROLE), True),
        (Delta("added", None, AT_ROLE, None, {"RoleName": "r"}, resource="R", resource_type=ROLE), False),
        (Delta("changed", AT_ROLE, AT_ROLE, "x", {"Policies": []}, resource="R", resource_type=ROLE), True),
        (Delta("changed", ("Resources", "R", "Metadata", "Policies"), None, 1, 2, resource="R", resource_type=ROLE), False),
        (Delta("changed", ("Resources", "R", "Metadata"), None, {"Policies": 1}, 2, resource="R", resource_type=ROLE), False),
        (Delta("changed", ("Outputs", "R", "Properties", "Policies"), None, 1, 2, resource="R", resource_type=ROLE), False),
        (Delta("changed", (*AT_ROLE, "Policies"), None, 1, 2, resource="R"), False),
        (Delta("changed", ("Resources",), None, 1, 2, resource="R", resource_type=ROLE), False),
        (Delta("added", None, ("Description",), None, 2), False),
    ],
)  # fmt: skip
def test_a_delta_touches_what_is_allowed_by_its_place_alone(delta: Delta, expected: bool) -> None:
    assert touches(delta) is expected


# -- the judge -------------------------------------------------------------------------------------

STATEMENT = ("Policies", 0, "PolicyDocument", "Statement", 0)


@pytest.mark.parametrize(
    ("deltas", "effect"),
    [
        ([], Effect()),
        ([changed("RoleName", to="x")], Effect()),
        ([changed(*STATEMENT, "Action", to=["a:b", "a:c"])], Effect()),
        ([changed(*STATEMENT, "Action", to=["a:b"], exact_only=True)], Effect()),
        ([changed(*STATEMENT, "Action", to=["a:b"])], Effect(lost=1)),
        ([removed(*STATEMENT, "Action", 0)], Effect(lost=1)),
        ([removed(*STATEMENT)], Effect(lost=2)),
        ([added(*STATEMENT, "Action", 2, value="a:d")], Effect(gained=1)),
        ([removed(*STATEMENT, "Action", 0), added(*STATEMENT, "Action", 2, value="a:d")], Effect(1, 1)),
        ([removed(*STATEMENT, "Action", 0), removed(*STATEMENT, "Action", 1)], Effect(lost=2)),
        ([added("Policies", 1, value=inline("a:b"))], Effect()),
        ([added("PermissionsBoundary", value="x")], Effect(lost=1)),
        ([added("PermissionsBoundary", value="x"), added("Policies", 1, value=inline("a:z"))], Effect(1, 1)),
        ([removed("Policies", 7)], Effect(1, 1)),  # it leads nowhere
    ],
)  # fmt: skip
def test_deltas_together_have_an_effect_in_numbers(deltas: list[Delta], effect: Effect) -> None:
    judge = judging({"R": role(inline("a:b", "a:c"))})
    assert judge.effect(deltas) == effect
    assert judge.effect(deltas[::-1]) == effect
    assert judge.effect(deltas) is judge.effect(deltas)


def test_what_grants_nothing_either_way_has_no_effect() -> None:
    bucket = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Ref": "P"}}}
    where = ("Resources", "K", "Properties", "KeyPolicy")
    delta = Delta("changed", where, where, 1, {"Ref": "Q"}, resource="K", resource_type="AWS::KMS::Key")
    judge = judging({"K": bucket})
    assert judge.effect([delta]) is None
    assert judge.verdict([delta]) is None


def test_a_removed_resource_is_its_own_though_another_one_has_taken_its_name() -> None:
    gone, other = role(inline("a:b")), role(inline("c:d", "c:e"))
    delta = whole("removed", "R", gone)
    assert judging({"R": other}, B="R").effect([delta]) == Effect(lost=1)
    assert judging({"R": gone}).effect([delta]) == Effect(lost=1)
    assert judging({}).effect([delta]) == Effect(lost=1)


def test_a_policy_that_moves_into_a_renamed_role_leaves_it_what_it_has() -> None:
    def own(name: str) -> Data:
        return {
            "Type": "AWS::IAM::Policy",
            "Properties": {"PolicyDocument": document("a:b"), "Roles": [{"Ref": name}]},
        }

    judge = judging({"New": role(), "P": own("New")}, R="New")
    assert (
        judge.verdict([whole("removed", "P", own("R")), added("Policies", 0, value=inline("a:b"))]) == "same"
    )


def test_a_new_resource_is_new_though_an_old_one_of_its_name_was_renamed() -> None:
    judge = judging({"New": role(inline("a:b"))}, R="New")
    assert judge.effect([whole("added", "R", role(inline("c:d")))]) == Effect(gained=1)
    both = [whole("added", "R", role(inline("c:d"))), removed(*STATEMENT, "Action", 0)]
    assert judge.effect(both) == Effect(lost=1, gained=1)


def test_what_was_found_of_one_resource_is_not_taken_for_another_of_its_name() -> None:
    judge = judging({"R": role(inline("c:d", "c:e"))}, B="R")
    assert judge.effect([removed(*STATEMENT, "Action", 0)]) == Effect(lost=1)
    assert judge.effect([whole("removed", "R", role(inline("a:b")))]) == Effect(lost=1)
    assert judge.effect([removed(*STATEMENT, "Action", 1)]) == Effect(lost=1)


def test_a_renamed_resource_is_judged_as_it_stands_under_its_new_name() -> None:
    delta = removed(*STATEMENT, "Action", 0)
    assert judging({"New": role(inline("a:b", "a:c"))}, R="New").effect([delta]) == Effect(lost=1)
    assert judging({"Other": role(inline("a:b", "a:c"))}).effect([delta]) == Effect(1, 1)
    mended = judging({"New": role(inline("a:b", "a:c"))}, R="New").mended("R", [delta])
    assert mended == role(inline(NO_VALUE, "a:c"))


@pytest.mark.parametrize("name", ["P", "Own", "Shared", "Other"])
@pytest.mark.parametrize("kind", ["Policy", "ManagedPolicy"])
def test_a_policy_that_moves_out_of_a_role_leaves_it_what_it_has(kind: str, name: str) -> None:
    roles = [{"Ref": "R"}, "elsewhere"]
    own = {"Type": f"AWS::IAM::{kind}", "Properties": {"PolicyDocument": document("a:b"), "Roles": roles[:1]}}
    judge = judging({"R": role(inline("a:b"))}, {"R": role(), name: own})
    together = [removed("Policies", 0), whole("added", name, own)]
    assert judge.verdict(together) == "same"
    assert judge.verdict(together[:1]) == "narrower"
    assert judge.verdict(together[1:]) == "broader"
    own["Properties"]["Roles"] = roles
    assert judge.verdict([removed("Policies", 0), whole("added", name, own)]) == "broader"


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        (role(inline("a:b"), inline("a:c", effect="Deny")), 1),
        (role(choice("C", inline("a:b"), inline("a:b", "a:c"))), 3),
        (role(inline("a:b"), AssumeRolePolicyDocument=document("sts:AssumeRole", Principal="*")), 2),
        (role(PermissionsBoundary="x"), 0),
        (role(inline("a:b"), inline("a:*", effect="Deny")), 0),  # it denies itself what it allows
        (
            {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": {"PolicyDocument": document("a:b", Principal="*")},
            },
            1,
        ),
    ],
)
def test_a_whole_resource_counts_what_is_in_it(body: Data, effect: int) -> None:
    assert judging({}).effect([whole("added", "N", body)]) == Effect(gained=effect)
    assert judging({"N": body}).effect([whole("removed", "N", body)]) == Effect(lost=effect)


def test_conditions_are_summed_over_the_ways_in_which_they_fall() -> None:
    judge = judging({"R": role(inline("a:b", "a:c"), choice("C", inline("a:c"), NO_VALUE))})
    assert judge.effect([removed(*STATEMENT, "Action", 1)]) == Effect(lost=1)
    assert judge.effect([removed(*STATEMENT, "Action", 0)]) == Effect(lost=2)


def test_so_many_deltas_of_so_large_a_resource_are_too_much() -> None:
    body = role(*range(99))
    assert MOST_WORK == 200 * 100
    judge = judging({"New": body}, R="New")
    assert judge.is_too_much(200, "R") is False
    assert judge.is_too_much(201, "R") is True
    assert judge.is_too_much(200, "New") is False
    assert judge.is_too_much(MOST_WORK, None) is False
    assert judge.is_too_much(MOST_WORK + 1, None) is True
    assert judge.is_too_much(MOST_WORK, "Elsewhere") is False


def test_where_too_many_touch_a_resource_all_are_left_and_a_sentence_says_so() -> None:
    judge = judging({"R": role(inline("a:b")), "S": role(*range(MOST_WORK)), "B": role(*range(MOST_WORK))})
    first = changed("Policies", 0, to=inline("a:b", "a:c"))
    elsewhere = [
        Delta("changed", (*path, 1), (*path, 1), 1, 2, resource=name, resource_type=ROLE)
        for name in ("S", "S", "B")
        for path in [("Resources", name, "Properties", "Policies")]
    ]
    judged, sentences = with_permissions([*elsewhere, first], judge)
    assert [delta.permissions for delta in judged] == [None, None, None, "broader"]
    assert sentences == tuple(
        f"What {count} differences in {name} do to what it allows was not judged: that would take too long."
        for count, name in ((1, "B"), (2, "S"))
    )


def test_a_verdict_that_is_there_stays_and_parts_are_judged_together() -> None:
    judge = judging({"R": role(inline("a:b", "a:c"))})
    told: Permissions = "incomparable"
    split = changed("Policies", to=[]).made_of(
        (removed(*STATEMENT, "Action", 1), added("Policies", 1, value=inline("a:c")))
    )
    deltas = [changed(*STATEMENT, "Action", to=["a:b"], permissions=told), split, changed("RoleName", to="x")]
    judged, sentences = with_permissions(deltas, judge)
    assert [delta.permissions for delta in judged] == [told, "same", None]
    assert sentences == ()
