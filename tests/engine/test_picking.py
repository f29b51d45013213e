"""Picking findings of a repair towards an ideal: what comes along, what is left, and in which order they stand."""

from dataclasses import replace

import pytest

from repair.diff.delta import Delta, Deployment
from repair.document.document import Document
from repair.engine import guided
from repair.engine.explain import Explained
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.gate import GateError
from repair.engine.guided import compare_templates, repair_towards
from repair.engine.result import Options
from repair.engine.select import Choices, Selection
from repair.errors import UsageError
from repair.rules.context import Settings
from repair.rules.model import Safety, Severity
from repair.template.load import from_text

QUEUE = "Resources:\n  Queue: {Type: AWS::SQS::Queue}\n"
KEYED = (
    QUEUE
    + """\
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: []}}}
  Group: {Type: AWS::Logs::LogGroup, Properties: {KmsKeyId: !GetAtt Key.Arn}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      SSESpecification: {SSEEnabled: true, KMSMasterKeyId: !Ref Key}
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
"""
)


def towards(generated, ideal, *select, ignore=(), call=repair_towards, **options):
    selection = Selection(select, tuple(ignore))
    return call(
        from_text(generated, "a.yaml"), from_text(ideal, "b.yaml"), Options(selection=selection, **options)
    )


def entries(result):
    return set(result.repaired["Resources"])


def test_what_a_picked_finding_refers_to_comes_along_and_nothing_else():
    by_place = {one.places[0].resource: one.id for one in towards(QUEUE, KEYED).findings}
    assert by_place.keys() == {"Key", "Group", "Table"}
    result = towards(QUEUE, KEYED, by_place["Group"])
    assert entries(result) == {"Queue", "Key", "Group"}
    assert entries(towards(QUEUE, KEYED, by_place["Key"])) == {"Queue", "Key"}
    status = {one.places[0].resource: one.fix.status for one in result.findings}
    assert (status["Key"], status["Group"]) == (FixStatus.APPLIED, FixStatus.APPLIED)
    left = towards(QUEUE, KEYED, by_place["Key"])
    assert {one.places[0].resource: one.fix.status for one in left.findings}["Group"] is FixStatus.AVAILABLE


def test_a_name_that_nobody_defines_brings_nothing_along():
    ideal = KEYED.replace("!GetAtt Key.Arn", "!GetAtt Nowhere.Arn")
    by_place = {one.places[0].resource: one.id for one in towards(QUEUE, ideal).findings}
    assert entries(towards(QUEUE, ideal, by_place["Group"])) == {"Queue", "Group"}


USED = """\
Resources:
  Old: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}], AttributeDefinitions: [{AttributeName: id, AttributeType: S}]}}
  F: {Type: AWS::Lambda::Function, Properties: {Role: r, Timeout: !Ref Old, MemorySize: 128}}
"""
FREE = "Resources:\n  F: {Type: AWS::Lambda::Function, Properties: {Role: r, Timeout: 5, MemorySize: 256}}\n"


def test_what_something_that_stays_refers_to_is_not_taken_away():
    by_place = {place.path[1:]: one.id for one in towards(USED, FREE).findings for place in one.places}
    extra = by_place["Old",]
    assert extra != by_place["F", "Properties", "Timeout"]
    result = towards(USED, FREE, extra)
    assert entries(result) == {"Old", "F"}
    assert not result.changed
    assert {one.fix.status for one in result.findings} == {FixStatus.AVAILABLE}
    assert entries(towards(USED, FREE)) == {"F"}


def test_a_renamed_resource_comes_along_with_who_refers_to_its_new_name():
    before = (
        QUEUE
        + "  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: a}}\n  F: {Type: AWS::Lambda::Function, Properties: {Role: r, Timeout: 3}}\n"
    )
    after = (
        QUEUE.replace("Queue:", "Jobs:")
        + "  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: b}}\n  F: {Type: AWS::Lambda::Function, Properties: {Role: r, Timeout: !Ref Jobs}}\n"
    )
    by_place = {place.path[1:]: one.id for one in towards(before, after).findings for place in one.places}
    result = towards(before, after, by_place["F", "Properties", "Timeout"])
    properties = result.repaired["Resources"]["F"]["Properties"]["Timeout"]["Ref"]
    assert properties in result.repaired["Resources"]
    assert result.repaired["Resources"]["T"]["Properties"] == {"DisplayName": "a"}


NAMED = "Resources: {{Q: {{Type: AWS::SQS::Queue, Properties: {{QueueName: {}}}}}, T: {{Type: AWS::SNS::Topic, {}}}}}"
PLAIN = NAMED.format("q", "Properties: {DisplayName: a}")
REGIONAL = NAMED.format("!Sub 'q-${AWS::Region}'", "Properties: {DisplayName: b}")


@pytest.mark.parametrize("word", ["naming-fixed", "naming-convention", "naming"])
def test_a_finding_is_picked_and_ignored_by_its_kind_its_category_and_the_rules_in_it(word):
    assert towards(PLAIN, REGIONAL, word).changed
    assert not towards(PLAIN, REGIONAL, ignore=[word]).changed
    assert not towards(PLAIN, REGIONAL, word, ignore=[word]).changed
    assert len(towards(PLAIN, REGIONAL, word, call=compare_templates).findings) == 1
    assert towards(PLAIN, REGIONAL, ignore=[word], call=compare_templates).findings == ()


def test_a_finding_is_picked_by_its_severity():
    (found,) = towards(PLAIN, REGIONAL).findings
    assert towards(PLAIN, REGIONAL, found.severity.value).changed
    assert not towards(
        PLAIN, REGIONAL, next(level.value for level in Severity if level is not found.severity)
    ).changed


