"""What counts as a sentence of a requirements document, under which negation it stands, and how wishes add up."""

import pytest

from repair.engine.profile import Profile, profile_of
from repair.engine.requirements import is_negated, read, sentences, with_requirements
from repair.engine.select import Choices


def told(text):
    return [(one.text, one.line, one.heading) for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keep all logs.", [("Keep all logs.", 1, "")]),
        ("Keep logs.", []),
        ("\n\n- Keep all logs", [("Keep all logs", 3, "")]),
        ("* **Keep** all `logs` __now__", [("Keep all logs now", 1, "")]),
        ("1. Keep all logs", [("Keep all logs", 1, "")]),
        ("(2) Keep all logs", [("Keep all logs", 1, "")]),
        ("[3] Keep all logs", [("Keep all logs", 1, "")]),
        ("> - Keep all logs", [("Keep all logs", 1, "")]),
        ("\u2022 Keep all logs", [("Keep all logs", 1, "")]),
        (
            'Keep all logs. Drop all metrics! Is it so? "Yes it is" (no it is)',
            [
                ("Keep all logs.", 1, ""),
                ("Drop all metrics!", 1, ""),
                ("Is it so?", 1, ""),
                ('"Yes it is" (no it is)', 1, ""),
            ],
        ),
        ("Keep e.g. all logs", [("Keep e.g. all logs", 1, "")]),
        ("# Title\nKeep all logs", [("Keep all logs", 2, "Title")]),
        ("## Title ##\n\nKeep all logs", [("Keep all logs", 3, "Title")]),
        ("**Title**\nKeep all logs", [("Keep all logs", 2, "Title")]),
        ("1. **Title**:\nKeep all logs", [("Keep all logs", 2, "Title")]),
        ("Title of it all:\nKeep all logs", [("Keep all logs", 2, "Title of it all")]),
        ("- Title of it all:\n- Keep all logs", [("Keep all logs", 2, "Title of it all")]),
        ("#Title\nKeep all logs", [("Keep all logs", 2, "")]),
        ("# Optional\nKeep all logs\n# Must\nDrop all logs", [("Drop all logs", 4, "Must")]),
        ("# Out of scope\n- Keep all logs", []),
        ("# Future work\n- Keep all logs", []),
        ("# Nice-to-have\n- Keep all logs", []),
        ("# Examples\n- Keep all logs", []),
        ("If time permits:\n- Keep all logs", []),
        ("```\nKeep all logs\n```\nDrop all logs", [("Drop all logs", 4, "")]),
        ("~~~yaml\nKeep all logs\n~~~\nDrop all logs", [("Drop all logs", 4, "")]),
        ("Keep all logs\n```\nDrop all logs", [("Keep all logs", 1, "")]),
        ("Keep ~~~ all logs\nDrop all logs", [("Keep ~~~ all logs", 1, ""), ("Drop all logs", 2, "")]),
        (
            "Drop all logs. Keep of them:\nOne or two more",
            [("One or two more", 2, "Drop all logs. Keep of them")],
        ),
        ("Keep all\nlogs of functions", [("Keep all logs of functions", 1, "")]),
        ("Keep all,\n(even old) logs", [("Keep all, (even old) logs", 1, "")]),
        ("Keep all\n`old` logs", [("Keep all old logs", 1, "")]),
        ("Keep logs for\n  30 days or so", [("Keep logs for 30 days or so", 1, "")]),
        ("Keep all logs.\nthen drop all logs", [("Keep all logs.", 1, ""), ("then drop all logs", 2, "")]),
        ("Keep all logs\nDrop all logs", [("Keep all logs", 1, ""), ("Drop all logs", 2, "")]),
        ("Keep all logs\n- drop all logs", [("Keep all logs", 1, ""), ("drop all logs", 2, "")]),
        ("", []),
    ],
)
def test_a_sentence_has_three_words_and_is_no_heading_no_code_and_not_optional(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Enable X now", False), ("Do not enable X", True), ("Never enable X", True), ("no X", True),
        ("without X", True), ("Avoid any X", True), ("Disable the X", True), ("Prohibit all X", True),
        ("Don't use X", True), ("Don't forget X", False), ("Not only X", False), ("no later than X", False),
        ("X must not be used", True), ("X should never be there", True), ("X is disabled", True), ("X: false", True),
        ("X is not required", True), ("X must be used, not Y", False), ("No Y, but X", False), ("No Y; X", False),
        ("No Y (X)", False), ("No Y - X", False), ("No Y \u2014 X", False), ("No Y and must use X", False),
        ("No Y and X", True), ("not a b c d e X", True), ("not a b c d e f X", False), ("X, never", False),
        ("X is forbidden", True), ("X is not less than 5", True),
    ],
)  # fmt: skip
def test_a_negation_holds_in_its_clause_and_near_to_its_words(text, negated):
    start = text.index("X")
    assert is_negated(text, start, start + 1) is negated


