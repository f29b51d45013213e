"""What is demanded of one repaired template, and how it missed it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

import jsonpatch
import referee
from faulty_templates import Given

import repair
from repair.engine.chosen import chosen
from repair.engine.result import Options
from repair.errors import RepairError
from repair.rules.context import Settings
from repair.template.load import from_text

_DAY = datetime.date(2026, 11, 1)


@dataclass(frozen=True, slots=True)
class Trial:
    """How one template fared.

    Attributes:
        mended: How many findings were mended.
        errors: cfn-lint's errors before and after; None where it was not asked, as nothing was left to compare.
        light: Errors that cfn-lint finds after and not before, though they were there: see `referee.more`.
        misses: What was demanded and did not hold, each as a word and a sentence.
    """

    mended: int = 0
    errors: tuple[int, int] | None = None
    light: int = 0
    misses: tuple[tuple[str, str], ...] = ()


def tried(given: Given, *, judged: bool = True, before_too: bool = False) -> Trial:
    """Repair a template and hold the result against the demands.

    Args:
        given: The template, and how it is to be repaired.
        judged: Ask cfn-lint about the result, and if it has errors about the template as it was.
        before_too: Ask cfn-lint about the template as it was even when the result has no error.
    """
    options = chosen(Options(settings=Settings(as_of=_DAY), unsafe=given.unsafe), [given.profile])
    name = f"template.{given.format}"
    try:
        template = from_text(given.text, name)
        result = repair.repair(template, options=options)
    except RepairError as error:
        return Trial(misses=(("no result", f"{type(error).__name__}: {error}"),))
    misses = []
    if result.failures:
        misses.append(("failure", f"rules failed: {result.failures}"))
    if result.text != given.text or not result.patch:
        again = repair.repair(from_text(result.text, name), options=options)
        if again.text != result.text:
            misses.append(("second run", f"changes {[op['path'] for op in again.patch]}"))
    data = from_text(result.text, name).data
    misses += _patches(template.data, data, result.patch, result.inverse)
    counts = None
    light = 0
    after = referee.errors(result.text) if judged else []
    if after or (judged and before_too):
        before = referee.errors(given.text) if result.text != given.text else after
        counts = len(before), len(after)
        worse, light = referee.more(before, after, template.data, data, lambda: _whole(given))
        if worse:
            misses.append(("worse", f"cfn-lint finds what was not there: {worse}"))
    return Trial(len(result.findings) - len(result.remaining), counts, light, tuple(misses))


def _whole(given: Given) -> tuple[list[referee.Fault], object]:
    """cfn-lint's errors in the template without faults, and its data."""
    return referee.errors(given.whole), json.loads(given.whole)


def _patches(before: object, after: object, patch: object, inverse: object) -> list[tuple[str, str]]:
    """Whether jsonpatch, which is not ours, comes from one state to the other with our patches."""
    plain = [json.loads(json.dumps(one)) for one in (before, after, patch, inverse)]
    misses = []
    for word, start, goal, operations in (("patch", 0, 1, 2), ("inverse", 1, 0, 3)):
        try:
            reached = jsonpatch.apply_patch(plain[start], plain[operations])
        except jsonpatch.JsonPatchException as error:
            misses.append((word, f"cannot be applied: {error}"))
            continue
        if json.dumps(reached, sort_keys=True) != json.dumps(plain[goal], sort_keys=True):
            misses.append((word, "leads elsewhere"))
    return misses
