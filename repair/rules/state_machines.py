"""The definition of a state machine: an object, or JSON text that may stand under `Fn::Sub`.

Source: Amazon States Language; AWS Step Functions Developer Guide, "Handling errors".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from repair.document import PLAIN, parse
from repair.document.document import Document
from repair.document.pointer import Path
from repair.errors import InputError
from repair.template.template import Resource


@dataclass(frozen=True, slots=True)
class Definition:
    """A state machine's definition.

    Attributes:
        path: Where it stands; for text that of the text.
        data: What it says.
        document: The text, or None for an object.
    """

    path: Path
    data: Any
    document: Document | None


def definition(machine: Resource) -> Definition | None:
    """The definition as it stands in the template; None where it lies elsewhere or is no JSON."""
    base: Path = (*machine.path, "Properties")
    written = machine.properties.get("Definition")
    if isinstance(written, dict):
        return Definition((*base, "Definition"), written, None)
    text: Any = machine.properties.get("DefinitionString")
    path: Path = (*base, "DefinitionString")
    if isinstance(text, dict) and len(text) == 1 and "Fn::Sub" in text:
        text, path = text["Fn::Sub"], (*path, "Fn::Sub")
        if isinstance(text, list) and text:
            text, path = text[0], (*path, 0)
    if not isinstance(text, str):
        return None
    try:
        document = parse(text, dialect=PLAIN, format="json")
    except InputError:
        return None  # a variable that stands for a number, or for a part of the definition
    return Definition(path, document.data, document)


def states(data: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every state, with its path in the definition, also those of branches and iterations."""
    found = data.get("States") if isinstance(data, dict) else None
    for name, state in found.items() if isinstance(found, dict) else ():
        if not isinstance(state, dict):
            continue
        here = (*path, "States", name)
        yield here, state
        branches = state.get("Branches")
        for index, branch in enumerate(branches if isinstance(branches, list) else ()):
            yield from states(branch, (*here, "Branches", index))
        for key in ("Iterator", "ItemProcessor"):
            yield from states(state.get(key), (*here, key))
