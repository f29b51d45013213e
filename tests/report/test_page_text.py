"""Text of a document as markup."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.report.pages.text import bare, link, prose


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("set `A.B` to `<x>`", "set <code>A.<wbr>B</code> to <code>&lt;x&gt;</code>"),
        ("``two`` and `open", "``two`` and `open"),
    ],
)
def test_names_in_backticks_are_code_and_all_else_is_escaped(text, markup):
    assert str(prose(text)) == markup


@given(st.text("ab`<>&\"'.:/;#x1 \n"))
def test_markup_says_just_the_text(text):
    read = html5lib.parseFragment(str(prose(text)))
    names = {one.tag.rpartition("}")[2] for one in read.iter() if isinstance(one.tag, str)}
    assert names <= {"DOCUMENT_FRAGMENT", "code", "wbr"}
    said = "".join(read.itertext())
    assert said == bare(text)


def test_only_web_addresses_become_links():
    shown = str(link("https://docs.aws.amazon.com/s3/x.html"))
    assert shown == '<a href="https://docs.aws.amazon.com/s3/x.html" rel="noreferrer">s3/<wbr>x.html</a>'
    assert str(link("javascript:alert(1)")) == "javascript:alert(1)"
    assert "<a" not in str(link('https://x.example/"onclick="y'))
