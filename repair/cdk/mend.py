"""Mending an app in its source: candidates are tried together, proved by synthesis, and refused one by one."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from repair.api import Options, diff, repair
from repair.cdk.app import LEFT_OUT
from repair.cdk.assembly import Stack
from repair.cdk.attempts import Attempt, attempts_of, source_attempts, unintended_of
from repair.cdk.edit import Edit
from repair.cdk.judge import judge
from repair.cdk.loading import Loaded, load, opened, paired
from repair.cdk.merge import Candidate, candidates
from repair.cdk.prove import Surprise, surprises
from repair.cdk.settle import settle
from repair.cdk.shown import redaction_of, shown
from repair.cdk.source import App
from repair.cdk.start import Start, started
from repair.errors import InputError
from repair.report.redaction import Redaction


@dataclass(frozen=True, slots=True)
class Mended:
    """What mending an app came to.

    Attributes:
        app: The source as it was.
        texts: The new text of each file that changes.
        done: What was mended, in sentences.
        refused: What was not, and why.
        left: What is still found, in sentences.
        redaction: Hides the secrets of the app where its source is shown.
    """

    app: App
    texts: Mapping[str, str]
    done: tuple[str, ...]
    refused: tuple[str, ...]
    left: tuple[str, ...]
    redaction: Redaction

    @property
    def summary(self) -> str:
        """All of it, for a person."""
        lines = [*(f"  + {one}" for one in self.done), *(f"  ! {one}" for one in self.refused)]
        lines += [f"  - left: {one}" for one in self.left]
        lines += [f"  not read: {one}" for one in self.app.unread]
        counts = f"{len(self.done)} mended in the source and proved, {len(self.refused)} refused, {len(self.left)} left."
        return "\n".join([*lines, counts])


def mended(path: str, options: Options) -> Mended:
    """Mend an app by the rules; each edit is proved.

    Raises:
        InputError: There is no app, or it does not synthesise.
    """
    with opened(path) as copy:
        start = started(path, copy)
        now = start.loaded
        done: list[str] = []
        refused: dict[str, str] = {}
        tried: set[str] = set()
        for _ in range(PASSES):
            chosen, now, why = _pass(now, copy, options, tried)
            done += chosen
            refused = {_key(one): one for one in why} | refused
            if not chosen:
                break
        left = [f"{one.finding.id} at {spot.path}" for one in judge(now, options).found for spot in one.spots]
        return _result(start, now, done, list(refused.values()), left)


PASSES = 3
"""How often an app is looked at anew after it was mended: a fix may show what another rule has to say."""


def _pass(
    first: Loaded, copy: Path, options: Options, tried: set[str]
) -> tuple[list[str], Loaded, list[str]]:
    """Mend what is found now and is not among `tried`, to which it is added.

    A class of the app may make resources in several stacks: what is one edit for all of them stands or falls as one.

    Returns:
        What was mended, the app with it, and why other things were not.
    """
    refused: list[str] = []
    found = list(attempts_of(first, options, refused))
    found += source_attempts(first, options, [edit for one in found for edit in one.candidate.edits])
    alike: dict[tuple[Edit, ...], list[Attempt]] = {}
    for one in _of_one_mind(found, refused):
        if _key(one.candidate.name) not in tried:
            alike.setdefault(one.candidate.edits, []).append(one)
    groups: dict[str, list[Attempt]] = {}
    for group in alike.values():
        first_one, name = group[0], group[0].candidate.name
        if name in groups:  # two findings of a rule at one resource
            name = f"{name} ({sum(one.startswith(name) for one in groups) + 1})"
            group[0] = replace(first_one, candidate=replace(first_one.candidate, name=name))
        groups[name] = group
    tried |= {_key(one.candidate.name) for one in found}

    def unintended(chosen: Sequence[Candidate], now: Loaded) -> list[tuple[str, str]]:
        return unintended_of([groups[one.name] for one in chosen], first, now, options)

    offered = [group[0].candidate for group in groups.values()]
    chosen, now, why = settle(first, copy, offered, unintended, lambda _: "")
    names = dict.fromkeys(other.candidate.name for one in chosen for other in groups[one.name])
    return list(names), now, [*refused, *why]


def _of_one_mind(attempts: Sequence[Attempt], refused: list[str]) -> Iterator[Attempt]:
    """The attempts without those of one rule at one call that would write different things there."""
    said: dict[tuple[object, ...], set[tuple[Edit, ...]]] = {}
    for one in attempts:
        said.setdefault(_place(one), set()).add(one.candidate.edits)
    for one in attempts:
        resources = {other.allowed.resource for other in attempts if _place(other) == _place(one)}
        if one.candidate.call is None or len(said[_place(one)]) == 1 or len(resources) == 1:
            yield one
        else:
            refused.append(f"{one.candidate.name}: the constructs that this call makes need different values")


def _place(one: Attempt) -> tuple[object, ...]:
    rules = frozenset(rule for rule, *_ in one.mends)
    call = one.candidate.call
    return (rules, call and (call.file, call.span))


def _key(name: str) -> str:
    """What an attempt is about, without its place in the source, which moves."""
    return name.partition(" ")[2]


def mended_towards(path: str, ideal: str, options: Options) -> Mended:
    """Mend an app towards another; each edit is proved to bring its templates nearer.

    What the selection of the options leaves out stays as it is; the ideal says all else.

    Raises:
        InputError: One of them is no app, or does not synthesise.
    """
    with opened(path) as copy:
        start, goal = started(path, copy), load(ideal, types=False)
        first = start.loaded
        if goal.cause is not None:
            raise InputError(f"does not synthesise: {goal.cause.sentence}", name=ideal)
        pairs = paired(first, goal)
        goals = {stack.name: _goal(stack, other, options) for stack, other in pairs}
        differing = {
            site.call
            for stack, other in pairs
            for name in stack.constructs
            if not _same(stack.template.data, goals[stack.name], name)
            and (site := first.site(stack, name)) is not None
        }
        offered = candidates(first.app, goal.app, first.makers - differing)

        def unintended(_: Sequence[Candidate], now: Loaded) -> list[tuple[str, str]]:
            found = surprises(first.stacks, now.stacks, goals, nearer=True)
            return [(_call_of(first, one), str(one)) for one in found]

        def about(candidate: Candidate) -> str:
            return "" if candidate.call is None else f"{candidate.call.file}:{candidate.call.span}"

        chosen, now, why = settle(first, copy, offered, unintended, about)
        left = []
        for stack, other in paired(now, goal):
            result = diff(stack.template, other.template)
            left += sorted(
                {
                    f"{'/'.join(map(str, (one.path or one.ideal_path or ())[:4]))} differs"
                    for one in result.deltas
                }
            )
        return _result(start, now, [one.name for one in chosen], why, left)


def _goal(stack: Stack, ideal: Stack, options: Options) -> Any:
    """What the template of a stack should become: the ideal's, or that as far as the selection goes."""
    if not (options.selection.select or options.selection.ignore):
        return ideal.template.data
    return repair(stack.template, ideal.template, options=options).repaired


