"""Findings of an app as attempts to mend them in its source, and what each may and has to change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from repair.api import Options, check, repair
from repair.cdk.assembly import Stack
from repair.cdk.dropped import ID as DROPPED
from repair.cdk.dropped import dropped
from repair.cdk.edit import Edit
from repair.cdk.filling import NoSpellingError
from repair.cdk.joined_names import ID as JOINED
from repair.cdk.joined_names import joined_names
from repair.cdk.judge import spots_of
from repair.cdk.loading import Loaded
from repair.cdk.merge import Candidate
from repair.cdk.prove import Surprise, surprises
from repair.cdk.spelling import Allowed, spelled, spellings
from repair.cdk.stack_tags import OWN as TAGS_OF_OTHERS
from repair.cdk.stack_tags import PROPERTIES as TAG_PROPERTIES
from repair.cdk.stack_tags import RULES as TAGGING
from repair.cdk.stack_tags import tag_statements
from repair.engine.finding import Finding, FixStatus
from repair.patch.rfc6902 import apply
from repair.template.data import value_at


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule's fix at one resource, in the source; or several rules' at all resources of a stack.

    Attributes:
        candidate: Its edits.
        allowed: What the template may change by them, besides what the rule sets.
        stack: The stack's name.
        ops: What the rule sets, as RFC 6902 operations on the resource.
        mends: The findings that it is to mend, as rule, section and entry; it did when one is gone.
        brings: What has to be in the template then, as a path; () for nothing.
    """

    candidate: Candidate
    allowed: Allowed
    stack: str
    ops: tuple[Mapping[str, Any], ...]
    mends: frozenset[tuple[str, str, str]] = frozenset()
    brings: tuple[str, ...] = ()


def attempts_of(first: Loaded, options: Options, refused: list[str]) -> Iterator[Attempt]:
    """The fixes of the rules that can be said in the source; why others cannot is added to `refused`."""
    for stack in first.stacks:
        result = repair(stack.template, options=options)
        applied = [one for one in result.findings if one.fix.status is FixStatus.APPLIED]
        tagged = [one for one in applied if one.id in TAGGING and any(spots_of(first, stack, one))]
        yield from _tagging(first, stack, tagged, refused)
        for finding, spot in [(one, spot) for one in applied for spot in spots_of(first, stack, one)]:
            site, path = spot.site, spot.place.path
            section, resource = map(str, path[:2]) if len(path) > 1 else ("", "")
            if resource not in stack.constructs or site is None or finding in tagged:
                continue
            ops = tuple(
                single
                for op in finding.fix.ops
                if str(op["path"]).split("/")[1:3] == [section, resource]
                for single in _single(op)
            )
            if not (ops or finding.id in spellings()) or _superseded(result.repaired, ops):
                continue
            name = f"{site} {finding.id}: {spot.path}"
            others = [op for op in finding.fix.ops if op not in ops]
            try:
                made = spelled(first.app, site, finding.id, resource, ops, others=others, stack=stack)
            except NoSpellingError as error:
                refused.append(f"{name}: {error}")
                continue
            candidate = Candidate(name, made.edits, site.call, site.call.span[0])
            mends = frozenset({(finding.id, section, resource)})
            yield Attempt(candidate, made.allowed, stack.name, ops, mends)


def source_attempts(first: Loaded, options: Options, others: Sequence[Edit]) -> Iterator[Attempt]:
    """What is wrong in the source and no rule about templates sees; names that `others` edit are left to them."""
    taken = {(edit.file, edit.span[1]) for edit in others if edit.span[0] != edit.span[1]}
    for one in dropped(first):
        name = f"{one.call.file}:{one.call.line}:{one.call.column} {DROPPED}: {one.path}: {one.wrong}"
        candidate = Candidate(name, one.edits, one.call, one.call.span[0])
        allowed = Allowed(one.resource, one.path, one.meant[:1])
        brings = ("Resources", one.resource, "Properties", *one.meant)
        yield Attempt(candidate, allowed, one.stack, (), brings=brings)
    for names in joined_names(first) if options.settings.stack == "new" else ():
        pairs = zip(names.edits, names.renames, strict=True)
        free = [(edit, pair) for edit, pair in pairs if (edit.file, edit.span[1]) not in taken]
        if free:
            title = f"{names.file}:{names.line} {JOINED}: {names.stack}: names that run into {names.value}"
            candidate = Candidate(title, tuple(edit for edit, _ in free), None, free[0][0].span[0])
            renames = tuple(pair for _, pair in free)
            yield Attempt(candidate, Allowed("", names.stack, renames=renames), names.stack, ())


