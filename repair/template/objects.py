"""Schema keywords about mappings: which properties there must be, may be, and what each must be like."""

from __future__ import annotations

from functools import partial
from typing import Any

from repair.template.data import MISSING, Data, Path
from repair.template.evaluation import Check, Evaluator, Keyword, Node, Run, Status, worse
from repair.template.intrinsics import is_no_value, is_section_function
from repair.template.patterns import search
from repair.template.presence import absences, counted, has, is_open, presence

_OBJECT = frozenset({"object"})


def _properties(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del schema
    if not isinstance(argument, dict) or not argument:
        return None
    nodes: dict[str, Node] = {}

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for key, item in value.items():
            node = nodes.get(key)
            if node is None:
                if key not in argument:
                    continue
                node = nodes[key] = evaluator.node(argument[key])
            if type(item) is dict and is_no_value(item):
                continue
            result = node.check(item, (*path, key), run)
            if result is not True:
                status = worse(status, result)
        return status

    return check


def _pattern_properties(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del schema
    if not isinstance(argument, dict) or not argument:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for key, item in value.items():
            if is_section_function(key) or is_no_value(item):
                continue
            for pattern, subschema in argument.items():
                matched = search(pattern, key)
                if matched:
                    status = worse(status, evaluator.node(subschema).check(item, (*path, key), run))
                elif matched is None:
                    status = worse(status, None)
        return status

    return check


def _additional_properties(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if argument is True or not isinstance(argument, (bool, dict)):
        return None
    names = schema.get("properties")
    known = frozenset(names) if isinstance(names, dict) else frozenset()
    patterns = schema.get("patternProperties")
    patterns = tuple(patterns) if isinstance(patterns, dict) else ()
    expected = tuple(names) if isinstance(names, dict) else ()
    node = None if argument is False else evaluator.node(argument)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for key in value:
            if key in known:
                continue
            matches = [search(pattern, key) for pattern in patterns]
            if True in matches:
                continue
            item = value[key]
            there = presence(item, run.assumed)
            if None in matches or is_section_function(key):
                status = worse(status, None)
            elif there is False:
                continue
            elif node is not None:
                status = worse(status, node.check(item, (*path, key), run))
            else:
                run.fail((*path, key), "additionalProperties", expected, key, schema)
                status = worse(status, False if there else None)
        return status

    return check


def _property_names(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    if not isinstance(argument, (bool, dict)):
        return None
    node = evaluator.node(argument)

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for key, item in value.items():
            there = presence(item, run.assumed)
            if is_section_function(key):
                status = worse(status, None)
            elif there is not False:
                result = run.quietly(node, key, path)
                if result is False:
                    run.fail((*path, key), "propertyNames", argument, key, schema)
                status = worse(status, None if there is None and result is False else result)
        return status

    return check


def _required(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    names = _names(argument)
    if not names:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for name in names:
            item = value.get(name, MISSING)
            if item is MISSING:
                if is_open(value):
                    status = worse(status, None)
                else:
                    status = run.fail(path, "required", name, value, schema)
            elif type(item) is dict and len(item) == 1:
                there = presence(item, run.assumed)
                if there is not True:
                    for absence in absences(item, (*path, name), run.assumed):
                        run.fail(absence, "required", name, item, schema)
                    status = worse(status, there)
        return status

    return check


def _dependent_required(
    keyword: str, argument: Any, schema: dict[str, Any], evaluator: Evaluator
) -> Check | None:
    if not isinstance(argument, dict) or not argument:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for name, needs in argument.items():
            there = has(value, name, run.assumed)
            if there is False:
                continue
            if isinstance(needs, (dict, bool)):
                node = evaluator.node(needs)
                if there:
                    status = worse(status, node.check(value, path, run))
                elif run.quietly(node, value, path) is not True:
                    status = worse(status, None)
                continue
            for need in _names(needs):
                met = has(value, need, run.assumed)
                if there and met is False:
                    status = run.fail(path, keyword, need, name, schema)
                elif met is not True:
                    status = worse(status, None)
        return status

    return check


def _dependent_excluded(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    if not isinstance(argument, dict) or not argument:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        status: Status = True
        for name, excluded in argument.items():
            there = has(value, name, run.assumed)
            if there is False:
                continue
            for other in _names(excluded):
                met = has(value, other, run.assumed)
                if there and met:
                    status = run.fail((*path, other), "dependentExcluded", other, name, schema)
                elif met is not False:
                    status = worse(status, None)
        return status

    return check


def _required_xor(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    names = _names(argument)
    if not names:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        found = {name: has(value, name, run.assumed) for name in names}
        sure = tuple(name for name in names if found[name])
        if len(sure) > 1 or not any(there is not False for there in found.values()):
            return run.fail(path, "requiredXor", names, sure, schema)
        return True if sure and None not in found.values() else None

    return check


def _required_or(argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    names = _names(argument)
    if not names:
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        found = [has(value, name, run.assumed) for name in names]
        if True in found:
            return True
        return None if None in found else run.fail(path, "requiredOr", names, value, schema)

    return check


def _count(keyword: str, argument: Any, schema: dict[str, Any], evaluator: Evaluator) -> Check | None:
    del evaluator
    if isinstance(argument, bool) or not isinstance(argument, (int, float)):
        return None

    def check(value: Data, path: Path, run: Run) -> Status:
        entries = [item for key, item in value.items() if not is_section_function(key)]
        least, most = counted(entries, run.assumed)
        made = len(entries) < len(value)
        if keyword == "minProperties":
            if most < argument and not made:
                return run.fail(path, keyword, argument, value, schema)
            return True if least >= argument else None
        if least > argument:
            return run.fail(path, keyword, argument, value, schema)
        return True if most <= argument and not made else None

    return check


def _names(argument: Any) -> tuple[str, ...]:
    return tuple(name for name in argument if isinstance(name, str)) if isinstance(argument, list) else ()


OBJECT_KEYWORDS = {
    "properties": Keyword(_OBJECT, _properties),
    "patternProperties": Keyword(_OBJECT, _pattern_properties),
    "additionalProperties": Keyword(_OBJECT, _additional_properties),
    "propertyNames": Keyword(_OBJECT, _property_names),
    "required": Keyword(_OBJECT, _required),
    "requiredXor": Keyword(_OBJECT, _required_xor),
    "requiredOr": Keyword(_OBJECT, _required_or),
    "dependencies": Keyword(_OBJECT, partial(_dependent_required, "dependencies")),
    "dependentRequired": Keyword(_OBJECT, partial(_dependent_required, "dependentRequired")),
    "dependentSchemas": Keyword(_OBJECT, partial(_dependent_required, "dependentSchemas")),
    "dependentExcluded": Keyword(_OBJECT, _dependent_excluded),
    "minProperties": Keyword(_OBJECT, partial(_count, "minProperties")),
    "maxProperties": Keyword(_OBJECT, partial(_count, "maxProperties")),
}
