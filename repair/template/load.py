"""Reading a template from a file or a text, with a sentence to say when it is none."""

from __future__ import annotations

import sys
from pathlib import Path as FilePath

from repair.document.document import Document, parse
from repair.document.files import decode, read_text, shown
from repair.errors import InputError
from repair.template.dialect import CLOUDFORMATION
from repair.template.template import Template


def load(path: str | FilePath) -> Template:
    """Read the template in a file, or from standard input when `path` is "-".

    Raises:
        InputError: The file cannot be read, is neither JSON nor YAML, or is no CloudFormation template.
    """
    return from_text(_standard_input() if path == "-" else read_text(path), shown(path))


def from_text(text: str, name: str = "") -> Template:
    """Read a template from its text; `name` is the file's name for messages.

    A Resources section without entries is accepted: there is just nothing to do.

    Raises:
        InputError: The text is neither JSON nor YAML, or is no CloudFormation template.
    """
    document = parse(text, name=name, dialect=CLOUDFORMATION)
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


def _standard_input() -> str:
    if sys.stdin is None:
        raise InputError("cannot be read: standard input is closed", name="-")
    return decode(sys.stdin.buffer.read(), "-")


def _error(document: Document, message: str, path: tuple[str, ...] = ()) -> InputError:
    at = document.position(path)
    return InputError(message, name=document.name, line=at.line, column=at.column)
