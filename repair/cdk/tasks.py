"""Fixes of a state machine's states, written at the tasks of the source that make the states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from repair.cdk.assembly import Stack
from repair.cdk.edit import Edit, after_statement
from repair.cdk.filling import NoSpellingError, Place, filled
from repair.cdk.locate import locate
from repair.cdk.source import App
from repair.patch.rfc6902 import apply
from repair.rules.definition_text import written
from repair.rules.state_machines import states
from repair.template.template import Template

_TASKS = "aws_stepfunctions_tasks."
"""In the names of classes that make a task."""


def on_tasks(
    app: App, place: Place, said: Mapping[str, str], stack: Stack | None, resource: str
) -> list[Edit]:
    """The edits that call something on each task whose state the rule changes.

    Args:
        app: The source.
        place: Where the state machine is made, with what the rule sets.
        said: The call, by language.
        stack: The stack.
        resource: The state machine's logical id.

    Raises:
        NoSpellingError: A state is not made by a task of the source.
    """
    if stack is None:
        raise NoSpellingError("the stack is not known")
    named = _new_retriers(stack, resource, place.ops)
    paths = [
        path
        for path, cls in stack.classes.items()
        if _TASKS in cls and path.rsplit("/", 1)[-1] in named and path.startswith(f"{stack.name}/")
    ]
    if not named or {path.rsplit("/", 1)[-1] for path in paths} != named.keys():
        raise NoSpellingError("not all of its states are tasks of the source")
    edits: list[Edit] = []
    for path in paths:
        site = locate(app, stack, path)
        if site is None or site.inside or site.call.name in app.classes:
            raise NoSpellingError(f"{path} is made nowhere in the source")
        call, file = site.call, app.file_of(site.call)
        retrier = {"path": "", "value": named[path.rsplit("/", 1)[-1]]}
        here = replace(place, file=file, call=call, target="", ops=(retrier,))
        text, imports = filled(here, said[file.language])
        whole = call.target and file.of(call.statement).rstrip(";").endswith(file.of(call.span))
        end = ";" if file.language == "typescript" else ""
        edits += imports
        if whole:
            edits.append(after_statement(file, call.statement, f"{call.target}{text}{end}"))
        else:
            edits.append(Edit(file.file, (call.span[1], call.span[1]), text))
    return edits


def _new_retriers(stack: Stack, resource: str, ops: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The retrier that the operations give a state of a state machine, by the state's name."""
    before = written(stack.template.resources[resource])
    after = written(Template(apply(ops, stack.template.data)).resources[resource])
    if before is None or after is None:
        return {}
    old = dict(states(before.data))
    return {
        str(path[-1]): state["Retry"][-1]
        for path, state in states(after.data)
        if state.get("Retry") and state != old.get(path)
    }