def test_a_comparison_changes_nothing_and_says_what_would_be_done():
    result = towards(PLAIN, REGIONAL, call=compare_templates)
    assert (result.changed, result.text, result.patch) == (False, PLAIN, ())
    assert [one.fix.status for one in result.findings] == [FixStatus.AVAILABLE]
    for call in (compare_templates, repair_towards):
        with pytest.raises(UsageError, match="qqqqqq"):
            towards(PLAIN, REGIONAL, "qqqqqq", call=call)


SPELLED = "Resources: {Q: {Type: AWS::SQS::Queue}, T: {Type: AWS::SNS::Topic, Properties: {DisplayName: %s}}}"


def test_the_spelling_of_the_ideal_is_adopted_where_that_is_asked_for():
    texts = SPELLED % "!Ref Q", SPELLED % "!Sub '${Q}'"
    assert towards(*texts).findings == towards(*texts, call=compare_templates).findings == ()
    result = towards(*texts, exact=True)
    assert result.repaired["Resources"]["T"]["Properties"] == {"DisplayName": {"Fn::Sub": "${Q}"}}
    (found,) = towards(*texts, exact=True, operations=True, call=compare_templates).findings
    assert found.fix.ops == (
        {"op": "replace", "path": "/Resources/T/Properties/DisplayName", "value": {"Fn::Sub": "${Q}"}},
    )
    assert towards(*texts, exact=True, call=compare_templates).findings[0].fix.ops == ()


def test_text_that_does_not_say_what_was_planned_does_not_leave(monkeypatch):
    monkeypatch.setattr(Document, "edited", lambda self, _: self.text + "\nOutputs: {}\n")
    with pytest.raises(GateError, match="does not say what was planned"):
        towards(PLAIN, REGIONAL)


def test_a_fault_that_neither_template_has_does_not_leave(monkeypatch):
    whole = guided.apply_deltas

    def faulty(*args, **more):
        data = whole(*args, **more)
        queue = {**data["Resources"]["Q"], "Properties": {"QueueNam": "q"}}
        return {**data, "Resources": {**data["Resources"], "Q": queue}}

    monkeypatch.setattr(guided, "apply_deltas", faulty)
    with pytest.raises(GateError, match="/Resources/Q break properties-unknown"):
        towards(PLAIN, REGIONAL)


def test_a_fault_of_the_ideal_is_adopted():
    ideal = REGIONAL.replace("DisplayName: b", "DisplayNam: b")
    assert towards(PLAIN, ideal).repaired["Resources"]["T"]["Properties"] == {"DisplayNam": "b"}


PLACE = Place(("Resources", "A"), "m", "A", "T", 5, 5, None, None)
FINDING = Finding(
    "m",
    "k",
    "t",
    "metadata",
    Severity.MEDIUM,
    (PLACE,),
    "r",
    "i",
    (),
    {},
    Fix(FixStatus.AVAILABLE, Safety.SAFE),
)


def test_the_worst_stands_first_then_what_disrupts_then_what_weakens_then_what_is_widest():
    wide = (PLACE, replace(PLACE, resource="B"))
    wanted = [
        replace(FINDING, severity=Severity.HIGH),
        replace(FINDING, deployment=Deployment(data_loss=True)),
        replace(FINDING, deployment=Deployment("will"), category="secrets"),
        replace(FINDING, deployment=Deployment("will")),
        replace(FINDING, deployment=Deployment("may")),
        replace(FINDING, category="access", places=wide),
        replace(FINDING, category="secrets"),
        replace(FINDING, places=wide),
        replace(FINDING, places=(replace(PLACE, line=3, column=9),)),
        replace(FINDING, places=(replace(PLACE, line=4, column=1),)),
        replace(FINDING, places=(replace(PLACE, line=4, column=2),)),
        replace(FINDING, id="a"),
        replace(FINDING, places=(PLACE, PLACE)),
    ]
    delta = Delta("changed", ("Resources", "A"), ("Resources", "A"), 1, 2)
    found = guided._by_weight(Explained(one, (delta,)) for one in reversed(wanted))
    assert [replace(one, occurrence=1) for one in found] == wanted
    for category in ("access", "secrets", "encryption", "network"):
        weak = replace(FINDING, category=category, id="z")
        assert [
            one.id for one in guided._by_weight([Explained(FINDING, (delta,)), Explained(weak, (delta,))])
        ] == ["z", "m"]


def test_a_finding_is_as_bad_as_the_profiles_in_force_say():
    after = "Parameters: {EnvironmentSuffix: {Type: String, Default: dev}}\n" + QUEUE

    def severities(**options):
        return [one.severity for one in towards(QUEUE, after, call=compare_templates, **options).findings]

    def layered(*layers):
        template, ideal = from_text(QUEUE, "a.yaml"), from_text(after, "b.yaml")
        options = Options(Settings("baseline"), Selection(choices=Choices(layers)))
        return [one.severity for one in compare_templates(template, ideal, options).findings]

    assert severities() == layered("baseline") == [Severity.MEDIUM]
    assert severities(settings=Settings("test")) == layered("test", "emulator") == [Severity.HIGH]


def test_an_old_fault_that_nobody_touches_keeps_nothing_back():
    old = "  Bad: {Type: AWS::S3::Bucket, Properties: {BucketNam: b}}\n"
    before = QUEUE + old + "  T: {Type: AWS::SNS::Topic, Properties: {DisplayName: %s}}\n"
    result = towards(before % "a", before % "b")
    assert result.repaired["Resources"]["T"]["Properties"] == {"DisplayName": "b"}


@pytest.mark.parametrize("call", [repair_towards, compare_templates])
def test_a_result_knows_its_ideal(call):
    result = towards(PLAIN, REGIONAL, call=call)
    assert result.ideal is not None
    assert result.ideal.data == from_text(REGIONAL).data
