"""Reads a page as strictly as the standard does."""

import base64
import hashlib
import re
from itertools import pairwise

import html5lib

SPACE = "{http://www.w3.org/1999/xhtml}"


class Page:
    """A page that the parser of the HTML standard takes without a complaint."""

    def __init__(self, text):
        self.source = text
        parser = html5lib.HTMLParser(strict=True)
        self.tree = parser.parse(text)

    def all(self, *names):
        wanted = {SPACE + name for name in names}
        return [one for one in self.tree.iter() if not names or one.tag in wanted]

    def one(self, name):
        (found,) = self.all(name)
        return found

    @property
    def text(self):
        body = self.one("body")
        skipped = {SPACE + "script", SPACE + "style"}
        return " ".join(
            part
            for one in body.iter()
            if one.tag not in skipped
            for part in (one.text, *(child.tail for child in one))
            if part
        )

    def check(self):
        """What holds of every page: self-contained, its own script and style alone, a way through for everyone."""
        self._is_self_contained()
        self._has_a_way_through()

    def _is_self_contained(self):
        for one in self.all():
            assert not {"src", "srcset", "action", "style", "background"} & set(one.attrib), one.attrib
            assert not [name for name in one.attrib if name.startswith("on")]
        assert not self.all("link", "iframe", "object", "embed", "img", "base")
        (policy,) = [one.get("content") for one in self.all("meta") if one.get("http-equiv")]
        assert policy.startswith("default-src 'none'")
        for tag in ("style", "script"):
            (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", self.source, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
            assert not re.search(r"url\(|@import|fetch\(|https?:", content)

    def _has_a_way_through(self):
        assert self.one("html").get("lang") == "en"
        for landmark in ("header", "main", "nav", "h1", "title"):
            assert self.one(landmark) is not None
        ids = [one.get("id") for one in self.all() if one.get("id")]
        assert len(ids) == len(set(ids))
        inner = [one.get("href") for one in self.all("a") if one.get("href").startswith("#")]
        assert {address[1:] for address in inner} <= set(ids)
        assert {one.get("aria-labelledby") for one in self.all("section")} <= set(ids)
        assert all(one.get("scope") for one in self.all("th"))
        assert all(one.get("type") == "button" for one in self.all("button"))
        levels = [int(one.tag[-1]) for one in self.all("h1", "h2", "h3", "h4")]
        assert all(second - first <= 1 for first, second in pairwise(levels))
        labelled = {one for label in self.all("label") for one in label.iter()}
        assert all(one in labelled for one in self.all("input", "select"))
