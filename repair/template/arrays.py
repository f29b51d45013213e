"""Schema keywords about lists: how many items, what each is like, whether they differ."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from repair.template.data import Data, Path
from repair.template.evaluation import Check, Evaluator, Keyword, Run, Status, worse
from repair.template.intrinsics import is_intrinsic, is_no_value
from repair.template.presence import counted, presence
from repair.template.scalars import unique_key

_ARRAY = frozenset({"array"})


def _items(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if isinstance(argument, list):
        return _positional(argument, schema.get("additionalItems", True), evaluator)
    if argument is True or not isinstance(argument, (dict, bool)):
        return None
    node = evaluator.node(argument)
    prefix = schema.get("prefixItems")
    start = len(prefix) if isinstance(prefix, list) else 0

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for index, item in enumerate(value):
            if index < start or (type(item) is dict and is_no_value(item)):
                continue
            result = node.check(item, (*path, index), run)
            if result is not True:
                status = worse(status, result)
        return status

    return check


def _prefix_items(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del schema
    return _positional(argument, True, evaluator) if isinstance(argument, list) else None


def _positional(schemas: list[Any], rest: Any, evaluator: Evaluator) -> Check:
    nodes = [evaluator.node(schema) for schema in schemas]
    beyond = None if rest is True or not isinstance(rest, (dict, bool)) else evaluator.node(rest)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for index, item in enumerate(value):
            if presence(item, run.assumed) is not True:
                return worse(status, None)  # from here on positions are known only at deployment
            node = nodes[index] if index < len(nodes) else beyond
            if node is None:
                break
            status = worse(status, node.check(item, (*path, index), run))
        return status

    return check


def _contains(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, (dict, bool)):
        return None
    node = evaluator.node(argument)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = False
        for index, item in enumerate(value):
            there = presence(item, run.assumed)
            if there is False:
                continue
            result = run.quietly(node, item, (*path, index))
            if result and there:
                return True
            if result is not False:
                status = None
        return run.fail(path, "contains", argument, value, schema) if status is False else None

    return check


def _count(keyword: str, argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    if isinstance(argument, bool) or not isinstance(argument, (int, float)):
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        least, most = counted(value, run.assumed)
        if (most < argument) if keyword == "minItems" else (least > argument):
            return run.fail(path, keyword, argument, value, schema)
        return True if ((least >= argument) if keyword == "minItems" else (most <= argument)) else None

    return check


def _unique_items(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    if argument is not True:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        seen: set[object] = set()
        repeated: list[int] = []
        for index, item in enumerate(value):
            there = presence(item, run.assumed)
            if there is False:
                continue
            if there is None or _depends(item):
                status = None
                # The same function twice gives the same value twice, if a condition takes neither away.
                if there is None or not _is_stable(item):
                    continue
            key = unique_key(item)
            if key in seen:
                repeated.append(index)
            seen.add(key)
        return run.fail(path, "uniqueItems", True, tuple(repeated), schema) if repeated else status

    return check


def _unique_keys(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    names = [name for name in argument if isinstance(name, str)] if isinstance(argument, list) else []
    if not names:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        seen: set[object] = set()
        repeated: list[int] = []
        for index, item in enumerate(value):
            if (
                not isinstance(item, dict)
                or is_intrinsic(item)
                or any(_depends(item.get(name)) for name in names)
            ):
                status = None
                continue
            found = [item[name] for name in names if name in item]
            if found:
                key = unique_key(found)
                if key in seen:
                    repeated.append(index)
                seen.add(key)
        return run.fail(path, "uniqueKeys", tuple(names), tuple(repeated), schema) if repeated else status

    return check


def _depends(item: Data) -> bool:
    """Whether a value, or a part of it, is known only at deployment."""
    if isinstance(item, str):
        return "{{resolve:" in item
    if isinstance(item, dict):
        return is_intrinsic(item) or any(map(_depends, item.values()))
    return isinstance(item, list) and any(map(_depends, item))


def _is_stable(item: Data) -> bool:
    text = json.dumps(item, sort_keys=True, default=repr)
    return "Fn::If" not in text and "Fn::Transform" not in text


ARRAY_KEYWORDS = {
    "items": Keyword(_ARRAY, _items),
    "prefixItems": Keyword(_ARRAY, _prefix_items),
    "contains": Keyword(_ARRAY, _contains),
    "minItems": Keyword(_ARRAY, partial(_count, "minItems")),
    "maxItems": Keyword(_ARRAY, partial(_count, "maxItems")),
    "uniqueItems": Keyword(_ARRAY, _unique_items),
    "uniqueKeys": Keyword(_ARRAY, _unique_keys),
}
