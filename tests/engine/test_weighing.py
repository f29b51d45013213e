"""How bad a difference is, what it does to a running stack, and in what words a finding is told."""

from dataclasses import replace

import pytest

from repair.diff.delta import Delta, Deployment
from repair.diff.difference import diff
from repair.engine.impact import fix_impact
from repair.engine.trial import Trial
from repair.engine.wording import LONG, fact, severity, wording
from repair.patch.operations import Set
from repair.rules.context import Context, Settings
from repair.rules.detect import detect
from repair.rules.model import Detection, Rule, Safety, Severity
from repair.rules.taxonomy import kinds
from repair.template.load import from_text

P = ("Resources", "D", "Properties")


def database(**properties):
    return {"Resources": {"D": {"Type": "AWS::RDS::DBInstance", "Properties": properties}}}


@pytest.mark.parametrize(
    ("before", "after", "path", "expected"),
    [
        ({"DBName": "a"}, {"DBName": "b"}, (*P, "DBName"), Deployment("will", data_loss=True)),
        ({}, {"DBName": "b"}, (*P, "DBName"), Deployment("will", data_loss=True)),
        ({"DBName": "a"}, {}, (*P, "DBName"), Deployment("will", data_loss=True)),
        ({"DBName": "a"}, {"DBName": {"Fn::Sub": "a"}}, (*P, "DBName"), Deployment()),
        ({"DBName": {"Fn::Sub": "a"}}, {"DBName": "a"}, (*P, "DBName"), Deployment()),
        (
            {"BackupRetentionPeriod": 1},
            {"BackupRetentionPeriod": 2},
            (*P, "BackupRetentionPeriod"),
            Deployment("may", data_loss=True),
        ),
        (
            {"CopyTagsToSnapshot": True},
            {"CopyTagsToSnapshot": False},
            (*P, "CopyTagsToSnapshot"),
            Deployment(),
        ),
        ({"DBName": "a"}, {"DBName": "b"}, ("Resources",), Deployment()),
    ],
)
def test_a_fix_does_to_a_running_stack_what_its_changes_do(before, after, path, expected):
    assert fix_impact([path], database(**before), database(**after)) == expected


def test_the_worst_of_several_changes_counts():
    paths = [(*P, "CopyTagsToSnapshot"), (*P, "DBName")]
    before, after = (
        database(DBName="a", CopyTagsToSnapshot=True),
        database(DBName="b", CopyTagsToSnapshot=False),
    )
    assert (
        fix_impact(paths, before, after)
        == fix_impact(paths[::-1], before, after)
        == Deployment("will", data_loss=True)
    )
    assert fix_impact([], before, after) == Deployment()


def test_a_resource_that_goes_takes_its_data_along_and_one_that_comes_none():
    table = {"Resources": {"D": {"Type": "AWS::DynamoDB::Table", "Properties": {}}}}
    assert fix_impact([("Resources", "D")], table, {"Resources": {}}) == Deployment("never", data_loss=True)
    assert fix_impact([("Resources", "D")], {"Resources": {}}, table) == Deployment()


def test_the_policies_that_the_fix_leaves_say_whether_data_go():
    kept = database(DBName="b")
    kept["Resources"]["D"]["UpdateReplacePolicy"] = "Retain"
    assert fix_impact([(*P, "DBName")], database(DBName="a"), kept) == Deployment("will")
    assert fix_impact([(*P, "DBName")], kept, database(DBName="a")) == Deployment("will", data_loss=True)


CHANGED = Delta("changed", (*P, "X"), (*P, "X"), 1, 2)
LOW, MEDIUM, HIGH, CRITICAL = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL


def of_severity(wanted, *, mere):
    from repair.rules.subjects import is_mere_difference

    return next(
        one.id for one in kinds().values() if one.severity is wanted and is_mere_difference(one.id) is mere
    )


def test_a_difference_is_as_bad_as_its_kind():
    for level in (LOW, MEDIUM, HIGH, CRITICAL):
        kind = of_severity(level, mere=False)
        assert severity(kind, CHANGED) is level
        assert severity(kind, replace(CHANGED, kind="added")) is level


def test_another_value_is_not_yet_a_wrong_one():
    kind = of_severity(HIGH, mere=True)
    assert (
        severity(kind, CHANGED) is severity(kind, replace(CHANGED, kind="moved", parts=(CHANGED,))) is MEDIUM
    )
    assert (
        severity(kind, replace(CHANGED, kind="added"))
        is severity(kind, replace(CHANGED, kind="removed"))
        is HIGH
    )


