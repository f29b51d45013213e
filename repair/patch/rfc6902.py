"""RFC 6902: apply a patch to plain data, invert it, and guard it with `test` operations.

Data is never mutated. A result shares every subtree that no operation touched with its input, so
`is` between the two says "unchanged".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repair.patch.editing import (
    Op,
    PatchError,
    State,
    carry_out,
    concrete,
    found,
    overwritten,
    pointer_of,
    remove,
    tokens_at,
)


def apply(ops: Sequence[Mapping[str, Any]], data: Any) -> Any:
    """`data` with `ops` carried out in order; the input stays as it was.

    Raises:
        PatchError: An operation is malformed, its place does not exist, or a `test` fails. Nothing is
            returned then, so a patch is applied as a whole or not at all.
    """
    state = State(data)
    for op in ops:
        carry_out(op, state)
    return state.data


def invert(ops: Sequence[Mapping[str, Any]], data: Any) -> list[Op]:
    """The operations that lead back: `apply(invert(ops, d), apply(ops, d)) == d`.

    List order comes back exactly. A key that was removed comes back as the last one of its mapping,
    for RFC 6902 knows no order of keys.

    Raises:
        PatchError: As `apply`: the patch must fit the data.
    """
    state = State(data)
    undone: list[Op] = []
    for op in ops:
        inverse = _inverse(op, state)
        carry_out(op, state)
        undone.extend(reversed(inverse))
    undone.reverse()
    return undone


def guarded(ops: Sequence[Mapping[str, Any]], data: Any) -> list[Op]:
    """`ops` with a `test` in front of whatever replaces, removes, moves or copies a value.

    Each `test` holds the value found at that moment, so that the patch refuses data that has changed
    since it was made. What lands on an existing key counts as a replacement.

    Raises:
        PatchError: As `apply`: the patch must fit the data.
    """
    state = State(data)
    result: list[Op] = []
    for op in ops:
        kind, pointer = op.get("op"), op.get("path")
        if kind in ("move", "copy"):
            _guard(result, op, state, op.get("from"))
        if kind in ("replace", "remove"):
            _guard(result, op, state, pointer)
        elif kind in ("add", "move", "copy") and isinstance(pointer, str):
            tokens = tokens_at(op, pointer)
            if not tokens or (not _shifted(op, tokens, state.data) and overwritten(op, state.data, tokens)):
                _guard(result, op, state, pointer)
        result.append(dict(op))
        carry_out(op, state)
    return result


def _inverse(op: Mapping[str, Any], state: State) -> list[Op]:
    """What undoes one operation, in the order in which it is to be carried out."""
    kind = op.get("op")
    pointer = pointer_of(op, "path")
    tokens = tokens_at(op, pointer)
    if kind == "replace":
        return [{"op": "replace", "path": pointer, "value": found(op, state.data, tokens)}]
    if kind == "remove":
        return [{"op": "add", "path": pointer, "value": found(op, state.data, tokens)}]
    if kind in ("add", "copy"):
        return [_inverse_of_add(op, state.data, pointer, tokens)]
    if kind == "move":
        return _inverse_of_move(op, state, pointer, tokens)
    return []  # a test changes nothing, and what is no operation is refused when it is carried out


def _inverse_of_add(op: Mapping[str, Any], data: Any, pointer: str, tokens: list[str]) -> Op:
    if not tokens or overwritten(op, data, tokens):
        return {"op": "replace", "path": pointer, "value": found(op, data, tokens)}
    return {"op": "remove", "path": concrete(op, data, pointer, tokens)}


def _inverse_of_move(op: Mapping[str, Any], state: State, pointer: str, tokens: list[str]) -> list[Op]:
    source = pointer_of(op, "from")
    from_tokens = tokens_at(op, source)
    if source == pointer:
        return []
    if from_tokens[: len(tokens)] == tokens and (not tokens or overwritten(op, state.data, tokens)):
        # A child takes its ancestor's place: only the whole old value brings both back. It is kept from
        # now on, while the move still takes the child out of it.
        state.disown()
        return [{"op": "replace", "path": pointer, "value": found(op, state.data, tokens)}]
    value = found(op, state.data, from_tokens)
    # The target is read after the source is gone: indices may have shifted.
    between = State(state.data)
    remove(op, between, source, from_tokens)
    if overwritten(op, between.data, tokens):
        old = found(op, between.data, tokens)
        state.disown()  # the moved value is kept here and edited further there
        return [
            {"op": "replace", "path": pointer, "value": old},
            {"op": "add", "path": source, "value": value},
        ]
    target = concrete(op, between.data, pointer, tokens)
    if f"{source}/".startswith(f"{target}/"):
        # Put in front of an item it came out of: RFC 6902 forbids the way back as a move.
        state.disown()
        return [{"op": "remove", "path": target}, {"op": "add", "path": source, "value": value}]
    return [{"op": "move", "from": target, "path": source}]


def _shifted(op: Mapping[str, Any], tokens: list[str], data: Any) -> bool:
    """Whether a move may take an item out of a list that its target lies in: the target has another index then."""
    if op.get("op") != "move":
        return False
    above = tokens_at(op, pointer_of(op, "from"))[:-1]
    within = len(tokens) > len(above) + 1 and tokens[: len(above)] == above
    return within and isinstance(found(op, data, above), list)


def _guard(result: list[Op], op: Mapping[str, Any], state: State, pointer: Any) -> None:
    if not isinstance(pointer, str):
        raise PatchError("a JSON pointer is missing", op, str(pointer))
    # What is moved or copied stays in the data: later operations must not reach into the guard's value.
    if op.get("op") in ("move", "copy"):
        state.disown()
    result.append({"op": "test", "path": pointer, "value": found(op, state.data, tokens_at(op, pointer))})
