"""Plain data under edit: the places of a JSON pointer, and the operations of RFC 6902 one at a time.

Data is never mutated: a state copies what it changes, once, and shares the rest with its input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from repair.errors import RepairError
from repair.patch.same import same_number_blind

Op = dict[str, Any]

_STRAY = re.compile("~(?![01])")


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


class State:
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
                raise PatchError(f"{_named(tokens, depth + 1)} is no object or array", op, pointer)
            node[key] = child = self._owned(child)
            node = child
        return node

    def _owned(self, container: Any) -> Any:
        if id(container) in self._own:
            return container
        copy = container.copy() if isinstance(container, (dict, list)) else container
        self._own[id(copy)] = copy
        return copy


def carry_out(op: Mapping[str, Any], state: State) -> None:
    """Carry one operation out; raises `PatchError` when it is malformed or does not fit."""
    kind = op.get("op")
    pointer = pointer_of(op, "path")
    tokens = tokens_at(op, pointer)
    if kind == "add":
        _add(op, state, pointer, tokens, _value(op))
    elif kind == "replace":
        _replace(op, state, pointer, tokens, _value(op))
    elif kind == "remove":
        remove(op, state, pointer, tokens)
    elif kind == "move":
        source = pointer_of(op, "from")
        from_tokens = tokens_at(op, source)
        if source == pointer:
            found(op, state.data, from_tokens)
            return
        if tokens[: len(from_tokens)] == from_tokens:
            raise PatchError(f"{source!r} would be moved into itself", op, pointer)
        value = found(op, state.data, from_tokens)
        remove(op, state, source, from_tokens)
        _add(op, state, pointer, tokens, value)
    elif kind == "copy":
        value = found(op, state.data, tokens_at(op, pointer_of(op, "from")))
        state.disown()
        _add(op, state, pointer, tokens, value)
    elif kind == "test":
        if not same_number_blind(found(op, state.data, tokens), _value(op)):
            raise PatchError("the value there is not the expected one", op, pointer)
    else:
        raise PatchError(f"{kind!r} is no operation of RFC 6902", op, pointer)


def overwritten(op: Mapping[str, Any], data: Any, tokens: list[str]) -> bool:
    """Whether an `add` there lands on a key that exists."""
    parent = found(op, data, tokens[:-1])
    return isinstance(parent, dict) and tokens[-1] in parent


def concrete(op: Mapping[str, Any], data: Any, pointer: str, tokens: list[str]) -> str:
    """The pointer with a final `-` made the index at which `add` will put the value."""
    if tokens[-1] == "-":
        parent = found(op, data, tokens[:-1])
        if isinstance(parent, list):
            return f"{pointer[:-1]}{len(parent)}"
    return pointer


def found(op: Mapping[str, Any], data: Any, tokens: list[str]) -> Any:
    """The value that the tokens lead to in `data`; an error names `op`."""
    node = data
    for depth, token in enumerate(tokens):
        node = node[_existing(op, node, token, tokens, depth)]
    return node


def pointer_of(op: Mapping[str, Any], name: str) -> str:
    """The pointer that the operation has as `path` or `from`."""
    pointer = op.get(name)
    if not isinstance(pointer, str):
        raise PatchError(f"{name!r} is missing or no text", op, str(pointer))
    return pointer


def tokens_at(op: Mapping[str, Any], pointer: str) -> list[str]:
    """The tokens of one of the operation's pointers; raises `PatchError` when it is no pointer."""
    try:
        return tokens_of(pointer)
    except ValueError as error:
        raise PatchError(str(error), op, pointer) from error


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
        if _STRAY.search(pointer):
            raise ValueError("in a JSON pointer '~' stands only as '~0' or '~1'")
        parts = [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return parts


def escaped(key: str) -> str:
    """A mapping key as a reference token of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def _add(op: Mapping[str, Any], state: State, pointer: str, tokens: list[str], value: Any) -> None:
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


def _replace(op: Mapping[str, Any], state: State, pointer: str, tokens: list[str], value: Any) -> None:
    if not tokens:
        state.data = value
        return
    parent = state.parent_for_edit(op, pointer, tokens)
    parent[_existing(op, parent, tokens[-1], tokens, len(tokens) - 1)] = value


def remove(op: Mapping[str, Any], state: State, pointer: str, tokens: list[str]) -> None:
    """Take out the value that the tokens lead to, which must be there."""
    if not tokens:
        raise PatchError("the whole document cannot be removed", op, pointer)
    parent = state.parent_for_edit(op, pointer, tokens)
    del parent[_existing(op, parent, tokens[-1], tokens, len(tokens) - 1)]


def _existing(op: Mapping[str, Any], node: Any, token: str, tokens: list[str], depth: int) -> Any:
    """The key or index that `token` means in `node`, which must hold it."""
    if isinstance(node, dict):
        if token not in node:
            raise PatchError(f"{_named(tokens, depth)} has no key {token!r}", op, _at(tokens, depth + 1))
        return token
    if isinstance(node, list):
        index = _index(op, token, tokens, depth)
        if index >= len(node):
            raise PatchError(
                f"{_named(tokens, depth)} has {len(node)} items, none at {token}", op, _at(tokens, depth + 1)
            )
        return index
    raise PatchError(f"{_named(tokens, depth)} is no object or array", op, _at(tokens, depth + 1))


def _insertion(op: Mapping[str, Any], items: list[Any], tokens: list[str]) -> int:
    last = len(tokens) - 1
    if tokens[last] == "-":
        return len(items)
    index = _index(op, tokens[last], tokens, last)
    if index > len(items):
        raise PatchError(
            f"{_named(tokens, last)} has {len(items)} items, none can be put at {index}",
            op,
            _at(tokens, len(tokens)),
        )
    return index


def _index(op: Mapping[str, Any], token: str, tokens: list[str], depth: int) -> int:
    # RFC 6901: digits without leading zeros; isdecimal alone would let other scripts' digits in.
    if not (token.isascii() and token.isdecimal()) or (token[0] == "0" and token != "0"):
        raise PatchError(
            f"{token!r} is no index of the array {_named(tokens, depth)}", op, _at(tokens, depth + 1)
        )
    return int(token)


def _at(tokens: list[str], depth: int) -> str:
    return "".join("/" + escaped(token) for token in tokens[:depth])


def _named(tokens: list[str], depth: int) -> str:
    return _at(tokens, depth) or "the document"


def _value(op: Mapping[str, Any]) -> Any:
    if "value" not in op:
        raise PatchError("'value' is missing", op, str(op.get("path")))
    return op["value"]
