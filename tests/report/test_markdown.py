import re

from hypothesis import given
from hypothesis import strategies as st
from made_up import finding, result
from reading import as_markdown

from repair.report.markdown_text import code, fence, link, plain, prose


def test_the_document_is_written_in_the_style_that_was_asked_for():
    run = result(finding())
    assert "## High failures" in as_markdown(run)
    assert "## HIGH failures" in as_markdown(run, style="catalogue")


def test_no_absolute_path_is_told():
    assert "/home" not in as_markdown(result(finding(), name="/home/somebody/stack.yaml"))


@given(st.text(max_size=40))
def test_a_code_span_cannot_be_left(text):
    span = code(text)
    if span:
        ticks = re.match("`+", span)[0]
        assert span.endswith(ticks)
        assert ticks not in re.findall("`+", span[len(ticks) : -len(ticks)])


@given(st.text(max_size=40))
def test_plain_text_has_no_bare_special_character(text):
    assert not re.search(r"(?<!\\)(?:\\\\)*[*`\[\]<>|#~]", plain(text))


def test_prose_keeps_what_is_meant_as_code():
    assert prose("Set `A_B` to *one* | `two`") == r"Set `A_B` to \*one\* \| `two`"


def test_a_link_that_is_none_is_code():
    assert link("https://docs.aws.amazon.com/x") == "<https://docs.aws.amazon.com/x>"
    assert link("javascript:alert(1)") == "`javascript:alert(1)`"


def test_a_fence_is_longer_than_any_inside():
    assert fence("````\n") == "`````\n````\n\n`````"
