"""JSON documents that stand in a template as text, with or without references in them.

Properties such as `DefinitionString` take JSON as text, which is often put together by `Fn::Sub` or `Fn::Join`.
What a reference yields is taken to hold no quotation mark and no backslash: then it cannot change what is a
string and what is not, and the document can be read around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from repair.document.number import written
from repair.template.data import Data
from repair.template.intrinsics import is_intrinsic
from repair.template.values import concatenation

#: Stand for the reference of that number: inside a string, and as a value of its own.
_WITHIN, _ALONE, _END = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile(f"[{_WITHIN}{_ALONE}{_END}]|\\\\ue00[012]", re.IGNORECASE)
_MARKED = re.compile(f"{_WITHIN}([0-9]+){_END}")
_QUOTE_OR_ESCAPE = re.compile(r'\\.?|"', re.DOTALL)


def json_of_text(text: str) -> Any:
    """The object or array that a JSON text holds; None for any other text.

    A text with `Ref` or `Fn::…` keys stays a text: in an object they would be intrinsics.
    """
    try:
        document = json.loads(
            text, parse_float=lambda number: written(float(number), number), object_pairs_hook=_plain_object
        )
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, (dict, list)) else None


def json_of_parts(parts: Sequence[Data]) -> Any:
    """The object or array that texts and references one after another make up; None where they make none.

    References within strings stand in the result as such: `"a-${P}"` is the string's text joined with P.
    """
    first = parts[0] if parts else None
    if type(first) is not str or first[:1].strip() not in ("{", "[", ""):
        return None
    text: list[str] = []
    references: list[Data] = []
    quoted = False
    for part in parts:
        if type(part) is str:
            if _MARKS.search(part):
                return None
            for match in _QUOTE_OR_ESCAPE.finditer(part):
                if match[0] == '"':
                    quoted = not quoted
                elif len(match[0]) == 1:
                    return None  # it escapes what the reference yields
            text.append(part)
        else:
            number = len(references)
            references.append(part)
            text.append(f"{_WITHIN}{number}{_END}" if quoted else f'"{_ALONE}{number}{_END}"')
    document = json_of_text("".join(text))
    try:
        return None if document is None else _with_references(document, references)
    except ValueError:
        return None


def _with_references(value: Any, references: list[Data]) -> Any:
    if isinstance(value, dict):
        made = {_key(key, references): _with_references(item, references) for key, item in value.items()}
        if len(made) < len(value):
            raise ValueError  # the same key twice
        return made
    if isinstance(value, list):
        return [_with_references(item, references) for item in value]
    if not isinstance(value, str):
        return value
    if value.startswith(_ALONE):
        return {_ALONE: references[int(value[1:-1])]}
    # Texts and numbers take turns.
    pieces = enumerate(_MARKED.split(value))
    return concatenation(references[int(piece)] if at % 2 else piece for at, piece in pieces)


def _key(key: str, references: list[Data]) -> str:
    """A key with each reference in it written out, so that equal keys are equal in two texts."""
    if key.startswith(_ALONE):
        raise ValueError  # a key without quotation marks
    return _MARKED.sub(
        lambda match: _WITHIN + json.dumps(references[int(match[1])], sort_keys=True) + _END, key
    )


def _plain_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs) or is_intrinsic(made):
        raise ValueError  # not plainly an object
    return made
