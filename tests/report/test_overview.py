"""The overview of many pairs: counts that add up, whatever the order; and what has improved."""

import csv
import io
import json
from collections import Counter

import pytest
from html_page import Page
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from machine import compared

from repair.errors import InputError
from repair.report.composing.compose import document_of
from repair.report.overview.csv_table import COLUMNS, as_csv
from repair.report.overview.json_shape import as_json, earlier
from repair.report.overview.markdown import as_markdown
from repair.report.overview.overview import Fact, Label, Pair, Unread, overview_of, pair_of
from repair.report.overview.schema import OverviewFile
from repair.report.pages.bars import Bar, bars
from repair.report.pages.overview_page import as_html

VALID = Draft202012Validator(OverviewFile.model_json_schema())
KINDS = [Label("bucket-open", "Bucket that everyone reads"), Label("queue-lost", "Queue <without> | end")]
FACTS = st.builds(
    Fact,
    kind=st.sampled_from(KINDS),
    category=st.sampled_from([Label("access", "Access"), Label("reliability", "Reliability")]),
    severity=st.sampled_from(["critical", "high", "medium", "low"]),
    profiles=st.sampled_from([("baseline",), ("test", "production"), ("none",)]),
    services=st.sampled_from([(("S3", 2),), (("S3", 1), ("SQS", 3)), (("template", 1),)]),
)
PAIRS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(FACTS, max_size=5)),
    max_size=5,
    unique_by=lambda one: one[0],
).map(lambda made: [pair(name, *facts) for name, facts in made])


def pair(name, *facts):
    return Pair(name, "generated.json", "ideal.yaml", f"{name}/FAILURES.md", 0.5, tuple(facts))


def fact(kind=KINDS[0], severity="high"):
    return Fact(kind, Label("access", "Access"), severity, ("baseline",), (("S3", 1),))


def read(overview):
    value = json.loads(as_json(overview))
    VALID.validate(value)
    return value


@settings(max_examples=50, deadline=None)
@given(PAIRS, st.randoms())
def test_the_counts_add_up_and_the_order_of_the_pairs_does_not_matter(pairs, random):
    overview = overview_of(pairs)
    value = read(overview)
    every = [one for pair in pairs for one in pair.facts]
    assert value["summary"]["findings"] == len(every)
    for name in ("by_kind", "by_category", "by_severity"):
        assert sum(one["findings"] for one in value[name]) == len(every)
        assert sum(one["places"] for one in value[name]) == value["summary"]["places"]
    assert sum(one["places"] for one in value["by_service"]) == value["summary"]["places"]
    assert {one["id"]: one["findings"] for one in value["by_kind"]} == Counter(one.kind.id for one in every)
    for one in value["pairs"]:
        assert one["findings"] == sum(one["kinds"].values()) == sum(one["severity"].values())
    shuffled = random.sample(pairs, len(pairs))
    again = overview_of(shuffled)
    for form in (as_json, as_markdown, as_html, as_csv):
        assert form(again) == form(overview)


def test_the_commonest_stands_first():
    overview = overview_of([pair("a", fact(KINDS[1]), fact(KINDS[1])), pair("b", fact())])
    assert [(one.id, one.findings, one.pairs) for one in overview.kinds] == [
        ("queue-lost", 2, 1),
        ("bucket-open", 1, 1),
    ]


def test_what_a_pairs_document_says_is_what_counts():
    document = document_of(compared())
    made = pair_of("x/y", document, "x/y/FAILURES.md")
    assert (made.generated, made.ideal) == ("generated.yaml", "ideal.yaml")
    assert len(made.facts) == document.summary.items
    assert made.places == document.summary.places
    assert {service for one in made.facts for service, _ in one.services} >= {"S3", "SQS"}
    assert all(one.profiles for one in made.facts)


def test_against_an_earlier_overview_only_the_pairs_of_both_count():
    then = overview_of([pair("a", fact(), fact(), fact(KINDS[1])), pair("b"), pair("gone", *[fact()] * 9)])
    before = earlier(as_json(then), "then.json")
    now = overview_of(
        [pair("a", fact()), pair("b", fact(KINDS[1])), pair("new", *[fact()] * 9)], earlier=before
    )
    against = now.against
    assert (against.pairs, against.total.before, against.total.now) == (2, 3, 2)
    assert [(one.id, one.before, one.now) for one in against.kinds] == [("bucket-open", 2, 1)]
    assert [(one.id, one.change) for one in against.changed] == [("a", -2), ("b", 1)]
    assert (against.new, against.gone) == (("new",), ("gone",))
    assert read(now)["against"]["kinds"][0]["before"] == 2
    assert "3 findings then, 2 now, 1 fewer. 1 pair improved, 1 got worse, 0 stayed." in as_markdown(now)
    assert list(csv.reader(io.StringIO(as_csv(now))))[-1][:4] == [
        "change",
        "bucket-open",
        KINDS[0].title,
        "1",
    ]


def test_an_overview_against_itself_changes_nothing():
    then = overview_of([pair("a", fact(), fact(KINDS[1]))])
    now = overview_of(then.pairs, earlier=earlier(as_json(then), "x"))
    assert not now.against.kinds
    assert not now.against.changed
    assert "1 findings" not in as_markdown(now)
    Page(as_html(now)).check()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema_version": 2}', '{"schema_version": 1}', '{"schema_version": 1, "pairs": [1]}'],
)
def test_what_is_no_earlier_overview_is_refused_in_one_sentence(text):
    with pytest.raises(InputError, match=r"^then\.json: "):
        earlier(text, "then.json")


def test_the_page_is_valid_and_complete_and_links_every_document():
    overview = overview_of(
        [pair("a b/c", fact(), fact(KINDS[1])), pair("d")], [Unread("e<f", "generated.json:3:1: not | JSON")]
    )
    page = Page(as_html(overview))
    page.check()
    links = [one.get("href") for one in page.all("a") if not one.get("href").startswith("#")]
    assert links == ["a%20b/c/FAILURES.md", "d/FAILURES.md"]
    for words in ("Queue <without> | end", "e<f", "not | JSON"):
        assert words in page.text
    assert len([one for one in page.all() if str(one.tag).endswith("}svg")]) == 5


def test_a_row_of_markdown_keeps_its_columns_whatever_the_names():
    text = as_markdown(overview_of([pair("a|b", fact(KINDS[1]))], [Unread("x", "y\nz")]))
    for line in text.split("\n"):
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") in (6, 8)
    assert "- x: y z" in text


def test_the_table_for_spreadsheets_has_every_value_and_no_formula():
    rows = list(csv.reader(io.StringIO(as_csv(overview_of([pair("=cmd()", fact())], [Unread("x", "@y")])))))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert ["pair", "'=cmd()", "'=cmd()/FAILURES.md", "1", "1", "1", ""] in rows
    assert ["unread", "x", "'@y", "", "", "1", ""] in rows


def test_bars_are_as_long_as_their_values_and_say_them_in_words():
    plot = str(bars("Kinds", [Bar("<a>", 10), Bar("b", 5, 10)]))
    assert 'aria-label="Kinds: &lt;a&gt; 10; b 10 → 5"' in plot
    widths = [part.split('"')[0] for part in plot.split('width="')[1:]]
    assert widths == ["420.0", "210.0", "420.0"]
    assert bars("none", []) == ""
