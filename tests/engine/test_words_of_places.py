"""What a finding says of its places is true of the two templates, and says it in the template's words."""

import pytest
from paired import findings

import repair
from repair.diff.delta import Deployment
from repair.engine.impact import fix_impact
from repair.patch.editing import PatchError
from repair.patch.rfc6902 import apply
from repair.template.load import from_text

GENERATED = """
Parameters:
  P: {Type: String, Default: a}
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 7, VisibilityTimeout: 3, MaximumMessageSize: 1024}}
  L:
    Type: "Custom::Thing"
    Properties:
      {ServiceToken: t, Names: [a, b, c], Deep: {One: 1, Two: 2}, Old: x, More: {M: [1, 2]}}
    DependsOn: A
  Gone: {Type: AWS::SNS::Topic, Properties: {DisplayName: d}}
Outputs:
  O: {Value: !Ref A}
"""
IDEAL = """
Parameters:
  P: {Type: String, Default: b}
  Q: {Type: Number}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 8, VisibilityTimeout: 3, MaximumMessageSize: 1024}}
  L:
    Type: "Custom::Thing"
    Properties:
      {ServiceToken: t, Names: [a, c, d], Deep: {One: 1, Two: 3, Three: {X: 1}}, New: y, More: {N: [1, 2]}}
  Fresh: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 7}}
Outputs:
  O: {Value: !GetAtt Queue.Arn}
"""


def test_each_kind_of_difference_is_a_sentence_about_its_place():
    said = {place.message for one in findings(GENERATED, IDEAL) for place in one.places}
    assert said == {
        "A is called Queue in the ideal template.",
        "DelaySeconds of A differs.",
        "L has one more item of Names.",
        "L lacks an item of Names.",
        "Deep.Two of L differs.",
        "L has no Deep.Three.",
        "L has no New.",
        "L has Old.",
        "More of L differs.",
        "L has DependsOn.",
        "Fresh is missing.",
        "The ideal template does without Gone.",
        "Value of O differs.",
        "Default of P differs.",
        "Q is missing.",
    }


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["Aa"], "Aa differs"),
        (["Aa", "Bb"], "Aa and Bb differ"),
        (["Aa", "Bb", "Cc"], "Aa, Bb and Cc differ"),
        (["Aa", "Bb", "Cc", "Dd"], "Aa, Bb, Cc and 1 more differ"),
        (["Aa", "Bb", "Cc", "Dd", "Ee"], "Aa, Bb, Cc and 2 more differ"),
    ],
)
def test_a_title_names_up_to_three_properties_and_counts_the_rest(names, title):
    def text(value):
        properties = "".join(f"\n      {name}: {value}" for name in names)
        return f"Resources:\n  A:\n    Type: Example::Any::Thing\n    Properties:{properties}\n"

    (found,) = findings(text(1), text(2))
    assert title in found.title


def test_a_change_outside_the_resources_replaces_nothing():
    data = {"Parameters": {"P": {"Default": "a"}}, "Resources": {"D": {"Type": "AWS::RDS::DBInstance"}}}
    changed = {**data, "Parameters": {"P": {"Default": "b"}}}
    touched = [("Parameters", "P", "Default"), ("Resources",), ()]
    assert fix_impact(touched, data, changed) == Deployment()


def test_the_guarded_inverse_takes_the_repair_back_and_fits_no_other_template(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(
        "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 7\n      QueueNam: a\n"
    )
    result = repair.repair(repair.load(file))
    assert result.patch
    assert apply(result.guarded_inverse, result.repaired) == result.template.data
    assert apply(result.guarded_patch, result.template.data) == result.repaired
    with pytest.raises(PatchError):
        apply(result.guarded_inverse, result.template.data)


def test_a_finding_of_two_texts_points_into_the_first():
    text = "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 7\n"
    (found,) = findings(text, text.replace("7", "8"))
    assert [(place.line, place.column) for place in found.places] == [(5, 7)]
    assert from_text(text, "a.yaml").data["Resources"]["A"]["Properties"] == {"DelaySeconds": 7}
