"""RFC 6902: apply a patch to plain data, invert it, and guard it with `test` operations.

Data is never mutated. A result shares every subtree that no operation touched with its input, so
`is` between the two says "unchanged".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repair.errors import RepairError
from repair.patch.same import same_number_blind

Op = dict[str, Any]


class PatchError(RepairError):
    """A patch operation that is malformed or does not fit the data.

    Attributes:
        op: The operation as given.
        pointer: The JSON pointer (RFC 6901) at which it failed.
    """

    def __init__(self, message: str, op: Mapping[str, Any], pointer: str) -> None:
        self.op = dict(op)
        self.pointer = pointer
        super().__init__(f"cannot {op.get('op', 'apply')} {pointer!r}: {message}")


def apply(ops: Sequence[Mapping[str, Any]], data: Any) -> Any:
    """`data` with `ops` carried out in order; the input stays as it was.

    Raises:
        PatchError: An operation is malformed, its place does not exist, or a `test` fails. Nothing is
            returned then, so a patch is applied as a whole or not at all.
    """
    state = _State(data)
    for op in ops:
        _carry_out(op, state)
    return state.data


def invert(ops: Sequence[Mapping[str, Any]], data: Any) -> list[Op]:
    """The operations that lead back: `apply(invert(ops, d), apply(ops, d)) == d`.

    List order comes back exactly. A key that was removed comes back as the last one of its mapping,
    for RFC 6902 knows no order of keys.

    Raises:
        PatchError: As `apply`: the patch must fit the data.
    """
    state = _State(data)
    undone: list[Op] = []
    for op in ops:
        inverse = _inverse(op, state)
        _carry_out(op, state)
        undone.extend(reversed(inverse))
    undone.reverse()
    return undone


def guarded(ops: Sequence[Mapping[str, Any]], data: Any) -> list[Op]:
    """`ops` with a `test` in front of whatever replaces, removes or moves a value.

    Each `test` holds the value found at that moment, so that the patch refuses data that has changed
    since it was made. An `add` over an existing key counts as a replacement.

    Raises:
        PatchError: As `apply`: the patch must fit the data.
    """
    state = _State(data)
    result: list[Op] = []
    for op in ops:
        kind, pointer = op.get("op"), op.get("path")
        if kind in ("replace", "remove"):
            _guard(result, op, state, pointer)
        elif kind == "move":
            _guard(result, op, state, op.get("from"))
        elif kind == "add" and isinstance(pointer, str):
            tokens = _tokens(op, pointer)
            if not tokens or _overwritten(op, state.data, tokens):
                _guard(result, op, state, pointer)
        result.append(dict(op))
        _carry_out(op, state)
    return result


def tokens_of(pointer: str) -> list[str]:
    """The unescaped reference tokens of a JSON pointer; [] for the whole document.

    Raises:
        ValueError: The text is no JSON pointer.
    """
    if not pointer:
        return []
    if pointer[0] != "/":
        raise ValueError("a JSON pointer is empty or begins with '/'")
    parts = pointer[1:].split("/")
    if "~" in pointer:
        for part in parts:
            if "~" in part.replace("~0", "").replace("~1", ""):
                raise ValueError("in a JSON pointer '~' stands only as '~0' or '~1'")
        parts = [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return parts


def escaped(key: str) -> str:
    """A mapping key as a reference token of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


class _State:
    """The data in work: containers that this run has copied are edited in place, all others copied."""

    __slots__ = ("_own", "data")

    def __init__(self, data: Any) -> None:
        self.data = data
        # Holds the copies themselves: a freed container's id could come back for a foreign one.
        self._own: dict[int, Any] = {}

    def disown(self) -> None:
        """A container may stand in a second place from now on: none may be edited in place any more."""
        self._own = {}

    def parent_for_edit(self, op: Mapping[str, Any], pointer: str, tokens: list[str]) -> Any:
        """The container that holds the last token, made this run's own along with all above it."""
        self.data = node = self._owned(self.data)
        for depth, token in enumerate(tokens[:-1]):
            key = _existing(op, node, token, tokens, depth)
            child = node[key]
            if not isinstance(child, (dict, list)):
                raise PatchError(f"{_at(tokens, depth + 1)} is no object or array", op, pointer)
            node[key] = child = self._owned(child)
            node = child
        return node

    def _owned(self, container: Any) -> Any:
        if id(container) in self._own:
            return container
        copy = container.copy() if isinstance(container, (dict, list)) else container
        self._own[id(copy)] = copy
        return copy


