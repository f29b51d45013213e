"""What holds named entries in a source: a call with its keywords, an object, a dictionary; read from its text alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from repair.cdk.source import Argument, Call, SourceFile, Span


@dataclass(frozen=True, slots=True)
class Holder:
    """Named entries, and where more can be put.

    Attributes:
        entries: The named entries.
        inside: What lies within the brackets; empty where there are no brackets yet.
        last: The end of the last thing within, named or not; `inside[0]` when there is none.
        sign: What stands between name and value.
        quote: The mark around names; "" for none.
        missing: Whether the call is given no object yet, and `inside` is where one can stand.
        spread: An expression that gives all entries; None when the entries stand here.
    """

    entries: tuple[Argument, ...]
    inside: Span
    last: int
    sign: str
    quote: str = ""
    missing: bool = False
    spread: Span | None = None

    def entry(self, name: str) -> Argument | None:
        """The entry of a name, however it is cased."""
        return next((one for one in self.entries if _flat(one.name) == _flat(name)), None)


def _flat(name: str) -> str:
    return name.replace("_", "").lower()


def holder_at(file: SourceFile, span: Span) -> Holder | None:
    """What stands at `span` of a file as a holder; None when it is none."""
    return _python(file, span) if file.language == "python" else _typescript(file, span)


def _python(file: SourceFile, span: Span) -> Holder | None:
    text = f"({file.of(span)})"
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    starts = [0]
    raw = text.encode("utf-8").splitlines(keepends=True)
    for line in raw:
        starts.append(starts[-1] + len(line.decode("utf-8")))

    def at(line: int, column: int) -> int:
        return span[0] - 1 + starts[line - 1] + len(raw[line - 1][:column].decode("utf-8"))

    def of(one: Any) -> Span:
        return at(one.lineno, one.col_offset), at(one.end_lineno, one.end_col_offset)

    start, end = of(node)
    if isinstance(node, ast.Call):
        inside = (of(node.func)[1] + 1, end - 1)
        entries = [Argument(one.arg, of(one), of(one.value)) for one in node.keywords if one.arg]
        last = max((of(one)[1] for one in (*node.args, *node.keywords)), default=inside[0])
        return Holder(tuple(entries), inside, last, "=")
    if isinstance(node, ast.Dict):
        entries = [
            Argument(key.value, (of(key)[0], of(value)[1]), of(value))
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        ]
        last = max((of(one)[1] for one in node.values), default=start + 1)
        return Holder(tuple(entries), (start + 1, end - 1), last, ": ", '"')
    return None


def _typescript(file: SourceFile, span: Span) -> Holder | None:
    from repair.cdk.typescript_source import tree_of

    data = f"({file.of(span)})".encode()
    root = tree_of(data.decode("utf-8"))
    if root.has_error:
        return None

    def at(offset: int) -> int:
        return span[0] - 1 + len(data[:offset].decode("utf-8"))

    def of(one: Any) -> Span:
        return at(one.start_byte), at(one.end_byte)

    node = next((one for one in _down(root) if of(one) == span and one.type != "expression_statement"), None)
    while node is not None and node.type in ("as_expression", "satisfies_expression"):
        node = node.named_children[0]
    if node is None:
        return None
    if node.type in ("new_expression", "call_expression"):
        arguments = node.child_by_field_name("arguments")
        given = [one for one in arguments.named_children if one.type != "comment"] if arguments else []
        if arguments is None or len(given) not in (2, 3):
            return None
        if len(given) == 2 and given[1].type != "object":
            end = of(arguments)[1] - 1
            return Holder((), (end, end), end, ": ", missing=True)
        if given[-1].type != "object":
            return Holder((), of(given[-1]), of(given[-1])[1], ": ", spread=of(given[-1]))
        node = given[-1]
    if node.type != "object":
        return None
    inside = (of(node)[0] + 1, of(node)[1] - 1)
    things = [one for one in node.named_children if one.type != "comment"]
    last = max((of(one)[1] for one in things), default=inside[0])
    entries = []
    for one in things:
        if one.type == "pair":
            key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
            name = data[key.start_byte : key.end_byte].decode("utf-8").strip("'\"")
            entries.append(Argument(name, of(one), of(value)))
        elif one.type == "shorthand_property_identifier":
            name = data[one.start_byte : one.end_byte].decode("utf-8")
            entries.append(Argument(name, of(one), of(one)))
    return Holder(tuple(entries), inside, last, ": ")


def _down(node: Any) -> Iterator[Any]:
    yield node
    for child in node.children:
        yield from _down(child)


def positional(file: SourceFile, call: Call) -> list[str]:
    """The positional arguments of a call, as they are written."""
    text = f"({file.of(call.span)})"
    if file.language == "python":
        node = ast.parse(text, mode="eval").body
        return [ast.get_source_segment(text, one) or "" for one in getattr(node, "args", ())]
    from repair.cdk.typescript_source import tree_of

    for node in _down(tree_of(text)):
        arguments = node.child_by_field_name("arguments")
        if arguments is not None:
            return [one.text.decode("utf-8") for one in arguments.named_children if one.type != "comment"]
    return []


def assigned(file: SourceFile, name: str) -> Span | None:
    """What a variable is, where the file assigns it once; None where it does not, or more often."""
    if file.language == "python":
        return _once(_assigned_python(file, name))
    from repair.cdk.typescript_source import tree_of

    data = file.text.encode("utf-8")
    found = []
    for node in _down(tree_of(file.text)):
        target, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if node.type == "variable_declarator" and value is not None and target.text.decode("utf-8") == name:
            found.append(
                (len(data[: value.start_byte].decode("utf-8")), len(data[: value.end_byte].decode("utf-8")))
            )
    return _once(found)


def only_use(file: SourceFile, span: Span) -> Span | None:
    """What the variable at `span` is, where that is all that it is used for; None where no such variable stands there."""
    name = file.of(span)
    if not re.fullmatch(r"[A-Za-z_]\w*", name) or len(re.findall(rf"\b{name}\b", file.text)) != 2:
        return None
    return assigned(file, name)


def _assigned_python(file: SourceFile, name: str) -> Iterator[Span]:
    starts = [0]
    raw = file.text.encode("utf-8").splitlines(keepends=True)
    for line in raw:
        starts.append(starts[-1] + len(line.decode("utf-8")))
    for node in ast.walk(ast.parse(file.text)):
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(node, ast.Assign) and target is not None and ast.unparse(target) == name:
            value = node.value
            first, last = value.lineno - 1, (value.end_lineno or value.lineno) - 1
            yield (
                starts[first] + len(raw[first][: value.col_offset].decode("utf-8")),
                starts[last] + len(raw[last][: value.end_col_offset].decode("utf-8")),
            )


def _once(spans: Iterable[Span]) -> Span | None:
    found = list(dict.fromkeys(spans))
    return found[0] if len(found) == 1 else None
