"""What a rule that is only data finds, plans and refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.engine.loop import mend
from repair.patch.operations import RefusalCode
from repair.rules import data_rule
from repair.rules.context import Context, Settings
from repair.rules.model import Rule, Safety, Severity
from repair.template.template import Template

BUCKET = "AWS::S3::Bucket"
NO_VALUE = {"Ref": "AWS::NoValue"}


def data_rule_of(title="Bucket keeps no versions", **raw):
    raw = {"title": title, **raw}
    return Rule(
        id="test-rule",
        title=title,
        category="data-protection",
        severity=Severity.HIGH,
        safety=Safety.SAFE,
        profiles=("baseline",),
        why="",
        impact="",
        references=(),
        aliases={},
        types=(BUCKET,),
        detect_resource=data_rule.detector(raw),
    )


def template(properties=None, **body):
    resource = {"Type": BUCKET, **body}
    if properties is not None:
        resource["Properties"] = properties
    return {"Resources": {"Bucket": resource}}


def mended(rule, data, **settings):
    outcome = mend(Context(Template(data), Settings(**settings)), [rule])
    assert not outcome.failures
    return outcome


def refusals(outcome):
    return [left.refusal for left in outcome.left]


VERSIONING = data_rule_of(
    expect={
        "required": ["Versioning"],
        "properties": {
            "Versioning": {"required": ["Status"], "properties": {"Status": {"const": "Enabled"}}}
        },
    },
    fix=[{"ensure": "Versioning.Status", "value": "Enabled"}],
)


class TestEnsure:
    @pytest.mark.parametrize(
        "properties", [None, {}, {"Name": "b"}, {"Versioning": {}}, {"Versioning": {"MfaDelete": "x"}}]
    )
    def test_makes_missing_parents_and_keeps_what_stands_beside(self, properties):
        outcome = mended(VERSIONING, template(properties))
        after = outcome.data["Resources"]["Bucket"]["Properties"]
        assert after["Versioning"]["Status"] == "Enabled"
        assert {**after, "Versioning": None} == {**(properties or {}), "Versioning": None}
        assert not outcome.left

    def test_respects_another_value_and_says_so(self):
        data = template({"Versioning": {"Status": "Suspended"}})
        outcome = mended(VERSIONING, data)
        assert outcome.data is data
        assert refusals(outcome) == [RefusalCode.AMBIGUOUS]

    def test_changes_nothing_where_the_value_stands(self):
        outcome = mended(VERSIONING, template({"Versioning": {"Status": "Enabled"}}))
        assert not outcome.applied
        assert not outcome.left

    def test_detection_names_the_first_value_that_the_fix_changes(self):
        rule = data_rule_of(
            expect={"required": ["A", "B"]},
            fix=[{"ensure": "A", "value": 1}, {"ensure": "B", "value": 2}],
        )
        (applied,) = mended(rule, template({"A": 1})).applied
        assert applied.detected.detection.path == ("Resources", "Bucket", "Properties", "B")


class TestWhatIsOnlyKnownAtDeployment:
    @pytest.mark.parametrize(
        "properties",
        [
            {"Versioning": {"Ref": "Setting"}},
            {"Versioning": {"Status": {"Ref": "Setting"}}},
            {"Versioning": {"Fn::If": ["Live", {"Status": "Enabled"}, {"Status": "Suspended"}]}},
            {"Versioning": {"Status": {"Fn::If": ["Live", "Enabled", "Suspended"]}}},
            {"Versioning": {"Fn::If": ["Live", {"Status": "Enabled"}, NO_VALUE]}},
            {"Fn::Transform": {"Name": "AWS::Include"}},
        ],
    )
    def test_is_no_finding(self, properties):
        outcome = mended(VERSIONING, template(properties))
        assert not outcome.applied
        assert not outcome.left

    def test_is_refused_where_every_branch_breaks_the_rule(self):
        data = template({"Versioning": {"Fn::If": ["Live", {"Status": "Suspended"}, {"Status": "Off"}]}})
        outcome = mended(VERSIONING, data)
        assert outcome.data is data
        assert refusals(outcome) == [RefusalCode.INTRINSIC]

    def test_does_not_make_a_rule_apply(self):
        rule = data_rule_of(
            when={"properties": {"Kind": {"const": "log"}}},
            expect={"required": ["Retention"]},
            fix=[{"ensure": "Retention", "value": 30}],
        )
        assert mended(rule, template({"Kind": "log"})).applied
        for properties in ({"Kind": {"Ref": "Kind"}}, {"Kind": "data"}):
            outcome = mended(rule, template(properties))
            assert not outcome.applied
            assert not outcome.left


class TestOtherSteps:
    def test_set_overwrites(self):
        rule = data_rule_of(
            target="resource",
            expect={"properties": {"DeletionPolicy": {"not": {"const": "Retain"}}}},
            fix=[{"set": "DeletionPolicy", "value": "Delete"}],
        )
        outcome = mended(rule, template(DeletionPolicy="Retain"))
        assert outcome.data["Resources"]["Bucket"]["DeletionPolicy"] == "Delete"

    def test_remove_takes_the_empty_parent_along_when_asked(self):
        expect = {"properties": {"A": {"properties": {"Old": False}}}}
        for prune, left in ((True, {"B": 1}), (False, {"A": {}, "B": 1})):
            rule = data_rule_of(expect=expect, fix=[{"remove": "A.Old", "prune": prune}])
            outcome = mended(rule, template({"A": {"Old": 1}, "B": 1}))
            assert outcome.data["Resources"]["Bucket"]["Properties"] == left

    def test_move_renames(self):
        rule = data_rule_of(expect={"properties": {"Old": False}}, fix=[{"move": "Old", "to": "Inner.New"}])
        outcome = mended(rule, template({"Old": 1}))
        assert outcome.data["Resources"]["Bucket"]["Properties"] == {"Inner": {"New": 1}}

    def test_merge_adds_the_items_whose_key_is_missing(self):
        rule = data_rule_of(
            expect={"required": ["Tags"], "properties": {"Tags": {"minItems": 2}}},
            fix=[
                {
                    "merge": "Tags",
                    "key": ["Key"],
                    "items": [{"Key": "a", "Value": "new"}, {"Key": "b", "Value": "new"}],
                }
            ],
        )
        outcome = mended(rule, template({"Tags": [{"Key": "a", "Value": "mine"}]}))
        assert outcome.data["Resources"]["Bucket"]["Properties"]["Tags"] == [
            {"Key": "a", "Value": "mine"},
            {"Key": "b", "Value": "new"},
        ]

    def test_a_rule_without_steps_only_reports(self):
        data = template({})
        outcome = mended(data_rule_of(expect={"required": ["Logging"]}), data)
        assert outcome.data is data
        assert refusals(outcome) == [None]


class TestValuesOfTheProfile:
    RULE = data_rule_of(
        expect={"required": ["Days"], "properties": {"Days": {"enum": [7, 30]}}},
        fix=[{"ensure": "Days", "value": {"$value": "days"}}],
    )

    def test_stand_for_a_name(self):
        outcome = mended(self.RULE, template({}), values={"days": 7})
        assert outcome.data["Resources"]["Bucket"]["Properties"] == {"Days": 7}

    def test_stand_inside_a_value_too(self):
        rule = data_rule_of(
            expect={"required": ["Rule"]}, fix=[{"ensure": "Rule", "value": [{"Days": {"$value": "days"}}]}]
        )
        outcome = mended(rule, template({}), values={"days": 7})
        assert outcome.data["Resources"]["Bucket"]["Properties"] == {"Rule": [{"Days": 7}]}

    def test_are_asked_for_when_nothing_gives_them(self):
        outcome = mended(self.RULE, template({}))
        (left,) = outcome.left
        assert left.refusal is RefusalCode.NEEDS_VALUE
        assert left.reason == "no profile or setting gives days"

    def test_are_refused_when_the_rule_would_still_be_broken(self):
        data = template({})
        outcome = mended(self.RULE, data, values={"days": 45})
        (left,) = outcome.left
        assert outcome.data is data
        assert left.refusal is RefusalCode.NEEDS_VALUE
        assert "days is 45" in left.reason

    def test_are_not_asked_for_when_the_rule_is_kept(self):
        assert not mended(self.RULE, template({"Days": 7})).left


class TestMessages:
    @pytest.mark.parametrize("title", ["SNS topic is not encrypted", "Log group keeps its events for ever"])
    def test_name_the_resource_and_leave_the_title_as_it_is(self, title):
        rule = data_rule_of(title, expect={"required": ["Key"]}, fix=[{"ensure": "Key", "value": "k"}])
        (applied,) = mended(rule, template({})).applied
        assert applied.detected.detection.message == f"Bucket: {title}."


SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just(NO_VALUE),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Versioning", "Status", "Ref", "Fn::If", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(SHAPES)
def test_any_shape_may_stand_anywhere_and_a_fix_stays_fixed(shape):
    for data in (template(shape), template({"Versioning": shape})):
        outcome = mended(VERSIONING, data)
        assert mended(VERSIONING, outcome.data).data is outcome.data
