"""libyaml's complaints as one sentence that says what is wrong and what to do."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.reader import ReaderError

from repair.document.spans import Lines, Position
from repair.errors import InputError

# Part of libyaml's problem -> what a person should read. `{context}` is where the construct began.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "a ': ' stands where no new key can begin: quote the text that holds it, or correct the indentation",
    ),
    (
        "did not find expected key",
        "this does not fit the mapping that begins at {context}: line it up with that mapping's keys, "
        "or quote the text before it",
    ),
    (
        "could not find expected ':'",
        "the line of {context} looks like a key without ':': add the colon, or indent the line as part of its text",
    ),
    (
        "did not find expected '-' indicator",
        "this does not fit the list that begins at {context}: begin the item with '- ' or correct the indentation",
    ),
    (
        "block sequence entries are not allowed",
        "a '- ' stands where no list can begin: put the list on lines of its own, indented under its key",
    ),
    (
        "did not find expected ',' or",
        "the bracket opened at {context} is not closed before this: add the missing comma or bracket",
    ),
    (
        "did not find expected node content",
        "a value is missing here: add it, or remove the comma or bracket before it",
    ),
    (
        "found unexpected end of stream",
        "the quoted text that begins at {context} is never closed: add the closing quote",
    ),
    (
        "found unexpected document indicator",
        "the quoted text that begins at {context} is never closed before '---'",
    ),
    (
        "found unknown escape character",
        "this backslash begins no YAML escape: double it, or use single quotes",
    ),
    (
        "did not find expected hexdecimal number",
        "this escape needs hexadecimal digits: complete it, or double the '\\'",
    ),
    ("found invalid Unicode character escape", "this escape is no Unicode character: correct its digits"),
    ("found a tab", "a tab indents this line: YAML allows only spaces there"),
    (
        "found undefined tag handle",
        "this tag uses a handle that no %TAG line declares: write a plain tag like !Name",
    ),
    ("found unexpected ':'", "a ':' stands inside plain text in brackets: quote the text"),
    (
        "did not find expected comment or line break",
        "something follows '|' or '>' on its line: move it to the next line",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "the name after '&' or '*' is missing: quote a '*' or '&' that is text",
    ),
    (
        "did not find expected whitespace or line break",
        "this tag, anchor or alias must be followed by a space",
    ),
    ("found incompatible YAML document", "this YAML version is not supported: remove the %YAML line"),
    (
        "did not find expected <document start>",
        "this does not fit what stands before it: correct the indentation, or put '---' before it",
    ),
)


def input_error(error: yaml.YAMLError, text: str, name: str) -> InputError:
    """Return the InputError that says what libyaml found."""
    if isinstance(error, ReaderError):
        # Its position counts bytes, so look for the character.
        return forbidden(text, text.find(chr(error.character)), name)
    marked: Any = error  # every other says what and where
    problem, mark, context_mark = marked.problem, marked.problem_mark, marked.context_mark
    if "cannot start any token" in problem:
        found = text.removeprefix("\ufeff")[mark.index]
        if found == "\t":
            message = "a tab stands where YAML allows only spaces: indent with spaces"
        else:
            message = f"text cannot begin with {found!r} here: put it in quotes"
    else:
        message = next(
            (says for part, says in _SENTENCES if part in problem),
            f"this is not valid YAML ({problem}): correct the line or the one before it",
        )
    if context_mark is not None:
        message = message.replace("{context}", str(_place(context_mark)))
    at = _place(mark)
    return InputError(message, name=name, line=at.line, column=at.column)


def _place(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def forbidden(text: str, offset: int, name: str) -> InputError:
    """Return the InputError for a character that no YAML may have."""
    place = Lines(text).position(offset)
    return InputError(
        f"the character U+{ord(text[offset]):04X} is not allowed in YAML: "
        "remove it, or write it as an escape in double quotes",
        name=name,
        line=place.line,
        column=place.column,
    )
