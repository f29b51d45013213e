"""Which differences a rule explains, for rules that are made up."""

from dataclasses import replace

import pytest

from repair.diff.difference import diff
from repair.engine.claims import claims
from repair.engine.trial import Trial
from repair.patch.operations import Ensure, Merge, Move, Remove, Set
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.model import Detection, Rule, Safety, Severity
from repair.template.load import from_text

R = ("Resources", "A")
P = (*R, "Properties")


def rule(found, *, rule_id="a", category="naming", severity=Severity.LOW):
    """A rule; `found` gives its detections in a resource by the resource's data."""

    def detect_resource(context, resource):
        del context
        yield from found(resource)

    return Rule(
        id=rule_id, title="t", category=category, severity=severity, safety=Safety.SAFE, profiles=("baseline",),
        why="w", impact="i", references=(), aliases={}, types=("*",), detect_resource=detect_resource,
    )  # fmt: skip


def unless(good, path, *operations, name="A"):
    """Finds something at `path` of the resource, until `good` is true of it."""

    def found(resource):
        if resource.id == name and not good(resource):
            yield Detection(path, "m.", operations)

    return found


def never(_resource):
    return False


def claimed(before, after, *rules, entries=""):
    """The place of each difference that a rule explains, to the rule's id."""
    text = "Resources:\n  A: {Type: Custom::A, Properties: {Token: t%s}}\n%s"
    return claimed_of(text % (before, entries), text % (after, entries), *rules)


def claimed_of(before, after, *rules):
    generated, ideal = from_text(before, "generated.yaml"), from_text(after, "ideal.yaml")
    differences = diff(generated, ideal)
    mine, theirs = (detect(rules, Context(one))[0] for one in (generated, ideal))
    found = claims(Trial(generated, ideal, Settings()), differences, mine, theirs)
    deltas = differences.deltas
    places = {index: (deltas[index].path or deltas[index].ideal_path)[1:] for index in found}
    return {".".join(map(str, places[index])): one.rule.id for index, one in found.items()}


def is_old(resource):
    return resource.properties.get("X") != "old"


def test_a_rule_explains_what_changes_where_it_found_something_and_the_ideal_has_it_no_more():
    assert claimed(", X: old, Y: 1", ", X: new, Y: 2", rule(unless(is_old, (*P, "X")))) == {
        "A.Properties.X": "a"
    }
    assert claimed(", X: old, Y: 1", ", X: new, Y: 2", rule(unless(never, (*P, "X")))) == {}


def test_what_stands_above_or_below_its_place_is_explained_where_it_makes_the_rule_fall_silent():
    deep = rule(unless(lambda one: one.properties.get("X", {}).get("Y") != "old", (*P, "X", "Y")))
    assert claimed(", X: {Y: old, Z: [1]}", ", X: [3]", deep) == {"A.Properties.X": "a"}
    above = rule(unless(lambda one: one.properties["X"]["Y"] != "old", (*P, "X")))
    assert claimed(", X: {Y: old, Z: 1}", ", X: {Y: new, Z: 2}", above) == {"A.Properties.X.Y": "a"}
    whole = rule(unless(lambda one: one.properties["X"] != "old", R))
    assert claimed(", X: old", ", X: new", whole) == {}
    fixing = rule(unless(lambda one: one.properties["X"] != "old", R, Set((*P, "X"), "good")))
    assert claimed(", X: old", ", X: new", fixing) == {"A.Properties.X": "a"}


def test_the_worst_rule_explains_it_and_of_equally_bad_ones_that_of_what_does_not_deploy():
    found = unless(is_old, (*P, "X"))
    low, high = rule(found), rule(found, rule_id="b", severity=Severity.HIGH)
    valid = rule(found, rule_id="c", category="validity")
    change = ", X: old", ", X: new"
    assert claimed(*change, low, high, valid) == claimed(*change, high, low) == {"A.Properties.X": "b"}
    assert claimed(*change, low, valid) == claimed(*change, valid, low) == {"A.Properties.X": "c"}


@pytest.mark.parametrize(
    ("before", "after", "written", "explained"),
    [
        ("", ", X: true", True, True),
        ("", ", X: false", True, False),
        ("", ", X: true", False, False),
        (", X: old", ", X: on", True, True),
        (", X: old", ", X: false", True, False),
        (", X: old", ", X: {Y: 1}", True, True),
        (", X: old", ", X: {Y: 1}", {"Y": 2}, True),
        (", X: old", ", X: {Z: 1}", {"Y": {"Q": 2}}, False),
        (", X: old", ", X: {Z: {Y: 1}}", {"Y": {"Q": 2}}, True),
        (", X: old", ", X: [{Z: {Y: 1}}]", [{"Y": {"Q": 2}}], True),
        (", X: old", ", X: {Fn::If: [C, {Y: 1}, {Z: 2}]}", {"Y": {"Q": 2}}, True),
        (", X: old", ", X: plain", {"Y": {"Q": 2}}, False),
        (", X: old", ", X: plain", {"Y": {"Ref": "Q"}}, True),
    ],
)  # fmt: skip
def test_it_explains_nothing_where_the_ideal_turns_off_what_the_fix_turns_on(
    before, after, written, explained
):
    def good(resource):
        return resource.properties.get("X", "old") != "old"

    for operation in (Set((*P, "X"), written), Ensure((*P, "X"), written)):
        found = claimed(before, after, rule(unless(good, P, operation)))
        assert found == ({"A.Properties.X": "a"} if explained else {})


