"""A template's source text with its secrets masked, line for line, for showing it in a diff."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from repair.document import Document
from repair.document.number import number_text
from repair.report.redaction import is_distinctive
from repair.template.data import value_at
from repair.template.secrets import CHANGED, REDACTED, certain_spans, secret_spans, secrets

_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?=\r?\n)")
_WORDS_OF_LINE = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
_COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#[^\r\n]*")


def masked_text(document: Document, before: Document | None = None) -> str:
    """The text of `document`, as it was given, with every secret replaced by `[redacted]`; it has as many lines as before.

    Args:
        document: A template.
        before: An earlier state of it: a secret that is not what it was there becomes `[redacted, changed]`.
    """
    found = secrets(document.data)
    earlier = secrets(before.data) if before is not None else found
    known = {text for texts in earlier.values() for text in texts}
    masks: dict[tuple[int, int], str] = {}
    for path, texts in found.items():
        span = document.span(path)
        if (
            span is None or document.text[span.start : span.start + 1] == "*"
        ):  # an alias: its anchor is masked
            continue
        fresh = not known.issuperset(texts) or (path in earlier and earlier[path] != texts)
        raw = document.text[span.start : span.end]
        whole = texts == (_scalar_text(value_at(document.data, path)),)
        masks[span.start, span.end] = _masked(raw, texts, whole=whole, mark=CHANGED if fresh else REDACTED)
    text, recovery = document.original, document.recovery
    for (start, end), masked in sorted(masks.items(), reverse=True):
        if recovery is not None:
            start, end = recovery.span(start, end)
        text = text[:start] + masked + text[end:]
    # A comment may still tell a secret that the tree no longer has.
    return _swept(text, {secret for texts in (*found.values(), *earlier.values()) for secret in texts})


def _masked(raw: str, texts: Iterable[str], *, whole: bool, mark: str) -> str:
    """The source of a scalar with the secrets in it, or all of it, masked."""
    masked = raw if not whole else None
    for secret in () if whole else texts:
        masked = _without(masked, secret, mark) if masked is not None else None
    if masked is not None:
        return masked
    if "\n" not in raw:
        quoted = len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'"
        return f"{raw[0]}{mark}{raw[0]}" if quoted else mark
    header = _HEADER.match(raw)
    start = header.end() if header else 0
    return raw[:start] + _WORDS_OF_LINE.sub(mark, raw[start:])


def _without(raw: str, secret: str, mark: str) -> str | None:
    """`raw` without `secret`, whichever way a scalar may spell it; None when it is not found."""
    for spelt in (
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        secret.replace("'", "''"),
    ):
        if spelt in raw:
            return raw.replace(spelt, mark if "\n" not in spelt else _WORDS_OF_LINE.sub(mark, spelt))
    lines = [line.strip() for line in secret.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line in raw for line in lines):
        return None
    for line in sorted(lines, key=len, reverse=True):
        raw = raw.replace(line, mark)
    return raw


def _swept(text: str, secret_texts: Iterable[str]) -> str:
    """Mask what stands outside the tree, in comments, and what has a form that only secrets have."""
    text = _COMMENT.sub(lambda match: _spans_masked(match[0], secret_spans(match[0])), text)
    text = _spans_masked(text, certain_spans(text))
    for secret in sorted(
        {secret for secret in secret_texts if is_distinctive(secret)}, key=lambda s: (-len(s), s)
    ):
        text = text.replace(secret, REDACTED) if "\n" not in secret else text
    return text


def _spans_masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in reversed(list(spans)):
        if not text[start:end].startswith(REDACTED[:-1]):
            text = text[:start] + _WORDS_OF_LINE.sub(REDACTED, text[start:end]) + text[end:]
    return text


def _scalar_text(value: object) -> str:
    return number_text(value) if isinstance(value, float) else str(value)
