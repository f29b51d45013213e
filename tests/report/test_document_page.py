"""The failure-analysis document as a page."""

from dataclasses import replace

import pytest
from html_page import Page
from machine import GENERATED, checked, compared

from repair.report.composing.compose import document_of
from repair.report.document import (
    Change,
    Check,
    Compliance,
    Requirement,
    Right,
    Sameness,
    Snippet,
    Verdict,
)
from repair.report.pages.document_page import SHOWN_PLACES, as_html
from repair.report.pages.rows import lines_of

HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp; --> `x"


@pytest.fixture(scope="module")
def document():
    return document_of(compared())


@pytest.fixture(scope="module")
def whole(document):
    """A document that has every part."""
    return replace(
        document,
        right=(Right("encryption", "Encryption", "s3-x", "BucketEncryption", "AES256", ("Raw", "Cooked")),),
        compliance=Compliance(
            (Requirement(3, "Keep versions.", "not met", "`Raw` keeps none.", (1,)),),
            (("not met", 1),),
            ("A collides with B.",),
        ),
        verification=(Check("parses", "It parses", (Verdict("generated.yaml", None, "nobody asked"),)),),
        failures=(("s3-y", "KeyError"),),
        coarse=("It is coarse here.",),
    )


def test_every_part_is_on_a_page_that_is_valid_and_complete(whole):
    page = Page(as_html(whole))
    page.check()
    for words in (
        "What the generated template got right",
        "Keep versions.",
        "It parses",
        "unknown",
        "s3-y",
        "coarse",
    ):
        assert words in page.text
    assert [one.get("id") for one in page.all("details") if one.get("id")] == [
        item.anchor for item in whole.items
    ]


def test_the_counts_are_those_of_what_is_listed(document):
    page = Page(as_html(document))
    entries = [one for one in page.all("details") if "entry" in (one.get("class") or "")]
    assert len(entries) == document.summary.items == len(document.items)
    for count in document.summary.by_severity:
        listed = [one for one in entries if one.get("data-severity") == count.id]
        assert len(listed) == count.items
    boxes = [one.get("value") for one in page.all("input") if one.get("type") == "checkbox"]
    assert boxes == [count.id for count in document.summary.by_severity if count.items]


def test_many_places_unfold_and_none_is_lost(document):
    item = document.items[0]
    many = replace(item, places=item.places[:1] * (SHOWN_PLACES + 2))
    page = Page(as_html(replace(document, items=(many,))))
    (more,) = [one for one in page.all("details") if one.get("class") == "more"]
    assert more[0].text == "2 more places"
    listed = [one for ul in page.all("ul") if ul.get("class") == "places" for one in ul]
    assert len(listed) == SHOWN_PLACES + 2


def test_a_document_about_one_template_is_a_page_too():
    page = Page(as_html(document_of(checked())))
    page.check()
    assert "after the fix" in page.text


def test_templates_that_mean_the_same_make_a_page_that_says_so():
    made = document_of(compared(GENERATED, GENERATED))
    same = made.sameness or Sameness(False, ("comments",), "`a` means the same as `b`.")
    page = Page(as_html(replace(made, sameness=replace(same, differs_in=("comments", "key order")))))
    page.check()
    assert "They differ in comments, key order only." in page.text
    assert not page.all("input")


def hostile(document):
    """A document every text of which is hostile."""
    item = document.items[0]
    snippet = Snippet(HOSTILE, "yaml", HOSTILE, 1, HOSTILE)
    place = replace(item.places[0], name=HOSTILE, property=HOSTILE, resource_type=HOSTILE, message=HOSTILE)
    bad = replace(
        item,
        title=f"{HOSTILE} `{HOSTILE}`",
        category_title=HOSTILE,
        kind_title=HOSTILE,
        places=(place,),
        changes=(
            Change(HOSTILE, (0,), snippet, replace(snippet, text=f"{HOSTILE}2"), note=HOSTILE),
            Change(
                HOSTILE, (0,), difference=replace(snippet, text=f"-{HOSTILE}\n+{HOSTILE}", language="diff")
            ),
        ),
        issue=HOSTILE,
        root_cause=HOSTILE,
        fix=HOSTILE,
        references=(f"https://example.com/{HOSTILE}", "javascript:alert(1)"),
        aliases=((HOSTILE, (HOSTILE,)),),
    )
    return replace(document, title=HOSTILE, verdict=HOSTILE, items=(bad,), coarse=(HOSTILE,))


def test_no_text_becomes_markup(document):
    page = Page(as_html(hostile(document)))
    assert not page.all("img")
    assert len(page.all("script")) == 1
    assert not [
        one for one in page.all("a") if one.get("href", "").startswith(("javascript", "https://example"))
    ]
    page._is_self_contained()


def test_without_script_everything_shows_but_the_controls(document):
    page = Page(as_html(document))
    assert all("open" in one.attrib for one in page.all("details") if one.get("class") != "more")
    assert "hidden" in page.one("fieldset").attrib
    assert [one for one in page.all("button") if one.get("class") == "theme" and "hidden" in one.attrib]


def test_the_same_document_gives_the_same_bytes(document):
    assert as_html(document) == as_html(document_of(compared()))


def test_changed_lines_stand_side_by_side_and_what_differs_is_marked():
    change = Change(
        "A", (0,), Snippet("a: 1\nb: raw\nc: 3", "yaml"), Snippet("a: 1\nb: done\nc: 3\nd: 4", "yaml")
    )
    rows = lines_of(change)
    assert [row.kind for row in rows] == ["same", "changed", "same", "changed"]
    assert (rows[1].old.middle, rows[1].new.middle) == ("raw", "done")
    assert rows[1].both
    assert (rows[3].old, rows[3].new.text) == (None, "d: 4")


def test_lines_whose_partners_were_cut_off_do_not_look_removed():
    cut = Snippet("a: 1\nb: 2", "yaml", note="the first 2 of 9 lines")
    rows = lines_of(Change("A", (0,), Snippet("a: 0\nb: 2\nc: 3\nd: 4", "yaml"), cut))
    assert [row.kind for row in rows] == ["changed", "same", "rest", "rest"]
    assert [row.kind for row in lines_of(Change("A", (0,), cut))] == ["changed", "changed"]


def test_a_unified_difference_becomes_two_sides():
    text = "@@ -1,3 +1,2 @@\n one\n-two\n-three\n+TWO"
    rows = lines_of(Change("", (0,), difference=Snippet(text, "diff")))
    assert [row.kind for row in rows][:4] == ["gap", "same", "changed", "changed"]
    assert (rows[2].old.text, rows[2].new.text) == ("two", "TWO")
    assert (rows[3].old.text, rows[3].new) == ("three", None)
