"""Text of the document as markup: escaped, names in backticks as code, addresses as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BREAKS = {signs: re.compile(f"([{signs}])(?=.)") for signs in (".:/", "/")}
_ADDRESS = re.compile(r"https?://[^\s<>\"`\\^{|}]+")


def prose(text: str) -> Markup:
    """A sentence: what stands in single backticks is code, the rest is plain text."""
    if "`" not in text:
        return escape(text)
    return Markup(
        "".join(
            f"<code>{_breakable(part)}</code>" if index % 2 else escape(part)
            for index, part in enumerate(_SPAN.split(text))
        )
    )


def bare(text: str) -> str:
    """A sentence as plain text, for a title."""
    return _SPAN.sub(r"\1", text)


def link(address: str) -> Markup:
    """A link that shows where it leads; what is no web address stays text."""
    if not _ADDRESS.fullmatch(address):
        return escape(address)
    shown = address.removeprefix("https://docs.aws.amazon.com/").rstrip("/")
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, _breakable(shown, "/"))


def _breakable(text: str, signs: str = ".:/") -> Markup:
    """Text that may go on to the next line behind certain signs, none of which escaping writes."""
    return Markup(_BREAKS[signs].sub(r"\1<wbr>", str(escape(text))))
