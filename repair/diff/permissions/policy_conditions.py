"""The conditions of a policy statement, and which of them hold whenever others hold.

Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Multivalued context keys" and "Conditions
with multiple context keys or values". All clauses must hold; of the values of one clause any, with a negated
operator none. A key that the request lacks fails a clause, except a negated one and with `…IfExists` or
`ForAllValues:`. Names of keys have no case.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from repair.diff.meaning.equality import frozen
from repair.diff.permissions.wildcards import Language, Pattern, covers, pattern
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import is_intrinsic

_IF_EXISTS = "IfExists"
_QUANTIFIERS = ("ForAllValues", "ForAnyValue")
_NULL = "Null"
# What an operator compares, and whether it is the negated one. The two of ARNs do the same.
_OPERATORS = {
    "StringEquals": ("text", False),
    "StringNotEquals": ("text", True),
    "StringLike": ("text", False),
    "StringNotLike": ("text", True),
    "StringEqualsIgnoreCase": ("folded", False),
    "StringNotEqualsIgnoreCase": ("folded", True),
    "ArnEquals": ("arn", False),
    "ArnLike": ("arn", False),
    "ArnNotEquals": ("arn", True),
    "ArnNotLike": ("arn", True),
    "NumericEquals": ("number", False),
    "NumericNotEquals": ("number", True),
    "NumericLessThan": ("less", False),
    "NumericLessThanEquals": ("less or equal", False),
    "NumericGreaterThan": ("greater", False),
    "NumericGreaterThanEquals": ("greater or equal", False),
    "DateEquals": ("date", False),
    "DateNotEquals": ("date", True),
    "DateLessThan": ("before", False),
    "DateLessThanEquals": ("before or at", False),
    "DateGreaterThan": ("after", False),
    "DateGreaterThanEquals": ("after or at", False),
    "Bool": ("truth", False),
    "BinaryEquals": ("binary", False),
    "IpAddress": ("address", False),
    "NotIpAddress": ("address", True),
    _NULL: ("presence", False),
}
_PATTERNS = frozenset({"text", "folded", "arn"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One operator and one key of a condition.

    Attributes:
        key: The key, without case as far as it has none.
        family: What is compared; operators of one family are comparable. The operator itself if it is not known.
        values: What the key is compared with, in the family's own form.
        negated: No value may match, instead of any.
        quantifier: "ForAllValues", "ForAnyValue", or "" for keys with one value.
        absent: It holds for a request without the key.
        known: The operator is one of IAM's.
    """

    key: str
    family: str
    values: frozenset[Hashable]
    negated: bool = False
    quantifier: str = ""
    absent: bool = False
    known: bool = True

    def covers(self, other: Clause) -> bool:
        """Whether this provably holds whenever `other` holds."""
        if self == other:
            return True
        if self.key != other.key or not (self.known and other.known):
            return False
        if self.family == "presence" and other.family != "presence":
            return "false" in self.values and not other.absent
        if (self.family, self.negated, self.quantifier) != (other.family, other.negated, other.quantifier):
            return False
        if other.absent and not self.absent:
            return False
        wide, tight = (other, self) if self.negated else (self, other)
        return all(_among(value, wide.values, self.family) for value in tight.values)

    def alternatives(self) -> Iterable[Clause]:
        """Clauses of which this is the disjunction."""
        whole = (
            self.negated or not self.known or self.family == "presence" or self.quantifier == "ForAllValues"
        )
        if whole or len(self.values) < 2:
            return (self,)
        return [replace(self, values=frozenset({value})) for value in self.values]


Conditions = frozenset[Clause]


def holds_with(weak: Conditions, strong: Conditions) -> bool:
    """Whether all clauses of `weak` provably hold whenever all of `strong` hold."""
    return weak <= strong or all(any(clause.covers(other) for other in strong) for clause in weak)


def read_conditions(block: Data, language: Language) -> Conditions | None:
    """The clauses of a Condition element in normal form; None when it is not one."""
    if not isinstance(block, dict) or is_intrinsic(block):
        return None
    clauses: set[Clause] = set()
    for operator, keys in block.items():
        if not isinstance(keys, dict) or is_intrinsic(keys):
            return None
        for key, values in keys.items():
            listed = values if isinstance(values, list) else [values]
            clauses.add(_clause(operator, key, listed, language))
    return frozenset(clauses)


def _clause(operator: str, key: str, values: list[Data], language: Language) -> Clause:
    quantifier, colon, name = operator.rpartition(":")
    plain = name.removesuffix(_IF_EXISTS)
    family, negated = _OPERATORS.get(plain, ("", False))
    key = folded_key(key)
    if not family or (colon and quantifier not in _QUANTIFIERS) or (plain == _NULL and name != plain):
        forms = frozenset(frozen(value) for value in values)
        return Clause(key, operator, forms, known=False)
    absent = name != plain or quantifier == "ForAllValues" or (negated and not quantifier)
    read = frozenset(_value(value, family, plain, language) for value in values)
    if family == "presence":
        absent = "true" in read
    return Clause(key, family, read, negated, quantifier, absent)


def folded_key(key: str) -> str:
    """A condition key without case; a tag's name within it keeps its own."""
    name, slash, rest = key.partition("/")
    return name.lower() + slash + rest


def _value(value: Data, family: str, operator: str, language: Language) -> Hashable:
    if family in _PATTERNS:
        like = operator.endswith("Like") or family == "arn"
        return pattern(value, wild=like, parts=family == "arn", fold=family == "folded", language=language)
    if value is None or isinstance(value, (dict, list)):
        return ("opaque", frozen(value))
    text = scalar_text(value)
    if family in ("truth", "presence"):
        return text.lower()
    if family in ("number", "less", "less or equal", "greater", "greater or equal"):
        number = _number(text)
        return text if number is None else number
    return network(text) or text if family == "address" else text


def _number(text: str) -> Hashable | None:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number.normalize() if number.is_finite() else None


@lru_cache(maxsize=4096)
def network(text: str) -> Any:
    """The IP network that a text says, or None; a single address is one too."""
    import ipaddress

    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def within_networks(tight: Any, networks: Iterable[Any]) -> bool:
    """Whether an IP network lies within others taken together."""
    import ipaddress

    alike = [one for one in networks if one.version == tight.version]
    return any(tight.subnet_of(one) for one in ipaddress.collapse_addresses(alike))


def _among(value: Hashable, values: frozenset[Hashable], family: str) -> bool:
    """Whether what matches `value` provably matches one of `values`."""
    if value in values:
        return True
    if family in _PATTERNS:
        return any(covers(_tokens(one), _tokens(value)) for one in values)
    if family == "address":
        return hasattr(value, "subnet_of") and within_networks(
            value, [one for one in values if hasattr(one, "subnet_of")]
        )
    if family.startswith(("less", "greater")):
        return any(_is_within_bound(value, one, family) for one in values)
    return False


def _is_within_bound(value: Any, bound: Any, family: str) -> bool:
    if isinstance(value, (str, tuple)) or isinstance(bound, (str, tuple)):
        return False  # no numbers, or not known yet
    return bool(value <= bound if family.startswith("less") else value >= bound)


def _tokens(value: Hashable) -> Pattern:
    assert isinstance(value, tuple)
    return value
