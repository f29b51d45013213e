"""How two templates differ as a whole: how similar they are, whether they mean the same, how large a patch is."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from repair.document.style import nodes
from repair.document.tree import Scalar
from repair.patch.same import same
from repair.report.composing.sources import Sources
from repair.report.composing.words import counted, listed, quoted
from repair.report.document import PatchStatistics, Sameness
from repair.report.unified import opcodes

if TYPE_CHECKING:
    from repair.diff.difference import Diff
    from repair.document import Document
    from repair.engine.result import Repair

_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#[^\r\n]*")


def difference_of(result: Repair) -> Diff | None:
    """What tells the two templates of a result apart; None without an ideal."""
    if result.ideal is None:
        return None
    from repair.diff.difference import diff

    return diff(result.template, result.ideal)


def sameness_of(sources: Sources, difference: Diff | None) -> Sameness | None:
    """What there is to say when the two templates mean the same; None when they do not, or there is one alone."""
    result = sources.result
    if difference is None or result.ideal is None or sources.ideal is None or not difference.equal:
        return None
    mine, theirs = result.template.document, result.ideal.document
    names = f"{quoted(sources.generated.name)} and {quoted(sources.ideal.name)}"
    if mine is None or theirs is None or mine.text == theirs.text:
        return Sameness(True, (), f"{names} are identical, byte for byte. There is no failure to report.")
    found = tuple(_differs_in(result, mine, theirs))
    reason = f"They differ only in {listed(found, len(found))}." if found else ""
    return Sameness(
        False, found, f"{names} mean the same. {reason} There is no failure to report.".replace("  ", " ")
    )


def _differs_in(result: Repair, mine: Document, theirs: Document) -> list[str]:
    found = []
    spelling = _spelling(result)
    if spelling:
        found.append(f"the spelling of {counted(spelling, 'value')}")
    if mine.format != theirs.format:
        return [*found, f"format ({mine.format.upper()} and {theirs.format.upper()})"]
    if _keys(mine.data) != _keys(theirs.data) and Counter(_keys(mine.data)) == Counter(_keys(theirs.data)):
        found.append("key order")
    texts, comments = zip(*(_without_comments(one) for one in (mine, theirs)), strict=True)
    if Counter(comments[0]) != Counter(comments[1]):
        found.append("comments")
    lines = [Counter(_bare_lines(text)) for text in texts]
    if same(mine.data, theirs.data) and (lines[0] != lines[1] or not found):
        found.append("formatting")
    return found


def _spelling(result: Repair) -> int:
    """How many values mean the same and are written otherwise."""
    from repair.diff.difference import diff

    if result.ideal is None or same(result.template.data, result.ideal.data):
        return 0
    return len(diff(result.template, result.ideal, exact=True).deltas)


def _keys(data: Any) -> list[tuple[str, ...]]:
    """The keys of every mapping, in the order in which they stand; mappings by where they stand."""
    found: list[tuple[str, ...]] = []
    stack: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            found += [(*path, key) for key in value]
            stack += [((*path, key), item) for key, item in reversed(value.items())]
        elif isinstance(value, list):
            stack += [((*path, str(index)), item) for index, item in reversed(list(enumerate(value)))]
    return found


def _without_comments(document: Document) -> tuple[str, list[str]]:
    """The text without its comments, and the comments. A `#` inside a value begins none."""
    if document.format == "json":
        return document.text, []
    masked = list(document.text)
    for node in nodes(document.root):
        if isinstance(node, Scalar):
            masked[node.start : node.end] = "\0" * (node.end - node.start)
    spans = [match.span() for match in _COMMENT.finditer("".join(masked))]
    text = document.text
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text, [document.text[start:end].strip() for start, end in spans]


def _bare_lines(text: str) -> list[str]:
    """Lines without the comma at their end, which moves with the order of keys; empty ones left out."""
    return [line for line in (raw.rstrip().removesuffix(",") for raw in text.splitlines()) if line]


def patch_of(sources: Sources, difference: Diff | None) -> PatchStatistics | None:
    """How large the patch is: the one that was made, or with an ideal the one that would make them mean the same."""
    result = sources.result
    if not result.changed and difference is not None and result.ideal is not None:
        from repair.diff.merge import apply_deltas
        from repair.engine.result import result_of

        if result.template.document is None:
            return None
        data = apply_deltas(result.template, result.ideal, difference.deltas)
        result = result_of(result.template, data, (), ideal=result.ideal)
    if result.template.document is None:
        return None
    added, removed = _line_changes(result.template.document.text, result.text)
    size = len(
        json.dumps(list(result.patch), separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    )
    return PatchStatistics(len(result.patch), size, added, removed)


def _line_changes(before: str, after: str) -> tuple[int, int]:
    """How many lines a text gains and loses; a changed line is one of each."""
    if before == after:
        return 0, 0
    changed = [
        (j2 - j1, i2 - i1)
        for tag, i1, i2, j1, j2 in opcodes(before.splitlines(), after.splitlines())
        if tag != "equal"
    ]
    return sum(added for added, _ in changed), sum(removed for _, removed in changed)
