"""Mending an app in its source: candidates are tried together, proved by synthesis, and refused one by one."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.api import Options, check, diff, repair
from repair.cdk.app import LEFT_OUT
from repair.cdk.edit import applied
from repair.cdk.judge import judge, spots_of
from repair.cdk.loading import Loaded, load, loaded_from, opened, paired
from repair.cdk.merge import Candidate, candidates, edits_of
from repair.cdk.prove import Surprise, surprises
from repair.cdk.shown import redaction_of, shown
from repair.cdk.source import App
from repair.cdk.spelling import Allowed, NoSpellingError, spelled, spellings
from repair.engine.finding import FixStatus
from repair.errors import InputError
from repair.patch.rfc6902 import apply
from repair.report.redaction import Redaction
from repair.template.data import value_at

ROUNDS = 12
"""How often a set of edits is tried, each time with fewer, before the rest is refused."""


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
        first = _first(path, copy)
        tries: list[tuple[Candidate, Allowed, str, str, tuple[Mapping[str, Any], ...]]] = []
        refused: list[str] = []
        for stack in first.stacks:
            result = repair(stack.template, options=options)
            for finding in result.findings:
                if finding.fix.status is not FixStatus.APPLIED:
                    continue
                for spot in spots_of(first, stack, finding):
                    resource = spot.place.resource
                    if resource is None or spot.site is None:
                        continue
                    ops = tuple(
                        op
                        for op in finding.fix.ops
                        if str(op["path"]).split("/")[1:3] == ["Resources", resource]
                    )
                    name = f"{spot.site} {finding.id}: {spot.path}"
                    if not (ops or finding.id in spellings()) or _superseded(result.repaired, ops):
                        continue
                    try:
                        made = spelled(first.app, spot.site, finding.id, resource, ops)
                    except NoSpellingError as error:
                        refused.append(f"{name}: {error}")
                        continue
                    candidate = Candidate(name, made.edits, spot.site.call, spot.site.call.span[0])
                    tries.append((candidate, made.allowed, finding.id, stack.name, ops))
        tries = list({(one[0].name, one[3]): one for one in tries}.values())
        by_name = {one[0].name: one for one in tries}

        def intended(chosen: Sequence[Candidate], now: Loaded) -> list[tuple[str, str]]:
            mine = [by_name[one.name] for one in chosen]
            goals = {
                stack.name: _patched(
                    stack.template.data, [op for one in mine if one[3] == stack.name for op in one[4]]
                )
                for stack in first.stacks
            }
            bad = [
                (found.resource, str(found))
                for found in surprises(first.stacks, now.stacks, goals, [one[1] for one in mine])
            ]
            still = {
                (stack.name, finding.id, place.resource)
                for stack in now.stacks
                for finding in check(stack.template, options=options).findings
                for place in finding.places
            }
            bad += [
                (one[1].resource, f"{one[2]} is still found")
                for one in mine
                if (one[3], one[2], one[1].resource) in still
            ]
            return bad

        def about(candidate: Candidate) -> str:
            return by_name[candidate.name][1].resource

        chosen, now, why = _settle(first, copy, [one[0] for one in tries], intended, about)
        left = [f"{one.finding.id} at {spot.path}" for one in judge(now, options).found for spot in one.spots]
        return _result(first, chosen, [*refused, *why], left)


def mended_towards(path: str, ideal: str, options: Options) -> Mended:
    """Mend an app towards another; each edit is proved to bring its templates nearer.

    Raises:
        InputError: One of them is no app, or does not synthesise.
    """
    with opened(path) as copy:
        first, goal = _first(path, copy), load(ideal, types=False)
        if goal.cause is not None:
            raise InputError(f"does not synthesise: {goal.cause.sentence}", name=ideal)
        pairs = paired(first, goal)
        goals = {stack.name: other.template.data for stack, other in pairs}
        differing = {
            site.call
            for stack, other in pairs
            for name in stack.constructs
            if not _same(stack.template.data, other.template.data, name)
            and (site := first.site(stack, name)) is not None
        }
        offered = candidates(first.app, goal.app, first.makers - differing)

        def intended(_: Sequence[Candidate], now: Loaded) -> list[tuple[str, str]]:
            found = surprises(first.stacks, now.stacks, goals, nearer=True)
            return [(_call_of(first, one), str(one)) for one in found]

        def about(candidate: Candidate) -> str:
            return "" if candidate.call is None else f"{candidate.call.file}:{candidate.call.span}"

        chosen, now, why = _settle(first, copy, offered, intended, about)
        left = []
        for stack, other in paired(now, goal):
            result = diff(stack.template, other.template)
            left += sorted(
                {
                    f"{'/'.join(map(str, (one.path or one.ideal_path or ())[:4]))} differs"
                    for one in result.deltas
                }
            )
        del options
        return _result(first, chosen, why, left)


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


def _first(path: str, copy: Path) -> Loaded:
    first = loaded_from(path, copy, types=False)
    if first.cause is not None:
        cause = first.cause
        raise InputError(
            f"does not synthesise: {cause.sentence}",
            name=f"{path}/{cause.file}" if cause.file else path,
            line=cause.line or None,
            column=cause.column or None,
        )
    return first


Judge = Callable[[Sequence[Candidate], Loaded], list[tuple[str, str]]]


def _settle(
    first: Loaded,
    copy: Path,
    offered: Sequence[Candidate],
    intended: Judge,
    about: Callable[[Candidate], str],
) -> tuple[list[Candidate], Loaded, list[str]]:
    """The largest set of candidates found that is proved, the app with it, and why the others were refused."""
    chosen = list(offered)
    refused: list[str] = []
    for _ in range(ROUNDS):
        if not chosen:
            return [], first, refused
        try:
            texts = _texts(first.app, chosen)
        except ValueError as error:
            refused.append(f"{chosen[-1].name}: {error}")
            chosen.pop()
            continue
        now = _try(first, copy, texts)
        bad = _culprits(chosen, now, intended, about)
        if not bad and any(file.language == "typescript" for file in first.app.files.values()):
            bad = _culprits(chosen, loaded_from(first.name, copy, types=True), intended, about)
        if not bad:
            return chosen, now, refused
        for one, reason in bad.items():
            refused.append(f"{one.name}: {reason}")
            chosen.remove(one)
    refused += [f"{one.name}: no set of edits with it could be proved" for one in chosen]
    return [], first, refused


def _culprits(
    chosen: Sequence[Candidate], now: Loaded, intended: Judge, about: Callable[[Candidate], str]
) -> dict[Candidate, str]:
    """The candidates to leave out and why; empty when the set is proved."""
    if now.cause is not None:
        wrong = now.cause.wrong
        near = [one for one in chosen if wrong and any(wrong in edit.text for edit in one.edits)]
        near = near or [one for one in chosen if _covers(now, one)] or [chosen[-1]]
        return dict.fromkeys(near, f"it does not synthesise: {now.cause.sentence}")
    found: dict[Candidate, str] = {}
    for resource, reason in intended(chosen, now):
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


def _texts(app: App, chosen: Sequence[Candidate]) -> dict[str, str]:
    """The new texts.

    Raises:
        ValueError: Two edits overlap.
    """
    return {name: applied(app.files[name].text, edits) for name, edits in edits_of(chosen).items()}


def _result(
    first: Loaded, chosen: Sequence[Candidate], refused: Sequence[str], left: Sequence[str]
) -> Mended:
    texts = _texts(first.app, chosen) if chosen else {}
    done = tuple(one.name for one in chosen)
    hidden = redaction_of(first.stacks)
    return Mended(first.app, texts, done, tuple(refused), tuple(dict.fromkeys(left)), hidden)


def _patched(data: Any, ops: Sequence[Mapping[str, Any]]) -> Any:
    for op in ops:
        try:
            data = apply([op], data)
        except (ValueError, KeyError, LookupError):
            continue
    return data


def _superseded(repaired: Any, ops: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a later fix of the same run set another value at one of these places."""
    for op in ops:
        steps = tuple(str(op["path"]).split("/")[1:])
        if op["op"] == "replace" and value_at(repaired, steps, None) not in (op["value"], None):
            return True
    return False


def _same(mine: Mapping[str, Any], theirs: Mapping[str, Any], name: str) -> bool:
    return all(
        (mine.get(section) or {}).get(name) == (theirs.get(section) or {}).get(name)
        for section in ("Resources", "Outputs")
    )


def _call_of(app: Loaded, surprise: Surprise) -> str:
    stack = next((one for one in app.stacks if one.name == surprise.stack), None)
    site = app.site(stack, surprise.resource) if stack is not None else None
    return f"{site.call.file}:{site.call.span}" if site is not None else ""
