"""What goes wrong in templates, in two levels: categories and kinds. Every rule and every structural id is of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from repair.rules.load import library_folder
from repair.rules.model import Severity
from repair.rules.packed import contents

AREAS = ("security", "reliability", "cost", "operations")
"""What a failure may harm, in the order in which reports say it."""


@dataclass(frozen=True, slots=True)
class Category:
    """The first level: a field of work such as encryption or networking.

    Attributes:
        id: A short stable name.
        title: The heading over its findings.
        what: What its kinds have in common, in one sentence.
    """

    id: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The second level: one failure as people name it.

    Attributes:
        id: A short stable name, unique over all categories.
        category: Id of its category.
        title: A phrase that may stand before the names of resources: `Log group without retention`.
        severity: How bad it is when nothing is known of the environment.
        severity_in: Profile to severity, where a profile judges otherwise.
        root_cause: Why generated templates have it, in one sentence.
        impact: Area (one of `AREAS`) to what it costs there, a sentence each; at least one.
        fix: What to do, in the imperative.
        reference: A page of the AWS documentation.
        mechanical: Whether the template shows the failure and its mending needs nobody's intent.
        count: How many findings of the kind people wrote down about 900 generated templates.
        rules: The rules whose findings are of this kind.
        also: Rules of other kinds that mend some findings of this kind too.
        structure: Ids of structural kinds (`repair.rules.structural`) that are of this kind.
    """

    id: str
    category: str
    title: str
    severity: Severity
    severity_in: Mapping[str, Severity]
    root_cause: str
    impact: Mapping[str, str]
    fix: str
    reference: str
    mechanical: bool
    count: int
    rules: tuple[str, ...]
    also: tuple[str, ...]
    structure: tuple[str, ...]

    def severity_for(self, profiles: Iterable[str]) -> Severity:
        """How bad it is under these profiles; where several judge, the last one counts."""
        judged = [self.severity_in[name] for name in profiles if name in self.severity_in]
        return judged[-1] if judged else self.severity


@lru_cache(maxsize=1)
def categories() -> Mapping[str, Category]:
    """Id to category, in the order of reports."""
    return MappingProxyType(
        {name: Category(id=name, **entry) for name, entry in _read()["categories"].items()}
    )


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Id to kind, by category and in the order of the files."""
    return MappingProxyType(
        {
            name: _kind(name, category, entry)
            for category, entries in _read()["kinds"].items()
            for name, entry in entries.items()
        }
    )


def kind_of_rule(rule_id: str) -> Kind | None:
    """The kind that the rule's findings are of; None when the rule hangs nowhere, such as a user's own."""
    return _kinds_by_rule().get(rule_id)


def kind_of_structure(structural_id: str) -> Kind:
    """The kind of a difference that no rule explains; KeyError when `repair.rules.structural` gives no such id."""
    return _kinds_by_structure()[structural_id]


@lru_cache(maxsize=1)
def _read() -> Mapping[str, Any]:
    """The taxonomy's YAML as one document: `categories`, and `kinds` by category."""
    said = contents(library_folder())
    categories = said["taxonomy.yaml"]
    return {
        "categories": categories,
        "kinds": {name: said[f"taxonomy/kinds/{name}.yaml"] for name in categories},
    }


def _kind(name: str, category: str, entry: Mapping[str, Any]) -> Kind:
    return Kind(
        id=name,
        category=category,
        title=entry["title"],
        severity=Severity(entry["severity"]),
        severity_in={profile: Severity(word) for profile, word in entry.get("severity_in", {}).items()},
        root_cause=entry["root_cause"],
        impact={area: entry["impact"][area] for area in AREAS if area in entry["impact"]},
        fix=entry["fix"],
        reference=entry["reference"],
        mechanical=entry["mechanical"],
        count=entry.get("count", 0),
        rules=tuple(entry.get("rules", ())),
        also=tuple(entry.get("also", ())),
        structure=tuple(entry.get("structure", ())),
    )


@lru_cache(maxsize=1)
def _kinds_by_rule() -> Mapping[str, Kind]:
    return {rule: kind for kind in kinds().values() for rule in kind.rules}


@lru_cache(maxsize=1)
def _kinds_by_structure() -> Mapping[str, Kind]:
    return {structural: kind for kind in kinds().values() for structural in kind.structure}
