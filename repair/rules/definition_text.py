"""Definitions of state machines as text that `Fn::Join` puts together, as the CDK writes them; read and written again.

Source: AWS CloudFormation User Guide, "Fn::Join"; Amazon States Language.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from repair.document import PLAIN, parse
from repair.document.pointer import Path
from repair.errors import InputError
from repair.rules.state_machines import Definition, definition
from repair.template.template import Resource

_MARK = "\ue000{}\ue001"
"""What stands for a part that only deployment knows; private characters, which no definition has."""
_MARKED = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True)
class Written:
    """A definition, and how it is said in the template.

    Attributes:
        path: Where it stands.
        data: What it says; what only deployment knows is a mark within the texts.
        say: Another definition, with the same marks, as a value for `path`.
    """

    path: Path
    data: Any
    say: Callable[[Any], Any]


def written(machine: Resource) -> Written | None:
    """The definition of a state machine, however it is written; None where it lies elsewhere or is no JSON."""
    plain = definition(machine)
    if plain is not None:
        return Written(plain.path, plain.data, lambda data: _said(plain, data))
    joined = machine.properties.get("DefinitionString")
    parts = joined.get("Fn::Join") if isinstance(joined, dict) and len(joined) == 1 else None
    if not isinstance(parts, list) or len(parts) != 2 or parts[0] != "" or not isinstance(parts[1], list):
        return None
    unknown: list[Any] = []
    text = ""
    for part in parts[1]:
        text += part if isinstance(part, str) else _MARK.format(len(unknown))
        if not isinstance(part, str):
            unknown.append(part)
    try:
        document = parse(text, dialect=PLAIN, format="json")
    except InputError:
        return None  # a part that stands for a number, or for a piece of the definition

    def say(data: Any) -> list[Any]:
        pieces = _MARKED.split(document.edited(data))
        return [
            unknown[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces) if at % 2 or piece
        ]

    path = (*machine.path, "Properties", "DefinitionString", "Fn::Join", 1)
    return Written(path, document.data, say)


def _said(plain: Definition, data: Any) -> Any:
    return data if plain.document is None else plain.document.edited(data)
