"""Text around a template is dropped; what only looks like text around it is kept."""

import pytest

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Description", "Resources", "Outputs"})
YAML = "Resources:\n  A:\n    Type: T\nOutputs:\n  O:\n    Value: 1\n"
JSON = '{\n  "Resources": {\n    "A": {"Type": "T"}\n  }\n}\n'
FENCED = "the template is taken out of its code block; the text around it is dropped"
AROUND = "the text around the template is dropped"
OPENED = "the '{' at the beginning is added"


def told(text, roots=ROOTS):
    document = recover(text, dialect=CLOUDFORMATION, roots=roots)
    if document is None:
        return None
    return document.text, [
        (one.position.line, one.position.column, one.mend.kind, one.mend.message, one.mend.plain)
        for one in document.recovery.found
    ]


def wrapping(line, column, message, plain=True):
    return [(line, column, "syntax-wrapping", message, plain)]


@pytest.mark.parametrize("template", [YAML, JSON])
@pytest.mark.parametrize("fence", ["```", "~~~", "````", "  ```"])
@pytest.mark.parametrize("language", ["yaml", "json", "", " c++.x-1 title"])
def test_a_template_is_taken_out_of_its_code_block(template, fence, language):
    text = f"Here it is:\n\n{fence}{language}\n{template}{fence}\nEnjoy.\n"
    assert told(text) == (template, wrapping(1, 1, FENCED))


def test_a_code_block_ends_at_the_first_bare_fence_that_is_at_least_as_long():
    inner = "Description: |\n  ```\n  a\n  ```\n"
    assert told(f"````yaml\n{inner}{YAML}````\n") == (inner + YAML, wrapping(1, 1, FENCED))


def test_a_code_block_without_an_end_is_a_guess():
    assert told(f"```yaml\n{YAML}") == (YAML, wrapping(1, 1, FENCED, plain=False))
    assert told(f"Here:\n```json\n{JSON}") == (JSON, wrapping(1, 1, FENCED, plain=False))


def test_the_fullest_of_several_code_blocks_is_taken_and_that_is_a_guess():
    small = "```\nResources: {}\n```\n"
    text = "Resources:\n  B:\n    Type: T\n    DeletionPolicy: Retain\n"
    for blocks in (
        f"{small}```\n{YAML}```\n",
        f"```\n{YAML}```\n{small}",
        f"```\n{YAML}```\n```\n{text}```\n",
    ):
        assert told(blocks) == (
            YAML,
            wrapping(1, 1, "the fullest of 2 code blocks is taken; the rest is dropped", plain=False),
        )
    assert told(f"{small}```\n{text}```\n")[0] == text


def test_code_blocks_that_hold_no_template_do_not_count():
    assert told(f"```sh\naws deploy\n```\n```\n{YAML}```\n") == (YAML, wrapping(1, 1, FENCED))
    assert told("```sh\naws deploy\n```\n") is None


def test_what_stands_before_a_template_is_dropped():
    for before in (
        "Here it is:\n",
        "Sure!\n\nHere is what you asked for\n",
        "I made two: one\nand another\n",
    ):
        for template in (YAML, JSON):
            assert told(before + template) == (template, wrapping(1, 1, AROUND))
            assert told(f"{before}\n{template}") == (f"\n{template}", wrapping(1, 1, AROUND))


@pytest.mark.parametrize("head", ["# c\n", "---\n", "%YAML 1.1\n---\n", "\n\n", "# c\n\n# d\n"])
def test_comments_and_marks_before_the_first_key_belong_to_the_template(head):
    assert told(f"Here it is:\n{head}{YAML}") == (head + YAML, wrapping(1, 1, AROUND))
    broken = head + YAML.replace("Type: T", "Type: @T")
    assert told(broken)[0] == head + YAML.replace("Type: T", "Type: '@T'")


@pytest.mark.parametrize("head", ["// c\n", "/* c */\n", "/*\n * c\n */\n"])
def test_comments_before_the_first_bracket_belong_to_the_template(head):
    text, words = told(f"Here it is:\n{head}{JSON}")
    assert text.strip() + "\n" == JSON
    assert [kind for _, _, kind, _, _ in words] == ["syntax-wrapping", "syntax-comment"]


