"""Fn::Sub around a text without variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.sweep import sweep
from repair.template.intrinsics import PSEUDO_PARAMETERS
from repair.template.substitution import literal_text, sub_form, variables


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each of them."""
    for path, argument in sweep(context).subs:
        form = sub_form(argument)
        if len(path) < 3 or form is None or variables(form[0]) or not _is_literal(form[1]):
            continue
        text = literal_text(form[0])
        if _names_something(context, text) or ("${" in text and "DefinitionString" in path):
            continue  # as plain text it would look like a forgotten Fn::Sub
        yield Detection(path, f"Fn::Sub in {path[1]} has no variable to replace.", (Set(path, text),))


def _is_literal(value: Any) -> bool:
    return all(isinstance(item, (str, int, float)) for item in value.values())


def _names_something(context: Context, text: str) -> bool:
    template = context.template
    return any(
        one.name in template.resources
        or one.name in template.section("Parameters")
        or one.name in PSEUDO_PARAMETERS
        for one in variables(text)
    )
