"""Requirements against a template, sentence by sentence."""

import pytest

import repair
from repair.api import Options, chosen
from repair.engine.values import VALUES
from repair.report.composing.compliance import VALUE_PROPERTIES, VALUE_RULES
from repair.report.composing.compose import document_of
from repair.rules.load import rule_files
from repair.template.load import from_text

TEMPLATE = """\
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
  Log:
    Type: AWS::Logs::LogGroup
    Properties:
      RetentionInDays: 7
  Raw:
    Type: AWS::S3::Bucket
"""


@pytest.fixture
def said(tmp_path):
    def answers(text, ideal=TEMPLATE, generated=TEMPLATE):
        file = tmp_path / "REQUIREMENTS.md"
        file.write_text(text, encoding="utf-8")
        options = chosen(Options(), [], file)
        sides = from_text(generated, "generated.yaml"), from_text(ideal, "ideal.yaml")
        document = document_of(repair.report(*sides, options=options), options)
        counts = dict(document.compliance.by_status)
        assert sum(counts.values()) == len(document.compliance.requirements)
        return document, {one.text: one for one in document.compliance.requirements}

    return answers


def test_a_sentence_whose_rule_finds_nothing_is_met(said):
    _, sentences = said("Tables must have point-in-time recovery enabled.")
    (one,) = sentences.values()
    assert (one.line, one.status) == (1, "met")
    assert "`dynamodb-point-in-time-recovery`" in one.words


def test_a_sentence_that_the_ideal_meets_and_the_generated_breaks_is_not_met_and_names_the_finding(said):
    generated = TEMPLATE.replace("PointInTimeRecoveryEnabled: true", "PointInTimeRecoveryEnabled: false")
    document, sentences = said("Tables must have point-in-time recovery enabled.", generated=generated)
    (one,) = sentences.values()
    assert one.status == "not met"
    assert [document.items[number - 1].resources for number in one.items] == [("Table",)]


def test_what_both_templates_break_is_not_held_against_one_of_them(said):
    _, sentences = said("All S3 buckets must have versioning enabled.")
    (one,) = sentences.values()
    assert one.status == "not checked"
    assert "against both templates" in one.words


def test_a_number_is_compared_with_the_number_that_was_asked_for(said):
    _, sentences = said(
        "Logs must be kept with a retention of 30 days.\n\nLog retention is to be set to 7 days.\n"
    )
    statuses = [one.status for one in sentences.values()]
    assert "not met" in statuses
    (wrong,) = (one for one in sentences.values() if "30" in one.text)
    assert "`Log` sets `RetentionInDays` to 7, not 30" in wrong.words


def test_a_type_that_was_asked_for_and_that_only_the_ideal_has_is_not_met(said):
    ideal = TEMPLATE + "  Trail:\n    Type: AWS::CloudTrail::Trail\n"
    _, sentences = said("Enable CloudTrail for the account.", ideal=ideal)
    (one,) = sentences.values()
    assert one.status == "not met"
    assert "no resource of type `AWS::CloudTrail::Trail`" in one.words


def test_a_sentence_that_nothing_was_seen_in_is_listed(said):
    _, sentences = said("The system should be nice to use for everyone.")
    (one,) = sentences.values()
    assert (one.status, one.words, one.items) == ("not understood", "", ())


def test_without_requirements_there_is_no_compliance():
    sides = from_text(TEMPLATE, "generated.yaml"), from_text(TEMPLATE, "ideal.yaml")
    assert document_of(repair.report(*sides)).compliance is None


def test_every_rule_and_value_of_the_tables_exists():
    assert {*VALUE_RULES, *VALUE_PROPERTIES} <= set(VALUES)
    assert {rule for rules in VALUE_RULES.values() for rule in rules} <= set(rule_files())