def write(result: Mended, source: Path, target: Path) -> None:
    """Write the mended app as a folder: a copy of `source` with the new texts; what is installed is left out.

    Raises:
        InputError: It cannot be written.
    """
    try:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        for name, text in result.texts.items():
            (target / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", name=str(target)) from None


def unified(result: Mended) -> str:
    """The changes as a unified diff, to be looked at: secrets are hidden."""
    parts: list[str] = []
    for name, text in sorted(result.texts.items()):
        old = result.app.files[name].text.splitlines(keepends=True)
        parts += difflib.unified_diff(old, text.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    return shown(result.redaction, "".join(parts))


def _result(
    start: Start, now: Loaded, done: Sequence[str], refused: Sequence[str], left: Sequence[str]
) -> Mended:
    texts = {name: file.text for name, file in now.app.files.items()}
    texts = {name: text for name, text in texts.items() if text != start.app.files[name].text}
    hidden = redaction_of(start.loaded.stacks)
    found = tuple(dict.fromkeys(left))
    return Mended(start.app, texts, (*start.done, *done), tuple(refused), found, hidden)


def _same(mine: Mapping[str, Any], theirs: Mapping[str, Any], name: str) -> bool:
    return all(
        (mine.get(section) or {}).get(name) == (theirs.get(section) or {}).get(name)
        for section in ("Resources", "Outputs")
    )


def _call_of(app: Loaded, surprise: Surprise) -> str:
    stack = next((one for one in app.stacks if one.name == surprise.stack), None)
    site = app.site(stack, surprise.resource) if stack is not None else None
    return f"{site.call.file}:{site.call.span}" if site is not None else ""
