"""Files, regions and sentences as the formats for machines share them."""

import pytest
from machine import GENERATED, checked
from made_up import UNSAFE, VALUE, finding, place, result

from repair.report.annotation import annotated, file_name, worst_first
from repair.template.load import from_text


@pytest.mark.parametrize(
    ("name", "root", "shown"),
    [
        ("stack.yaml", "", "stack.yaml"),
        ("./a//b/../stack.yaml", "", "a/stack.yaml"),
        ("../other/stack.yaml", "", "stack.yaml"),
        ("/work/tree/a/stack.yaml", "/work/tree", "a/stack.yaml"),
        ("/work/tree/a/stack.yaml", "/elsewhere", "stack.yaml"),
        ("/work/tree/a/stack.yaml", "", "stack.yaml"),
        ("-", "", "stdin"),
    ],
)
def test_a_file_is_named_relative_to_the_root_and_never_by_the_machines_folders(name, root, shown):
    assert file_name(from_text(GENERATED, name), root) == shown


def test_a_region_holds_the_key_and_the_value_of_what_is_wrong():
    run = checked()
    lines = GENERATED.split("\n")
    for one in annotated(run):
        for region, where in zip(one.regions, one.finding.places, strict=True):
            assert (region.start_line, region.start_column) == (where.line, where.column)
            assert lines[region.start_line - 1][region.start_column - 1 :]
            assert (region.start_line, region.start_column) < (region.end_line, region.end_column)
            assert region.end_column <= len(lines[region.end_line - 1]) + 1
    (misspelt,) = [one for one in annotated(run) if "VisibilityTimeot" in one.messages[0]]
    (region,) = misspelt.regions
    assert (
        lines[region.start_line - 1][region.start_column - 1 : region.end_column - 1]
        == "VisibilityTimeot: 30"
    )


def test_what_stands_nowhere_is_at_what_would_hold_it():
    missing = place(path=("Resources", "RawBucket", "Properties", "VersioningConfiguration", "Status"))
    (one,) = annotated(result(finding(places=(missing,))))
    assert one.regions[0].start_line == 4


def test_the_next_step_is_said_for_every_standing():
    said = [one.next for one in annotated(result(finding(), finding(fix=UNSAFE), finding(fix=VALUE)))]
    assert said[0] == "It has been mended."
    assert said[1].startswith("repair --unsafe-fixes can mend it: the fix is for a person to choose")
    assert said[2] == "A person has to mend it: needs a value: nothing says which subnets."


def test_findings_of_several_files_are_sorted_by_severity():
    ranks = [
        one.finding.severity.rank
        for one in worst_first([annotated(checked()), annotated(checked(name="b.yaml"))])
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1
