"""Repair by the rules alone: nothing leaves that did not pass the gate, and no fix stays that does harm."""

from dataclasses import replace

import pytest
from made_rules import NAME, TEXT, TOPIC, context, detected, rule

from repair.document.document import Document
from repair.engine import unguided
from repair.engine.finding import FixStatus
from repair.engine.gate import GateError
from repair.engine.loop import mend
from repair.engine.result import Options
from repair.engine.suppression import Source, Suppression
from repair.engine.unguided import check_template, repair_template
from repair.patch.operations import Set
from repair.rules.context import Settings
from repair.rules.model import Detection, Safety
from repair.template.load import from_text

NEW = Options(Settings(stack="new"))
SHOWN = (*TOPIC, "Properties", "DisplayName")
OTHER = ("Resources", "D", "Properties", "Engine")


def finds(rule_id, detections, category="naming"):
    """A rule about the topic; `detections` gives them by the data of all resources' properties."""

    def detect(context, resource):
        if resource.id == "T":
            yield from detections({name: one.properties for name, one in context.template.resources.items()})

    return replace(rule(rule_id, category=category), detect_resource=detect)


def sets(path, value, when=lambda _: True):
    """Asks for the value where it is not there."""

    def detections(all_properties):
        if all_properties[path[1]].get(path[-1]) != value and when(all_properties):
            yield Detection(path, "m.", (Set(path, value),))

    return detections


def run(monkeypatch, *rules, call=repair_template, text=TEXT, options=NEW):
    monkeypatch.setattr(unguided, "selected_rules", lambda *_: rules)
    return call(from_text(text, "t.yaml"), options)


def status(result):
    return {one.id: (one.fix.status, one.fix.reason) for one in result.findings}


def test_a_fix_that_brings_a_fault_to_light_is_left_and_says_so(monkeypatch):
    def faulty(all_properties):
        if all_properties["T"].get("TopicName") == "x":
            yield Detection(NAME, "fault.")

    rules = [finds("a", sets(NAME, "x")), finds("b", sets(OTHER, "e")), finds("v", faulty, "validity")]
    result = run(monkeypatch, *rules)
    assert status(result) == {
        "a": (FixStatus.REFUSED, "mending it would bring another fault to light"),
        "b": (FixStatus.APPLIED, None),
    }
    assert result.repaired["Resources"]["T"]["Properties"] == {"TopicName": "old"}
    assert run(monkeypatch, rules[0], rules[2]).changed is False


def harmful_at_first():
    """Rules of which "a" does harm beside "d" only, whose finding "e" settles."""

    def faulty(all_properties):
        if all_properties["T"].get("TopicName") == "x" and "DisplayName" in all_properties["T"]:
            yield Detection(TOPIC, "fault.")

    return [
        finds("a", sets(NAME, "x")),
        finds("d", sets(SHOWN, "d", when=lambda every: every["D"]["Engine"] == "mysql")),
        finds("e", sets(OTHER, "e")),
        finds("v", faulty, "validity"),
    ]


def test_a_fix_that_did_harm_before_others_were_made_is_made_after_them(monkeypatch):
    result = run(monkeypatch, *harmful_at_first())
    assert status(result) == {"a": (FixStatus.APPLIED, None), "e": (FixStatus.APPLIED, None)}
    assert result.repaired["Resources"]["T"]["Properties"] == {"TopicName": "x"}
    assert result.repaired["Resources"]["D"]["Properties"] == {"Engine": "e"}


def test_a_fault_is_laid_to_the_fix_at_its_place_then_in_its_entry_then_of_whole_entries():
    def culprits(fault_path, *touched):
        applied = [replace_touched(f"rule-{number}", paths) for number, paths in enumerate(touched)]
        outcome = replace(mend(context(), []), applied=tuple(applied))
        return {rule_id for rule_id, _ in unguided._culprits(outcome, [detected("v", fault_path)])}

    assert culprits(NAME, [NAME], [SHOWN], [TOPIC]) == {"rule-0", "rule-2"}
    assert culprits(NAME, [SHOWN], [OTHER]) == {"rule-0"}
    assert culprits(NAME, [OTHER], [("Resources", "D")], [("Resources",)]) == {"rule-2"}
    assert culprits(NAME, [OTHER], [("Resources", "D")]) == {"rule-1"}
    assert culprits(NAME, [OTHER]) == set()


def replace_touched(rule_id, paths):
    (applied,) = mend(context(), [finds("x", sets(NAME, "x"))]).applied
    return replace(applied, detected=detected(rule_id), touched=tuple(paths))


def test_text_that_says_something_else_does_not_leave(monkeypatch):
    monkeypatch.setattr(Document, "edited", lambda self, _: self.text + "Outputs: {}\n")
    with pytest.raises(GateError, match="does not say what was planned"):
        run(monkeypatch, finds("a", sets(NAME, "x")))


