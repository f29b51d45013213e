"""Mistakes of syntax are findings in the text as it was given, whichever way the template is looked at."""

import pytest

from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.guided import compare_templates, repair_towards
from repair.engine.result import Options
from repair.engine.syntax import KIND, syntax_findings, with_syntax
from repair.engine.unguided import check_template, repair_template
from repair.rules.model import Safety, Severity
from repair.template.load import Syntax, from_text

COMMAS = '{"Resources": {"T": {"Type": "AWS::SNS::Topic",},},}'
WHOLE = '{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}'
OPEN = '{"Resources": {"T": {"Type": "AWS::SNS::Topic",}'


def template(text):
    return from_text(text, "t.json", syntax=Syntax.ANY)


def test_mistakes_of_one_kind_are_one_finding_with_all_its_places():
    message = "The comma before the closing bracket is taken out."
    assert syntax_findings(template(COMMAS), applied=True) == (
        Finding(
            id="syntax-comma", kind=KIND, title="A comma is missing or too many", category="validity",
            severity=Severity.CRITICAL,
            places=tuple(Place((), message, None, None, 1, column, None, None) for column in (47, 49, 51)),
            root_cause="The text is neither JSON nor YAML here: it was put together from pieces, copied or cut off.",
            impact="CloudFormation refuses a template that it cannot parse; nothing is deployed.",
            references=("https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",),
            aliases={"cfn-lint": ("E0000",)}, fix=Fix(FixStatus.APPLIED, Safety.SAFE),
        ),
    )  # fmt: skip


def test_each_kind_is_as_safe_as_its_least_safe_mend():
    found = syntax_findings(template(OPEN), applied=False)
    assert {one.id: one.fix for one in found} == {
        "syntax-comma": Fix(FixStatus.AVAILABLE, Safety.SAFE),
        "syntax-bracket": Fix(FixStatus.AVAILABLE, Safety.UNSAFE),
    }


def test_the_places_of_one_kind_are_told_together_though_not_all_are_safe():
    mixed = '{"Resources": {"T": {X: tRue, "Type": "AWS::SNS::Topic"}}}'
    (found,) = syntax_findings(template(mixed), applied=True)
    assert (len(found.places), found.fix.safety) == (2, Safety.UNSAFE)


def test_a_template_that_parses_has_no_such_findings():
    assert syntax_findings(from_text(WHOLE, "t.json"), applied=True) == ()
    assert with_syntax((), from_text(WHOLE, "t.json"), applied=True) == ()


@pytest.mark.parametrize(
    ("run", "status"),
    [
        (lambda one: repair_template(one, Options()), FixStatus.APPLIED),
        (lambda one: check_template(one, Options()), FixStatus.AVAILABLE),
        (lambda one: repair_towards(one, from_text(WHOLE), Options()), FixStatus.APPLIED),
        (lambda one: compare_templates(one, from_text(WHOLE), Options()), FixStatus.AVAILABLE),
    ],
)
def test_they_stand_first_and_are_applied_where_text_goes_out(run, status):
    result = run(template(COMMAS))
    assert (result.findings[0].id, result.findings[0].fix.status) == ("syntax-comma", status)
    assert result.changed
