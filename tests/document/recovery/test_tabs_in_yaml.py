"""Tabs that indent YAML become spaces, and that is a guess unless every width of a tab nests the lines alike."""

import pytest

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Resources", "Outputs"})
PLAIN, GUESS = True, False


@pytest.mark.parametrize(
    ("text", "mended", "plain"),
    [
        # nothing but tabs indents
        ("Resources:\n\tA:\n\t\tType: T\n", "Resources:\n  A:\n    Type: T\n", PLAIN),
        ("\tResources:\n\t\tA:\n\t\t\tB: 1\n", "  Resources:\n    A:\n      B: 1\n", PLAIN),
        ("# c\n\nResources:\n\tA:\n\t\t# x\n\t\n\t\tB: 1\n", "# c\n\nResources:\n  A:\n    # x\n  \n    B: 1\n", PLAIN),
        # after spaces
        ("Resources:\n  A:\n  \tB: 1\n  \tC: 2\n", "Resources:\n  A:\n    B: 1\n    C: 2\n", PLAIN),
        ("Resources:\n  A:\n\t B: 1\n", "Resources:\n  A:\n   B: 1\n", PLAIN),
        # with dashes
        ("Resources:\n\tA:\n\t\t- b: 1\n\t\t  c: 2\n", "Resources:\n  A:\n    - b: 1\n      c: 2\n", PLAIN),
        ("Resources:\n\tA:\n\t\tB:\n\t\t- c\n\t\tD:\n", "Resources:\n  A:\n    B:\n    - c\n    D:\n", PLAIN),
        ("Resources:\n\tA:\n\t\t- - b: 1\n\t\t    c: 2\n", "Resources:\n  A:\n    - - b: 1\n        c: 2\n", PLAIN),
        # the width decides what stands in what
        ("Resources:\n  A:\n\tB: 1\n", "Resources:\n  A:\n    B: 1\n", GUESS),
        ("Resources:\n    A:\n\tB: 1\n\tC:\n\t    D: 1\n", "Resources:\n    A:\n        B: 1\n        C:\n            D: 1\n", GUESS),
        ("Resources:\n        A:\n\tB: 1\n", "Resources:\n        A:\n        B: 1\n", GUESS),
        ("Resources:\n  A: 1\n\tB: 2\n", "Resources:\n  A: 1\n  B: 2\n", GUESS),
        ("Resources:\n    A: 1\n\tB: 2\n", "Resources:\n    A: 1\n    B: 2\n", GUESS),
        ("Resources:\n        A: 1\n\tB: 2\n", "Resources:\n        A: 1\n        B: 2\n", GUESS),
        ("Resources:\n  A:\n    B:\n\tC: 1\n    D: 1\n", "Resources:\n  A:\n    B:\n        C: 1\n    D: 1\n", GUESS),
        ("Resources:\n  A:\n    L:\n\t- a\n\t- b\n", "Resources:\n  A:\n    L:\n    - a\n    - b\n", GUESS),
        ("# c\nResources:\n  A:\n\tB: 1\n", "# c\nResources:\n  A:\n    B: 1\n", GUESS),
        ("Resources:\n    A:\n        B: 1\n\tC: 1\n", "Resources:\n    A:\n        B: 1\n        C: 1\n", GUESS),
        # lines of a text
        ("Resources:\n  A:\n    B: |\n\t\tone\n\t\t  two\n", "Resources:\n  A:\n    B: |\n        one\n          two\n", GUESS),
        ("Resources:\n\tA:\n\t\tB: !Sub |\n\t\t\tone\n\n\t\t\t\ttwo\n\t\tC: 1\n", "Resources:\n  A:\n    B: !Sub |\n      one\n\n        two\n    C: 1\n", GUESS),
        ("Resources:\n  A:\n    B: |\n      one\n      \ttwo\n\n    C:\n\tD: 1\n", "Resources:\n  A:\n    B: |\n      one\n      \ttwo\n\n    C:\n        D: 1\n", GUESS),
        ("Resources:\n  A:\n    - >-\n\tx\n", "Resources:\n  A:\n    - >-\n        x\n", GUESS),
        ("Resources:\n  A:\n    B: |2 # c\n\tx\n", "Resources:\n  A:\n    B: |2 # c\n        x\n", GUESS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_tabs_become_as_many_spaces_as_leave_the_fewest_keys_without_a_value(text, mended, plain, line_end):
    document = recover(text.replace("\n", line_end), dialect=CLOUDFORMATION, roots=ROOTS)
    assert document.text == mended.replace("\n", line_end)
    (found,) = document.recovery.found
    assert (found.mend.kind, found.mend.message) == (
        "syntax-indentation",
        "tabs in indentation become spaces",
    )
    assert found.mend.plain is plain
    lines = zip(text.split("\n"), mended.split("\n"), strict=True)
    first = next(number for number, (old, new) in enumerate(lines, 1) if old != new)
    assert (found.position.line, found.position.column) == (first, 1)


def test_tabs_inside_a_text_that_spaces_indent_are_its_own():
    text = "Resources:\n  A:\n    B: |\n      one\n      \ttwo\n    C: @x\n"
    document = recover(text, dialect=CLOUDFORMATION, roots=ROOTS)
    assert document.text == text.replace("@x", "'@x'")
    assert document.data["Resources"]["A"]["B"] == "one\n\ttwo\n"
