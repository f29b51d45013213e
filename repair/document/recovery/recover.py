"""The whole way from a text that does not parse to one that does, or None."""

from __future__ import annotations

import re

from repair.document.dialect import PLAIN, Dialect
from repair.document.document import Document, Format, parse
from repair.document.limits import DEFAULT, Limits
from repair.document.recovery.json_reading import json_mends
from repair.document.recovery.mend import Mend, in_order, recovery
from repair.document.recovery.wrapping import wrapping_mends
from repair.document.recovery.yaml_lines import Work, yaml_mend
from repair.document.spans import apply_edits
from repair.errors import FunctionKeyError, InputError, LimitError

MAX_ROUNDS = 60
"""Mistakes of one YAML text that are mended one after the other."""
MAX_SIZE = 1_000_000
"""Characters of a text that is looked at: CloudFormation takes templates of up to a million bytes."""
MAX_LINES = 100_000

_JSON = re.compile(r"(?:[\ufeff \t\r\n]|//[^\r\n]*|/\*.*?\*/)*+\{", re.DOTALL)
"""How JSON begins, comments before it and all."""


def recover(
    text: str,
    *,
    name: str = "",
    dialect: Dialect = PLAIN,
    roots: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT,
) -> Document | None:
    """Mend the syntax of a text that does not parse.

    Args:
        text: The text.
        name: The file's name, for the document.
        dialect: What tags mean.
        roots: The keys that may stand at the top level.
        limits: How much the mended text may have.

    Returns:
        The document that was meant, with its `recovery`; None when that cannot be told or nothing is amiss.
    """
    if len(text) > MAX_SIZE or text.count("\n") > MAX_LINES:
        return None
    rounds: list[list[Mend]] = []
    wrapped = wrapping_mends(text, roots) if roots else []
    if wrapped:
        rounds.append(wrapped)
    now = _applied(text, wrapped)
    if now is None:
        return None
    format: Format = "json" if _JSON.match(now) else "yaml"
    seen = {text}
    work = Work()
    for _ in range(MAX_ROUNDS):
        try:
            document = parse(now, dialect=dialect, format=format, limits=limits)
        except (LimitError, FunctionKeyError):
            return None
        except InputError as error:
            mends = json_mends(now, dialect) if format == "json" else yaml_mend(now, error, dialect, work)
            after = _applied(now, mends) if mends else None
            if not mends or after is None or after in seen:
                return None
            seen.add(after)
            rounds.append(mends)
            now = after
            continue
        if not rounds:
            return None
        found = recovery(text, rounds)
        return Document(found.text, name, format, document.root, dialect, found, limits)
    return None


def _applied(text: str, mends: list[Mend]) -> str | None:
    """The text with the mends; None when they get in each other's way."""
    try:
        return apply_edits(text, in_order(mends))
    except ValueError:
        return None
