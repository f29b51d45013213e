"""`repair diff` as a comment for a pull request."""

import re

import pytest
from differing import MOVED_OUT, RENAMED, delta, difference, made
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.delta import Deployment
from repair.report.difference_markdown import LIMIT, cell, markdown
from repair.report.difference_viewer import view


def shown(*deltas, **changes):
    return markdown(view(made(*deltas, **changes)))


def cells(row):
    """The cells of a table's row as GitHub splits it: a backslash takes the bar that follows it."""
    return [found.strip() for found in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def test_it_begins_with_the_counts_and_what_becomes_of_the_stack():
    found, generated, ideal = difference()
    words = markdown(view(found, generated, ideal))
    assert words.startswith("## `generated.yaml` and `ideal.yaml`\n\n7 differences (1 renamed, 4 changed,")
    assert "In a running stack it creates 1 resource, deletes 1 (Queue)" in words
    assert "| **total** | 1 | 4 | 1 | 1 | 7 |" in words


def test_every_difference_has_a_row_and_long_values_a_block_below():
    found, generated, ideal = difference()
    words = markdown(view(found, generated, ideal))
    rows = [cells(line) for line in words.splitlines() if re.match(r"\| `[=~>+-]` \|", line)]
    assert len(rows) == len(found.deltas)
    assert ["`~`", "`Properties.Tags[Team].Value`", "10 → 10", "`data`", "`platform`", ""] in rows
    assert "`Properties.Code.ZipFile`:\n\n```diff\n  import boto3\n" in words
    assert "\n-     size = 5\n+     size = 6\n" in words


def test_an_entry_unfolds_and_says_what_it_is():
    words = shown(RENAMED)
    assert (
        "<details open><summary>= <code>Db</code> → <code>Database</code> · AWS::RDS::DBInstance · renamed, "
        "<b>replaces it</b>, <b>may replace also App</b>, <b>data may be lost</b></summary>"
    ) in words
    assert "\n2 references follow\n" in words
    assert words.count("<details") == words.count("</details>") == 1


def test_parts_are_rows_under_their_change():
    words = shown(MOVED_OUT)
    assert "2 differences that are one, below" in words
    assert words.count("↳") == 2


@pytest.mark.parametrize(
    ("value", "spelt"),
    [
        ("plain", "`plain`"),
        ("a|b", "`a\\|b`"),
        ("a`b", "``a`b``"),
        ("`a`", "`` `a` ``"),
        ("a\\|b", "<code>a&#92;&#124;b</code>"),
        ("", "(empty)"),
        (" ", "(blank)"),
    ],
)
def test_a_value_stays_in_its_cell(value, spelt):
    assert cell(value) == spelt


@settings(max_examples=100, deadline=None)
@given(st.text("ab|`\\\n<>*_[]@#&;'\"", max_size=12), st.text("ab|`\\\n<>", max_size=12))
def test_no_value_breaks_the_table(before, after):
    words = shown(delta(before=before, after=after, path=("Resources", "R", "Properties", "X")))
    table = [line for line in words.splitlines() if line.startswith("| `~`")]
    assert len(table) == 1
    assert len(cells(table[0])) == 6


def test_a_hostile_name_is_only_a_name():
    words = shown(delta(path=("Resources", "</summary><script>@all", "Properties", "X|y`z")))
    assert "<script>" not in re.sub(r"(`+).*?\1", "", words)
    assert "&lt;/summary&gt;&lt;script&gt;@all" in words


def test_what_does_not_fit_is_counted():
    many = [
        delta(
            path=("Resources", f"R{n % 40}", "Properties", f"P{n}"), before="x" * 90, after="y" * 90, weight=1
        )
        for n in range(1200)
    ]
    words = shown(*many, total=5000)
    assert len(words) <= LIMIT
    rows = len(re.findall(r"^\| `~`", words, re.MULTILINE))
    left = re.search(r"\*\*(\d+) more differences are left out here\*\*", words)
    assert rows > 100
    assert rows + int(left[1]) == 1200
    assert words.count("<details>") == words.count("</details>")


def test_one_huge_entry_is_cut_between_its_changes():
    many = [
        delta(path=("Resources", "R", "Properties", f"P{n}"), before="x" * 90, weight=1) for n in range(900)
    ]
    words = shown(*many, total=5000)
    assert len(words) <= LIMIT
    rows = len(re.findall(r"^\| `~`", words, re.MULTILINE))
    assert rows + int(re.search(r"(\d+) more differences", words)[1]) == 900
    assert rows > 200


def test_effects_stand_in_the_row():
    words = shown(delta(deployment=Deployment("may"), depends_on=("AWS::Region",)))
    assert "may replace it; the same or not, depending on AWS::Region |" in words
