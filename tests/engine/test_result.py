"""What comes back from a repair."""

import pytest
from made_rules import TEXT

from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.result import Options, Repair, result_of
from repair.engine.suppression import Source, Suppression
from repair.patch.rfc6902 import apply
from repair.rules.detect import RuleFailure
from repair.rules.model import Safety, Severity
from repair.template.load import from_text
from repair.template.template import Template

PLACE = Place(("Resources", "T"), "m", "T", "X", 1, 1, None, None)


def finding(name, status, suppression=None):
    fix = Fix(status, Safety.SAFE)
    return Finding(
        name, "kind", "t", "c", Severity.LOW, (PLACE,), "r", "i", (), {}, fix, suppression=suppression
    )


def changed(template):
    resources = template.data["Resources"]
    return {**template.data, "Resources": {**resources, "T": {**resources["T"], "DeletionPolicy": "Retain"}}}


def test_a_result_leads_there_and_back_in_data_and_in_text():
    template = from_text(TEXT, "t.yaml")
    data = changed(template)
    result = result_of(template, data, ())
    assert result.changed
    assert result.patch == ({"op": "add", "path": "/Resources/T/DeletionPolicy", "value": "Retain"},)
    assert result.inverse == ({"op": "remove", "path": "/Resources/T/DeletionPolicy"},)
    assert from_text(result.text).data == result.repaired == data
    assert apply(result.guarded_patch, template.data) == data
    assert apply(result.guarded_inverse, data) == template.data
    assert [op["op"] for op in result.guarded_inverse] == ["test", "remove"]
    assert (result.template, result.ideal, result.failures, result.outdated) == (template, None, (), 0)


def test_where_nothing_changes_the_text_is_the_inputs_own():
    template = from_text(TEXT, "t.yaml")
    for data in (template.data, {**template.data}):
        result = result_of(template, data, ())
        assert (result.changed, result.text, result.patch, result.inverse) == (False, TEXT, (), ())


def test_findings_with_a_suppression_are_kept_apart_and_mended_ones_do_not_remain():
    template = from_text(TEXT, "t.yaml")
    said = Suppression(Source.COMMENT, "x")
    found = (
        finding("a", FixStatus.APPLIED), finding("b", FixStatus.AVAILABLE), finding("c", FixStatus.NONE, said),
        finding("d", FixStatus.REFUSED), finding("e", FixStatus.NONE),
    )  # fmt: skip
    failure = RuleFailure("f", "m")
    result = result_of(template, template.data, found, ideal=template, failures=(failure,), outdated=3)
    assert [one.id for one in result.findings] == ["a", "b", "d", "e"]
    assert [one.id for one in result.suppressed] == ["c"]
    assert [one.id for one in result.remaining] == ["b", "d", "e"]
    assert (result.ideal, result.failures, result.outdated) == (template, (failure,), 3)


def test_only_what_was_read_from_text_can_be_repaired():
    with pytest.raises(
        ValueError, match=r"^only a template that was read from text can be repaired; use repair\.load$"
    ):
        result_of(Template({"Resources": {}}), {}, ())


def test_who_asks_for_nothing_gets_safe_fixes_by_meaning():
    options = Options()
    assert (options.unsafe, options.exact, options.operations) == (False, False, False)
    assert (options.requirements, options.suppressions, options.known) == (None, (), {})
    bare = Repair(from_text(TEXT), None, {}, "", (), (), ())
    assert (bare.failures, bare.suppressed, bare.outdated, bare.changed) == ((), (), 0, False)
