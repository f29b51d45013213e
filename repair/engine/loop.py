"""The loop: detect, plan, apply, again, until nothing changes.

Every pass detects on the data that the pass before it left. Within a pass fixes are compiled one after the
other; one that touches what another has just changed waits for the next pass, where it is judged anew.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from repair.diff.delta import Deployment
from repair.document.pointer import Path
from repair.engine.impact import fix_impact
from repair.errors import RepairError
from repair.patch.operations import PatchOp, RefusalCode, Refused
from repair.patch.same import same
from repair.patch.transaction import Claims, compile_operations
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected, RuleFailure, detect
from repair.rules.model import Rule, Safety
from repair.template.data import value_at

if TYPE_CHECKING:
    from repair.engine.holding import Held, Suppressions
    from repair.engine.suppression import Suppression

Spared = tuple[str, Path]
"""A detection, by its rule and place, whose fix must not be applied."""

MAX_PASSES = 10
"""eslint and tflint stop after as many; the rules of the library need two or three."""


class ConvergenceError(RepairError):
    """The rules do not come to rest on this template: a defect of the library. Nothing may be written."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A detection that was mended, by what operations, and the paths that these changed."""

    detected: Detected
    safety: Safety
    ops: tuple[PatchOp, ...]
    touched: tuple[Path, ...]
    before: Any
    after: Any
    deployment: Deployment