def test_both_ends_of_a_move_are_its_places():
    def good(resource):
        return "Old" not in resource.properties and "New" in resource.properties

    found = claimed(
        ", Old: 1, Q: {R: 1}", ", New: 2, Q: {R: 2}", rule(unless(good, P, Move((*P, "Old"), (*P, "New"))))
    )
    assert found in ({"A.Properties.Old": "a", "A.Properties.New": "a"}, {"A.Properties.Old": "a"})


def test_what_goes_with_all_that_it_stands_in_is_not_what_the_rule_asks_for():
    def gone(resource):
        return "Y" not in resource.properties.get("X", {})

    change = ", X: {Y: 1, Z: 2}, Q: 1", ", Q: 1"
    assert claimed(*change, rule(unless(gone, (*P, "X", "Y")))) == {}
    assert claimed(*change, rule(unless(gone, (*P, "X", "Y")), category="validity")) == {
        "A.Properties.X": "a"
    }
    assert claimed(*change, rule(unless(gone, (*P, "X", "Y"), Remove((*P, "X", "Y"))))) == {
        "A.Properties.X": "a"
    }
    assert claimed(*change, rule(unless(gone, (*P, "X")))) == {"A.Properties.X": "a"}
    assert claimed(", X: {Y: 1, Z: 2}", ", X: {Z: 2}", rule(unless(gone, (*P, "X", "Y")))) == {
        "A.Properties.X.Y": "a"
    }


def test_an_item_that_comes_for_one_that_goes_is_explained_with_it():
    def good(resource):
        return "bad" not in resource.properties["L"]

    found = claimed(", L: [bad, one, two]", ", L: [one, new, two]", rule(unless(good, (*P, "L", 0))))
    assert sorted(found) == ["A.Properties.L.0", "A.Properties.L.1"]
    more = claimed(", L: [bad, one, two]", ", L: [one, new, two, more]", rule(unless(good, (*P, "L"))))
    assert len(more) == 2
    written = claimed(
        ", L: [bad, one, two]",
        ", L: [one, new, two, more]",
        rule(unless(good, (*P, "L"), Set((*P, "L", 0), "more"))),
    )
    assert len(written) == 2


RESOURCES = "Resources:\n  A: {Type: Custom::A, Properties: {Token: t, Text: a long text that tells it}}\n"
GONE = "  B: {Type: Custom::B, Properties: {Token: t}}\n"


@pytest.mark.parametrize(
    ("category", "path", "operations", "explained"),
    [
        ("naming", ("Resources", "B"), (Remove(("Resources", "B")),), True),
        ("naming", ("Resources", "B"), (Remove(("Resources", "C")),), False),
        ("naming", ("Resources", "B"), (Remove(("Resources", "B", "Properties")),), False),
        ("naming", ("Resources", "B"), (Move(("Resources", "B"), ("Resources", "C")),), True),
        ("naming", ("Resources", "B"), (), False),
        ("validity", ("Resources", "B"), (), True),
        ("validity", ("Resources", "B", "Type"), (), False),
        ("validity", ("Resources", "B"), (Set(("Resources", "B", "Type"), "x"),), False),
    ],
)
def test_an_entry_that_goes_is_explained_by_a_rule_that_takes_it_away(category, path, operations, explained):
    made = rule(unless(never, path, *operations, name="B"), category=category)
    assert claimed_of(RESOURCES + GONE, RESOURCES, made) == ({"B": "a"} if explained else {})


def test_an_entry_with_another_name_is_explained_by_a_rule_that_renames_it():
    def renamed(operation):
        made = rule(unless(never, R, operation))
        return claimed_of(RESOURCES, RESOURCES.replace("A:", "New:", 1), made)

    assert renamed(Move(R, ("Resources", "Other"))) == {"A": "a"}
    assert renamed(Remove(R)) == {}


@pytest.mark.parametrize(
    ("new", "explained"),
    [
        ("N: {Type: Custom::N, Properties: {Token: !Ref A}}", True),
        ("N: {Type: Custom::N, Properties: {Token: !Ref B}}", False),
        ("N: {Type: Custom::M, Properties: {Token: !Ref A}}", False),
        ("N: {Type: Custom::N, Properties: {Token: A}}", False),
    ],
)
@pytest.mark.parametrize("operation", [Ensure, Set])
def test_a_new_resource_is_explained_by_a_rule_that_would_add_one_of_its_type_for_the_same(
    new, explained, operation
):
    def detect_resource(context, resource):
        if resource.id == "A" and not {"Custom::N", "Custom::M"} & {
            one.type for one in context.template.resources.values()
        }:
            yield Detection(R, "m.", (operation(("Resources", "ANew"), {"Type": "Custom::N"}),))

    made = replace(rule(never), detect_resource=detect_resource)
    assert claimed_of(RESOURCES + GONE, f"{RESOURCES}{GONE}  {new}\n", made) == (
        {"N": "a"} if explained else {}
    )


def test_a_merge_is_at_home_in_its_list():
    def good(resource):
        return "new" in resource.properties.get("L", ())

    found = claimed(", L: [one]", ", L: [one, new]", rule(unless(good, P, Merge((*P, "L"), ("new",)))))
    assert found == {"A.Properties.L.1": "a"}