def _carry_out(op: Mapping[str, Any], state: _State) -> None:
    kind = op.get("op")
    pointer = _pointer(op, "path")
    tokens = _tokens(op, pointer)
    if kind == "add":
        _add(op, state, pointer, tokens, _value(op))
    elif kind == "replace":
        _replace(op, state, pointer, tokens, _value(op))
    elif kind == "remove":
        _remove(op, state, pointer, tokens)
    elif kind == "move":
        source = _pointer(op, "from")
        from_tokens = _tokens(op, source)
        if source == pointer:
            _found(op, state.data, from_tokens)
            return
        if tokens[: len(from_tokens)] == from_tokens:
            raise PatchError(f"{source!r} would be moved into itself", op, pointer)
        value = _found(op, state.data, from_tokens)
        _remove(op, state, source, from_tokens)
        _add(op, state, pointer, tokens, value)
    elif kind == "copy":
        value = _found(op, state.data, _tokens(op, _pointer(op, "from")))
        state.disown()
        _add(op, state, pointer, tokens, value)
    elif kind == "test":
        if not same_number_blind(_found(op, state.data, tokens), _value(op)):
            raise PatchError("the value there is not the expected one", op, pointer)
    else:
        raise PatchError(f"{kind!r} is no operation of RFC 6902", op, pointer)


def _add(op: Mapping[str, Any], state: _State, pointer: str, tokens: list[str], value: Any) -> None:
    if not tokens:
        state.data = value
        return
    parent = state.parent_for_edit(op, pointer, tokens)
    if isinstance(parent, dict):
        parent[tokens[-1]] = value
    elif isinstance(parent, list):
        parent.insert(_insertion(op, parent, tokens), value)
    else:
        raise PatchError("the document is no object or array", op, pointer)


def _replace(op: Mapping[str, Any], state: _State, pointer: str, tokens: list[str], value: Any) -> None:
    if not tokens:
        state.data = value
        return
    parent = state.parent_for_edit(op, pointer, tokens)
    parent[_existing(op, parent, tokens[-1], tokens, len(tokens) - 1)] = value


def _remove(op: Mapping[str, Any], state: _State, pointer: str, tokens: list[str]) -> None:
    if not tokens:
        raise PatchError("the whole document cannot be removed", op, pointer)
    parent = state.parent_for_edit(op, pointer, tokens)
    del parent[_existing(op, parent, tokens[-1], tokens, len(tokens) - 1)]


def _inverse(op: Mapping[str, Any], state: _State) -> list[Op]:
    """What undoes one operation, in the order in which it is to be carried out."""
    kind = op.get("op")
    if kind == "test":
        return []
    pointer = _pointer(op, "path")
    tokens = _tokens(op, pointer)
    if kind == "replace":
        return [{"op": "replace", "path": pointer, "value": _found(op, state.data, tokens)}]
    if kind == "remove":
        return [{"op": "add", "path": pointer, "value": _found(op, state.data, tokens)}]
    if kind in ("add", "copy"):
        return [_inverse_of_add(op, state.data, pointer, tokens)]
    if kind == "move":
        return _inverse_of_move(op, state, pointer, tokens)
    raise PatchError(f"{kind!r} is no operation of RFC 6902", op, pointer)


def _inverse_of_add(op: Mapping[str, Any], data: Any, pointer: str, tokens: list[str]) -> Op:
    if not tokens or _overwritten(op, data, tokens):
        return {"op": "replace", "path": pointer, "value": _found(op, data, tokens)}
    return {"op": "remove", "path": _concrete(op, data, pointer, tokens)}


