"""A finding's fingerprint tells it from the others of its run and stays while the rest of the template changes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from paired import findings

from repair.engine.assemble import counted
from repair.engine.finding import Finding, Fix, FixStatus, Place
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
