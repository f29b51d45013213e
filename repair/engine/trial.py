"""Whether a difference is what makes a rule fall silent: tried on the two templates.

The ideal template may satisfy a rule for other reasons than the difference at hand: a statement that was added beside
the one that the rule is about does not mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.diff.delta import Delta
from repair.diff.merge import apply_deltas
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected, detect
from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Trial:
    """Two templates and what tells them apart, to be put together in part.

    Attributes:
        deltas: The differences.
        generated: The template to be mended.
        ideal: The template that the deltas lead to.
        settings: What the user chose for the rules.
    """

    deltas: Sequence[Delta]
    generated: Template
    ideal: Template
    settings: Settings

    def mends(self, index: int, detected: Detected, names: Iterable[str]) -> bool:
        """Whether the rule speaks again without this delta, or falls silent with this delta alone.

        Args:
            index: Of the delta.
            detected: What the rule found in the generated template and does not find in the ideal one.
            names: What the entry is called that it was found in, in either template.
        """
        entries = frozenset(names)
        others = [delta for number, delta in enumerate(self.deltas) if number != index]
        return self._speaks(others, detected, entries) or not self._speaks(
            [self.deltas[index]], detected, entries
        )

    def _speaks(self, deltas: Iterable[Delta], detected: Detected, entries: frozenset[str]) -> bool:
        data = apply_deltas(self.generated, self.ideal, deltas)
        context = Context(self.generated.with_data(data), self.settings)
        found, _ = detect([detected.rule], context, only=entries)
        section = detected.detection.path[:1]
        return any(
            one.detection.path[:1] == section and (len(one.detection.path) < 2 or one.detection.path[1] in entries)
            for one in found
        )