def altered(monkeypatch, **changes):
    def with_changes(*args, **more):
        outcome = mend(*args, **more)
        return replace(outcome, **{name: make(outcome) for name, make in changes.items()})

    monkeypatch.setattr(unguided, "mend", with_changes)


def test_a_change_that_no_fix_planned_does_not_leave(monkeypatch):
    altered(monkeypatch, applied=lambda _: ())
    with pytest.raises(GateError, match="/Resources/T/Properties/TopicName, which no fix planned"):
        run(monkeypatch, finds("a", sets(NAME, "x")))


def test_a_new_fault_that_no_fix_can_be_blamed_for_does_not_leave(monkeypatch):
    fault = detected("v", OTHER, category="validity")
    altered(monkeypatch, last=lambda outcome: (*outcome.last, fault))
    with pytest.raises(GateError, match="/Resources/D break v"):
        run(monkeypatch, finds("a", sets(NAME, "x")))


def test_where_nothing_changes_there_is_nothing_for_the_gate(monkeypatch):
    monkeypatch.setattr(unguided.gate, "check_text", None)
    result = run(monkeypatch)
    assert (result.changed, result.text, result.patch, result.outdated) == (False, TEXT, (), 0)


def broken(_):
    raise ZeroDivisionError("oops")


@pytest.mark.parametrize("call", [repair_template, check_template])
def test_rules_that_fail_are_reported_and_the_others_go_on(monkeypatch, call):
    result = run(monkeypatch, finds("broken", broken), finds("a", sets(NAME, "x")), call=call)
    assert [one.rule_id for one in result.failures] == ["broken"]
    assert list(status(result)) == ["a"]
    assert result.changed is (call is repair_template)
    assert status(result)["a"][0] is (FixStatus.APPLIED if call is repair_template else FixStatus.AVAILABLE)


@pytest.mark.parametrize("call", [repair_template, check_template])
def test_unsafe_fixes_are_made_where_they_are_asked_for(monkeypatch, call):
    unsafe = finds("a", sets(NAME, "x"))
    options = Options(Settings(stack="existing"))
    assert not run(monkeypatch, unsafe, options=options).changed
    result = run(monkeypatch, unsafe, call=call, options=replace(options, unsafe=True))
    assert result.changed is (call is repair_template)
    assert result.findings[0].fix.reason is None


@pytest.mark.parametrize("call", [repair_template, check_template])
def test_what_is_passed_over_is_kept_apart_and_what_holds_nothing_is_told(monkeypatch, call):
    said = (
        Suppression(Source.CONFIGURATION, "a"),
        Suppression(Source.CONFIGURATION, "zzzzzz", origin="repair.toml:1"),
    )
    options = replace(NEW, suppressions=said, known={"f" * 12: "a", "e" * 12: "gone"})
    result = run(monkeypatch, finds("a", sets(NAME, "x")), call=call, options=options)
    assert [one.id for one in result.suppressed] == ["a"]
    assert [one.id for one in result.findings] == ["unused-suppression"]
    assert (result.outdated, result.changed) == (1, False)


def test_what_is_mended_in_the_second_round_is_told_with_the_first():
    outcome = unguided._harmless(context(), harmful_at_first(), None, unsafe=False)
    assert [one.detected.rule.id for one in outcome.applied] == ["e", "a"]
    assert [one.rule.id for one in outcome.first] == ["a", "d", "e"]
    assert (outcome.last, outcome.left, outcome.passes) == ((), (), 2)


@pytest.mark.parametrize("unsafe", [True, False])
def test_the_second_round_is_as_bold_as_the_first(unsafe):
    bold, other, *rest = harmful_at_first()
    rules = [replace(bold, safety=Safety.UNSAFE), replace(other, safety=Safety.UNSAFE), *rest]
    outcome = unguided._harmless(context(), rules, None, unsafe=unsafe)
    assert [one.detected.rule.id for one in outcome.applied] == (["e", "a"] if unsafe else ["e"])


def test_a_fix_that_does_harm_in_the_second_round_too_stays_unmade():
    def faulty(all_properties):
        if all_properties["T"].get("TopicName") == "x":
            yield Detection(NAME, "fault.")

    outcome = unguided._harmless(
        context(),
        [finds("a", sets(NAME, "x")), finds("e", sets(OTHER, "e")), finds("v", faulty, "validity")],
        None,
        unsafe=False,
    )
    assert [one.detected.rule.id for one in outcome.applied] == ["e"]
    assert [one.reason for one in outcome.left] == ["mending it would bring another fault to light"]
    assert (outcome.data["Resources"]["T"]["Properties"], outcome.passes) == ({"TopicName": "old"}, 1)
