"""The keywords of JSON Schema (draft 7, and what cfn-lint and newer drafts add), as three-valued checks.

Source: JSON Schema validation draft-handrews-json-schema-validation-01; `dependentRequired` from draft
2019-09, `prefixItems` from 2020-12; `requiredXor`, `requiredOr`, `dependentExcluded`, `uniqueKeys` and
`enumCaseInsensitive` as cfn-lint's schemas use them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from repair.template.arrays import ARRAY_KEYWORDS
from repair.template.data import MISSING, Data, Path
from repair.template.evaluation import TYPES, Check, Evaluator, Keyword, Node, Run, Status, worse
from repair.template.objects import OBJECT_KEYWORDS
from repair.template.patterns import search
from repair.template.scalars import equal
from repair.template.violation import Violation

_ANY = TYPES | {"unknown"}
_TEXT = frozenset({"string"})
_NUMBER = frozenset({"integer", "number"})


def _enum(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, list):
        return None
    return _membership("enum", argument, schema, lambda value: value, evaluator)


def _enum_case_insensitive(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, list):
        return None
    return _membership("enumCaseInsensitive", argument, schema, _folded, evaluator)


def _folded(value: Data) -> Data:
    return value.lower() if isinstance(value, str) else value


def _membership(
    keyword: str,
    members: list[Data],
    schema: dict[str, Any],
    fold: Callable[[Data], Data],
    evaluator: Evaluator,
) -> Check:
    lenient = evaluator.lenient
    allowed = [fold(member) for member in members]
    texts = frozenset(member for member in allowed if isinstance(member, str))

    def check(value: Data, path: Path, run: Run) -> Status:
        folded = fold(value)
        if type(folded) is str and folded in texts:
            return True
        status: Status = False
        for member in allowed:
            result = equal(folded, member, lenient=lenient)
            if result:
                return True
            if result is None:
                status = None
        return run.fail(path, keyword, tuple(members), value, schema) if status is False else None

    return check


def _const(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    lenient = evaluator.lenient

    def check(value: Data, path: Path, run: Run) -> Status:
        result = equal(value, argument, lenient=lenient)
        return run.fail(path, "const", argument, value, schema) if result is False else result

    return check


def _pattern(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    if not isinstance(argument, str):
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        matched = search(argument, value)
        return run.fail(path, "pattern", argument, value, schema) if matched is False else matched

    return check


def _bound(
    keyword: str,
    broken: Callable[[Any, Any], bool],
    argument: Any,
    schema: dict[str, Any],
    evaluator: Evaluator,
) -> Check | None:
    """A keyword that compares a number, or a text's length, with its argument."""
    del evaluator
    if isinstance(argument, bool) or not isinstance(argument, (int, float)):
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        return run.fail(path, keyword, argument, value, schema) if broken(value, argument) else True

    return check


def _not_multiple(value: Any, divisor: Any) -> bool:
    if divisor == 0:
        return False
    try:
        if isinstance(divisor, float):
            quotient = value / divisor
            return bool(int(quotient) != quotient)
        return bool(value % divisor)
    except (OverflowError, ValueError):
        return False


def _ref(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del schema
    seen: set[str] = set()
    target = argument
    # A reference to nothing but a reference is followed here, so that a circle of them ends.
    while isinstance(target, str) and target not in seen:
        seen.add(target)
        found = evaluator.resolved(target)
        if not isinstance(found, dict) or set(found) != {"$ref"}:
            return _unresolved if found is MISSING else _inside(evaluator.node(found))
        target = found["$ref"]
    return _unresolved


def _inside(node: Node) -> Check:
    return node.check


def _unresolved(value: Data, path: Path, run: Run) -> Status:
    del value, path, run
    return None


def _nodes(argument: Any, evaluator: Evaluator) -> list[Node]:
    return [evaluator.node(schema) for schema in argument] if isinstance(argument, list) else []


def _all_of(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del schema
    nodes = _nodes(argument, evaluator)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for node in nodes:
            status = worse(status, node.check(value, path, run))
        return status

    return check if nodes else None


def _any_of(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    nodes = _nodes(argument, evaluator)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = False
        for node in nodes:
            result = run.quietly(node, value, path)
            if result:
                return True
            if result is None:
                status = None
        if status is False and run.out is not None:
            run.fail(path, "anyOf", argument, value, schema, _best_fit(nodes, value, path, run))
        return status

    return check if nodes else None


def _one_of(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    nodes = _nodes(argument, evaluator)

    def check(value: Data, path: Path, run: Run) -> Status:
        results = [run.quietly(node, value, path) for node in nodes]
        kept = results.count(True)
        if kept > 1:
            return run.fail(path, "oneOf", argument, value, schema)
        if None in results:
            return None
        if not kept and run.out is not None:
            run.fail(path, "oneOf", argument, value, schema, _best_fit(nodes, value, path, run))
        return kept == 1

    return check if nodes else None


def _best_fit(nodes: Sequence[Node], value: Data, path: Path, run: Run) -> tuple[Violation, ...]:
    """The violations of the branch with the fewest; one that wants another type altogether comes last."""
    found = [run.gathered(node, value, path) for node in nodes]
    return min(
        found, key=lambda group: (any(v.keyword == "type" and v.path == path for v in group), len(group))
    )


def _not(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, (dict, bool)):
        return None
    node = evaluator.node(argument)

    def check(value: Data, path: Path, run: Run) -> Status:
        result = run.quietly(node, value, path)
        if result is None:
            return None
        return run.fail(path, "not", argument, value, schema) if result else True

    return check


def _if(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, (dict, bool)) or ("then" not in schema and "else" not in schema):
        return None
    condition = evaluator.node(argument)
    then, otherwise = evaluator.node(schema.get("then", True)), evaluator.node(schema.get("else", True))

    def check(value: Data, path: Path, run: Run) -> Status:
        outcome = run.quietly(condition, value, path)
        if outcome is not None:
            return (then if outcome else otherwise).check(value, path, run)
        first, second = run.quietly(then, value, path), run.quietly(otherwise, value, path)
        return True if first and second else None

    return check


KEYWORDS: dict[str, Keyword] = {
    **OBJECT_KEYWORDS,
    **ARRAY_KEYWORDS,
    "enum": Keyword(TYPES, _enum),
    "enumCaseInsensitive": Keyword(TYPES, _enum_case_insensitive),
    "const": Keyword(TYPES, _const),
    "pattern": Keyword(_TEXT, _pattern),
    "minLength": Keyword(_TEXT, partial(_bound, "minLength", lambda value, least: len(value) < least)),
    "maxLength": Keyword(_TEXT, partial(_bound, "maxLength", lambda value, most: len(value) > most)),
    "minimum": Keyword(_NUMBER, partial(_bound, "minimum", lambda value, least: value < least)),
    "maximum": Keyword(_NUMBER, partial(_bound, "maximum", lambda value, most: value > most)),
    "exclusiveMinimum": Keyword(
        _NUMBER, partial(_bound, "exclusiveMinimum", lambda value, least: value <= least)
    ),
    "exclusiveMaximum": Keyword(
        _NUMBER, partial(_bound, "exclusiveMaximum", lambda value, most: value >= most)
    ),
    "multipleOf": Keyword(_NUMBER, partial(_bound, "multipleOf", _not_multiple)),
    "$ref": Keyword(_ANY, _ref),
    "allOf": Keyword(_ANY, _all_of),
    "anyOf": Keyword(_ANY, _any_of),
    "oneOf": Keyword(_ANY, _one_of),
    "not": Keyword(_ANY, _not),
    "if": Keyword(_ANY, _if),
}
