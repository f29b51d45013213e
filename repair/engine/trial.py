"""Whether a difference is what makes a rule fall silent: tried on the generated template.

The ideal template may satisfy a rule for other reasons than the difference at hand: a statement that was added beside
the one that the rule is about does not mend it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from repair.diff.delta import Delta
from repair.diff.merge import apply_deltas
from repair.document.pointer import to_pointer
from repair.patch.editing import PatchError
from repair.patch.rfc6902 import apply
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected, detect
from repair.template.template import Template


@dataclass(frozen=True, slots=True)
class Trial:
    """Two templates, of which one is to be mended by single deltas.

    Attributes:
        generated: The template to be mended.
        ideal: The template that the deltas lead to.
        settings: What the user chose for the rules.
    """

    generated: Template
    ideal: Template
    settings: Settings

    def mends(self, delta: Delta, detected: Detected) -> bool:
        """Whether the rule finds less with this delta alone mended."""
        mended = self.generated.with_data(self._mended(delta))
        return self._count(mended, detected) < self._count(self.generated, detected)

    def _count(self, template: Template, detected: Detected) -> int:
        found, _ = detect([detected.rule], Context(template, self.settings))
        return len(found)

    def _mended(self, delta: Delta) -> dict[str, Any]:
        """The generated template's data with the delta. Names that only the ideal template has may be in it."""
        operation = _operation(delta)
        try:
            mended: dict[str, Any] | None = operation and apply([operation], self.generated.data)
        except PatchError:  # one of the two writes a list where the other writes its only item
            mended = None
        return mended or apply_deltas(self.generated, self.ideal, [delta])


def _operation(delta: Delta) -> dict[str, Any] | None:
    """The delta as one operation of RFC 6902; None for what is more than that."""
    if delta.parts or delta.kind in ("moved", "renamed"):
        return None
    if delta.kind == "removed":
        return {"op": "remove", "path": to_pointer(delta.path or ())}
    if delta.kind == "added":
        return {"op": "add", "path": to_pointer(delta.target or ()), "value": delta.after}
    return {"op": "replace", "path": to_pointer(delta.path or ()), "value": delta.after}
