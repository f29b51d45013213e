"""Logical ids for entries that a fix adds: readable, and certain not to clash."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

MAX_LENGTH = 255
"""CloudFormation's limit on the length of a logical id."""

_WORD = re.compile(r"[A-Za-z0-9]+")


def names_in(data: Mapping[str, Any]) -> frozenset[str]:
    """Every name of a parameter, resource or condition: an id that is none of them is free."""
    sections = (data.get(name) for name in ("Parameters", "Resources", "Conditions", "Mappings", "Outputs"))
    return frozenset(name for section in sections if isinstance(section, dict) for name in section)


def fresh_id(wanted: str, taken: Collection[str]) -> str:
    """`wanted` as a logical id, with a number behind it when that id is taken."""
    base = camel(wanted)[: MAX_LENGTH - 4] or "Added"
    if base not in taken:
        return base
    number = 2
    while f"{base}{number}" in taken:
        number += 1
    return f"{base}{number}"


def camel(text: str) -> str:
    """`text` without what a logical id may not hold: "s3-access_policy" is "S3AccessPolicy"."""
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))
