"""What a difference comes to as a whole: for a running stack, and for what is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from repair.diff.delta import Delta, Permissions, Replacement
from repair.report import difference_words as words
from repair.report.difference_values import visible

if TYPE_CHECKING:
    from repair.template.template import Template

_VERDICTS: tuple[tuple[Permissions, str, str], ...] = (
    ("broader", "allows more", "allow more"),
    ("narrower", "allows less", "allow less"),
    ("incomparable", "is not comparable", "are not comparable"),
    ("same", "changes no permissions", "change no permissions"),
)


def outcomes(deltas: Sequence[Delta], generated: Template | None) -> dict[str, Replacement]:
    """Which resources are replaced in the end, or may be, in the generated template's order.

    Without the template nothing tells how surely a replacement spreads, so what it spreads to may be replaced.
    """
    if generated is not None:
        from repair.diff.spread import replacements

        found = replacements(deltas, generated)
        rank = {name: index for index, name in enumerate(generated.section("Resources"))}
        return {name: found[name] for name in sorted(found, key=lambda name: rank.get(name, len(rank)))}
    own: dict[str, Replacement] = {}
    for part in (part for delta in deltas for part in delta.flat):
        effect = part.deployment.replacement
        if part.resource is not None and effect != "never" and own.get(part.resource) != "will":
            own[part.resource] = effect
    spread = (name for delta in deltas for one in (delta, *delta.parts) for name in one.deployment.also)
    return {**dict.fromkeys(spread, "may"), **own}


def stack(deltas: Iterable[Delta], replaced: Mapping[str, Replacement]) -> str:
    """One sentence on the resources that are created, deleted and replaced, and on the data that may go with them."""
    created: dict[str, None] = {}
    deleted: dict[str, None] = {}
    lost: dict[str, None] = {}
    for part in (part for delta in deltas for part in delta.flat):
        where = part.path or part.ideal_path or ()
        if part.resource is not None and len(where) == 2 and part.kind in ("added", "removed"):
            (created if part.kind == "added" else deleted)[part.resource] = None
        if part.deployment.data_loss:
            lost[part.resource or ".".join(map(str, where[:2]))] = None
    sure, perhaps = ([name for name, how in replaced.items() if how == word] for word in ("will", "may"))
    names = [[visible(name) for name in found] for found in (deleted, sure, perhaps, lost)]
    return words.stack_sentence(len(created), *names)


def permissions(deltas: Iterable[Delta]) -> str:
    """One sentence on how many differences allow more, less, or cannot be compared; "" when none says."""
    counts = Counter(delta.permissions for delta in deltas if delta.permissions is not None)
    said = [
        f"{counts[verdict]} {words.plural(counts[verdict], one, many)}"
        for verdict, one, many in _VERDICTS
        if counts[verdict]
    ]
    return f"Of the differences in what is allowed, {words.joined(said)}." if said else ""
