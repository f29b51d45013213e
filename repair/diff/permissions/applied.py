"""A resource's body with single deltas applied, where order counts for nothing."""

from __future__ import annotations

from repair.diff.delta import Delta
from repair.template.data import MISSING, Data, Path, value_at
from repair.template.intrinsics import NOTHING


def with_delta(body: Data, delta: Delta) -> Data:
    """A resource's body with one delta applied; MISSING when its path leads nowhere.

    What goes becomes `AWS::NoValue` and what comes is put last, so that indices stay: no list in which order counts
    says what is allowed.
    """
    if delta.kind == "moved":
        return body
    if delta.kind == "added":
        assert delta.target is not None
        return _placed(body, delta.target[2:], delta.after, comes=True)
    assert delta.path is not None
    return _placed(body, delta.path[2:], NOTHING if delta.kind == "removed" else delta.after, comes=False)


def _placed(value: Data, path: Path, new: Data, *, comes: bool) -> Data:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(step, int):
        if comes and not rest:
            return [*value, new]
        if step >= len(value):
            return MISSING
    elif not isinstance(value, dict) or (step not in value and (rest or not comes)):
        return MISSING
    below = _placed(value_at(value, (step,)), rest, new, comes=comes)
    if below is MISSING:
        return MISSING
    if isinstance(value, list):
        return [below if index == step else item for index, item in enumerate(value)]
    return {**value, step: below}