def test_the_bracket_before_the_first_key_belongs_to_the_template_wherever_it_stands():
    for opening in ("\n{", "\n{\n\n", "\n\n{ ", "{\n", "{ \n\n"):
        text, words = told(f'Here it is: {opening}"Resources": {{}}}}\n')
        assert text.replace("\n", "").replace(" ", "") == '{"Resources":{}}'
        assert words == wrapping(1, 1, AROUND)


@pytest.mark.parametrize(
    ("after", "rest"),
    [
        ("This makes a topic.\n", ""),
        ("\nThis makes a topic: the first\n- one\n", "\n"),
        ("# Notes\nThis makes a topic\n\n1. one\n", "# Notes\n"),
    ],
)
def test_prose_after_yaml_begins_at_the_left_with_several_words(after, rest):
    assert told(YAML + after) == (YAML + rest, wrapping(7 + rest.count("\n"), 1, AROUND))


@pytest.mark.parametrize("after", ["Note\n", "- one two\n", '"one two"\n'])
def test_what_is_no_prose_after_yaml_is_a_mistake_of_its_own(after):
    text, ((line, _, kind, _, plain),) = told(YAML + after)
    assert (text, line, kind, plain) == (YAML, 7, "syntax-cut-off", False)


def test_prose_before_another_section_is_no_end():
    text, words = told(YAML.replace("Outputs:", "and then also\nOutputs:"))
    assert text.endswith("Outputs:\n  O:\n    Value: 1\n")
    assert {kind for _, _, kind, _, _ in words} == {"syntax-indentation"}


@pytest.mark.parametrize("after", ["\nEnjoy it.\n", "\n\nresult: one\n", "text\n"])
def test_what_follows_the_last_bracket_is_dropped(after):
    text, words = told(JSON + after)
    assert text == JSON.rstrip("\n")
    assert words == wrapping(5, 2, AROUND)


@pytest.mark.parametrize("after", ["}\n", "]\n", ",\n"])
def test_brackets_and_commas_after_the_last_bracket_are_no_text_around_it(after):
    message = "what closes nothing at the end is taken out"
    assert told(JSON + after) == (JSON, [(6, 1, "syntax-bracket", message, False)])


def test_a_first_bracket_that_is_missing_is_added():
    body = '"Resources": {\n    "A": {"Type": "T"}\n  }\n}\n'
    for before in ("", "  ", "Here it is:\n\n"):
        text, words = told(before + body)
        assert "".join(text.split()) == "".join(JSON.split())
        opened = words[-1]
        assert opened[2:] == ("syntax-bracket", OPENED, True)
    assert told(body)[1] == [(1, 1, "syntax-bracket", OPENED, True)]
    assert told(f"Here it is:\n{body}")[1][0] == wrapping(1, 1, AROUND)[0]


@pytest.mark.parametrize(
    "first",
    [
        '"Version" "1",\n',
        "'Version': '1',\n",
        '"Version"\n',
        "`Version` = 1,\n",
        "\u201cVersion\u201d: 1,\n",
        '{ "Version": x,\n',
        '{"Version" [1],\n',
    ],
)
def test_an_entry_with_a_mistake_is_no_text_around_a_template(first):
    assert "syntax-wrapping" not in str(told(f'{first}"Resources": {{}}\n}}\n'))
    assert told('Version 1\n{"Resources": {}\n}\n')[1][0] == wrapping(1, 1, AROUND)[0]


@pytest.mark.parametrize("value", ["'what it is'", '"x"', "{}", "[]", "5"])
def test_a_top_level_key_without_its_colon_is_no_text_around_a_template(value):
    text, ((_, _, kind, _, plain),) = told(f"Description {value}\nResources:\n  A: 1\n")
    assert text == f"Description: {value}\nResources:\n  A: 1\n"
    assert (kind, plain) == ("syntax-colon", False)


def test_without_the_keys_of_a_template_nothing_is_dropped():
    assert told(f"```yaml\n{YAML}```\n", roots=frozenset()) is None


def test_a_text_that_is_whole_is_left_alone():
    assert told(YAML) is None
    assert told(JSON) is None
    assert told(JSON.rstrip()) is None
    assert told("\ufeff" + JSON) is None