def _tagging(
    first: Loaded, stack: Stack, findings: Sequence[Finding], refused: list[str]
) -> Iterator[Attempt]:
    """One attempt for all that asks for tags in a stack."""
    tags = dict(_tags(op for finding in findings for op in finding.fix.ops))
    if not tags:
        return
    try:
        call, edits = tag_statements(first.app, stack, tags)
    except NoSpellingError as error:
        refused.append(f"{stack.name} tags: {error}")
        return
    name = f"{call.file}:{call.line}:{call.column} tags: {stack.name}"
    mends = frozenset((one.id, "Resources", place.resource or "") for one in findings for place in one.places)
    allowed = Allowed("", stack.name, TAG_PROPERTIES)
    yield Attempt(Candidate(name, edits, call, call.span[0]), allowed, stack.name, (), mends)


def _tags(ops: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The tags that operations set, by key; a later one counts."""
    for op in ops:
        path, value = str(op["path"]).split("/"), op.get("value")
        if len(path) > 3 and path[3] == "Properties" and isinstance(value, dict | list):
            for one in [value] if isinstance(value, dict) and {"Key", "Value"} <= value.keys() else value:
                whole = isinstance(one, dict) and {"Key", "Value"} <= one.keys()
                if whole and not str(one["Key"]).startswith(TAGS_OF_OTHERS):
                    yield one["Key"], one["Value"]


def unintended_of(
    groups: Sequence[Sequence[Attempt]], first: Loaded, now: Loaded, options: Options
) -> list[tuple[str, str]]:
    """What groups of attempts with the same edits did that no rule asked for, and what they were to do and did not.

    Returns:
        The name of the group's first attempt, or "" where a change can be laid to none, and what is wrong.
    """
    attempts = [one for group in groups for one in group]
    leader = {one.candidate.name: group[0].candidate.name for group in groups for one in group}
    goals = {
        stack.name: _patched(
            stack.template.data, [op for one in attempts if one.stack == stack.name for op in one.ops]
        )
        for stack in first.stacks
    }
    found = surprises(first.stacks, now.stacks, goals, [one.allowed for one in attempts])
    still = {
        (stack.name, finding.id, *map(str, place.path[:2]))
        for stack in now.stacks
        for finding in check(stack.template, options=options).findings
        for place in finding.places
    }
    templates = {stack.name: stack.template.data for stack in now.stacks}
    wrong: list[tuple[str, str]] = []
    for one in attempts:
        if one.mends and all((one.stack, *mended) in still for mended in one.mends):
            wrong.append((one.candidate.name, f"{next(iter(one.mends))[0]} is still found"))
        if one.brings and value_at(templates.get(one.stack, {}), one.brings, None) is None:
            wrong.append((one.candidate.name, f"the CDK drops {one.brings[-1]} too"))
    idle = {name for name, _ in wrong}
    wrong += [(name, str(one)) for one in found for name in _guilty(attempts, one, idle)]
    return [(leader.get(name, ""), reason) for name, reason in wrong]


def _guilty(attempts: Sequence[Attempt], surprise: Surprise, idle: Collection[str]) -> list[str]:
    """The attempts that a surprise can be laid to; [""] for none.

    They are about the same resource, or the construct around it. Of several, those that do not do their own work are
    guilty, else those that set what changed.
    """
    there = [one for one in attempts if one.stack == surprise.stack and one.allowed.resource]
    same = [one for one in there if one.allowed.resource == surprise.resource]
    if not same:
        around = [
            one for one in there if surprise.path.startswith(one.allowed.path.removesuffix("/Resource"))
        ]
        longest = max((len(one.allowed.path) for one in around), default=0)
        same = [one for one in around if len(one.allowed.path) == longest]
    setting = [one for one in same if any(surprise.what in str(op["path"]).split("/") for op in one.ops)]
    guilty = [one for one in same if one.candidate.name in idle] or setting or same
    return [one.candidate.name for one in guilty] or [""]


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
