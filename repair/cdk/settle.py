"""The largest set of edits that can be proved: all are tried together, and what is refused is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from repair.cdk.edit import applied
from repair.cdk.layout import laid_out
from repair.cdk.loading import Loaded, loaded_from
from repair.cdk.merge import Candidate, edits_of
from repair.cdk.source import App

ROUNDS = 24
"""How often a set of edits is tried before the rest is refused."""

Judge = Callable[[Sequence[Candidate], Loaded], list[tuple[str, str]]]
"""What a set of candidates did that was not intended: what each is about, as `about` says it, and the reason."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a set of candidates came to.

    Attributes:
        now: The app with them.
        guilty: The candidates to leave out, and why.
        reason: What is wrong besides and can be laid to none of them; "" for nothing.
    """

    now: Loaded
    guilty: Mapping[Candidate, str]
    reason: str

    @property
    def proved(self) -> bool:
        """Whether all is as it was intended."""
        return not self.guilty and not self.reason


def settle(
    first: Loaded,
    copy: Path,
    offered: Sequence[Candidate],
    unintended: Judge,
    about: Callable[[Candidate], str],
) -> tuple[list[Candidate], Loaded, list[str]]:
    """The largest set of candidates found that is proved, the app with it, and why the others were refused.

    All are tried together. What goes wrong and can be laid to candidates costs these; else the set is halved.
    """
    chosen: list[Candidate] = []
    refused: list[str] = []
    now = first
    waiting = [list(offered)]
    typed = any(file.language == "typescript" for file in first.app.files.values())
    for _ in range(ROUNDS):
        group = waiting.pop(0) if waiting else []
        if not group:
            break
        tried = _tried(first, copy, [*chosen, *group], unintended, about)
        if tried.proved and typed and not waiting:
            whole = loaded_from(first.name, copy, types=True)
            tried = _judged([*chosen, *group], whole, unintended, about)
        if tried.proved:
            chosen, now = [*chosen, *group], tried.now
            continue
        guilty = [one for one in group if one in tried.guilty]
        if guilty:
            refused += [f"{one.name}: {tried.guilty[one]}" for one in guilty]
            waiting.insert(0, [one for one in group if one not in guilty])
        elif len(group) == 1:
            refused.append(f"{group[0].name}: {tried.reason or next(iter(tried.guilty.values()))}")
        else:
            half = (len(group) + 1) // 2
            waiting[:0] = [group[:half], group[half:]]
        waiting = [one for one in waiting if one]
    refused += [f"{one.name}: no set of edits with it could be proved" for group in waiting for one in group]
    return chosen, now, refused


def _tried(
    first: Loaded,
    copy: Path,
    chosen: Sequence[Candidate],
    unintended: Judge,
    about: Callable[[Candidate], str],
) -> _Tried:
    try:
        texts = texts_of(first.app, chosen)
    except ValueError as error:
        return _Tried(first, {}, str(error))
    return _judged(chosen, _try(first, copy, texts), unintended, about)


def _judged(
    chosen: Sequence[Candidate], now: Loaded, unintended: Judge, about: Callable[[Candidate], str]
) -> _Tried:
    """The candidates to leave out and why."""
    if now.cause is not None:
        wrong = now.cause.wrong
        near = [one for one in chosen if wrong and any(wrong in edit.text for edit in one.edits)]
        near = near or [one for one in chosen if _covers(now, one)]
        reason = f"it does not synthesise: {now.cause.sentence}"
        return _Tried(now, dict.fromkeys(near, reason), "" if near else reason)
    found: dict[Candidate, str] = {}
    rest = ""
    for resource, reason in unintended(chosen, now):
        mine = [one for one in chosen if resource and resource in (about(one), one.name)]
        named = [
            one for one in mine if one.argument and reason.lower().startswith(f"{_flat(one.argument)} of ")
        ]
        mine = named or mine
        found.update(dict.fromkeys(mine, reason))
        rest = rest if mine else reason
    return _Tried(now, found, rest)


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
    """The new texts, in which lines are as wide as they were.

    Raises:
        ValueError: Two edits overlap.
    """
    files = {name: (app.files[name], edits) for name, edits in edits_of(chosen).items()}
    return {
        name: laid_out(file.text, applied(file.text, edits), file.language)
        for name, (file, edits) in files.items()
    }