def test_the_words_themselves_may_negate():
    assert is_negated("Stack has no X at all", 6, 14)


@pytest.mark.parametrize(
    "hedge",
    [
        "Consider",
        "Optionally",
        "Ideally",
        "You could",
        "One might",
        "You may",
        "Unless asked",
        "Depending on it",
        "Where possible",
        "In production",
    ],
)
def test_what_is_hedged_is_not_understood(hedge):
    sentence = f"{hedge} enable versioning on the bucket"
    assert [one.text for one in read(sentence).unknown] == [sentence]
    assert not read(sentence).understood


def laid(text, *words, profile=None):
    return with_requirements(profile or profile_of(words), read(text))


def test_lists_and_tags_of_several_sentences_add_up_and_the_profile_wins_in_tags():
    base = Profile(
        values={"tags": {"Team": "mine"}, "asked-resources": ["AWS::SNS::Topic", "AWS::SQS::Queue"]}
    )
    made, _ = laid(
        "Tag everything with Team=theirs and Cost=blue.\n\nA dead letter queue takes all.\n\nUse a WAF in front.\n\nA DLQ for all of it.",
        profile=base,
    )
    assert made.values["tags"] == {"Team": "mine", "Cost": "blue"}
    assert made.values["asked-resources"] == ["AWS::SNS::Topic", "AWS::SQS::Queue", "AWS::WAFv2::WebACL"]
    alone, _ = laid("A DLQ takes all.\n\nUse a WAF in front.\n\nA DLQ for all of it.")
    assert alone.values["asked-resources"] == ["AWS::SQS::Queue", "AWS::WAFv2::WebACL"]


def test_the_document_says_more_than_the_profile():
    base = Profile(values={"log-retention-days": 90, "image-count": 5})
    made, requirements = laid("Keep all logs for 7 days.\n\nKeep older logs for 7 days.", profile=base)
    assert made.values == {"log-retention-days": 7, "image-count": 5}
    assert requirements.collisions == ()


def test_a_number_says_more_than_that_there_is_one():
    made, requirements = laid(
        "Set reserved concurrency for all functions.\n\nReserved concurrency of 5 for all functions."
    )
    assert (made.values, requirements.collisions) == ({"reserved-concurrency": 5}, ())


def test_what_was_asked_for_in_two_ways_is_left_to_nobody():
    base = Profile(values={"log-retention-days": 90})
    made, requirements = laid("Keep logs for 7 days.\n\nKeep logs for 30 days.", profile=base)
    assert requirements.collisions == (
        "log-retention-days: asked for 7 (line 1) and 30 (line 3); left alone",
    )
    assert made.values.get("log-retention-days") is None


