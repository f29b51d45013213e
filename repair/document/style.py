"""How a file is written: indentation, dashes, quotes, line breaks, short tags. Found by looking at its tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from repair.document.dialect import Dialect
from repair.document.spans import Lines
from repair.document.tree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class YamlStyle:
    """The habits of a YAML file.

    Attributes:
        step: Columns by which a mapping stands under its key.
        dash: Columns by which a sequence's dashes stand under its key, often 0.
        width: Columns from a dash to its item.
        quote: The quote for text that cannot stand plain.
        newline: The line break.
        short: New intrinsics take their short tag.
    """

    step: int = 2
    dash: int = 2
    width: int = 2
    quote: str = '"'
    newline: str = "\n"
    short: bool = True


@dataclass(frozen=True, slots=True)
class JsonStyle:
    """The habits of a JSON file.

    Attributes:
        unit: The text of one step of indentation.
        colon: The text between key and value.
        comma: The text between the entries of a container on one line.
        padding: The text inside the braces of a non-empty object on one line.
        ascii: Characters beyond ASCII are written as escapes.
        flat_lists: A new list of scalars goes on one line even where other containers do not.
        flat_pairs: So does a new object of one scalar entry.
        newline: The line break.
    """

    unit: str = "  "
    colon: str = ": "
    comma: str = ", "
    padding: str = ""
    ascii: bool = False
    flat_lists: bool = False
    flat_pairs: bool = False
    newline: str = "\n"


def nodes(root: Node) -> Iterator[Node]:
    """Yield every node of the tree, parents first; targets of aliases are not visited again."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Mapping):
            stack.extend(entry.value for entry in reversed(node.entries))
            stack.extend(entry.value for entry in node.merges)
        elif isinstance(node, Sequence):
            stack.extend(reversed(node.items))


def newline_of(text: str) -> str:
    """Return the line break that the text uses first, a line feed when it has none."""
    at = text.find("\n")
    if at < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if at and text[at - 1] == "\r" else "\n"


def yaml_style(root: Node, lines: Lines, dialect: Dialect) -> YamlStyle:
    """Return the habits of a YAML file, the commonest of each kind."""
    steps: Counter[int] = Counter()
    dashes: Counter[int] = Counter()
    widths: Counter[int] = Counter()
    quotes: Counter[str] = Counter()
    tagged = long = False
    text = lines.text
    for node in nodes(root):
        if isinstance(node, Scalar):
            if node.style in ("'", '"') and node.style:
                quotes[node.style] += 1
        elif isinstance(node, Mapping):
            if node.short:
                tagged = True
                continue
            if len(node.entries) == 1 and dialect.key_tag and dialect.key_tag(node.entries[0].key):
                long = True
            if node.flow:
                continue
            for entry in node.entries:
                value = entry.value
                while isinstance(value, Mapping) and value.short:
                    value = value.entries[0].value
                if isinstance(value, Mapping) and value.entries and not value.flow:
                    steps[lines.column(value.body) - lines.column(entry.start)] += 1
                elif isinstance(value, Sequence) and value.items and not value.flow:
                    dashes[lines.column(value.body) - lines.column(entry.start)] += 1
        elif isinstance(node, Sequence) and node.items and not node.flow:
            first = node.items[0]
            if first.start > node.body and lines.number(first.start) == lines.number(node.body):
                widths[first.start - node.body] += 1
    step = _commonest(steps, 1, 2 if not dashes else max(_commonest(dashes, 0, 2), 2))
    return YamlStyle(
        step=step,
        dash=_commonest(dashes, 0, step if step else 2),
        width=_commonest(widths, 2, 2),
        quote=_first(quotes, "'"),
        newline=newline_of(text),
        short=tagged or not long,
    )


def _first(counts: Counter[str], default: str) -> str:
    return next((text for text, _ in counts.most_common()), default)


def _commonest(counts: Counter[int], least: int, default: int) -> int:
    return next((value for value, _ in counts.most_common() if value >= least), default)


def json_style(root: Node, text: str) -> JsonStyle:
    """Return the habits of a JSON file, the commonest of each kind."""
    units: Counter[str] = Counter()
    colons: Counter[str] = Counter()
    commas: Counter[str] = Counter()
    paddings: Counter[str] = Counter()
    lists: Counter[bool] = Counter()
    pairs: Counter[bool] = Counter()
    for seen, node in enumerate(nodes(root)):
        if seen > 4_000:  # habits do not change behind that many values
            break
        if isinstance(node, Mapping) and node.entries:
            first = node.entries[0]
            colons[text[first.end : first.value.start]] += 1
            lead = text[node.start + 1 : first.start]
            parts = [(entry.start, entry.value) for entry in node.entries]
        elif isinstance(node, Sequence) and node.items:
            lead = text[node.start + 1 : node.items[0].start]
            parts = [(item.start, item) for item in node.items]
        else:
            continue
        apart = "\n" in lead or "\r" in lead
        if apart:
            unit = _unit(text, node.start, lead)
            if unit:
                units[unit] += 1
        else:
            if isinstance(node, Mapping):
                paddings[lead] += 1
            if len(parts) > 1:
                commas[text[parts[0][1].end : parts[1][0]]] += 1
        if isinstance(node, Sequence) and all(isinstance(value, Scalar) for _, value in parts):
            lists[apart] += 1
        elif isinstance(node, Mapping) and len(parts) == 1 and isinstance(parts[0][1], Scalar):
            pairs[apart] += 1
    comma = next((text for text, _ in commas.most_common() if "\n" not in text and "\r" not in text), None)
    colon = next((text for text, _ in colons.most_common() if "\n" not in text and "\r" not in text), ": ")
    return JsonStyle(
        unit=_first(units, "  "),
        colon=colon,
        comma=comma if comma is not None else ("," if colon == ":" else ", "),
        padding=_first(paddings, ""),
        ascii=text.isascii() and "\\u" in text,
        flat_lists=lists[False] > lists[True],
        flat_pairs=pairs[False] > pairs[True],
        newline=newline_of(text),
    )


def line_indent(text: str, offset: int) -> str:
    """Return the blanks with which the line of `offset` begins."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = start
    while end < len(text) and text[end] in " \t\ufeff":
        end += 1
    return text[start:end].lstrip("\ufeff")


def _unit(text: str, opened: int, lead: str) -> str | None:
    outer = line_indent(text, opened)
    inner = lead[max(lead.rfind("\n"), lead.rfind("\r")) + 1 :]
    return inner[len(outer) :] if inner.startswith(outer) and not inner[len(outer) :].strip(" \t") else None
