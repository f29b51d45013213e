"""Schemas made into functions: one node per subschema, compiled when first needed, three-valued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from repair.template.data import MISSING, Data, Path
from repair.template.intrinsics import IF, NO_VALUE, REF, branches, is_no_value, result_types
from repair.template.scalars import read_as
from repair.template.violation import Violation

Status: TypeAlias = bool | None
"""Holds, broken, or (None) known only at deployment."""

Check: TypeAlias = "Callable[[Data, Path, Run], Status]"

TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
_TYPE_OF: dict[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}
_TEXT = frozenset({"string"})
_SCALARS = frozenset({"string", "integer", "number", "boolean"})


class Run:
    """The state of one check.

    Attributes:
        out: Where violations go, or None when only the status is wanted.
        lookup: See `schema.Lookup`.
        assumed: Outcomes of conditions on the way to this value.
    """

    __slots__ = ("assumed", "lookup", "out")

    def __init__(
        self,
        out: list[Violation] | None,
        lookup: Callable[[str], tuple[Data, ...] | None] | None,
        conditions: Mapping[str, bool] | None,
    ) -> None:
        self.out = out
        self.lookup = lookup
        self.assumed = dict(conditions) if conditions else {}

    def fail(
        self,
        path: Path,
        keyword: str,
        expected: Any,
        actual: Data,
        schema: Any,
        context: tuple[Violation, ...] = (),
    ) -> bool:
        """Note a violation where violations are wanted; always False."""
        if self.out is not None:
            shown = actual.value if type(actual) is Unknown else actual
            self.out.append(Violation(path, keyword, expected, shown, context, schema))
        return False

    def quietly(self, node: Node, value: Data, path: Path) -> Status:
        """The status of a value without noting violations."""
        out, self.out = self.out, None
        status = node.check(value, path, self)
        self.out = out
        return status

    def gathered(self, node: Node, value: Data, path: Path) -> tuple[Violation, ...]:
        """The violations of a value without noting them here."""
        out, self.out = self.out, []
        node.check(value, path, self)
        found, self.out = self.out, out
        return tuple(found)


class Unknown:
    """A value of which at most the possible JSON types are known before deployment."""

    __slots__ = ("types", "value")

    def __init__(self, types: frozenset[str] | None, value: Data) -> None:
        self.types = types
        self.value = value


class Node:
    """One subschema, ready to check values."""

    __slots__ = ("_checks", "_evaluator", "_forbids", "_schema", "_types", "_unknown")

    def __init__(self, schema: Any, evaluator: Evaluator) -> None:
        # The schema `false` is the empty one with a check that nothing passes.
        self._forbids = schema is False
        self._schema: dict[str, Any] = schema if isinstance(schema, dict) else {}
        self._evaluator = evaluator
        self._types = _declared_types(self._schema)
        self._checks: dict[type, tuple[Check, ...]] = {}
        self._unknown: dict[frozenset[str] | None, tuple[Status, tuple[Check, ...]]] = {}

    def check(self, value: Data, path: Path, run: Run) -> Status:
        """Check a value, which may be an intrinsic function or an `Unknown`."""
        kind = type(value)
        if kind is dict:
            if len(value) == 1:
                for key in value:
                    if key == REF or key[:4] == "Fn::":
                        return self._intrinsic(key, value, path, run)
        elif kind is str:
            if "{{resolve:" in value:
                return self._check_unknown(Unknown(_TEXT, value), path, run)
        elif kind is Unknown:
            return self._check_unknown(value, path, run)
        checks = self._checks.get(kind)
        if checks is None:
            checks = self._checks[kind] = self._compiled(kind)
        return _checked(checks, value, path, run)

    def _intrinsic(self, key: str, value: dict[str, Data], path: Path, run: Run) -> Status:
        if key == IF:
            choice = branches(value)
            if choice is not None:
                return self._if(choice, path, run)
        elif key == REF:
            name = value[REF]
            if name == NO_VALUE:
                return True
            if run.lookup is not None and type(name) is str:
                values = run.lookup(name)
                if values:
                    return self._any_of_values(values, path, run)
        return self._check_unknown(Unknown(result_types(key, value[key]), value), path, run)

    def _if(self, choice: tuple[str, Data, Data], path: Path, run: Run) -> Status:
        condition = choice[0]
        outcome = run.assumed.get(condition)
        if outcome is not None:
            return self._branch(choice, 1 if outcome else 2, path, run)
        run.assumed[condition] = True
        first = self._branch(choice, 1, path, run)
        run.assumed[condition] = False
        second = self._branch(choice, 2, path, run)
        del run.assumed[condition]
        return first if first is second else None

    def _branch(self, choice: tuple[str, Data, Data], at: int, path: Path, run: Run) -> Status:
        value = choice[at]
        return True if is_no_value(value) else self.check(value, (*path, IF, at), run)

    def _any_of_values(self, values: tuple[Data, ...], path: Path, run: Run) -> Status:
        """The status that all values share. When all are broken, the first one's violations stand for all."""
        statuses = {run.quietly(self, value, path) for value in values}
        if statuses == {False}:
            return self.check(values[0], path, run)
        return True if statuses == {True} else None

    def _check_unknown(self, value: Unknown, path: Path, run: Run) -> Status:
        known = self._unknown.get(value.types)
        if known is None:
            known = self._unknown[value.types] = self._compiled_unknown(value.types)
        status, checks = known
        if status is False:
            return run.fail(path, "type", tuple(_as_list(self._schema["type"])), value, self._schema)
        checked = _checked(checks, value, path, run) if checks else True
        return status if checked is True else checked

    def _compiled(self, kind: type) -> tuple[Check, ...]:
        """The checks of a value of one Python type."""
        if self._forbids:
            return (_never,)
        name = _TYPE_OF.get(kind) or next(
            (_TYPE_OF[base] for base in kind.__mro__ if base in _TYPE_OF), "null"
        )
        allowed = self._types
        checks = self._evaluator.checks(self._schema, name)
        if allowed is None or name in allowed or (name == "integer" and "number" in allowed):
            return checks
        if name == "number" and "integer" in allowed:
            return (self._whole_number, *checks)
        if self._evaluator.lenient and name in _SCALARS:
            return (self._read_otherwise,)
        return (self._wrong_type,)

    def _compiled_unknown(self, types: frozenset[str] | None) -> tuple[Status, tuple[Check, ...]]:
        """The status of the plain keywords for an unknown value, and the checks that look into other schemas."""
        if self._forbids:
            return True, (_never,)
        schema = self._schema
        status: Status = True
        if self._types is not None:
            if types is None:
                status = None
            elif self._types.isdisjoint(types) and not ("integer" in types and "number" in self._types):
                readable = self._evaluator.lenient and types <= _SCALARS and self._types & _SCALARS
                status = None if readable else False
        if status is True and self._evaluator.has_plain_keywords(schema, types):
            status = None
        return status, self._evaluator.checks(schema, "unknown")

    def _wrong_type(self, value: Data, path: Path, run: Run) -> Status:
        return run.fail(path, "type", tuple(_as_list(self._schema["type"])), value, self._schema)

    def _whole_number(self, value: float, path: Path, run: Run) -> Status:
        return True if value.is_integer() else self._wrong_type(value, path, run)

    def _read_otherwise(self, value: Data, path: Path, run: Run) -> Status:
        """A scalar that is not written as any declared type: read it as one, if CloudFormation would."""
        for name in ("string", "boolean", "integer", "number"):
            if name in (self._types or ()):
                read = read_as(value, name)
                if read is not MISSING:
                    return _checked(self._evaluator.checks(self._schema, name), read, path, run)
        return self._wrong_type(value, path, run)


