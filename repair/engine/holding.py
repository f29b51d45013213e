"""Tells the detections that count from those that are passed over, in each state of a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from repair.document.pointer import Path
from repair.engine.finding import fingerprint_of, mark_of
from repair.engine.spelled import in_comments, in_metadata
from repair.engine.suppression import Source, Suppression
from repair.rules.detect import Detected
from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Held:
    """A detection that is passed over, and on whose word."""

    detected: Detected
    suppression: Suppression


@dataclass(frozen=True, slots=True)
class Split:
    """Detections, told apart: those that count, those that are held, and the suppressions that held none."""

    active: tuple[Detected, ...]
    held: tuple[Held, ...] = ()
    unused: tuple[Suppression, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All that may be passed over in one template.

    Attributes:
        said: By comments and by the configuration; what metadata says is read from each state of the template.
        known: Fingerprints of a baseline, to their rules.
        first: The data that the paths of `said` are about.
    """

    said: tuple[Suppression, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    first: Any = None

    @classmethod
    def of(
        cls,
        template: Template,
        configured: Iterable[Suppression] = (),
        known: Mapping[str, str] | None = None,
    ) -> Suppressions:
        """All that may be passed over in `template`: by itself, by the configuration, by a baseline."""
        return cls((*in_comments(template), *configured), known or {}, template.data)

    def split(self, found: Iterable[Detected], template: Template) -> Split:
        """What is held among the detections in a state of the template."""
        found = tuple(found)
        said = [*in_metadata(template), *(self._placed(one, template.data) for one in self.said)]
        if not said and not self.known:
            return Split(found)
        active: list[Detected] = []
        held: list[Held] = []
        used: set[int] = set()
        for one in found:
            by = [n for n, each in enumerate(said) if each.covers(one.rule, one.detection.path)]
            used.update(by)
            if by:
                held.append(Held(one, said[by[0]]))
            else:
                active.append(one)
        if self.known:
            active, old = self._old(active)
            held += old
        return Split(tuple(active), tuple(held), tuple(one for n, one in enumerate(said) if n not in used))

    def _placed(self, one: Suppression, data: Any) -> Suppression:
        """The suppression with its scope where the same items stand in `data`."""
        if data is self.first or one.source is not Source.COMMENT:
            return one
        return replace(one, scopes=tuple(_followed(scope, self.first, data) for scope in one.scopes))

    def _old(self, found: Sequence[Detected]) -> tuple[list[Detected], list[Held]]:
        """What the baseline does not know, and what it does."""
        active: list[Detected] = []
        held: list[Held] = []
        counts: Counter[tuple[str, str]] = Counter()
        for one in found:
            marks = one.rule.id, mark_of(one.detection.path)
            counts[marks] += 1
            fingerprint = fingerprint_of(marks, counts[marks])
            if fingerprint in self.known:
                held.append(Held(one, Suppression(Source.BASELINE, fingerprint)))
            else:
                active.append(one)
        return active, held


def _followed(path: Path, old: Any, new: Any) -> Path:
    """The path by which `new` has the list items that `old` has by `path`: an item may stand elsewhere now."""
    made: list[str | int] = []
    for step in path:
        at = step
        if isinstance(old, list) and isinstance(new, list) and isinstance(step, int) and step < len(old):
            at = next((index for index, item in enumerate(new) if item is old[step]), step)
        made.append(at)
        old, new = _inside(old, step), _inside(new, at)
    return tuple(made)


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