def test_what_loses_data_or_allows_less_or_replaces_is_at_least_so_bad():
    kind = of_severity(LOW, mere=False)
    assert severity(kind, replace(CHANGED, deployment=Deployment(data_loss=True))) is HIGH
    assert severity(kind, replace(CHANGED, permissions="narrower")) is HIGH
    assert severity(kind, replace(CHANGED, permissions="wider")) is LOW
    assert severity(kind, replace(CHANGED, deployment=Deployment("will"))) is MEDIUM
    assert severity(kind, replace(CHANGED, deployment=Deployment("may"))) is LOW
    assert (
        severity(of_severity(CRITICAL, mere=False), replace(CHANGED, deployment=Deployment("will")))
        is CRITICAL
    )


def test_spelling_order_and_what_allows_the_same_are_of_little_weight():
    kind = of_severity(CRITICAL, mere=False)
    for delta in (
        replace(CHANGED, exact_only=True), replace(CHANGED, permissions="same"), replace(CHANGED, kind="moved"),
        replace(CHANGED, exact_only=True, deployment=Deployment("will", data_loss=True)),
    ):  # fmt: skip
        assert severity(kind, delta) is LOW
    assert severity(kind, replace(CHANGED, kind="moved", parts=(CHANGED,))) is not LOW


def test_some_kinds_are_worse_under_a_profile():
    changed = [
        (one.id, name) for one in kinds().values() for name in ("production", "compliance", "test")
        if one.severity_for((name,)) is not one.severity
    ]  # fmt: skip
    for kind, name in changed:
        added = replace(CHANGED, kind="added")
        assert severity(kind, added, (name,)) is kinds()[kind].severity_for((name,))
        assert severity(kind, added) is kinds()[kind].severity


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (CHANGED, "X of D differs."),
        (replace(CHANGED, kind="added"), "D has no X."),
        (replace(CHANGED, kind="removed"), "D has X."),
        (replace(CHANGED, kind="moved"), "X of D stands in another place."),
        (replace(CHANGED, kind="added", parts=(CHANGED,)), "X of D differs."),
        (replace(CHANGED, path=(*P, "L", 1)), "L[1] of D differs."),
        (replace(CHANGED, kind="added", path=(*P, "L", 1)), "D lacks an item of L."),
        (replace(CHANGED, kind="removed", path=(*P, "L", 1)), "D has one more item of L."),
        (replace(CHANGED, kind="moved", path=(*P, "L", 1)), "L[1] of D stands in another place."),
        (replace(CHANGED, path=("Resources", "D", "DependsOn")), "DependsOn of D differs."),
        (replace(CHANGED, path=("Resources", "D")), "D differs."),
        (replace(CHANGED, path=("Resources", "D"), kind="added"), "D is missing."),
        (replace(CHANGED, path=("Resources", "D"), kind="removed"), "The ideal template does without D."),
        (replace(CHANGED, path=("Resources", "D"), kind="moved"), "D belongs in another place."),
        (
            replace(CHANGED, path=("Resources", "D"), kind="renamed", before="D", after="E"),
            "D is called E in the ideal template.",
        ),
        (replace(CHANGED, path=("Description",)), "Description differs."),
        (replace(CHANGED, path=(), ideal_path=()), "The template differs."),
        (replace(CHANGED, path=None, kind="added", ideal_path=("Outputs", "O")), "O is missing."),
    ],
)
def test_a_place_is_told_in_a_sentence(delta, words):
    assert fact(delta) == words


FORM = "other-configuration"
DETAIL = replace(CHANGED, path=(*P, "Timeout"))


def deltas(*names, kind="changed"):
    return [replace(CHANGED, kind=kind, path=(*P, name)) for name in names]


def test_a_finding_of_one_kind_is_called_by_it():
    made = wording("serverless", ["lambda-timeout-memory"] * 2, deltas("Timeout", "MemorySize"))
    kind = kinds()["lambda-timeout-memory"]
    assert (made.kinds, made.title, made.root_cause) == ((kind.id,), kind.title, kind.root_cause.strip())
    assert made.references == (kind.reference,)
    assert all(text.strip() in made.impact for text in kind.impact.values())


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["A"], "A differs"), (["A", "A"], "A differs"), (["A", "B"], "A and B differ"),
        (["A", "B", "C"], "A, B and C differ"), (["A", "B", "C", "D"], "A, B, C and 1 more differ"),
        (["A", "B", "C", "D", "D", "E"], "A, B, C and 2 more differ"),
    ],
)  # fmt: skip
def test_what_only_differs_is_called_by_its_properties(names, title):
    assert wording("serverless", [FORM] * len(names), deltas(*names)).title == title


