"""Text as a YAML scalar: plain, quoted, or a block; which forms are safe for it."""

from __future__ import annotations

import json
import re

from repair.document.yaml_scalars import ambiguous, resolve

_PLAIN = re.compile(
    r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^\s,\[\]{}]))(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ](?=[^\s#]))*"
)
# Characters that YAML (or libyaml) does not allow as they are, or takes for a line break.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_FLOW_MARKS = re.compile(r"\A:|[,\[\]{}]|\?")


def plain_safe(text: str, *, flow: bool) -> bool:
    """Tell whether this text can stand plain: as one line, with no mark that YAML reads as its own."""
    return (
        _PLAIN.fullmatch(text) is not None
        and not _FORBIDDEN.search(text)
        and not text.startswith(("---", "..."))
        and not (flow and _FLOW_MARKS.search(text))
    )


def single_safe(text: str) -> bool:
    """Tell whether this text can stand in single quotes on one line."""
    return not _FORBIDDEN.search(text) and "\n" not in text


def quoted(text: str, quote: str) -> str:
    """Return the text in the given quotes, in double quotes where single ones cannot hold it."""
    if quote != '"' and single_safe(text):
        return quote + text.replace(quote, quote * 2) + quote
    # Every JSON escape is a YAML escape; what libyaml does not read as it is, is escaped too.
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow_scalar(text: str, quote: str, *, flow: bool = False, style: str | None = None) -> str:
    """Return the text as a scalar on one line.

    Args:
        text: What it must mean.
        quote: The file's quote, used when the text cannot stand plain.
        flow: It stands in brackets.
        style: The style of the scalar it replaces, kept where the text allows; None for a new one. Plain text
            that was taken for a date or an octal number by others may stay plain when it was so before.
    """
    if style in ("'", '"') and style:
        return quoted(text, style)
    if plain_safe(text, flow=flow) and not ambiguous(text):
        return text
    if '"' not in text:  # the quotes that need no escape
        if "\\" in text:
            quote = "'"
        elif "'" in text:
            quote = '"'
    return quoted(text, quote)


def key_text(text: str, quote: str, *, flow: bool = False, style: str | None = None) -> str:
    """Return a mapping key. Integers stay plain: a key is always text."""
    if style in ("'", '"') and style:
        return quoted(text, style)
    safe = plain_safe(text, flow=flow) and len(text) <= 120
    if safe and (not ambiguous(text) or (isinstance(resolve(text), int) and str(resolve(text)) == text)):
        return text
    return quoted(text, quote)


def block_safe(text: str, *, short: bool = False) -> bool:
    """Tell whether this text can stand as a literal block (`|` or `|-`); `short`: one line is enough for one."""
    body = text.rstrip("\n")
    if not (short or "\n" in text) or not body or len(text) - len(body) > 1 or _FORBIDDEN.search(text):
        return False
    lines = body.split("\n")
    first = next(line for line in lines if line)
    if first[0] in " \t" or body[-1] in " \t":
        return False
    return all(line.strip(" \t") != "" or line == "" for line in lines) and not any(
        line.startswith("\t") for line in lines
    )


def block_lines(text: str) -> tuple[str, list[str]]:
    """Return the header (`|` or `|-`) and the lines of a literal block that means `text`."""
    return ("|", text[:-1].split("\n")) if text.endswith("\n") else ("|-", text.split("\n"))


def folded_lines(text: str) -> tuple[str, list[str]] | None:
    """Return header and lines of a folded block that means `text`, or None when folding cannot say it."""
    body = text.removesuffix("\n")
    if not body or body.endswith("\n") or _FORBIDDEN.search(text):
        return None
    lines = body.split("\n")
    if any(not line or line[0] in " \t" or line[-1] in " \t" for line in lines):
        return None
    spaced = [part for line in lines for part in (line, "")][:-1]
    return (">" if text.endswith("\n") else ">-"), spaced
