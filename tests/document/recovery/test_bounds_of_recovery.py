"""How large a broken text may be, and how much of it is mended: up to the bound, and no further."""

from repair.document.recovery.recover import recover
from repair.template.dialect import CLOUDFORMATION

ROOTS = frozenset({"Resources", "Outputs"})


def meant(text):
    return recover(text, dialect=CLOUDFORMATION, roots=ROOTS)


def test_a_text_of_a_million_characters_is_looked_at_and_a_longer_one_is_not():
    broken = '{"Resources": {"A": 1,}}'
    assert meant(broken + " " * (1_000_000 - len(broken))) is not None
    assert meant(broken + " " * (1_000_001 - len(broken))) is None


def test_a_text_of_a_hundred_thousand_lines_is_looked_at_and_a_longer_one_is_not():
    broken = '{"Resources": {"A": 1,}}'
    assert meant(broken + "\n" * 100_000) is not None
    assert meant(broken + "\n" * 100_001) is None


def test_yaml_has_at_most_fifty_nine_mistakes():
    def text(count):
        return "Resources:\n" + "".join(f"  A{n}: @x\n" for n in range(count))

    assert len(meant(text(59)).recovery.found) == 59
    assert meant(text(60)) is None


def test_a_long_text_is_parsed_only_so_often():
    def text(mistakes, length):
        faults = "".join(f"  A{n}: @x\n" for n in range(mistakes))
        return meant(f"Outputs: >\n  {'a' * length}\nResources:\n{faults}")

    assert len(text(3, 200_000).recovery.found) == 3
    assert text(4, 200_000) is None
    assert len(text(13, 50_000).recovery.found) == 13
    assert text(15, 50_000) is None


def test_two_hundred_fences_are_looked_at():
    other, holding = "```\nx: 1\n```\n", "```\nResources: {A: 1}\n```\n"
    assert meant(other * 99 + holding).text == "Resources: {A: 1}\n"
    found = meant(other * 100 + holding)
    assert found is None or "code block" not in found.recovery.found[0].mend.message


def test_a_line_of_a_thousand_characters_with_its_end_is_no_sentence():
    def prose(length):
        return meant("Resources: {A: 1}\n" + "ab " + "a" * (length - 4) + "\n")

    assert prose(999).recovery.found[0].mend.kind == "syntax-wrapping"
    found = prose(1_000)
    assert found is None or found.recovery.found[0].mend.kind != "syntax-wrapping"


def test_block_text_in_json_may_have_two_hundred_thousand_characters_before_its_last_line():
    def block(length):
        return meant('{"Resources": {"A": |\n' + "  " + "a" * (length - 2) + "\n  b\n}}")

    assert block(199_997).data["Resources"]["A"].endswith("a\nb\n")
    found = block(199_998)
    assert found is None or "A" not in found.data["Resources"]


def test_lines_are_moved_by_up_to_eight_columns():
    def moved(columns):
        return meant("Resources:\n  A: 1\n" + " " * (2 + columns) + "B: 1\n")

    assert moved(8).data == {"Resources": {"A": 1, "B": 1}}
    assert moved(9).data == {"Resources": {"A": 1}}
