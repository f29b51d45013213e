"""The largest set of edits that can be proved: all are tried together, and what is refused is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from repair.cdk.edit import applied
from repair.cdk.loading import Loaded, loaded_from
from repair.cdk.merge import Candidate, edits_of
from repair.cdk.source import App

ROUNDS = 12
"""How often a set of edits is tried, each time with fewer, before the rest is refused."""

Judge = Callable[[Sequence[Candidate], Loaded], list[tuple[str, str]]]
"""What a set of candidates did that was not intended: what each is about, as `about` says it, and the reason."""


def settle(
    first: Loaded,
    copy: Path,
    offered: Sequence[Candidate],
    unintended: Judge,
    about: Callable[[Candidate], str],
) -> tuple[list[Candidate], Loaded, list[str]]:
    """The largest set of candidates found that is proved, the app with it, and why the others were refused."""
    chosen = list(offered)
    refused: list[str] = []
    for _ in range(ROUNDS):
        if not chosen:
            return [], first, refused
        try:
            texts = texts_of(first.app, chosen)
        except ValueError as error:
            refused.append(f"{chosen[-1].name}: {error}")
            chosen.pop()
            continue
        now = _try(first, copy, texts)
        bad = _culprits(chosen, now, unintended, about)
        if not bad and any(file.language == "typescript" for file in first.app.files.values()):
            bad = _culprits(chosen, loaded_from(first.name, copy, types=True), unintended, about)
        if not bad:
            return chosen, now, refused
        for one, reason in bad.items():
            refused.append(f"{one.name}: {reason}")
            chosen.remove(one)
    refused += [f"{one.name}: no set of edits with it could be proved" for one in chosen]
    return [], first, refused


def _culprits(
    chosen: Sequence[Candidate], now: Loaded, unintended: Judge, about: Callable[[Candidate], str]
) -> dict[Candidate, str]:
    """The candidates to leave out and why; empty when the set is proved."""
    if now.cause is not None:
        wrong = now.cause.wrong
        near = [one for one in chosen if wrong and any(wrong in edit.text for edit in one.edits)]
        near = near or [one for one in chosen if _covers(now, one)] or [chosen[-1]]
        return dict.fromkeys(near, f"it does not synthesise: {now.cause.sentence}")
    found: dict[Candidate, str] = {}
    for resource, reason in unintended(chosen, now):
        mine = [one for one in chosen if about(one) and about(one) == resource]
        named = [
            one for one in mine if one.argument and reason.lower().startswith(f"{_flat(one.argument)} of ")
        ]
        mine = named or mine
        found.update(dict.fromkeys(mine or [chosen[-1]], reason))
    return found


def _flat(name: str) -> str:
    return name.replace("_", "").lower()


def _covers(now: Loaded, one: Candidate) -> bool:
    """Whether the failing line of the source is one that the candidate wrote."""
    cause = now.cause
    if cause is None or not cause.file or cause.file not in now.app.files:
        return False
    lines = now.app.files[cause.file].lines
    line = lines[cause.line - 1].strip() if 0 < cause.line <= len(lines) else ""
    return bool(line) and any(line in edit.text for edit in one.edits if edit.file == cause.file)


def _try(first: Loaded, copy: Path, texts: Mapping[str, str]) -> Loaded:
    for name, file in first.app.files.items():
        (copy / name).write_bytes(texts.get(name, file.text).encode("utf-8"))
    return loaded_from(first.name, copy, types=False)


def texts_of(app: App, chosen: Sequence[Candidate]) -> dict[str, str]:
    """The new texts.

    Raises:
        ValueError: Two edits overlap.
    """
    return {name: applied(app.files[name].text, edits) for name, edits in edits_of(chosen).items()}
