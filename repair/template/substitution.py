"""The text of `Fn::Sub`, taken apart into literals and variables and put together again exactly.

Source: CloudFormation User Guide, "Fn::Sub": `${Name}` and `${Name.Attribute}` are variables,
`${!Literal}` yields `${Literal}`. Spaces inside the braces are read away; `${` without an end, `${}`
and braces over several lines are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from repair.template.data import Data

# No "{" or "$" inside: in `${A${B}` the inner one is the variable.
_VARIABLE = re.compile(r"\$\{[^\S\n]*([^\s!{}$](?:[^{}$\n]*[^\s{}$])?)[^\S\n]*\}")
_ESCAPED = re.compile(r"\$\{!(?=[^}]*\})")
_OPENING = re.compile(r"\$\{(?=[^}]*\})")


class Variable(NamedTuple):
    """One `${…}` of a Sub text.

    Attributes:
        text: As written, braces and spaces included.
        name: What it names, up to the first dot.
        attribute: What follows the first dot (it may hold dots itself), or None.
        start: Offset of its `$` in the text.
        end: Offset behind its `}`.
    """

    text: str
    name: str
    attribute: str | None
    start: int
    end: int

    @property
    def full_name(self) -> str:
        """Name and attribute as one dotted name."""
        return self.name if self.attribute is None else f"{self.name}.{self.attribute}"

    def renamed(self, name: str) -> Variable:
        """The same variable under another name; spaces and attribute stay, `end` moves along."""
        at = self.text.index(self.name, 2)
        text = self.text[:at] + name + self.text[at + len(self.name) :]
        return Variable(text, name, self.attribute, self.start, self.start + len(text))


@lru_cache(maxsize=4096)
def parse_sub(text: str) -> tuple[str | Variable, ...]:
    """Literals (as written, `${!…}` included) and variables in order; `render_sub` gives `text` back.

    No literal is empty and no two stand side by side.
    """
    if "${" not in text:
        return (text,) if text else ()
    parts: list[str | Variable] = []
    end = 0
    for match in _VARIABLE.finditer(text):
        start, behind = match.span()
        if start > end:
            parts.append(text[end:start])
        end = behind
        name, dot, attribute = match[1].partition(".")
        parts.append(Variable(match[0], name, attribute if dot else None, start, end))
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def render_sub(parts: Iterable[str | Variable]) -> str:
    """The text that `parts` were taken from."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def variables(text: str) -> tuple[Variable, ...]:
    """The variables of a Sub text, in order."""
    return tuple(part for part in parse_sub(text) if isinstance(part, Variable))


def literal_text(part: str) -> str:
    """What a literal part yields: `${!Name}` becomes `${Name}`."""
    return _ESCAPED.sub("${", part) if "${!" in part else part


def escaped_text(text: str) -> str:
    """A Sub text that yields `text` whatever it holds: each `${` that would be read becomes `${!`."""
    return _OPENING.sub("${!", text)


def sub_form(argument: Data) -> tuple[str, Mapping[str, Data]] | None:
    """Text and variable map of `Fn::Sub`'s argument in either form, or None when it has neither."""
    if type(argument) is str:
        return argument, {}
    if type(argument) is list and len(argument) == 2:
        text, names = argument
        if type(text) is str and type(names) is dict:
            return text, names
    return None


def is_shadowed(variable: Variable, names: Mapping[str, Data]) -> bool:
    """Whether the variable map, not the template, gives the value of a variable."""
    return bool(names) and variable.full_name in names
