"""Groups of options: a dataclass whose fields are options, taken by a command as one parameter."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import Parameter
from typing import Any, get_type_hints


def grouped(function: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameters may be groups, as one that has each group's options, behind its own.

    A group is a dataclass; its fields are options with their defaults, or groups again. The names of all options of a
    command differ.
    """
    hints = get_type_hints(function, include_extras=True)
    groups = {
        name: hints[name] for name in inspect.signature(function).parameters if is_dataclass(hints[name])
    }
    if not groups:
        return function
    own = [
        parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[name])
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in groups
    ]
    every = [*own, *(option for group in groups.values() for option in _options(group))]

    @functools.wraps(function)
    def called(**given: Any) -> int:
        taken = {name: _made(group, given) for name, group in groups.items()}
        return function(**{one.name: given[one.name] for one in own}, **taken)

    called.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    called.__annotations__ = {one.name: one.annotation for one in every}
    return called


def _options(group: type) -> Iterator[Parameter]:
    """The options of a group in the order of its fields, those of a group in it in its place."""
    hints = get_type_hints(group, include_extras=True)
    for one in fields(group):
        if is_dataclass(hints[one.name]):
            yield from _options(hints[one.name])
        else:
            yield Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])


def _made(group: type, given: Mapping[str, Any]) -> Any:
    """The group with what was given on the command line."""
    hints = get_type_hints(group, include_extras=True)
    return group(
        **{
            one.name: _made(hints[one.name], given) if is_dataclass(hints[one.name]) else given[one.name]
            for one in fields(group)
        }
    )
