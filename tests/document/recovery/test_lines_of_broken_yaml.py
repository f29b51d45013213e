"""Lines of YAML that does not parse: the change that gets the parser furthest, in which words, and whether it is a guess."""

import pytest

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Resources", "Outputs", "Description"})
WHOLE = """Resources:
  A:
    Type: T
    Properties:
      Name: x
      Tags:
        - Key: a
          Value: b
        - c
Outputs:
  O:
    Value: 1
"""
TAGS = "\n      Tags:\n        - Key: a\n          Value: b\n        - c"
PLAIN, GUESS = "plain", "guess"
QUOTED = "syntax-quotes", "the value is put in quotes"
QUOTES = "syntax-quotes", "the quotes of this text are mended"
COLON = "syntax-colon", "the missing colon is added"
SPACE = "syntax-colon", "the space after the colon is added"
TWICE = "syntax-duplicate", "an entry is written twice with the same body; one is taken out"
CUT = (
    "syntax-cut-off",
    "the text ends in the middle of this entry, which is lost; what is whole before it is kept",
)


def moved(count):
    return (
        "syntax-indentation",
        f"{count} line{'s' if count > 1 else ''} moved to the column of the lines before",
    )


def meant(text):
    return recover(text, dialect=CLOUDFORMATION, roots=ROOTS)


def told(document):
    return [
        (one.position.line, one.position.column, PLAIN if one.mend.plain else GUESS, one.mend.kind, one.mend.message)
        for one in document.recovery.found
    ]  # fmt: skip


VALUES = [
    ("@x", "'@x'", PLAIN, QUOTED),
    ("`x", "'`x'", PLAIN, QUOTED),
    ("%x", "'%x'", PLAIN, QUOTED),
    ("*", "'*'", PLAIN, QUOTED),
    ("**", "'**'", PLAIN, QUOTED),
    ("*:*", "'*:*'", PLAIN, QUOTED),
    ("@x  ", "'@x'  ", PLAIN, QUOTED),
    ("{{resolve:ssm:a}}", "'{{resolve:ssm:a}}'", PLAIN, QUOTED),
    ("x: y", "'x: y'", PLAIN, QUOTED),
    ("x:", "'x:'", PLAIN, QUOTED),
    ("@it's", "'@it''s'", PLAIN, QUOTED),
    ("!Sub @{x}", "!Sub '@{x}'", PLAIN, QUOTED),
    ("!Sub  {{resolve:a}}", "!Sub  '{{resolve:a}}'", PLAIN, QUOTED),
    ("!Sub a: b", "!Sub 'a: b'", PLAIN, QUOTED),
    ("@x # c # d", "'@x' # c # d", GUESS, QUOTED),
    ("x: y   # d", "'x: y'   # d", GUESS, QUOTED),
    ("%x #", "'%x' #", GUESS, QUOTED),
    ("*x", "'*x'", GUESS, QUOTED),
    ("& b", "'& b'", GUESS, QUOTED),
    ("|x", "'|x'", GUESS, QUOTED),
    (">x", "'>x'", GUESS, QUOTED),
    ("? x", "'? x'", GUESS, QUOTED),
    (", x", "', x'", GUESS, QUOTED),
    ("] x", "'] x'", GUESS, QUOTED),
    ("} x", "'} x'", GUESS, QUOTED),
    ("- x", "'- x'", GUESS, QUOTED),
    ("[a, b", "'[a, b'", GUESS, QUOTED),
    ("[a] b", "'[a] b'", GUESS, QUOTED),
    ("{ a", "'{ a'", GUESS, QUOTED),
    ("!Sub 'it's'", "'!Sub ''it''s'''", GUESS, QUOTED),
    ('"a" b', '"a\\" b"', GUESS, QUOTES),
    ('"a "b" c"', '"a \\"b\\" c"', GUESS, QUOTES),
    ('"a \\"b c', '"a \\"b c"', GUESS, QUOTES),
    ('"a\\d"', '"a\\\\d"', GUESS, QUOTES),
    ('"ä" ö', '"ä\\" ö"', GUESS, QUOTES),
    ('"', '""', GUESS, QUOTES),
    ("'it's'", "'it''s'", GUESS, QUOTES),
    ("'it\\'s'", "'it''s'", GUESS, QUOTES),
    ("'it''", "'it'''", GUESS, QUOTES),
    ("''it'", "'''it'", GUESS, QUOTES),
    ("'a' b'", "'a'' b'", GUESS, QUOTES),
    ("'a'b", "'a''b'", GUESS, QUOTES),
    ("'", "''", GUESS, QUOTES),
]


