"""docs/taxonomy.md: what people find, and which rules see to it."""

import pytest

from repair.report.taxonomy_page import coverage, fault_kinds, taxonomy_page
from repair.rules.load import rule_files


@pytest.mark.parametrize("kind", fault_kinds(), ids=lambda kind: kind.name)
def test_every_rule_that_a_kind_names_exists(kind):
    assert not [rule for rule in kind.rules if rule not in rule_files()], "correct patches/taxonomy.yaml"
    assert len(set(kind.rules)) == len(kind.rules)


def test_the_kinds_are_all_there():
    assert len(fault_kinds()) == 89
    assert sum(kind.count for kind in fault_kinds()) == 4778


def test_most_findings_are_of_a_kind_that_has_a_rule():
    assert coverage() >= 0.8


def test_the_page_shows_the_share_and_every_kind():
    page = taxonomy_page()
    assert f"**{coverage():.0%}**" in page
    assert all(f"| {kind.name} | {kind.count} |" in page for kind in fault_kinds())
