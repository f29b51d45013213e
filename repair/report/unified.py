"""The unified diff from the old text to the new one, with secrets masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from repair.document import parse
from repair.report.colour import BOLD, CYAN, GREEN, RED, paint
from repair.report.masked_text import masked_text

if TYPE_CHECKING:
    from repair.engine.result import Repair

CONTEXT = 3
"""Lines shown around a change, as diff and git show them."""

_NO_NEWLINE = "\\ No newline at end of file"
_Opcode = tuple[str, int, int, int, int]


def unified_diff(result: Repair, *, colour: bool = False) -> str:
    """What the repair changes in the text, as `diff -u` would say it; empty when nothing changes.

    Line breaks stay as they are, so a carriage return stands at the end of a line of the diff as it does in
    the file. Lines are what a line feed ends.
    """
    document = result.template.document
    if document is None or result.text == document.original:
        return ""
    new = parse(
        result.text,
        name=document.name,
        dialect=document.dialect,
        format=document.format,
        limits=document.limits,
    )
    before, after = _lines(masked_text(document)), _lines(masked_text(new, document))
    name = document.name or "template"
    parts = [paint(f"--- {name}", BOLD, colour), "\n", paint(f"+++ {name}", BOLD, colour), "\n"]
    hunks = [part for hunk in _hunks(before, after) for part in _hunk(hunk, before, after, colour)]
    return "".join(parts + hunks) if hunks else ""


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _hunk(
    hunk: Sequence[_Opcode], before: Sequence[str], after: Sequence[str], colour: bool
) -> Iterator[str]:
    _, i1, _, j1, _ = hunk[0]
    _, _, i2, _, j2 = hunk[-1]
    yield paint(f"@@ -{_range(i1, i2)} +{_range(j1, j2)} @@", CYAN, colour) + "\n"
    for tag, i1, i2, j1, j2 in hunk:
        if tag == "equal":
            yield from (_line(" ", line, "", False) for line in before[i1:i2])
        else:
            yield from (_line("-", line, RED, colour) for line in before[i1:i2])
            yield from (_line("+", line, GREEN, colour) for line in after[j1:j2])


def _line(sign: str, line: str, code: str, colour: bool) -> str:
    text = line.removesuffix("\n")
    end = "\n" if text != line else f"\n{_NO_NEWLINE}\n"
    return paint(sign + text, code, colour) + end


def _range(start: int, stop: int) -> str:
    """A range of lines as `diff -u` writes it: first line and count, an empty one by the line before it."""
    count = stop - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _hunks(before: list[str], after: list[str]) -> list[list[_Opcode]]:
    """The changes with `CONTEXT` lines around them, those that lie close together in one hunk."""
    hunks: list[list[_Opcode]] = []
    pending: tuple[int, int] | None = None  # the equal stretch before the next change
    for tag, i1, i2, j1, j2 in opcodes(before, after):
        if tag == "equal":
            if hunks:
                lead = min(i2 - i1, CONTEXT)
                hunks[-1].append(("equal", i1, i1 + lead, j1, j1 + lead))
            pending = (i1, i2)
            continue
        lead = min(CONTEXT, pending[1] - pending[0]) if pending else 0
        if hunks and pending and pending[1] - pending[0] <= 2 * CONTEXT:
            start = hunks[-1].pop()
            hunks[-1].append(("equal", start[1], i1, start[3], j1))
        elif not hunks or pending:
            hunks.append([("equal", i1 - lead, i1, j1 - lead, j1)])
        hunks[-1].append((tag, i1, i2, j1, j2))
        pending = None
    return hunks


def opcodes(before: list[str], after: list[str]) -> Iterator[_Opcode]:
    """Changed and equal stretches in turn. Lines that occur once in both texts hold the two together.

    Templates repeat their lines (`},`, `Type: String`) by the hundred, which makes difflib alone slow and its
    diffs odd; between two anchors the stretches are short.
    """
    equal: list[tuple[int, int]] = []  # pairs of equal lines, rising in both
    i = j = 0
    for anchor_i, anchor_j in [*_anchors(before, after), (len(before), len(after))]:
        if anchor_i < i or anchor_j < j:
            continue
        equal.extend(_between(before, after, i, anchor_i, j, anchor_j))
        if anchor_i < len(before) and anchor_j < len(after):
            equal.append((anchor_i, anchor_j))
        i, j = anchor_i + 1, anchor_j + 1
    i = j = 0
    run: int = 0
    for at, to in [*equal, (len(before), len(after))]:
        if (at, to) != (i, j):
            if run:
                yield "equal", i - run, i, j - run, j
            yield "replace", i, at, j, to
            run = 0
        i, j, run = at + 1, to + 1, run + 1
    run -= 1
    if run > 0:
        yield "equal", len(before) - run, len(before), len(after) - run, len(after)


def _between(
    before: list[str], after: list[str], i1: int, i2: int, j1: int, j2: int
) -> Iterator[tuple[int, int]]:
    """Pairs of equal lines in two stretches."""
    if i1 >= i2 or j1 >= j2:
        return
    head = 0
    while i1 + head < i2 and j1 + head < j2 and before[i1 + head] == after[j1 + head]:
        yield i1 + head, j1 + head
        head += 1
    i1, j1 = i1 + head, j1 + head
    tail = 0
    while i2 - tail > i1 and j2 - tail > j1 and before[i2 - tail - 1] == after[j2 - tail - 1]:
        tail += 1
    if i1 < i2 - tail and j1 < j2 - tail:
        from difflib import SequenceMatcher

        for match in SequenceMatcher(
            None, before[i1 : i2 - tail], after[j1 : j2 - tail]
        ).get_matching_blocks():
            for step in range(match.size):
                yield i1 + match.a + step, j1 + match.b + step
    for step in range(tail, 0, -1):
        yield i2 - step, j2 - step


def _anchors(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """The longest rising chain of lines that stand once in each text (Bram Cohen's patience diff)."""
    from bisect import bisect_left

    once, counts = Counter(after), Counter(before)
    place = {line: j for j, line in enumerate(after) if once[line] == 1}
    pairs = [(i, place[line]) for i, line in enumerate(before) if counts[line] == 1 and line in place]
    tops: list[int] = []
    chains: list[int] = []
    previous: list[int | None] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        previous.append(chains[at - 1] if at else None)
        tops[at : at + 1] = [j]
        chains[at : at + 1] = [index]
    chain: list[tuple[int, int]] = []
    link = chains[-1] if chains else None
    while link is not None:
        chain.append(pairs[link])
        link = previous[link]
    chain.reverse()
    return chain