@dataclass(frozen=True, slots=True)
class Left:
    """A detection that stays, and why. `ops` would mend it; empty when the rule knows no way."""

    detected: Detected
    safety: Safety
    refusal: RefusalCode | None
    reason: str | None
    ops: tuple[PatchOp, ...] = ()
    before: Any = None
    after: Any = None
    deployment: Deployment = field(default_factory=Deployment)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the loop came to.

    Attributes:
        data: The template at rest.
        applied: What was mended, in the order in which it was.
        left: What remains.
        first: What was detected in the template as it was given.
        last: What is still detected in it at rest.
        held: What of `last` is passed over because somebody said so.
        unused: Suppressions that hold nothing of it.
        failures: Rules that raised.
        passes: How many passes changed something.
    """

    data: Any
    applied: tuple[Applied, ...]
    left: tuple[Left, ...]
    first: tuple[Detected, ...]
    last: tuple[Detected, ...]
    failures: tuple[RuleFailure, ...]
    passes: int
    held: tuple[Held, ...] = ()
    unused: tuple[Suppression, ...] = ()


@dataclass(slots=True)
class _Pass:
    """What one pass has done so far."""

    data: Any
    applied: list[Applied] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    claims: Claims = field(default_factory=Claims)


def mend(
    context: Context,
    rules: Sequence[Rule],
    *,
    unsafe: bool = False,
    spared: Container[Spared] = (),
    suppressions: Suppressions | None = None,
) -> Outcome:
    """Bring the template to rest under `rules`.

    Args:
        context: The template and the user's settings.
        rules: The rules in force.
        unsafe: Whether fixes with more than one reading are applied too.
        spared: Detections whose fixes must not be applied, because of what they were seen to lead to.
        suppressions: What must be neither mended nor counted.

    Raises:
        ConvergenceError: The rules undo one another, or do not stop within `MAX_PASSES`.
    """
    applied: list[Applied] = []
    failures: dict[str, RuleFailure] = {}
    seen: list[tuple[Any, int]] = [(context.template.data, 0)]  # each state, and how many fixes had led to it
    threshold = Safety.UNSAFE if unsafe else Safety.SAFE
    first: tuple[Detected, ...] = ()
    for number in range(MAX_PASSES + 1):
        found, failed = detect(rules, context)
        first = first if number else tuple(found)
        failures.update({failure.rule_id: failure for failure in failed})
        active, held, unused = _split(found, context, suppressions)
        turn = _run_pass(active, context, threshold, spared)
        if turn.data is context.template.data:
            return Outcome(
                data=turn.data,
                applied=tuple(applied),
                left=tuple(turn.left),
                first=first,
                last=tuple(found),
                failures=tuple(failures.values()),
                passes=number,
                held=held,
                unused=unused,
            )
        applied.extend(turn.applied)
        for state, fixes in seen:
            if same(state, turn.data):
                raise ConvergenceError(_cycle(applied[fixes:], "undo one another"))
        seen.append((turn.data, len(applied)))
        context = context.with_template(context.template.with_data(turn.data))
    raise ConvergenceError(_cycle(turn.applied, f"do not come to rest within {MAX_PASSES} passes"))


def spared_as(detected: Detected) -> Spared:
    """How a detection stands among the spared."""
    return detected.rule.id, detected.detection.path


def survey(
    context: Context, rules: Sequence[Rule], *, unsafe: bool = False, suppressions: Suppressions | None = None
) -> Outcome:
    """What the first pass would find, every fix planned against the template as it is; nothing is applied."""
    found, failed = detect(rules, context)
    active, held, unused = _split(found, context, suppressions)
    threshold = Safety.UNSAFE if unsafe else Safety.SAFE
    left: list[Left] = []
    for detected in active:
        turn = _Pass(context.template.data)
        _attempt(detected, context, threshold, turn)
        left.extend(turn.left)
        left.extend(
            Left(one.detected, one.safety, None, None, one.ops, one.before, one.after, one.deployment)
            for one in turn.applied
        )
    data, every = context.template.data, tuple(found)
    return Outcome(data, (), tuple(left), every, every, tuple(failed), 0, held, unused)


def _split(
    found: Sequence[Detected], context: Context, suppressions: Suppressions | None
) -> tuple[Sequence[Detected], tuple[Held, ...], tuple[Suppression, ...]]:
    """The detections that count, those that are passed over, and the suppressions without any."""
    if suppressions is None:
        return found, (), ()
    split = suppressions.split(found, context.template)
    return split.active, split.held, split.unused


def _run_pass(
    found: Iterable[Detected], context: Context, threshold: Safety, spared: Container[Spared]
) -> _Pass:
    turn = _Pass(context.template.data)
    for detected in sorted(found, key=lambda d: not d.rule.validity):  # what does not deploy comes first
        if spared_as(detected) in spared:
            turn.left.append(
                Left(
                    detected,
                    Safety.DISPLAY_ONLY,
                    RefusalCode.CONFLICT,
                    "mending it would bring another fault to light",
                    before=value_at(context.template.data, detected.detection.path, None),
                )
            )
        else:
            _attempt(detected, context, threshold, turn)
    return turn


def _attempt(detected: Detected, context: Context, threshold: Safety, turn: _Pass) -> None:
    """Apply the fix of one detection, or say why it is left."""
    detection = detected.detection
    before = value_at(context.template.data, detection.path, None)

    def leave(safety: Safety, code: RefusalCode | None, reason: str | None, **planned: Any) -> None:
        turn.left.append(Left(detected, safety, code, reason, before=before, **planned))

    refused = detection.refusal
    if refused is None and detection.operations:
        try:
            transaction = compile_operations(detection.operations, turn.data)
        except Refused as refusal:
            refused = refusal
    if refused is not None:
        return leave(Safety.DISPLAY_ONLY, refused.code, refused.reason)
    if not detection.operations or not transaction.ops:
        return leave(Safety.DISPLAY_ONLY, None, None)
    deployment = fix_impact(transaction.touched, context.template.data, transaction.data)
    safety = min(detected.rule.safety_in(context.settings.profile), detection.safety)
    replaces = deployment.replacement != "never" and _spares_running_resources(
        detected.rule, context.settings
    )
    if replaces:
        safety = min(safety, Safety.UNSAFE)
    after = value_at(transaction.data, detection.path, None)
    planned = {"ops": transaction.ops, "after": after, "deployment": deployment}
    if safety < threshold:
        code = RefusalCode.CREATE_ONLY if replaces else RefusalCode.UNSAFE_NOT_ENABLED
        return leave(
            safety, code, "it would replace a running resource" if replaces else _why(safety), **planned
        )
    if turn.claims.conflict(transaction.touched):
        return None  # another fix has changed the same place: the next pass judges it anew
    turn.data = transaction.data
    turn.claims.take(transaction.touched)
    turn.applied.append(
        Applied(detected, safety, transaction.ops, transaction.touched, before, after, deployment)
    )
    return None


def _spares_running_resources(rule: Rule, settings: Settings) -> bool:
    """Whether a fix of the rule must not replace a resource: one may be running.

    When nobody says what kind of stack it is, what mends a template that does not deploy as it stands goes
    ahead, and what would only be better is held back.
    """
    return settings.stack == "existing" or (settings.stack == "unstated" and not rule.validity)


def _why(safety: Safety) -> str | None:
    """What there is to say besides that a person has to choose."""
    if safety is Safety.DISPLAY_ONLY:
        return None
    return "there is more than one reading, or it changes behaviour"


def _cycle(applied: Iterable[Applied], what: str) -> str:
    ids = sorted({one.detected.rule.id for one in applied})
    return (
        f"the rules {', '.join(ids)} {what} on this template; nothing was written. "
        "Please report it; `--ignore` with one of these ids lets the rest go on."
    )
