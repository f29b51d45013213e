"""docs/taxonomy.md: what goes wrong, and which rules see to it."""

import pytest

from repair.report.taxonomy_page import coverage, mechanical_kinds, taxonomy_page
from repair.rules.load import rule_files
from repair.rules.taxonomy import categories, kinds


def test_the_mechanical_kinds_are_those_that_people_counted():
    # Those that the research calls mechanical, and broken syntax, which it does not: that is mended too.
    assert len(mechanical_kinds()) == 89 + 1
    assert sum(kind.count for kind in mechanical_kinds()) == 4778 + 45


def test_most_findings_are_of_a_kind_that_has_a_rule():
    assert coverage() >= 0.87


def test_the_page_shows_the_share():
    assert f"**{coverage():.0%}**" in taxonomy_page()


@pytest.mark.parametrize("category", categories().values(), ids=lambda category: category.id)
def test_the_page_has_every_category_with_its_kinds(category):
    _, _, section = taxonomy_page().partition(f"\n## {category.title}\n")
    section = section.partition("\n## ")[0]
    inside = [kind.id for kind in kinds().values() if f"\n| {kind.id} | [{kind.title}]" in section]
    assert sorted(inside) == sorted(kind.id for kind in kinds().values() if kind.category == category.id)


def test_every_rule_is_linked():
    page = taxonomy_page()
    assert not [rule for rule in rule_files() if f"[{rule}](rules/{rule}.md)" not in page]


def test_the_sums_of_the_categories_are_the_sums_of_the_whole():
    rows = [line.split("|") for line in taxonomy_page().splitlines() if line.startswith("| [")]
    assert sum(int(row[2]) for row in rows) == len(kinds())
    assert sum(int(row[3]) for row in rows) == sum(kind.count for kind in kinds().values())
    assert sum(int(row[4]) for row in rows) == sum(kind.count for kind in mechanical_kinds())
