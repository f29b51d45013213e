"""The whole difference between two templates, and its JSON form."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from repair.diff.alignment.align import Alignment, Ambiguity, alignments
from repair.diff.alignment.successors import who_is_who
from repair.diff.budget import Budget
from repair.diff.compare import compared
from repair.diff.delta import Delta, leaf_count
from repair.diff.gather import gathered
from repair.diff.permissions.judge import Judge, with_permissions
from repair.diff.permissions.statement_groups import gathered_statements
from repair.diff.spread import with_spread
from repair.diff.view import KINDS
from repair.document.pointer import Path, to_pointer
from repair.template.template import Template

SCHEMA_VERSION = 1
#: Lists nest, and what lies in the inner ones is looked at on each level. Templates of real use need less than
#: one look a leaf (308 pairs); small ones never run out.
WORK_A_LEAF, LEAST_WORK = 8, 10_000


@dataclass(frozen=True)
class Diff:
    """How two templates differ in meaning (and, when asked for, in spelling).

    Attributes:
        alignment: Every resource of both, with its partner.
        deltas: The differences in document order of the generated template; what only the ideal has stands where it
            belongs there.
        weigh: Gives `total_weight`, which takes a look at all of both templates; most who want a diff do not ask.
        ambiguous: Entries that could not be told apart.
        coarse: Sentences that say where the answer is coarser than it could be, because the work was too much.
    """

    alignment: tuple[Alignment, ...]
    deltas: tuple[Delta, ...]
    weigh: Callable[[], int] = field(repr=False, compare=False)
    ambiguous: tuple[Ambiguity, ...] = ()
    coarse: tuple[str, ...] = ()

    @cached_property
    def total_weight(self) -> int:
        """Leaves and section entries of both templates."""
        return self.weigh()

    @property
    def similarity(self) -> float:
        """1 less the part of both templates' leaves that the deltas make up.

        It adds up: leaving out a delta raises it by that delta's `weight / total_weight`.
        """
        changed = sum(delta.weight for delta in self.deltas)
        return max(0.0, 1.0 - changed / self.total_weight)  # an empty template weighs something too

    @property
    def equal(self) -> bool:
        """Whether the two mean the same; differences in spelling do not count, a rename does."""
        return all(delta.exact_only for delta in self.deltas)


def diff(generated: Template, ideal: Template, *, exact: bool = False, work: int | None = None) -> Diff:
    """The differences between two templates.

    Args:
        generated: The template that may be at fault.
        ideal: The template that it should be.
        exact: Differences in spelling (list order without meaning, `"true"` for `true`, Join for Sub, an explicit
            default) are deltas too, with `exact_only`.
        work: How much work may be spent before lists are compared as wholes, in leaves looked at; `coarse` says
            when that happened. None is enough for templates of real use.
    """
    enabled = gc.isenabled()
    # Many small objects, hardly a cycle, and both templates around them: the collector would walk all again and again.
    gc.disable()
    try:
        return _diff(generated, ideal.sharing(generated), exact, work)
    finally:
        if enabled:
            gc.enable()


def _diff(generated: Template, ideal: Template, exact: bool, work: int | None) -> Diff:
    budget = _budget(generated, ideal) if work is None else Budget(work)
    who = who_is_who(generated, ideal)
    found = compared(generated, ideal, who.pairs, exact=exact, work=budget)
    names = found.renames.get("Resources", {})
    deltas = gathered(found.deltas, found.view, generated, ideal, names)
    judge = Judge(found.view, ideal, names)
    deltas, unjudged = with_permissions(gathered_statements(deltas, judge, generated, ideal), judge)
    deltas = with_spread(deltas, generated, ideal, found.renames)
    return Diff(
        alignment=alignments(generated, ideal, found.pairs),
        deltas=tuple(deltas),
        ambiguous=who.ambiguous,
        coarse=(*who.coarse, *found.coarse, *unjudged),
        weigh=lambda: _weight(generated.data) + _weight(ideal.data),
    )


def _budget(generated: Template, ideal: Template) -> Budget:
    """What templates of that size may cost; their entries alone allow for more than nearly all of them need."""
    mine, theirs = generated.data, ideal.data
    return Budget(
        LEAST_WORK + WORK_A_LEAF * (_entries(mine) + _entries(theirs)),
        lambda: WORK_A_LEAF * (leaf_count(mine) + leaf_count(theirs)),
    )


def as_json(difference: Diff) -> dict[str, Any]:
    """The JSON of `repair diff`. Values stand in it as they are: secrets are for the writer to hide."""
    return {
        "schema_version": SCHEMA_VERSION,
        "equal": difference.equal,
        "similarity": round(difference.similarity, 4),
        "alignment": [pair._asdict() for pair in difference.alignment],
        "ambiguous": [asdict(group) for group in difference.ambiguous],
        "coarse": list(difference.coarse),
        "total_weight": difference.total_weight,
        "deltas": [delta_json(delta) for delta in difference.deltas],
    }


def delta_json(delta: Delta) -> dict[str, Any]:
    """The JSON of one delta, its parts included."""
    shape: dict[str, Any] = {
        "kind": delta.kind,
        "path": _pointer(delta.path),
        "ideal_path": _pointer(delta.ideal_path),
        "before": delta.before,
        "after": delta.after,
        "claims": [to_pointer(path) for path in delta.claims],
        "deployment": {
            "replacement": delta.deployment.replacement,
            "data_loss": delta.deployment.data_loss,
            "also": list(delta.deployment.also),
        },
        "permissions": delta.permissions,
        "depends_on": list(delta.depends_on),
        "weight": delta.weight,
        "parts": [delta_json(part) for part in delta.parts],
    }
    return shape


def _pointer(path: Path | None) -> str | None:
    return None if path is None else to_pointer(path)


def _weight(data: dict[str, Any]) -> int:
    return leaf_count(data) + _entries(data)


def _entries(data: dict[str, Any]) -> int:
    return sum(len(data[name]) for name in KINDS if isinstance(data.get(name), dict))
