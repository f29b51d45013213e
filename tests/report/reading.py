"""Reads a document back as CommonMark would, as far as the tests need it."""

import re

from repair.report.composing.compose import document_of
from repair.report.styled import styled


def outside_fences(text):
    """The document without its fenced blocks; fails where a fence stays open."""
    kept, fence_of = [], None
    for line in text.split("\n"):
        run = re.match(r"`{3,}", line)
        if fence_of is None and run:
            fence_of = run[0]
            kept.append("(a block)")
        elif fence_of is not None:
            if run and len(run[0]) >= len(fence_of) and not line.strip("`").strip():
                fence_of = None
        else:
            kept.append(line)
    assert fence_of is None, "a fence is not closed"
    return "\n".join(kept)


def tables(text):
    """Every table as rows of cells, its ruler left out. Rows have as many cells as the heading."""
    found, rows = [], []
    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows:
            assert all(re.fullmatch(r"-+:?", cell) for cell in rows[1])
            assert {len(row) for row in rows} == {len(rows[0])}
            found.append([rows[0], *rows[2:]])
            rows = []
    return found


def counts_add_up(table, findings):
    """The table of counts: its rows and columns add up, and its last row tells of all findings."""
    numbers = [list(map(int, row[1:])) for row in table[1:]]
    assert all(sum(row[:-2]) == row[-2] for row in numbers)
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][-2] == findings


def as_markdown(run, style="analysis"):
    """The document of a result in a style."""
    return styled(document_of(run), style)
