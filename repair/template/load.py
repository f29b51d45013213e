"""Reading a template from a file or a text, with a sentence to say when it is none."""

from __future__ import annotations

import enum
import sys
from pathlib import Path as FilePath

from repair.document.document import Document, parse
from repair.document.files import read_stream, read_text, shown
from repair.document.limits import DEFAULT, Limits
from repair.errors import InputError, LimitError
from repair.knowledge.language import TEMPLATE_SECTIONS
from repair.template.dialect import CLOUDFORMATION
from repair.template.template import Template

_ROOTS = frozenset(TEMPLATE_SECTIONS)


class Syntax(enum.Enum):
    """How much of a text that does not parse may be mended to read it."""

    AS_IS = "as is"
    PLAIN = "plain"
    ANY = "any"


def load(path: str | FilePath, *, syntax: Syntax = Syntax.AS_IS, limits: Limits = DEFAULT) -> Template:
    """Read the template in a file, or from standard input when `path` is "-".

    Args:
        path: The file.
        syntax: `PLAIN` mends what has only one reading, `ANY` takes the likeliest; `document.recovery` says
            what was mended.
        limits: How much the file may have.

    Raises:
        InputError: The file cannot be read, is neither JSON nor YAML, or is no CloudFormation template.
    """
    text = _standard_input(limits) if path == "-" else read_text(path, limits)
    return from_text(text, shown(path), syntax=syntax, limits=limits)


def from_text(
    text: str, name: str = "", *, syntax: Syntax = Syntax.AS_IS, limits: Limits = DEFAULT
) -> Template:
    """Read a template from its text; `name` is the file's name for messages.

    A Resources section without entries is accepted: there is just nothing to do.

    Raises:
        InputError: The text is neither JSON nor YAML, or is no CloudFormation template.
    """
    limits.make_room()
    try:
        return _template(parse(text, name=name, dialect=CLOUDFORMATION, limits=limits))
    except LimitError:
        raise
    except InputError as error:
        if syntax is Syntax.AS_IS:
            raise
        mended = _mended(text, name, error, syntax, limits)
        if mended is None:
            raise
        return mended


def _mended(text: str, name: str, error: InputError, syntax: Syntax, limits: Limits) -> Template | None:
    """The template that the text was meant to be; None when nobody can tell.

    Raises:
        InputError: Somebody can, but there is more than one reading and only plain ones are wanted.
    """
    from repair.document.recovery.recover import recover  # only what is broken pays for it

    document = recover(text, name=name, dialect=CLOUDFORMATION, roots=_ROOTS, limits=limits)
    if document is None or document.recovery is None:
        return None
    try:
        template = _template(document)
    except InputError:
        return None
    if syntax is Syntax.PLAIN and not document.recovery.plain:
        doubtful = next(one for one in document.recovery.found if not one.mend.plain)
        hint = f"--unsafe-fixes would mend it (line {doubtful.position.line}: {doubtful.mend.message})"
        raise InputError(f"{error.message}; {hint}", name=name, line=error.line, column=error.column)
    return template


def _template(document: Document) -> Template:
    data = document.data
    if data is None:
        raise _error(document, "is empty: give a JSON or YAML template with a Resources section")
    if not isinstance(data, dict):
        message = "is not a CloudFormation template: its top level must be a mapping that holds Resources"
        raise _error(document, message)
    if "Resources" not in data:
        raise _error(document, "is not a CloudFormation template: it has no Resources section; add one")
    if not isinstance(data["Resources"], dict):
        message = "is not a CloudFormation template: its Resources section must be a mapping of logical ids to resources"
        raise _error(document, message, ("Resources",))
    return Template(data, document)


def _standard_input(limits: Limits) -> str:
    if sys.stdin is None:
        raise InputError("cannot be read: standard input is closed", name="-")
    return read_stream(sys.stdin.buffer, "-", limits)


def _error(document: Document, message: str, path: tuple[str, ...] = ()) -> InputError:
    at = document.position(path)
    return InputError(message, name=document.name, line=at.line, column=at.column)
