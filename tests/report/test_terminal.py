import re

import pytest
from hypothesis import given, settings
from made_up import BUCKET, FINDINGS, NO_FIX, UNSAFE, VALUE, finding, fix, place, result

from repair.diff.delta import Deployment
from repair.engine.finding import FixStatus
from repair.report.terminal import closing, summary


def lines_of(run, width=0):
    return summary(run, colour=False, width=width).splitlines()


@settings(max_examples=25, deadline=None)
@given(FINDINGS)
def test_every_finding_is_one_line_and_the_counts_add_up(findings):
    lines = lines_of(result(*findings))
    assert sum(bool(re.match(r"    \d+:\d+ ", line)) for line in lines) == len(findings)
    if findings:
        total, *parts = map(int, re.findall(r"\b(\d+) ", lines[-1]))
        assert total == len(findings) == sum(parts)


def test_what_was_mended_comes_first_then_what_is_left_and_why():
    run = result(
        finding(places=(place(), place(resource="Other"))),
        finding(
            id="sns-encryption",
            fix=UNSAFE,
            places=(place(line=12, column=7, message="Topic is not encrypted."),),
        ),
        finding(id="ec2-subnets", fix=VALUE),
        finding(id="secret-literal", fix=NO_FIX),
    )
    assert summary(run, colour=False, width=0) == (
        "stack.yaml\n"
        "\n"
        "  + mended\n"
        "    4:5   high  s3-versioning   RawBucket keeps no versions; and 1 more place\n"
        "\n"
        "  ~ left; --unsafe-fixes mends\n"
        "    12:7  high  sns-encryption  Topic is not encrypted\n"
        "\n"
        "  ! left for a person\n"
        "    4:5   high  ec2-subnets     RawBucket keeps no versions; needs a value: nothing says which subnets\n"
        "    4:5   high  secret-literal  RawBucket keeps no versions\n"
        "\n"
        "4 found: 1 mended, 1 needs --unsafe-fixes, 2 need a person.\n"
    )


@pytest.mark.parametrize(
    ("fixes", "sentence"),
    [
        ((), "Nothing to mend."),
        ((fix(),), "1 found: 1 mended."),
        ((UNSAFE, UNSAFE), "2 found: 2 need --unsafe-fixes."),
        ((fix(FixStatus.AVAILABLE), VALUE), "2 found: 1 can be mended, 1 needs a person."),
    ],
)
def test_closing_line_counts_what_there_is(fixes, sentence):
    assert closing([finding(fix=one) for one in fixes]) == sentence


def test_a_long_message_wraps_at_words_under_itself():
    run = result(finding(places=(place(message="word " * 60),)))
    lines = [line for line in lines_of(run, 100) if "word" in line]
    assert len(lines) > 1
    assert all(len(line) <= 100 for line in lines)
    assert {line.index("word") for line in lines} == {lines[0].index("word")}


def test_a_message_of_several_lines_is_one_line():
    assert "one two" in summary(result(finding(places=(place(message="one\ntwo"),))), colour=False, width=0)


def test_colour_adds_nothing_but_colour():
    run = result(finding(), finding(fix=UNSAFE), failures=[("s3-odd", "KeyError")])
    painted = summary(run, colour=True, width=90)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[\d+m", "", painted) == summary(run, colour=False, width=90)


def test_without_findings_it_says_so():
    assert summary(result(), colour=False, width=80) == "stack.yaml: nothing to mend.\n"


def test_standard_input_has_a_name():
    assert summary(result(name="-"), colour=False, width=80).startswith("<stdin>: ")


def test_a_fix_that_replaces_the_resource_says_so():
    run = result(finding(fix=UNSAFE, deployment=Deployment("will")))
    assert "it replaces the resource" in summary(run, colour=False, width=0)


def test_a_failed_rule_is_named():
    text = summary(result(failures=[("s3-odd", "KeyError: 'X'")]), colour=False, width=80)
    assert "rule s3-odd failed and was left out: KeyError: 'X'" in text


def test_it_is_ascii_so_that_every_terminal_can_show_it():
    assert summary(result(finding(fix=VALUE), source=BUCKET), colour=True, width=60).isascii()
