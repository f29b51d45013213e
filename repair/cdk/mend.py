"""Mending an app in its source: candidates are tried together, proved by synthesis, and refused one by one."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.api import Options, check, diff, repair
from repair.cdk.app import LEFT_OUT
from repair.cdk.judge import judge, spots_of
from repair.cdk.loading import Loaded, load, opened, paired
from repair.cdk.merge import Candidate, candidates
from repair.cdk.prove import Surprise, surprises
from repair.cdk.settle import settle, texts_of
from repair.cdk.shown import redaction_of, shown
from repair.cdk.source import App
from repair.cdk.spelling import Allowed, NoSpellingError, spelled, spellings
from repair.cdk.start import Start, started
from repair.engine.finding import FixStatus
from repair.errors import InputError
from repair.patch.rfc6902 import apply
from repair.report.redaction import Redaction
from repair.template.data import value_at


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
        first = start.loaded
        refused: list[str] = []
        attempts = {one.candidate.name: one for one in _attempts(first, options, refused)}

        def unintended(chosen: Sequence[Candidate], now: Loaded) -> list[tuple[str, str]]:
            return _unintended([attempts[one.name] for one in chosen], first, now, options)

        def about(candidate: Candidate) -> str:
            return attempts[candidate.name].allowed.resource

        offered = [one.candidate for one in attempts.values()]
        chosen, now, why = settle(first, copy, offered, unintended, about)
        left = [f"{one.finding.id} at {spot.path}" for one in judge(now, options).found for spot in one.spots]
        return _result(start, chosen, [*refused, *why], left)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A rule's fix at one resource, in the source.

    Attributes:
        candidate: Its edits.
        allowed: What the template may change by them, besides what the rule sets.
        rule: The rule's id.
        stack: The stack's name.
        ops: What the rule sets, as RFC 6902 operations on the resource.
    """

    candidate: Candidate
    allowed: Allowed
    rule: str
    stack: str
    ops: tuple[Mapping[str, Any], ...]


def _attempts(first: Loaded, options: Options, refused: list[str]) -> Iterator[_Attempt]:
    """The fixes of the rules that can be said in the source; why others cannot is added to `refused`."""
    for stack in first.stacks:
        result = repair(stack.template, options=options)
        applied = [one for one in result.findings if one.fix.status is FixStatus.APPLIED]
        for finding, spot in [(one, spot) for one in applied for spot in spots_of(first, stack, one)]:
            resource, site = spot.place.resource, spot.site
            if resource is None or site is None:
                continue
            ops = tuple(
                single
                for op in finding.fix.ops
                if str(op["path"]).split("/")[1:3] == ["Resources", resource]
                for single in _single(op)
            )
            if not (ops or finding.id in spellings()) or _superseded(result.repaired, ops):
                continue
            name = f"{site} {finding.id}: {spot.path}"
            try:
                made = spelled(first.app, site, finding.id, resource, ops)
            except NoSpellingError as error:
                refused.append(f"{name}: {error}")
                continue
            candidate = Candidate(name, made.edits, site.call, site.call.span[0])
            yield _Attempt(candidate, made.allowed, finding.id, stack.name, ops)


def _unintended(
    attempts: Sequence[_Attempt], first: Loaded, now: Loaded, options: Options
) -> list[tuple[str, str]]:
    """What the edits did that no rule asked for, and the findings that they were to mend and did not."""
    goals = {
        stack.name: _patched(
            stack.template.data, [op for one in attempts if one.stack == stack.name for op in one.ops]
        )
        for stack in first.stacks
    }
    found = surprises(first.stacks, now.stacks, goals, [one.allowed for one in attempts])
    still = {
        (stack.name, finding.id, place.resource)
        for stack in now.stacks
        for finding in check(stack.template, options=options).findings
        for place in finding.places
    }
    kept = [one for one in attempts if (one.stack, one.rule, one.allowed.resource) in still]
    return [
        *((one.resource, str(one)) for one in found),
        *((one.allowed.resource, f"{one.rule} is still found") for one in kept),
    ]


def mended_towards(path: str, ideal: str) -> Mended:
    """Mend an app towards another; each edit is proved to bring its templates nearer.

    Raises:
        InputError: One of them is no app, or does not synthesise.
    """
    with opened(path) as copy:
        start, goal = started(path, copy), load(ideal, types=False)
        first = start.loaded
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
        return _result(start, chosen, why, left)


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


def _result(start: Start, chosen: Sequence[Candidate], refused: Sequence[str], left: Sequence[str]) -> Mended:
    first = start.loaded
    texts = {name: file.text for name, file in first.app.files.items()} | texts_of(first.app, chosen)
    texts = {name: text for name, text in texts.items() if text != start.app.files[name].text}
    done = (*start.done, *(one.name for one in chosen))
    hidden = redaction_of(first.stacks)
    return Mended(start.app, texts, done, tuple(refused), tuple(dict.fromkeys(left)), hidden)


def _patched(data: Any, ops: Sequence[Mapping[str, Any]]) -> Any:
    """The data with operations of several findings, each of which was made without the others."""
    for op in ops:
        head, _, rest = str(op["path"]).partition("/Properties/")
        holds = value_at(data, (*head.split("/")[1:], "Properties"), None) is not None
        made = [] if holds or not rest else [{"op": "add", "path": f"{head}/Properties", "value": {}}]
        try:
            data = apply([*made, op], data)
        except (ValueError, KeyError, LookupError):
            continue
    return data


def _single(op: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An operation; one that sets all properties at once as one for each, so that it leaves others alone."""
    if op["op"] == "add" and str(op["path"]).endswith("/Properties") and isinstance(op["value"], dict):
        for name, value in op["value"].items():
            yield {"op": "add", "path": f"{op['path']}/{name}", "value": value}
    else:
        yield op


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