def _inverse_of_move(op: Mapping[str, Any], state: _State, pointer: str, tokens: list[str]) -> list[Op]:
    source = _pointer(op, "from")
    from_tokens = _tokens(op, source)
    if source == pointer:
        return []
    if from_tokens[: len(tokens)] == tokens and (not tokens or _overwritten(op, state.data, tokens)):
        # A child takes its ancestor's place: only the whole old value brings both back. It is kept from
        # now on, while the move still takes the child out of it.
        state.disown()
        return [{"op": "replace", "path": pointer, "value": _found(op, state.data, tokens)}]
    value = _found(op, state.data, from_tokens)
    # The target is read after the source is gone: indices may have shifted.
    between = _State(state.data)
    _remove(op, between, source, from_tokens)
    if _overwritten(op, between.data, tokens):
        old = _found(op, between.data, tokens)
        state.disown()  # the moved value is kept here and edited further there
        return [
            {"op": "replace", "path": pointer, "value": old},
            {"op": "add", "path": source, "value": value},
        ]
    target = _concrete(op, between.data, pointer, tokens)
    if f"{source}/".startswith(f"{target}/"):
        # Put in front of an item it came out of: RFC 6902 forbids the way back as a move.
        state.disown()
        return [{"op": "remove", "path": target}, {"op": "add", "path": source, "value": value}]
    return [{"op": "move", "from": target, "path": source}]


def _guard(result: list[Op], op: Mapping[str, Any], state: _State, pointer: Any) -> None:
    if not isinstance(pointer, str):
        raise PatchError("a JSON pointer is missing", op, str(pointer))
    # What is moved stays in the data, and later operations must not reach into the guard's value.
    if op.get("op") == "move":
        state.disown()
    result.append({"op": "test", "path": pointer, "value": _found(op, state.data, _tokens(op, pointer))})


def _overwritten(op: Mapping[str, Any], data: Any, tokens: list[str]) -> bool:
    """Whether an `add` there lands on a key that exists."""
    parent = _found(op, data, tokens[:-1])
    return isinstance(parent, dict) and tokens[-1] in parent


def _concrete(op: Mapping[str, Any], data: Any, pointer: str, tokens: list[str]) -> str:
    """The pointer with a final `-` made the index at which `add` will put the value."""
    if tokens[-1] == "-":
        parent = _found(op, data, tokens[:-1])
        if isinstance(parent, list):
            return f"{pointer[:-1]}{len(parent)}"
    return pointer


def _found(op: Mapping[str, Any], data: Any, tokens: list[str]) -> Any:
    node = data
    for depth, token in enumerate(tokens):
        node = node[_existing(op, node, token, tokens, depth)]
    return node


def _existing(op: Mapping[str, Any], node: Any, token: str, tokens: list[str], depth: int) -> Any:
    """The key or index that `token` means in `node`, which must hold it."""
    if isinstance(node, dict):
        if token not in node:
            raise PatchError(f"{_at(tokens, depth)} has no key {token!r}", op, _at(tokens, depth + 1))
        return token
    if isinstance(node, list):
        index = _index(op, token, tokens, depth)
        if index >= len(node):
            raise PatchError(
                f"{_at(tokens, depth)} has {len(node)} items, none at {token}", op, _at(tokens, depth + 1)
            )
        return index
    raise PatchError(f"{_at(tokens, depth)} is no object or array", op, _at(tokens, depth + 1))


def _insertion(op: Mapping[str, Any], items: list[Any], tokens: list[str]) -> int:
    last = len(tokens) - 1
    if tokens[last] == "-":
        return len(items)
    index = _index(op, tokens[last], tokens, last)
    if index > len(items):
        raise PatchError(
            f"{_at(tokens, last)} has {len(items)} items, none can be put at {index}",
            op,
            _at(tokens, last + 1),
        )
    return index


def _index(op: Mapping[str, Any], token: str, tokens: list[str], depth: int) -> int:
    # RFC 6901: digits without leading zeros; isdecimal alone would let other scripts' digits in.
    if not (token.isascii() and token.isdecimal()) or (token[0] == "0" and token != "0"):
        raise PatchError(
            f"{token!r} is no index of the array {_at(tokens, depth)}", op, _at(tokens, depth + 1)
        )
    return int(token)


def _at(tokens: list[str], depth: int) -> str:
    return "".join("/" + escaped(token) for token in tokens[:depth])


def _pointer(op: Mapping[str, Any], name: str) -> str:
    pointer = op.get(name)
    if not isinstance(pointer, str):
        raise PatchError(f"{name!r} is missing or no text", op, str(pointer))
    return pointer


def _tokens(op: Mapping[str, Any], pointer: str) -> list[str]:
    try:
        return tokens_of(pointer)
    except ValueError as error:
        raise PatchError(str(error), op, pointer) from error


def _value(op: Mapping[str, Any]) -> Any:
    if "value" not in op:
        raise PatchError("'value' is missing", op, str(op.get("path")))
    return op["value"]
