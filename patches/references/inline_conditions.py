"""Fn::If with a condition written out where a condition's name belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Set
from repair.rules.context import Context
from repair.rules.logical_ids import camel, fresh_id, names_in
from repair.rules.model import Detection
from repair.rules.sweep import sweep
from repair.template.intrinsics import CONDITION_FUNCTIONS, intrinsic


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each condition that is written out, at the first Fn::If that does."""
    data = context.template.data
    groups: list[tuple[Any, list[Path]]] = []
    for path, condition in sweep(context).choices:
        if path[0] not in ("Resources", "Outputs") or not _is_condition(condition):
            continue
        same = next((paths for known, paths in groups if known == condition), None)
        if same is None:
            groups.append((condition, [path]))
        else:
            same.append(path)
    taken = set(names_in(data))
    conditions = context.template.section("Conditions")
    for condition, paths in groups:
        name = next((known for known, body in conditions.items() if body == condition), None)
        operations: list[Operation] = []
        if set(condition) == {"Condition"}:
            name = condition["Condition"]
        elif name is None:
            name = fresh_id(_wanted(condition, str(paths[0][1])), taken)
            taken.add(name)
            operations.append(Set(("Conditions", name), condition))
        operations += [Set(path, name) for path in paths]
        where = ", ".join(dict.fromkeys(str(path[1]) for path in paths))
        yield Detection(
            paths[0], f"Fn::If in {where} holds a condition instead of a condition's name.", tuple(operations)
        )


def _is_condition(value: Any) -> bool:
    found = intrinsic(value, condition=True)
    if found is None:
        return False
    return found[0] in CONDITION_FUNCTIONS or (found[0] == "Condition" and isinstance(found[1], str))


def _wanted(condition: Any, entry: str) -> str:
    """`Fn::Equals: [Ref Engine, postgres]` is called EngineIsPostgres, anything else after where it stands."""
    sides = condition.get("Fn::Equals")
    if (
        isinstance(sides, list)
        and len(sides) == 2
        and isinstance(sides[1], str)
        and isinstance(sides[0], dict)
    ):
        parameter = sides[0].get("Ref")
        if isinstance(parameter, str):
            return f"{camel(parameter)}Is{camel(sides[1]) or 'Empty'}"
    return f"{entry}Condition"
