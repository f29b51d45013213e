"""A finding's fingerprint tells it from the others of its run and stays while the rest of the template changes."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from paired import findings

from repair.engine.assemble import counted
from repair.engine.finding import Finding, Fix, FixStatus, Place, fingerprint_of
from repair.rules.model import Safety, Severity

PLACE = Place(("Resources", "A", "Properties", "Tags", 0), "m", "A", "T", 3, 5, 1, 2)
FINDING = Finding(
    id="tags",
    kind="tags-missing",
    title="t",
    category="metadata",
    severity=Severity.LOW,
    places=(PLACE,),
    root_cause="r",
    impact="i",
    references=(),
    aliases={},
    fix=Fix(FixStatus.AVAILABLE, Safety.SAFE),
)
PATHS = st.lists(st.sampled_from(["Resources", "A", "B", 0, 1]), min_size=1, max_size=3).map(tuple)


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.lists(PATHS, min_size=1, max_size=2)), max_size=8))
def test_no_two_findings_of_a_run_share_a_fingerprint(made):
    found = counted(
        replace(FINDING, id=name, places=tuple(replace(PLACE, path=path) for path in paths))
        for name, paths in made
    )
    assert len({one.fingerprint for one in found}) == len(made)


def test_the_fingerprint_does_not_hang_on_lines_values_messages_or_list_indices():
    place = replace(
        PLACE, path=(*PLACE.path[:-1], 4), line=9, column=9, message="n", before=None, after="x", ideal_line=7
    )
    assert replace(FINDING, places=(place,), severity=Severity.HIGH).fingerprint == FINDING.fingerprint


def test_another_place_or_rule_is_another_finding():
    other = replace(PLACE, path=("Resources", "B"))
    assert replace(FINDING, places=(other,)).fingerprint != FINDING.fingerprint
    assert replace(FINDING, id="other").fingerprint != FINDING.fingerprint


def test_an_edit_elsewhere_leaves_the_fingerprint_alone():
    def template(delay: int, more: str = "") -> str:
        return f"Resources: {{{more}Q: {{Type: AWS::SQS::Queue, Properties: {{DelaySeconds: {delay}}}}}}}"

    def fingerprints(more: str) -> set[str]:
        return {one.fingerprint for one in findings(template(1, more), template(2))}

    assert fingerprints("") < fingerprints("Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {}}}, ")


def test_the_fingerprint_is_twelve_hex_digits_of_the_rule_and_its_places_in_any_order():
    other = replace(PLACE, path=("Resources", "B"))
    both = replace(FINDING, places=(PLACE, other))
    assert both.fingerprint == replace(FINDING, places=(other, PLACE)).fingerprint
    assert both.marks == ("tags", "/Resources/A/Properties/Tags/*", "/Resources/B")
    assert both.fingerprint == fingerprint_of(both.marks) == fingerprint_of(both.marks, 1)
    assert re.fullmatch(r"[0-9a-f]{12}", both.fingerprint)


def test_the_second_and_third_that_look_alike_have_other_fingerprints():
    marks = ("tags", "/Resources/A")
    assert len({fingerprint_of(marks, number) for number in (1, 2, 3)}) == 3
    assert replace(FINDING, occurrence=2).fingerprint == fingerprint_of(FINDING.marks, 2)


def test_published_fingerprints_stay_what_they_are():
    assert fingerprint_of(("s3-versioning", "/Resources/B"), 1) == "7110dc8c98bc"
    assert fingerprint_of(("s3-versioning", "/Resources/B"), 2) == "c1825dfd67de"
    assert fingerprint_of(("s3-versioning", "/Resources/\ud800")) == "d8d8d4bb646b"


def test_a_finding_lists_its_own_kind_first():
    assert replace(FINDING, more_kinds=("b", "a")).kinds == ("tags-missing", "b", "a")
    assert FINDING.kinds == ("tags-missing",)
