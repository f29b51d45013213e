"""patches/taxonomy.yaml and patches/taxonomy/kinds: complete, without orphans, and fit to be printed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from every_case import try_each

from repair.engine.select import OVERLAYS, PROFILES
from repair.rules.load import rule_files
from repair.rules.model import Severity
from repair.rules.packed import parsed
from repair.rules.structural import STRUCTURAL_IDS
from repair.rules.taxonomy import (
    AREAS,
    categories,
    kind_of_rule,
    kind_of_structure,
    kinds,
)

FOLDER = Path(__file__).parents[2] / "patches" / "taxonomy" / "kinds"
KINDS = tuple(kinds().values())
FIELDS = {
    *("title", "severity", "severity_in", "mechanical", "count", "root_cause"),
    *("impact", "fix", "reference", "rules", "also", "structure"),
}

every_category = pytest.mark.parametrize("category", categories())


def prose(kind):
    return (kind.root_cause, *kind.impact.values(), kind.fix)


def test_every_rule_is_of_one_kind():
    homes = Counter(rule for kind in KINDS for rule in kind.rules)
    homeless = [rule for rule in rule_files() if rule not in homes]
    assert not homeless, "add them to `rules` of one kind in patches/taxonomy/kinds/"
    assert not [rule for rule, count in homes.items() if count > 1], (
        "leave them in one kind; others name them in `also`"
    )


def test_every_rule_that_a_kind_names_exists():
    named = {rule: kind.id for kind in KINDS for rule in (*kind.rules, *kind.also)}
    assert not {rule: kind for rule, kind in named.items() if rule not in rule_files()}


def test_no_kind_names_a_rule_twice():
    assert not [
        kind.id for kind in KINDS if len({*kind.rules, *kind.also}) < len(kind.rules) + len(kind.also)
    ]


def test_every_structural_id_is_of_one_kind():
    homes = Counter(structural for kind in KINDS for structural in kind.structure)
    assert homes == Counter(STRUCTURAL_IDS)


def test_a_kind_is_found_by_its_rules_and_its_structural_ids():
    assert kind_of_rule("logs-retention") is kinds()["log-retention"]
    assert kind_of_rule("somebodys-own-rule") is None
    assert kind_of_structure("resource-missing") is kinds()["resource-missing"]
    assert kind_of_structure("property-differs") is kinds()["other-configuration"]


def test_the_two_levels_fit_together():
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(categories())
    assert {kind.category for kind in KINDS} == set(categories())
    raw = [name for file in FOLDER.glob("*.yaml") for name in parsed(file.read_text(encoding="utf-8"))]
    assert sorted(raw) == sorted(kinds()), "ids are unique over all categories"


def test_the_counted_findings_are_all_there():
    assert len([kind for kind in KINDS if kind.count]) == 156
    assert sum(kind.count for kind in KINDS) == 8560


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_kinds_have_all_fields_and_no_others(file):
    optional = {"severity_in", "count", "rules", "also", "structure"}
    for name, entry in parsed(file.read_text(encoding="utf-8")).items():
        assert FIELDS - optional <= set(entry) <= FIELDS, name
        assert set(entry["impact"]) <= set(AREAS), name
        assert entry["impact"], f"{name} says no impact"


def kinds_of(category):
    return {kind.id: kind for kind in KINDS if kind.category == category}


@every_category
def test_a_kind_can_be_printed(category):
    def check(kind):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.id)
        assert kind.title[0].isupper()
        assert len(kind.title) <= 75
        assert not re.search(r"[.:]$", kind.title), "names of resources follow the title"
        for sentence in prose(kind):
            assert sentence == " ".join(sentence.split())
            assert re.match(r"[A-Z0-9]", sentence)
            assert sentence.endswith(".")
            assert not re.search(r"[.!?] [A-Z]", sentence), "one sentence"
            assert not re.search(
                r"\u2014|\b(?:robust|comprehensive|leverag|crucial|seamless|simply)", sentence
            )

    try_each(kinds_of(category), check)


@every_category
def test_a_reference_is_a_page_of_the_aws_documentation(category):
    def check(kind):
        assert re.fullmatch(r"https://docs\.aws\.amazon\.com/[\w./-]+\.html", kind.reference)

    try_each(kinds_of(category), check)


def test_titles_are_unique():
    assert not [title for title, count in Counter(kind.title for kind in KINDS).items() if count > 1]


def test_a_fix_is_said_once():
    assert not [text for text, count in Counter(kind.fix for kind in KINDS).items() if count > 1]


@every_category
def test_profiles_that_judge_otherwise_exist_and_do(category):
    def check(kind):
        assert set(kind.severity_in) <= {*PROFILES, *OVERLAYS}
        assert kind.severity not in kind.severity_in.values()

    try_each(kinds_of(category), check)


def test_the_severity_follows_the_profile():
    protection = kinds()["deletion-protection-missing"]
    assert protection.severity_for(()) is Severity.MEDIUM
    assert protection.severity_for(["production"]) is Severity.HIGH
    assert protection.severity_for(["test"]) is Severity.LOW
    assert protection.severity_for(["production", "emulator"]) is Severity.HIGH


def test_what_lies_outside_the_template_has_no_rules():
    assert not [kind.id for kind in KINDS if kind.category == "process" and (kind.rules or kind.mechanical)]
