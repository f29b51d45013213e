"""Text that does not parse: refused, mended where one reading is left, or mended to the likeliest, as one asks."""

import io
import sys

import pytest

from repair.document.limits import Limits
from repair.errors import InputError
from repair.template.load import Syntax, from_text, load

PLAIN = '{"Resources": {"A": {"Type": "T",}}}'
GUESS = '{"Resources": {"A": {"Type": "T"'
YAML_GUESS = "Resources:\n  A:\n    Type: T\n    Properties: {a: *b}\n"


def refusal(text, **given):
    with pytest.raises(InputError) as error:
        from_text(text, "t", **given)
    return str(error.value)


def test_broken_text_is_refused_as_it_is():
    assert refusal(PLAIN) == refusal(PLAIN, syntax=Syntax.AS_IS)
    assert "--unsafe-fixes" not in refusal(PLAIN)
    assert refusal(PLAIN).startswith("t:1:")


def test_what_has_one_reading_is_mended_when_asked():
    for syntax in (Syntax.PLAIN, Syntax.ANY):
        template = from_text(PLAIN, "t", syntax=syntax)
        assert template.data == {"Resources": {"A": {"Type": "T"}}}
        assert template.document.name == "t"
        assert [one.mend.kind for one in template.document.recovery.found] == ["syntax-comma"]


def test_a_template_in_a_code_block_is_taken_out_of_it():
    text = "Here it is:\n```yaml\nResources:\n  A: {Type: T}\n```\n"
    assert from_text(text, syntax=Syntax.PLAIN).data == {"Resources": {"A": {"Type": "T"}}}


def test_a_guess_is_taken_only_when_any_reading_will_do_and_else_told():
    assert from_text(GUESS, syntax=Syntax.ANY).data == {"Resources": {"A": {"Type": "T"}}}
    said = refusal(GUESS, syntax=Syntax.PLAIN)
    assert said == (
        refusal(GUESS).rstrip(".")
        + "; --unsafe-fixes would mend it (line 1: the brackets that are still open at the end are closed)"
    )
    two = '{"Resources": {"A": {"Type": "T",,\n"P": word}}}'
    assert refusal(two, syntax=Syntax.PLAIN).endswith("would mend it (line 2: the text is put in quotes)")


def test_short_forms_keep_their_meaning_in_a_text_that_was_mended():
    template = from_text(YAML_GUESS.replace("{a: *b}", "{a: !Ref B}\n    C: @x"), syntax=Syntax.ANY)
    assert template.data["Resources"]["A"] == {"Type": "T", "Properties": {"a": {"Ref": "B"}}, "C": "@x"}


@pytest.mark.parametrize(
    "text", ["{,}", '{"Outputs": {"A": 1,}}', '{"Resources": [1,]}', "a: 'b", '{"A": 1 "A": 2}']
)
@pytest.mark.parametrize("syntax", [Syntax.PLAIN, Syntax.ANY])
def test_what_is_no_template_when_mended_is_refused_as_it_stands(text, syntax):
    assert refusal(text, syntax=syntax) == refusal(text)


def test_bounds_hold_for_mended_text_too():
    assert "levels" in refusal('{"Resources": {"A": [[1]]}}', syntax=Syntax.ANY, limits=Limits(depth=3))
    with pytest.raises(InputError):
        from_text(PLAIN, syntax=Syntax.ANY, limits=Limits(depth=2))


def test_a_file_is_read_as_one_asks_and_named_in_messages(tmp_path):
    file = tmp_path / "t.json"
    file.write_text(PLAIN)
    assert load(file, syntax=Syntax.PLAIN).data == {"Resources": {"A": {"Type": "T"}}}
    with pytest.raises(InputError, match=r"t\.json:1:"):
        load(file)


def test_standard_input_is_named_by_a_dash(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError) as error:
        load("-")
    assert str(error.value) == "-: cannot be read: standard input is closed"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xfd")))
    with pytest.raises(InputError, match=r"^-"):
        load("-")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 50)))
    with pytest.raises(InputError, match=r"^-"):
        load("-", limits=Limits(size=10))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty: give a JSON or YAML template with a Resources section"),
        ("[]", "is not a CloudFormation template: its top level must be a mapping that holds Resources"),
        ("a: 1", "is not a CloudFormation template: it has no Resources section; add one"),
        (
            "Resources: []",
            "is not a CloudFormation template: its Resources section must be a mapping of logical ids to resources",
        ),
    ],
)
def test_what_is_no_template_is_refused_in_these_words(text, message):
    assert refusal(text) == f"t:1:1: {message}"


def test_a_depth_that_is_allowed_finds_room_on_the_stack():
    before = sys.getrecursionlimit()
    limits = Limits(depth=400)
    try:
        sys.setrecursionlimit(1_000)
        from_text('{"Resources": {"A": ' + "[" * 398 + "]" * 398 + "}}", limits=limits)
        assert sys.getrecursionlimit() > 1_000
    finally:
        sys.setrecursionlimit(max(before, sys.getrecursionlimit()))
