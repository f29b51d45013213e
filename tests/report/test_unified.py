import difflib
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import BUCKET, result

from repair.report.unified import unified_diff

LINES = st.lists(st.sampled_from(["a", "b", "}", "", "  x: 1", "c"]), max_size=25)


def as_comments(lines):
    return "Resources: {}\n" + "\n".join("#" + line for line in lines)


@settings(max_examples=60, deadline=None)
@given(LINES, LINES, st.booleans(), st.booleans())
def test_the_diff_leads_from_the_old_text_to_the_new(old, new, old_ends, new_ends):
    before = as_comments(old) + "\n" * old_ends
    after = as_comments(new) + "\n" * new_ends
    diff = unified_diff(result(source=before, text=after))
    assert (diff == "") == (before == after)
    assert patched(before, diff) == after
    expected = "".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True)))
    assert diff.count("\n@@") <= expected.count("\n@@") + 2


def patched(text, diff):
    """What `patch` would make of `text`: an independent reading of the format."""
    if not diff:
        return text
    lines = text.split("\n")
    source = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    out, at = [], 0
    rows = diff.split("\n")[2:-1]
    for index, row in enumerate(rows):
        if row.startswith("@@"):
            first, _, count = row.split()[1][1:].partition(",")
            start = int(first) - (0 if count == "0" else 1)
            out += source[at:start]
            at = start
        elif row.startswith("\\"):
            continue
        else:
            bare = index + 1 < len(rows) and rows[index + 1].startswith("\\")
            line = row[1:] + ("" if bare else "\n")
            if row[0] in " -":
                assert source[at] == line
                at += 1
            if row[0] in " +":
                out.append(line)
    return "".join([*out, *source[at:]])


def test_nothing_changed_is_nothing_said():
    assert unified_diff(result()) == ""


def test_a_missing_final_newline_is_said():
    before, after = BUCKET.rstrip("\n"), BUCKET.rstrip("\n") + "2"
    assert unified_diff(result(source=before, text=after)).endswith(
        "-    Type: AWS::SQS::Queue\n\\ No newline at end of file\n"
        "+    Type: AWS::SQS::Queue2\n\\ No newline at end of file\n"
    )


def test_carriage_returns_stay():
    before = BUCKET.replace("\n", "\r\n")
    diff = unified_diff(result(source=before, text=before.replace("raw", "cooked")))
    assert "-      BucketName: raw\r\n+      BucketName: cooked\r\n" in diff


def test_colour_changes_nothing_but_colour():
    import re

    run = result(text=BUCKET.replace("raw", "cooked"))
    assert re.sub(r"\x1b\[\d+m", "", unified_diff(run, colour=True)) == unified_diff(run)


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_changed_secret_is_a_changed_line(quote):
    source = "Resources:\n  A:\n    Type: X\n    Properties:\n      Password: {0}{1}{0}\n"
    diff = unified_diff(result(source=source.format(quote, "hunter2"), text=source.format(quote, "hunter3")))
    assert (
        f"-      Password: {quote}[redacted]{quote}\n+      Password: {quote}[redacted, changed]{quote}\n"
        in diff
    )
    assert "hunter" not in diff


def test_secrets_that_changed_places_are_changed_lines():
    source = "Resources: {{}}\nMetadata:\n  Password: {}\n  Token: {}\n"
    diff = unified_diff(result(source=source.format("one1", "two2"), text=source.format("two2", "one1")))
    assert diff.count("[redacted, changed]") == 2


def test_a_secret_of_several_lines_keeps_its_lines():
    source = (
        "Resources: {}\nMetadata:\n  PrivateKey: |\n    -----BEGIN PRIVATE KEY-----\n    abc\n  Size: 1\n"
    )
    diff = unified_diff(result(source=source, text=source.replace("1\n", "2\n")))
    assert "@@ -3,4 +3,4 @@" in diff
    assert " PrivateKey: |\n     [redacted]\n     [redacted]\n-  Size: 1\n+  Size: 2\n" in diff


def test_git_reads_it(tmp_path):
    (tmp_path / "stack.yaml").write_text(BUCKET)
    after = BUCKET.replace("raw", "cooked").replace("Queue\n", "Queue\n    Properties: {}\n")
    (tmp_path / "it.diff").write_text(unified_diff(result(text=after)))
    try:
        subprocess.run(["git", "apply", "-p0", "it.diff"], cwd=tmp_path, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("git is not installed")
    assert (tmp_path / "stack.yaml").read_text() == after