@pytest.mark.parametrize(("written", "mended", "sure", "words"), VALUES, ids=lambda value: str(value))
@pytest.mark.parametrize(
    ("old", "place"), [("Name: x\n", "Name: "), ("- c\n", "- "), ("Value: b\n", "Value: "), ("Key: a\n", "Key: ")]
)  # fmt: skip
def test_a_value_that_yaml_reads_otherwise_or_not_at_all_is_put_in_quotes(
    old, place, written, mended, sure, words
):
    text = WHOLE.replace(old, f"{place}{written}\n")
    document = meant(text)
    if place == "- " and written in ("- x", "? x", "x: y", "x: y   # d", "x:", "!Sub a: b"):
        assert document is None  # an item may be a list or a mapping of its own
        return
    assert document.text == WHOLE.replace(old, f"{place}{mended}\n")
    line = WHOLE[: WHOLE.index(old)].count("\n") + 1
    column = text.split("\n")[line - 1].index(place) + len(place) + 1
    if written.startswith("!Sub") and mended.startswith("!Sub"):
        column += len(written) - len(written[4:].lstrip())
    assert told(document) == [(line, column, sure, *words)]


@pytest.mark.parametrize(
    ("old", "new", "mended", "words"),
    [
        ("Properties:", "Properties", "Properties:", (4, 15, PLAIN, *COLON)),
        ("Properties:", "Properties  ", "Properties:  ", (4, 15, PLAIN, *COLON)),
        ("Properties:\n", "Properties\n\n      # c\n", "Properties:\n\n      # c\n", (4, 15, PLAIN, *COLON)),
        ("  A:\n", "  A::B\n", "  A::B:\n", (2, 7, PLAIN, *COLON)),
        ("Name: x", "Name x", "Name: x", (5, 11, GUESS, *COLON)),
        ("Type: T", "Type  T y", "Type:  T y", (3, 9, GUESS, *COLON)),
        ("Type: T", "Type AWS::SNS::Topic", "Type: AWS::SNS::Topic", (3, 9, GUESS, *COLON)),
        ("Name: x", "Name:x", "Name: x", (5, 11, PLAIN, *SPACE)),
        ("Name: x", "Name:x y", "Name: x y", (5, 11, PLAIN, *SPACE)),
        ("Name: x", "name:x", "name: x", (5, 11, GUESS, *SPACE)),
        ("Name: x", "N:x", "N: x", (5, 8, GUESS, *SPACE)),
        ("- Key: a", "- Key:a", "- Key: a", (7, 14, PLAIN, *SPACE)),
        ("Key: a\n", "Key\n              B: 1\n", "Key:\n              B: 1\n", (7, 14, PLAIN, *COLON)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_colon_is_added_where_a_key_lacks_it(old, new, mended, words, line_end):
    assert old in WHOLE
    document = meant(WHOLE.replace(old, new, 1).replace("\n", line_end))
    assert document.text == WHOLE.replace(old, mended, 1).replace("\n", line_end)
    assert told(document) == [words]


@pytest.mark.parametrize(
    ("old", "new", "mended", "words"),
    [
        (TAGS, TAGS.replace("\n ", "\n  "), WHOLE, (6, 8, GUESS, *moved(4))),
        (TAGS, TAGS.replace("\n ", "\n"), WHOLE, (6, 6, GUESS, *moved(4))),
        ("        - c\n", "       - c\n", WHOLE, (9, 8, GUESS, *moved(1))),
        ("          Value: b\n", "         Value: b\n", WHOLE.replace("          Value: b", "      Value: b"), (8, 10, GUESS, *moved(1))),
        ("    Properties:\n", "            Properties:\n", WHOLE, (4, 13, GUESS, *moved(1))),
    ],
)  # fmt: skip
def test_lines_are_moved_to_a_column_of_the_lines_before_with_their_blocks(old, new, mended, words):
    assert old in WHOLE
    document = meant(WHOLE.replace(old, new, 1))
    assert document.text == mended
    assert told(document) == [words]


def test_a_block_is_moved_with_all_below_it_but_blank_lines_and_comments():
    text = "Resources:\n  A:\n    T: 1\n   P:\n     Q: 1\n\n     # c\n     R: 2\n  B: 1\n"
    document = meant(text)
    assert document.text == "Resources:\n  A:\n    T: 1\n    P:\n      Q: 1\n\n     # c\n      R: 2\n  B: 1\n"
    assert told(document) == [(4, 4, GUESS, *moved(3))]


@pytest.mark.parametrize(
    ("text", "mended", "place"),
    [
        ("\ufeffOutputs: {}\nOutputs: {}\nResources: {}\n", "\ufeffOutputs: {}\nResources: {}\n", (2, 1)),
        ("Resources:\n  A: 1\n  A: 1\n", "Resources:\n  A: 1\n\n", (3, 3)),
        ('Resources:\n  "A": 1\n  "A": 1', 'Resources:\n  "A": 1\n', (3, 3)),
        ("Resources:\n  A: 1\n\n\n  A: 1\n\n  B: 2\n", "Resources:\n  A: 1\n\n\n\n  B: 2\n", (5, 3)),
        (
            "Resources:\n  A:\n    x: 1\n  B: 2\n  A: \n    # c\n    x: 1\n\nOutputs: {}\n",
            "Resources:\n  A:\n    x: 1\n  B: 2\n\nOutputs: {}\n",
            (5, 3),
        ),
        (
            "Resources:\n  A:\n    A: 1\n  B: 2\n  A:\n    A: 1\nOutputs: {}\n",
            "Resources:\n  A:\n    A: 1\n  B: 2\nOutputs: {}\n",
            (5, 3),
        ),
        (
            "Resources:\n  B:\n    A: 1\n  C:\n    A: 1\n    # c\n    A: 1\n    D: 1\n",
            "Resources:\n  B:\n    A: 1\n  C:\n    A: 1\n    # c\n    D: 1\n",
            (7, 5),
        ),
    ],
)
def test_an_entry_that_stands_twice_with_the_same_body_is_taken_out_once(text, mended, place):
    document = meant(text)
    assert document.text == mended
    assert told(document) == [(*place, PLAIN, *TWICE)]


@pytest.mark.parametrize(
    "text",
    [
        "Resources:\n  A : 1\n  A: 1\n",
        "Resources:\n  A: 1\n  A: 2\n",
        "Resources:\n  A: 1\n  'A': 1\n",
        "Resources:\n  A: {x: 1, x: 1}\n",
        "Resources:\n  ? A\n  : 1\n  ? A\n  : 1\n",
        "Resources:\n  A: 1\n  B: 1\n  A: 2\n  A: 1\n",
    ],
)
def test_entries_of_one_key_whose_bodies_are_not_written_alike_are_left_alone(text):
    assert meant(text) is None


@pytest.mark.parametrize(
    ("text", "mended", "place"),
    [
        ("Resources:\n  A: 1\n  B: {x: 1,\n    y: [\n", "Resources:\n  A: 1\n", (3, 3)),
        ('Resources:\n  A: 1\n  B: "one\n    two: 3\n    three\n', "Resources:\n  A: 1\n", (3, 3)),
        ('Resources:\n  A: 1\n\n  B: "one\n    two: 3\n    three\n\n# c\n', "Resources:\n  A: 1\n\n", (4, 3)),
    ],
)
def test_a_last_entry_that_is_cut_off_is_dropped(text, mended, place):
    document = meant(text)
    assert document.text == mended
    assert told(document) == [(*place, GUESS, *CUT)]


def test_a_quote_that_never_closes_is_looked_for_forty_lines_before_the_place_and_no_further():
    def text(between):
        return 'Resources:\n  A: "x\n' + "".join(f"  k{n}: v\n" for n in range(between)) + '  Q: "y"\n'

    document = meant(text(38))
    assert document is not None
    assert document.text.startswith('Resources:\n  A: "x"\n  k0: v\n')
    assert meant(text(45)) is None


def test_mistakes_of_every_kind_in_one_text_are_mended_together():
    broken = (
        WHOLE.replace("    Properties:\n", "    Properties\n")
        .replace("Name: x", "Name: @x # why")
        .replace("        - c", "       - c")
        .replace("    Value: 1\n", "    Value: 1\n    Value: 1\n")
    )
    document = meant(broken)
    assert document.text == WHOLE.replace("Name: x", "Name: '@x' # why").replace("Value: 1\n", "Value: 1\n\n")
    assert told(document) == [
        (4, 15, PLAIN, *COLON),
        (5, 13, GUESS, *QUOTED),
        (9, 8, GUESS, *moved(1)),
        (13, 5, PLAIN, *TWICE),
    ]


def test_a_byte_order_mark_stands_before_the_first_key_and_stays():
    text = "\ufeffDescription: @d\nResources:\n  A: @x\n"
    document = meant(text)
    assert document.text == "\ufeffDescription: '@d'\nResources:\n  A: '@x'\n"
    assert told(document) == [(1, 14, PLAIN, *QUOTED), (3, 6, PLAIN, *QUOTED)]
