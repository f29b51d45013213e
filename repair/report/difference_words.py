"""What `repair diff` says of a difference in words: its effect, its permissions, what it hinges on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Literal

from repair.diff.delta import Delta, Deployment

if TYPE_CHECKING:
    from repair.diff.alignment.align import Alignment, Ambiguity

MAX_NAMES = 5
"""Names that a sentence lists."""

_PERMISSIONS = {
    "broader": "allows more",
    "narrower": "allows less",
    "same": "same permissions",
    "incomparable": "permissions not comparable",
}

NoteKind = Literal["impact", "permissions", "depends", "spelling"]


@dataclass(frozen=True, slots=True)
class Note:
    """A few words about a difference, and what they are about."""

    kind: NoteKind
    text: str


def notes(delta: Delta, certain: Container[str]) -> Iterator[Note]:
    """What is to be said of a difference beside its values; `certain` are the resources that are replaced for sure."""
    if delta.exact_only:
        yield Note("spelling", "means the same")
    deleted = delta.kind == "removed" and len(delta.path or ()) == 2
    yield from impact(delta.deployment, certain, inside=delta.resource is not None, deleted=deleted)
    if delta.permissions is not None:
        yield Note("permissions", _PERMISSIONS[delta.permissions])
    if delta.depends_on:
        yield Note("depends", f"the same or not, depending on {listed(delta.depends_on)}")


def impact(
    deployment: Deployment, certain: Container[str], *, inside: bool, deleted: bool = False
) -> Iterator[Note]:
    """What a difference does to the resource that it stands in, if it is `inside` one, and to others."""
    if deployment.replacement != "never" and inside:
        yield Note("impact", "replaces it" if deployment.replacement == "will" else "may replace it")
    sure = [name for name in deployment.also if name in certain and deployment.replacement == "will"]
    also = " also" if inside else ""
    if sure:
        yield Note("impact", f"replaces{also} {listed(sure)}")
    if len(sure) < len(deployment.also):
        perhaps = listed(name for name in deployment.also if name not in sure)
        yield Note("impact", f"may replace{also} {perhaps}")
    if deployment.data_loss:
        yield Note("impact", "its data is deleted" if deleted else "data may be lost")


def matched(pair: Alignment | None) -> str:
    """What a pair rests on, when it is not the name."""
    if pair is None or pair.by == "id":
        return ""
    if pair.by == "digest":
        return "paired by equal content"
    sure = f"paired by content, {percent(pair.confidence)} alike"
    if pair.margin >= min(pair.confidence, 0.995):
        return f"{sure}; there was no other candidate"
    points = round(pair.margin * 100)
    return f"{sure}; the next best is {points} {plural(points, 'point')} behind"


def ambiguous(group: Ambiguity) -> str:
    """One sentence on entries that could not be told apart."""
    return (
        f"{group.section}: nothing tells which of {listed(group.generated)} is which of {listed(group.ideal)}; "
        "they count as removed and added."
    )


def stack_sentence(
    created: int, deleted: Sequence[str], replaced: Sequence[str], maybe: Sequence[str], lost: Sequence[str]
) -> str:
    """What deploying the ideal template over the generated one does to a running stack."""
    does = []
    if created:
        does.append(f"creates {created} {plural(created, 'resource')}")
    for verb, names in (("deletes", deleted), ("replaces", replaced), ("may replace", maybe)):
        if names:
            does.append(f"{verb} {len(names)} ({listed(names)})")
    loss = f"; data may be lost through {listed(lost)}" if lost else ""
    return f"In a running stack it {joined(does) or 'creates, deletes and replaces nothing'}{loss}."


def percent(part: float) -> str:
    """A part of 1 as a percentage that never rounds up to all of it."""
    for digits in (0, 1, 2):
        text = f"{part * 100:.{digits}f}"
        if part >= 1 or float(text) < 100:
            return f"{text} %"
    return f"{floor(part * 10000) / 100:.2f} %"


def points(part: float) -> str:
    """A part of 1 in percentage points, with one decimal."""
    return "less than 0.1" if 0 < part < 0.0005 else f"{part * 100:.1f}"


def listed(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    every = list(names)
    if len(every) > MAX_NAMES:
        return f"{', '.join(every[: MAX_NAMES - 1])} and {len(every) - MAX_NAMES + 1} more"
    return joined(every)


def joined(words: Sequence[str]) -> str:
    """Words with commas and an "and"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def plural(count: int, one: str, many: str = "") -> str:
    """The noun that fits a count."""
    return one if count == 1 else many or f"{one}s"