def test_a_limit_is_named_only_where_the_document_wants_something_else():
    base = Profile(values={"image-count": 5}, limits=frozenset({"image-count"}))
    made, requirements = laid("ECR keeps the last 10 images.", profile=base)
    assert made.values == {"image-count": 5}
    assert requirements.collisions == ("image-count: the account's limit 5 stands above the document",)
    assert laid("ECR keeps the last 5 images.", profile=base)[1].collisions == ()


def test_the_end_of_the_stack_that_a_profile_chose_is_not_talked_over():
    _, requirements = laid("Use DeletionPolicy: Retain for the table", "test")
    assert requirements.collisions == (
        "removal: asked for protect (line 1) and destroy (profile); left alone",
    )
    made, requirements = laid("The stack must be destroyable always", "test")
    assert (made.values["removal"], requirements.collisions) == ("destroy", ())


DESTROYING = {"lifecycle-kept-after-delete", "lifecycle-deletion-protection", "lifecycle-unstated-removal"}
PROTECTING = {"lifecycle-unprotected-data"}


@pytest.mark.parametrize(
    ("text", "safe", "off"),
    [
        ("The stack must be destroyable always", DESTROYING, PROTECTING),
        ("Apply retain policies to the tables", PROTECTING, DESTROYING),
        (
            "The stack must be destroyable.\n\nApply retain policies to the tables.",
            set(),
            DESTROYING | PROTECTING,
        ),
        ("Use private subnets for all of it", set(), set()),
    ],
)
def test_the_end_of_the_stack_turns_rules_on_and_off(text, safe, off):
    choices = laid(text)[0].choices
    assert (choices.safe, choices.off) == (safe, off)


def test_what_is_asked_for_and_refused_is_off_and_named():
    made, requirements = laid("Enable X-Ray tracing on Lambda.\n\nDo not enable X-Ray tracing on Lambda.")
    assert requirements.collisions == ("lambda-tracing: asked for and refused; left alone",)
    assert "lambda-tracing" in made.choices.off
    assert "lambda-tracing" not in made.choices.safe


def test_wishes_are_laid_over_the_choices_of_the_profile():
    base = Profile(
        choices=Choices(
            ("test",), frozenset({"a"}), frozenset({"lambda-tracing", "b"}), frozenset({"c", "s3-versioning"})
        )
    )
    made, _ = laid(
        "Enable X-Ray tracing on Lambda.\n\nNever version the bucket, no versioning.\n\nAlarms publish to SNS.",
        profile=base,
    )
    assert made.choices.layers == ("test",)
    assert made.choices.on >= {"a", "cloudwatch-alarm-actions"}
    assert made.choices.off == {"b", "s3-versioning"}
    assert made.choices.safe == {"c", "lambda-tracing"}


def test_the_summary_counts_sentences():
    assert read("").summary == "0 requirements understood, 0 not."
    assert read("Enable X-Ray tracing and versioning.").summary == "1 requirement understood, 0 not."
    two = read("Enable X-Ray tracing.\n\nEnable versioning on buckets.\n\nThis is no wish.")
    assert two.summary == "2 requirements understood, 1 not."


def test_every_wish_is_told_by_its_line_with_what_it_comes_to_and_then_the_rest():
    requirements = read(
        "Do not enable X-Ray tracing on Lambda.\n\nKeep it simple, please.\n\nUse customer keys of KMS."
    )
    assert list(requirements.lines()) == [
        "1: tracing: lambda-tracing is off",
        "5: customer keys: no rule for it yet",
        "3: not understood: Keep it simple, please.",
    ]
    assert [one.rule_missing for one in requirements.understood] == [False, True]


def test_what_the_emulator_cannot_do_no_document_asks_for():
    choices = laid("Enable X-Ray tracing on Lambda.", "emulator")[0].choices
    assert "lambda-tracing" in choices.off
    assert "lambda-tracing" not in choices.safe | choices.on
    assert "lambda-tracing" in laid("Enable X-Ray tracing on Lambda.", "compliance")[0].choices.safe
