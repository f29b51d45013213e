"""Which rules run: by profile, by the user's choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from repair.errors import UsageError
from repair.rules.load import library
from repair.rules.model import Rule, Safety, Severity
from repair.rules.taxonomy import categories, kinds
from repair.template.near import nearest

PROFILES = ("baseline", "test", "production")
"""Bundled profiles that stand for a kind of environment; every one includes the rules of `baseline`."""

OVERLAYS = ("emulator", "restricted-account", "compliance")
"""Bundled profiles that are laid over one of `PROFILES`."""

UNUSED = "unused-suppression"
"""The id of findings about suppressions that suppress nothing: no rule, but it is picked like one."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What profiles and requirements say of single rules.

    Attributes:
        layers: The bundled profiles in force, the base first; empty: the one that the settings name.
        on: Rules that run, whatever profiles they belong to.
        off: Rules that do not run; wins over `on`.
        safe: Rules whose fix was asked for: their `unsafe` counts as `safe`.
        severities: Rules to their severities.
    """

    layers: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    safe: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def runs(self, rule: Rule, layers: Iterable[str]) -> bool:
        """Whether the rule is in force."""
        if rule.id in self.off:
            return False
        return rule.id in self.on | self.safe or bool({"baseline", *layers}.intersection(rule.profiles))

    def adapted(self, rule: Rule, layers: Iterable[str]) -> Rule:
        """The rule as it was asked for."""
        asked = [Safety.SAFE] if rule.id in self.safe else [rule.safety_in(layer) for layer in layers]
        safety = max(asked, default=rule.safety)
        if safety is not rule.safety:
            rule = replace(rule, safety=safety)
        severity = self.severities.get(rule.id, rule.severity)
        return rule if severity is rule.severity else replace(rule, severity=severity)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user picked. Each word is a rule's id, a kind, a category or a severity; empty `select` means all.

    `choices` is what the profile and the requirements say of single rules.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    choices: Choices = field(default_factory=Choices)

    def includes(self, rule_id: str, category: str, severity: str) -> bool:
        """Whether a finding with these marks is picked. `ignore` wins over `select`."""
        marks = {rule_id, category, severity}
        return not marks.intersection(self.ignore) and (
            not self.select or bool(marks.intersection(self.select))
        )

    def check(self, known: Iterable[str]) -> None:
        """Refuse a word that names nothing.

        Raises:
            UsageError: The message names what was probably meant.
        """
        names = set(known) | {severity.value for severity in Severity}
        for word in (*self.select, *self.ignore):
            if word not in names:
                raise UsageError(_unknown(word, names))

    def by_rules(self, rules: Iterable[Rule]) -> Selection:
        """The same in the words of rules: a kind or category of the taxonomy becomes the rules of that kind.

        A word that is a rule's id or category, too, means that.

        Raises:
            UsageError: A word names nothing.
        """
        names = {UNUSED, *(level.value for level in Severity)}
        for rule in rules:
            names |= {rule.id, rule.category}
        if names.issuperset((*self.select, *self.ignore)):
            return self  # the taxonomy is not read for it
        self.check(names | set(kinds()) | set(categories()))

        def told(words: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(one for word in words for one in ((word,) if word in names else (word, *_of(word))))

        return replace(self, select=told(self.select), ignore=told(self.ignore))


def _of(word: str) -> Iterable[str]:
    """The rules of a kind, or of a category of kinds."""
    return (rule for kind in kinds().values() if word in (kind.id, kind.category) for rule in kind.rules)


def _unknown(word: str, names: Iterable[str]) -> str:
    near = nearest(word, names)
    hint = f" Did you mean {near[0].name}?" if near else ""
    return f"there is no rule, kind, category or severity called {word}.{hint} `repair rules` lists the rules by category."


def selected_rules(profile: str, selection: Selection) -> tuple[Rule, ...]:
    """The rules that are in force.

    Raises:
        UsageError: There is no such profile or rule.
    """
    choices = selection.choices
    layers = choices.layers or (profile,)
    for name in layers:
        if name not in (*PROFILES, *OVERLAYS):
            raise UsageError(
                f"there is no profile called {name}; the profiles are {', '.join((*PROFILES, *OVERLAYS))}."
            )
    rules = library()
    selection = selection.by_rules(rules)
    asked = (choices.adapted(one, layers) for one in rules if choices.runs(one, layers))
    return tuple(one for one in asked if selection.includes(one.id, one.category, one.severity))
