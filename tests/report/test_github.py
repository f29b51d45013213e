"""GitHub workflow commands: one line for each place, nothing breaks out of it."""

import re

from hypothesis import given, settings
from machine import checked
from made_up import FINDINGS, NO_FIX, finding, place, result

from repair.report.write import render
from repair.rules.model import Severity

COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def read(text):
    """Lines as the runner reads them: command, properties, message."""
    commands = []
    for line in text.removesuffix("\n").split("\n") if text else []:
        command, properties, message = COMMAND.fullmatch(line).groups()
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        commands.append((command, {key: plain(value) for key, value in pairs.items()}, plain(message)))
    return commands


def plain(text):
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@settings(max_examples=40, deadline=None)
@given(FINDINGS)
def test_any_findings_make_one_command_a_place(found):
    commands = read(render([result(*found)], "github"))
    assert len(commands) == sum(len(one.places) for one in found)
    assert {command[1]["file"] for command in commands} <= {"stack.yaml"}


def test_the_level_follows_the_severity_and_what_is_mended_is_a_notice():
    found = [finding(id=severity.value, severity=severity, fix=NO_FIX) for severity in Severity]
    levels = [command for command, _, _ in read(render([result(*found, finding())], "github"))]
    assert levels == ["error", "error", "warning", "notice", "notice"]


def test_signs_that_mean_something_are_escaped_and_come_back():
    title = "100%: a,b"
    message = "50%0A, ::error::x"
    found = finding(title=title, fix=NO_FIX, places=(place(message=message),))
    ((_, properties, said),) = read(render([result(found)], "github"))
    assert properties["title"] == "100%: a,b (s3-versioning)"
    assert said.startswith("50%0A, ::error::x ")


def test_columns_are_told_only_within_one_line():
    for _, properties, _ in read(render([checked()], "github")):
        assert ("col" in properties) == (properties["line"] == properties["endLine"])


def test_without_findings_there_is_nothing_to_say():
    assert render([result()], "github") == ""


def test_the_worst_of_all_files_stand_first_and_further_places_behind_first_ones():
    many = finding(
        id="many", severity=Severity.HIGH, fix=NO_FIX, places=tuple(place(line=line) for line in (1, 2, 3))
    )
    one = finding(id="one", severity=Severity.HIGH, fix=NO_FIX, places=(place(line=9),))
    worst = finding(id="worst", severity=Severity.CRITICAL, fix=NO_FIX, places=(place(line=7),))
    commands = read(render([result(many), result(one, worst)], "github"))
    titles = [re.search(r"\((\w+)\)$", properties["title"])[1] for _, properties, _ in commands]
    assert titles == ["worst", "many", "one", "many", "many"]
