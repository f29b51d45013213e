"""Checking values against JSON Schema with the understanding that a template is no plain JSON.

A value that is known only at deployment (an intrinsic function, a dynamic reference) is *unknown*: it
breaks a keyword only when no result of the function could keep it. `Fn::If` is checked branch by branch,
`AWS::NoValue` counts as absent, and scalars are read as CloudFormation reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from repair.template.data import Data, Path
from repair.template.evaluation import Evaluator, Run
from repair.template.keywords import KEYWORDS
from repair.template.violation import Violation

__all__ = ["Lookup", "Violation", "holds", "violations"]

Lookup = Callable[[str], "tuple[Data, ...] | None"]
"""The values that `Ref name` may have, such as a parameter's Default or AllowedValues; None when unknown."""

_MOST_CACHED = 4096
_evaluators: dict[tuple[int, bool], Evaluator] = {}


def violations(
    value: Data,
    schema: Any,
    root: Any = None,
    path: Path = (),
    *,
    lenient: bool = True,
    lookup: Lookup | None = None,
    conditions: Mapping[str, bool] | None = None,
) -> Iterator[Violation]:
    """What `value` certainly breaks of `schema`, in the order of the value and the schema's keywords.

    Args:
        value: Template data.
        schema: A JSON Schema (mapping or boolean). Unknown keywords, `format`, and keywords with an
            argument of the wrong shape are ignored.
        root: What `$ref: "#/…"` refers to; `schema` itself by default. Neither may be changed
            afterwards: they are compiled once per object.
        path: Where the value stands; paths of violations begin with it.
        lenient: Read "true" as a boolean, "5" as a number, 5 and true as text, as CloudFormation does.
        lookup: Gives the values a `Ref` may have. The Ref breaks a schema when all of them do.
        conditions: Conditions whose outcome is given, such as the one of the resource; branches of an
            `Fn::If` that they exclude are not checked.
    """
    run = Run([], lookup, conditions)
    try:
        _evaluator(schema if root is None else root, lenient).node(schema).check(value, path, run)
    except RecursionError:  # a schema that refers to itself, or data nested beyond all measure: unknown
        return iter(())
    return iter(run.out or ())


def holds(
    value: Data,
    schema: Any,
    root: Any = None,
    *,
    lenient: bool = True,
    lookup: Lookup | None = None,
    conditions: Mapping[str, bool] | None = None,
) -> bool | None:
    """Whether `value` keeps `schema`; None when that is known only at deployment. Arguments as `violations`."""
    try:
        return (
            _evaluator(schema if root is None else root, lenient)
            .node(schema)
            .check(value, (), Run(None, lookup, conditions))
        )
    except RecursionError:
        return None


def _evaluator(root: Any, lenient: bool) -> Evaluator:
    found = _evaluators.get((id(root), lenient))
    if found is None:
        if len(_evaluators) >= _MOST_CACHED:
            _evaluators.clear()
        # The evaluator keeps its root alive, so that the id stays its own.
        found = _evaluators[id(root), lenient] = Evaluator(root, KEYWORDS, lenient=lenient)
    return found
