"""Brackets that are missing, too many or of the other kind: told by indentation, or by themselves, and always a guess."""

import pytest

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Resources", "Outputs"})
WHOLE = """{
  "Resources": {
    "A": {
      "Type": "T",
      "P": {
        "L": [
          "x",
          "y"
        ]
      }
    },
    "B": {
      "Type": "U"
    }
  }
}
"""
CLOSED = "syntax-bracket", "the brackets that are still open at the end are closed"
CUT = (
    "syntax-cut-off",
    "the text ends in the middle of this entry, which is lost; what is whole before it is kept",
)
COMMA = "syntax-comma", "the missing comma is added"


def added(bracket):
    return "syntax-bracket", f"the missing '{bracket}' is added"


def surplus(bracket):
    return "syntax-bracket", f"a '{bracket}' that closes nothing is taken out"


def meant(text):
    return recover(text, dialect=CLOUDFORMATION, roots=ROOTS)


def told(document):
    return [
        (one.position.line, one.position.column, one.mend.kind, one.mend.message)
        for one in document.recovery.found
    ]


BROKEN = {
    "a list": ("        ]\n", "", [(9, 7, *added("]"))]),
    "an object": ("    },\n", "", [(11, 5, *added("}")), (11, 5, *COMMA)]),
    "an object, its comma is there": ("      }\n    },\n", "      },\n", [(11, 5, *added("}"))]),
    "a list and an object": ("        ]\n      }\n", "", [(9, 5, *added("]")), (9, 5, *added("}"))]),
    "the last ones": ("    }\n  }\n}\n", "", [(13, 18, *CLOSED)]),
    "all but the first": ('          "y"\n' + WHOLE.split('"y"\n')[1], '          "y"', None),
    "one too many": ("    },\n", "    },\n    },\n", [(12, 5, *surplus("}")), (13, 5, *COMMA)]),
    "one too many, deeper": ("      }\n", "      }\n      }\n", [(11, 7, *surplus("}"))]),
    "one too many with a comma, deeper": (
        "    },\n",
        "      },\n    },\n",
        [(10, 8, "syntax-comma", "the comma before the closing bracket is taken out"), (11, 7, *surplus("}"))],
    ),
    "a list's too many": ("        ]\n", "          ]\n        ]\n", [(9, 11, *surplus("]"))]),
    "one of the other kind": ("        ]\n", "        }\n", [(9, 9, *surplus("}")), (10, 7, *added("]"))]),
    "too many at the end": ("  }\n}\n", "  }\n}\n]}\n", [(17, 1, "syntax-bracket", "what closes nothing at the end is taken out")]),
    "a comma and a bracket at the end": ("  }\n}\n", "  }\n}\n, }\n", [(17, 1, "syntax-bracket", "what closes nothing at the end is taken out")]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_indentation_tells_which_bracket_is_missing_or_too_many(name, line_end):
    old, new, words = BROKEN[name]
    assert old in WHOLE
    document = meant(WHOLE.replace(old, new, 1).replace("\n", line_end))
    if words is None:
        assert document.data == {"Resources": {"A": {"Type": "T", "P": {"L": ["x", "y"]}}}}
        return
    assert document.text.replace("\r", "") == WHOLE
    assert told(document) == words
    assert all(one.mend.plain == ("bracket" not in one.mend.kind) for one in document.recovery.found)


@pytest.mark.parametrize("indent", ["\t", "    ", " "])
def test_any_indentation_will_do(indent):
    whole = WHOLE.replace("  ", indent)
    assert meant(whole.replace(indent * 4 + "]\n", "")).text == whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"P": {\n', '"P": \n'),
        ('          "x",\n', '  "x",\n'),
        ('          "y"\n        ]\n', '          "y"\n          ]\n'),
    ],
)
def test_what_indentation_contradicts_is_left_alone(old, new):
    assert old in WHOLE
    assert meant(WHOLE.replace(old, new, 1)) is None


@pytest.mark.parametrize(
    ("text", "mended", "words"),
    [
        ("[1, 2}}}", "[1, 2]}}}", [added("]")]),
        ("[1, 2", "[1, 2]}}}\n", [CLOSED]),
        ("[1, 2,", "[1, 2]}}}\n", [CLOSED]),
        ("[1, [2}}}", "[1, [2]]}}}", [added("]"), added("]")]),
        ('[{"B": 1]}}}', '[{"B": 1}]}}}', [added("}")]),
        ('[1, "2', "[1]}}}\n", [CLOSED, CUT]),
        ('1}, "B": {"Q"', "1}}}\n", [CLOSED, CUT]),
        ('1}, "B": {"Q":', "1}}}\n", [CLOSED, CUT]),
        ('1}, "B": {"Q": {"R": ["', "1}}}\n", [CLOSED, CUT]),
        ('1}, "B": {"Q": !Ref A', '1}, "B": {"Q": {"Ref": "A"}}}}\n', None),
        ("1}, // x", "1}}}\n", [CLOSED]),
        ('1, "P": 1', "1}}}\n", None),
        ("1}}]", None, None),
        ("1}}}}", "1}}}\n", [("syntax-bracket", "what closes nothing at the end is taken out")]),
        ("1}}} x", None, None),
    ],
)
def test_brackets_on_one_line_are_told_by_themselves(text, mended, words):
    document = meant(f'{{"Resources": {{"A": {{"P": {text}')
    if mended is None:
        assert document is None
        return
    assert document.text == f'{{"Resources": {{"A": {{"P": {mended}'
    assert words is None or [(kind, message) for _, _, kind, message in told(document)] == words
    assert not document.recovery.plain


def test_a_text_that_is_cut_in_its_first_entry_keeps_nothing():
    document = meant('{"Resources": {"A')
    assert document.data == {}
    assert [message for *_, message in told(document)] == [CUT[1], CLOSED[1]]


def test_other_mistakes_in_a_text_with_brackets_missing_are_mended_with_them():
    document = meant(WHOLE.replace("        ]\n", "").replace('"x",', "'x' // first\n").replace('"U"', "U"))
    assert document.data["Resources"] == {"A": {"Type": "T", "P": {"L": ["x", "y"]}}, "B": {"Type": "U"}}
    assert [(line, kind, one.mend.plain) for (line, _, kind, _), one in zip(told(document), document.recovery.found, strict=True)] == [
        (7, "syntax-quotes", True),
        (7, "syntax-comment", True),
        (9, "syntax-comma", True),
        (10, "syntax-bracket", False),
        (13, "syntax-quotes", False),
    ]  # fmt: skip


def test_a_mend_inside_what_another_one_takes_out_is_not_told():
    document = meant('{"Resources": {"A": {"P": \'x\', "Q": 1, "P": \'x\'}}}')
    assert document.text == '{"Resources": {"A": {"P": "x", "Q": 1}}}'
    assert [kind for _, _, kind, _ in told(document)] == ["syntax-quotes", "syntax-duplicate"]


def test_comments_before_the_first_bracket_do_not_hide_that_it_is_json():
    for comment in ("// one\n// two\n", "/* one\n * two\n */\n", "\ufeff// one\n", "\n // one\n\n"):
        document = meant(comment + WHOLE)
        assert document.format == "json"
        assert document.text.strip("\ufeff\n") + "\n" == WHOLE