def _checked(checks: tuple[Check, ...], value: Data, path: Path, run: Run) -> Status:
    status: Status = True
    for check in checks:
        result = check(value, path, run)
        if result is False:
            if run.out is None:
                return False
            status = False
        elif result is None and status is True:
            status = None
    return status


def worse(status: Status, other: Status) -> Status:
    """Both must hold: broken outweighs unknown, unknown outweighs kept."""
    if status is False or other is False:
        return False
    return None if status is None or other is None else True


def _never(value: Data, path: Path, run: Run) -> Status:
    return run.fail(path, "false", False, value, False)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _declared_types(schema: dict[str, Any]) -> frozenset[str] | None:
    """The types that a schema allows; None when it does not say, or says what is no type."""
    if "type" not in schema:
        return None
    names = _as_list(schema["type"])
    return (
        frozenset(names) if names and all(isinstance(name, str) and name in TYPES for name in names) else None
    )


@dataclass(frozen=True, slots=True)
class Keyword:
    """One keyword of JSON Schema.

    Attributes:
        types: The types of values it concerns; "unknown" among them when it looks into other schemas.
        make: Makes its check from its argument and the schema around it; None when it asks nothing.
    """

    types: frozenset[str]
    make: Callable[[Any, dict[str, Any], Evaluator], Check | None]


class Evaluator:
    """The compiled form of one root schema: nodes by subschema, `$ref` resolved against the root.

    Attributes:
        lenient: Whether scalars are read as CloudFormation reads them.
    """

    def __init__(self, root: Any, keywords: Mapping[str, Keyword], *, lenient: bool) -> None:
        self.lenient = lenient
        self._keywords = keywords
        self._root = root
        self._nodes: dict[int, tuple[Any, Node]] = {}

    def node(self, schema: Any) -> Node:
        """The node of a subschema; the same one for the same object."""
        found = self._nodes.get(id(schema))
        if found is None:
            # The schema is kept beside its node, so that its id stays its own.
            found = self._nodes[id(schema)] = (schema, Node(schema, self))
        return found[1]

    def resolved(self, pointer: str) -> Any:
        """What `$ref: "#/…"` points at in the root, or MISSING."""
        if not pointer.startswith("#"):
            return MISSING
        value = self._root
        for part in pointer[1:].split("/")[1:]:
            step = part.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            else:
                return MISSING
        return value

    def checks(self, schema: dict[str, Any], kind: str) -> tuple[Check, ...]:
        """The checks of a schema's keywords that concern a JSON type, or an "unknown" value."""
        made = []
        for keyword, argument in schema.items():
            known = self._keywords.get(keyword)
            if known is not None and kind in known.types:
                check = known.make(argument, schema, self)
                if check is not None:
                    made.append(check)
        return tuple(made)

    def has_plain_keywords(self, schema: dict[str, Any], types: frozenset[str] | None) -> bool:
        """Whether a schema asks more than a type of values of some types (None: of any)."""
        for keyword in schema:
            known = self._keywords.get(keyword)
            if known is not None and "unknown" not in known.types and (types is None or known.types & types):
                return True
        return False
