"""Which rules run: by profile, by the user's choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from repair.errors import UsageError
from repair.rules.load import library, rule
from repair.rules.model import Rule, Severity

PROFILES = ("baseline", "test", "production")
"""Bundled profiles; every one includes the rules of `baseline`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user picked. Each word is a rule's id, a category or a severity; empty `select` means all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def includes(self, rule_id: str, category: str, severity: str) -> bool:
        """Whether a finding with these marks is picked. `ignore` wins over `select`."""
        marks = {rule_id, category, severity}
        return not marks.intersection(self.ignore) and (
            not self.select or bool(marks.intersection(self.select))
        )

    def check(self, known: Iterable[str]) -> None:
        """Refuse a word that names nothing.

        Raises:
            UsageError: The message names the nearest rule.
        """
        names = set(known) | {severity.value for severity in Severity}
        for word in (*self.select, *self.ignore):
            if word not in names:
                rule(word)


def selected_rules(profile: str, selection: Selection) -> tuple[Rule, ...]:
    """The rules that are in force.

    Raises:
        UsageError: There is no such profile or rule.
    """
    if profile not in PROFILES:
        raise UsageError(f"there is no profile called {profile}; the profiles are {', '.join(PROFILES)}.")
    rules = library()
    selection.check([*(one.id for one in rules), *(one.category for one in rules)])
    return tuple(
        one
        for one in rules
        if ("baseline" in one.profiles or profile in one.profiles)
        and selection.includes(one.id, one.category, one.severity)
    )