def test_properties_are_told_by_their_outermost_name():
    outer = [
        replace(CHANGED, path=(*P, "Code", "ZipFile", 0)),
        replace(CHANGED, path=("Outputs", "O", "Value")),
    ]
    outer += [replace(CHANGED, path=("Description",)), replace(CHANGED, path=(), ideal_path=())]
    assert wording("serverless", [FORM] * 3, outer[:3]).title == "Code, Value and Description differ"
    assert wording("serverless", [FORM], outer[3:]).title == "Template differs"


def test_a_finding_of_two_kinds_names_both_what_says_something_first():
    one, other = kinds()["lambda-timeout-memory"], kinds()["lambda-vpc-config"]
    made = wording("serverless", [other.id, one.id, one.id], deltas("VpcConfig", "Timeout", "MemorySize"))
    assert made.kinds == (one.id, other.id)
    titles = f"{one.title[:1].lower()}{one.title[1:]}; {other.title if other.title[1].isupper() else other.title[:1].lower() + other.title[1:]}"
    assert made.title.endswith(titles) or len(f"Serverless and messaging: {titles}") > LONG
    mixed = wording("serverless", [FORM, one.id], deltas("Layers", "Timeout"))
    assert mixed.kinds == (one.id, FORM)
    many = wording("serverless", [*[FORM] * 9, one.id], deltas(*"ABCDEFGHI", "Timeout"))
    assert many.kinds == (FORM, one.id)
    third = wording("serverless", [FORM, FORM, one.id], deltas("A", "B", "Timeout"))
    assert third.kinds == (FORM, one.id)


def test_small_things_of_several_areas_are_called_what_they_are_in_all():
    assert wording("other", ["lambda-timeout-memory"], deltas("Timeout")).kinds == (
        FORM,
        "lambda-timeout-memory",
    )


RULE_PATH = (*P, "X")


def test_a_difference_mends_a_rule_that_finds_less_with_it_alone():
    def found(context, resource):
        del context
        for name, value in resource.properties.items():
            if value == "bad":
                yield Detection((*P, name), "m.", (Set((*P, name), "good"),))

    made = Rule(
        id="a", title="t", category="c", severity=LOW, safety=Safety.SAFE, profiles=(), why="", impact="",
        references=(), aliases={}, types=("*",), detect_resource=found,
    )  # fmt: skip
    text = "Resources: {D: {Type: 'Custom::D', Properties: {Token: t, %s}}}"
    for before, after, mends in [
        ("X: bad, Y: bad", "X: fine, Y: bad", [True]),
        ("X: bad", "Y: a", [True, False]),
        ("X: bad, Y: old", "X: bad, Y: new", [False]),
        ("X: bad, L: [1]", "X: bad, L: [1, 2]", [False]),
        ("X: bad, Y: old", "X: [1], Y: bad", [True, False]),
    ]:
        generated, ideal = from_text(text % before, "a.yaml"), from_text(text % after, "b.yaml")
        trial = Trial(generated, ideal, Settings())
        (detected,) = detect([made], Context(generated))[0][:1]
        by_place = sorted(diff(generated, ideal).deltas, key=lambda one: str(one.path or one.ideal_path))
        assert [trial.mends(one, detected) for one in by_place] == mends


@pytest.mark.parametrize(
    ("before", "after"),
    [("X: bad", "X: good"), ("X: bad", "Y: good"), ("X: bad, L: [a]", "X: good, L: [a, b]")],
)
def test_one_difference_is_tried_as_one_operation(monkeypatch, before, after):
    """Names that only the ideal template has may come along in it: merging would translate them."""
    monkeypatch.setattr("repair.engine.trial.apply_deltas", None)
    text = "Resources: {D: {Type: 'Custom::D', Properties: {Token: t, %s}}}"
    generated, ideal = from_text(text % before, "a.yaml"), from_text(text % after, "b.yaml")
    trial = Trial(generated, ideal, Settings())
    for delta in diff(generated, ideal).deltas:
        mended = trial._mended(delta)["Resources"]["D"]["Properties"]
        assert mended != generated.data["Resources"]["D"]["Properties"]
