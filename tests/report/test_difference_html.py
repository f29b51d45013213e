"""`repair diff` as one page."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from differing import MOVED_OUT, RENAMED, UNSURE, delta, difference, made

from repair.report.difference_html import page
from repair.report.difference_viewer import view

VOID = {"meta", "input", "br", "wbr"}


class Page(HTMLParser):
    """A strict reader: every element is closed by its own tag, in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, name, attribute=None):
        return [
            found for tag, found in self.elements if tag == name and (attribute is None or attribute in found)
        ]

    @property
    def text(self):
        return "".join(data for tag, data in self.texts if tag not in ("style", "script"))


def shown(*deltas, **changes):
    return page(view(made(*deltas, **changes)))


def test_the_page_parses_and_holds_every_difference_exactly_once():
    found, generated, ideal = difference()
    read = Page(page(view(found, generated, ideal)))
    numbers = [int(one["data-delta"]) for one in read.all("tbody", "data-delta")]
    assert sorted(numbers) == list(range(1, len(found.deltas) + 1))
    kinds = {int(one["data-delta"]): one["data-kind"] for one in read.all("tbody", "data-delta")}
    assert [kinds[number] for number in sorted(kinds)] == [one.kind for one in found.deltas]


def test_parts_are_on_the_page_under_their_change():
    read = Page(shown(MOVED_OUT))
    assert [one["data-part"] for one in read.all("tbody", "data-part")] == ["1.1", "1.2"]
    assert len(read.all("tbody", "data-delta")) == 1


HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp; -->"


@pytest.mark.parametrize("value", [HOSTILE, f"line\n{HOSTILE}\nline", [{"Name": HOSTILE}] * 9])
def test_no_value_becomes_markup(value):
    plain = Page(shown(delta(before="x", after="y"), RENAMED))
    path = ("Resources", HOSTILE, "Properties", HOSTILE)
    text = shown(
        delta(path=path, before=value, after="y", resource_type=HOSTILE, depends_on=(HOSTILE,)),
        delta(
            "renamed", ("Resources", HOSTILE), ideal_path=("Resources", "N"), before=HOSTILE, after=HOSTILE
        ),
        coarse=(HOSTILE,),
    )
    read = Page(text)
    assert not read.all("img")
    assert len(read.all("script")) == len(plain.all("script")) == 1
    assert HOSTILE in read.text
    assert not [name for _, found in read.elements for name in found if name.startswith("on")]


def test_nothing_is_loaded_and_only_the_pages_own_script_and_style_run():
    text = page(view(*difference()))
    read = Page(text)
    assert not [found for _, found in read.elements if {"src", "srcset", "data", "action"} & set(found)]
    assert all(found["href"].startswith("#") for found in read.all("a"))
    assert not read.all("link")
    assert not re.search(r"url\(|@import|https?:", text)
    (policy,) = [found["content"] for found in read.all("meta", "http-equiv")]
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not [found for _, found in read.elements if "style" in found]


def test_a_person_with_a_keyboard_or_a_screen_reader_finds_the_way():
    read = Page(page(view(*difference())))
    assert read.all("html") == [{"lang": "en"}]
    for landmark in ("header", "main", "footer", "nav"):
        assert len(read.all(landmark)) == 1
    ids = [found["id"] for _, found in read.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert all(found["href"][1:] in ids for found in read.all("a"))
    assert all(found["aria-labelledby"] in ids for found in read.all("section"))
    assert all(found.get("scope") for found in read.all("th"))
    labels = len(read.all("label"))
    assert labels == len(read.all("input")) == 4
    assert all(found["type"] == "button" for found in read.all("button"))


def test_without_script_the_filter_does_not_show_and_all_is_unfolded():
    read = Page(page(view(*difference())))
    (controls,) = read.all("fieldset")
    assert "hidden" in controls
    assert all("open" in found for found in read.all("details"))


def test_differing_texts_are_marked_as_deleted_and_inserted():
    text = shown(delta(before="arn:aws:s3:::raw", after="arn:aws:s3:::cooked"))
    assert "arn:aws:s3:::<del>raw</del></td>" in text
    assert "arn:aws:s3:::<ins>cooked</ins></td>" in text


def test_what_could_not_be_told_apart_is_said():
    assert "nothing tells which of A and B is which of X and Y" in shown(delta(), ambiguous=(UNSURE,))


def test_templates_that_mean_the_same_make_a_page_too():
    read = Page(shown())
    assert "The two templates mean the same." in read.text
    assert not read.all("script")


def luminance(colour):
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", "old", "new", "old-strong", "new-strong"])
def test_text_is_readable_on_every_ground(theme, ground):
    """WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 at least."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\)", shown(delta()))
    colours = {name: both[theme] for name, *both in pairs}
    inks = ["text"] if ground not in ("paper", "panel") else ["text", "muted", "warn", "link"]
    for ink in inks:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
