"""Paths within a resource's properties: with and without the intrinsics that they run through."""

from __future__ import annotations

from repair.document.pointer import Path
from repair.template.intrinsics import IF

ANY = "*"
Pattern = tuple[str, ...]
"""Property names from the top of Properties; "*" is any item of a list."""


def pattern_of(text: str) -> Pattern:
    """The pattern that a dotted text of a table means."""
    return tuple(text.split("."))


def inner(path: Path) -> Path:
    """`("Resources", id, "Properties", …)` without its first three steps."""
    return path[3:]


def bare(path: Path) -> Pattern:
    """`path` as a pattern: steps through `Fn::If` left out, list indices as "*"."""
    if IF in path:
        return tuple(step for step, _ in _steps(path))
    return tuple([ANY if isinstance(step, int) else step for step in path])


def dotted(path: Path) -> str:
    """`path` as a person reads it: `Targets[0].RetryPolicy`, conditions left out, `Properties` for the empty path."""
    text = ""
    for _, at in _steps(path):
        step = path[at]
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "Properties"


def aligned(wrong: Pattern, right: Pattern, actual: Path) -> Path | None:
    """Where `right` is when the property that `wrong` describes is at `actual`.

    None when the way there leaves a branch of an `Fn::If`: a value that holds on one condition must not come to
    stand where it always holds.
    """
    steps = _steps(actual)
    shared = 0
    while shared < min(len(wrong), len(right)) - 1 and wrong[shared] == right[shared]:
        shared += 1
    start = steps[shared][1]
    if IF in actual[start:] or ANY in right[shared:]:
        return None
    return actual[:start] + right[shared:]


def _steps(path: Path) -> list[tuple[str, int]]:
    """Each step that is not one through an `Fn::If`, as in a pattern, with its index in `path`."""
    steps: list[tuple[str, int]] = []
    at = 0
    while at < len(path):
        step = path[at]
        if step == IF:
            at += 2
            continue
        steps.append((ANY if isinstance(step, int) else step, at))
        at += 1
    return steps
