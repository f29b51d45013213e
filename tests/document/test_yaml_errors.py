"""What is said about text that is no YAML, beyond `readings.json`: rarer mistakes, and their places in odd texts."""

import pytest

from repair.document import parse
from repair.errors import InputError

FITS = "correct the indentation, or put '---' before it"
MISTAKES = {
    'a: "x\n--- y\n"': "t:2:1: the quoted text that begins at line 1, column 4 is never closed before '---'",
    "a: 'x\n\n... y'": "t:3:1: the quoted text that begins at line 1, column 4 is never closed before '---'",
    "a: !<x>y": "t:1:8: this tag, anchor or alias must be followed by a space",
    'a: [!x"y"]': "t:1:7: this tag, anchor or alias must be followed by a space",
    "a: 1\n... x\n": f"t:2:5: this does not fit what stands before it: {FITS}",
    "%YAML 1.1\na: 1": f"t:2:1: this does not fit what stands before it: {FITS}",
    "a: {b:, c: 1}": "t:1:6: a ':' stands inside plain text in brackets: quote the text",
    "a: &b*": "t:1:6: the name after '&' or '*' is missing: quote a '*' or '&' that is text",
    "a: >\n\tx": "t:2:1: a tab indents this line: YAML allows only spaces there",
    "a: |0\n  x": "t:1:5: this is not valid YAML (found an indentation indicator equal to 0): "
    "correct the line or the one before it",
    "%FOO x\n---\na: 1": "t:1:5: this is not valid YAML (found unknown directive name): "
    "correct the line or the one before it",
    "a: !e!x y": "t:1:4: this tag uses a handle that no %TAG line declares: write a plain tag like !Name",
    "a:\n  b\n\tc: d": "t:3:1: a tab indents this line: YAML allows only spaces there",
    "a:\n \t- b": "t:2:2: a tab stands where YAML allows only spaces: indent with spaces",
    "a: @": "t:1:4: text cannot begin with '@' here: put it in quotes",
    "\ufeffa: `": "t:1:4: text cannot begin with '`' here: put it in quotes",
    "\ufeff\nx: %": "t:2:4: text cannot begin with '%' here: put it in quotes",
    "é😀: @": "t:1:5: text cannot begin with '@' here: put it in quotes",
    "\ufeffa: b: c": "t:1:5: a ': ' stands where no new key can begin: quote the text that holds it, "
    "or correct the indentation",
}


@pytest.mark.parametrize("text", MISTAKES, ids=repr)
def test_a_mistake_is_named_with_its_place_and_what_to_do(text):
    with pytest.raises(InputError) as caught:
        parse(text, name="t", format="yaml")
    assert str(caught.value) == MISTAKES[text]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: \x02", "U+0002", "1:4"),
        ("\x02", "U+0002", "1:1"),
        ("é: \x00\x00", "U+0000", "1:4"),
        ("a: 1\n😀: \x7f", "U+007F", "2:4"),
        ("\ufeffa: \ufffe", "U+FFFE", "1:4"),
        ("a: \ud83d", "U+D83D", "1:4"),
        ("\ufeffé\n\udfff", "U+DFFF", "2:1"),
    ],
)
def test_a_character_that_yaml_cannot_have_is_named_with_its_place(text, code, place):
    with pytest.raises(InputError) as caught:
        parse(text, name="t", format="yaml")
    assert str(caught.value) == (
        f"t:{place}: the character {code} is not allowed in YAML: "
        "remove it, or write it as an escape in double quotes"
    )


KEY = "a key must be text, not a list or mapping: quote it if it is text; for a key that a function makes give the whole document around it as JSON text in one Fn::Sub"  # fmt: skip
MEANINGS = {
    "a: &x [1]\n*x : 2": f"t:2:1: {KEY}",
    "\ufeffa: &x 5\n*x : 2": f"t:2:1: {KEY}",
    "\ufeff{[1]: 2}": f"t:1:2: {KEY}",
    "a:\n  ? {b: 1}\n  : 2": f"t:2:5: {KEY}",
    "\ufeffa: *x": "t:1:4: no anchor of this name stands before the alias: define it, or quote the text",
    "\ufeffa: &x {b: *x}": "t:1:11: the alias stands inside of what it refers to: remove one of the two",
    "a: &x !Ref y": "t:1:4: the tag !Ref is not known here: remove it, or write the long form",
    "a: 1\nb: {<<: x}": "t:2:5: '<<' takes a mapping or a list of mappings: correct the alias behind it",
    "a: {<<: [{b: 1}, 2]}": "t:1:5: '<<' takes a mapping or a list of mappings: correct the alias behind it",
    "\ufeffa: !!bool x": "t:1:4: this is no value for the tag !!bool: correct it or remove the tag",
    "a: !!int true": "t:1:4: this is no value for the tag !!int: correct it or remove the tag",
    "a: !!int 1.5": "t:1:4: this is no value for the tag !!int: correct it or remove the tag",
    "a: !!int ''": "t:1:4: this is no value for the tag !!int: correct it or remove the tag",
    "a: !!float x": "t:1:4: this is no value for the tag !!float: correct it or remove the tag",
    "a: !!null x": "t:1:4: this is no value for the tag !!null: correct it or remove the tag",
    "\ufeffa: 1\n--- \nb: 2": "t:2:1: a second YAML document begins here: keep one document in a file",
}


@pytest.mark.parametrize("text", MEANINGS, ids=repr)
def test_yaml_that_means_nothing_is_refused_at_its_place(text):
    with pytest.raises(InputError) as caught:
        parse(text, name="t", format="yaml")
    assert str(caught.value) == MEANINGS[text]
