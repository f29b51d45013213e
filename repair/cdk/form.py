"""Whether two sources say the same in another form: white space, quotes, line breaks, comments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from repair.cdk.source import App

_OPTIONAL = frozenset({";", ","})


def differs_in(mine: App, theirs: App) -> tuple[str, ...] | None:
    """In what the files of two apps differ, when it is form alone; None when it is more.

    () when they are equal byte for byte.
    """
    if set(mine.files) != set(theirs.files):
        return None
    kinds: set[str] = set()
    for name, file in mine.files.items():
        other = theirs.files[name]
        if file.text == other.text:
            continue
        if _tokens(file.language, file.text) != _tokens(other.language, other.text):
            return None
        kinds.add("formatting")
        if _comments(file.language, file.text) != _comments(other.language, other.text):
            kinds.add("comments")
    return tuple(sorted(kinds, reverse=True))


def _tokens(language: str, text: str) -> Any:
    """What the text says, without its form."""
    if language == "python":
        return ast.dump(ast.parse(text))
    from repair.cdk.typescript_source import tree_of

    data = text.encode("utf-8")
    return [token for token in _leaves(tree_of(text), data) if token not in _OPTIONAL]


def _leaves(node: Any, data: bytes) -> Iterator[str]:
    if node.type == "comment":
        return
    if node.type == "string":
        yield "'" + data[node.start_byte + 1 : node.end_byte - 1].decode("utf-8").replace('\\"', '"').replace(
            "\\'", "'"
        )
        return
    if not node.children:
        yield data[node.start_byte : node.end_byte].decode("utf-8")
    for child in node.children:
        yield from _leaves(child, data)


def _comments(language: str, text: str) -> list[str]:
    if language == "python":
        return [line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line]
    from repair.cdk.typescript_source import tree_of

    found: list[str] = []
    waiting = [tree_of(text)]
    while waiting:
        node = waiting.pop(0)
        if node.type == "comment":
            found.append(" ".join(node.text.decode("utf-8").split()))
        waiting = [*node.children, *waiting]
    return found
