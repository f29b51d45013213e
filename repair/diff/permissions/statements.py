"""Policy statements as values, and which of them match every request that another one matches.

Source: IAM User Guide, "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language". A statement
matches a request when its action, resource, principal and conditions all do; NotAction, NotResource and NotPrincipal
match all but what they name. What is said here of containment is proven; where nothing can be proven the answer is no.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import prod

from repair.diff.meaning.policies import root_of_account
from repair.diff.permissions.policy_conditions import Conditions, holds_with, read_conditions
from repair.diff.permissions.wildcards import ANYTHING, Language, Opaque, Pattern, apart, covers, pattern
from repair.template.data import Data
from repair.template.intrinsics import is_intrinsic
from repair.template.values import normal

_ELEMENTS = frozenset(
    {
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Principal",
        "NotPrincipal",
        "Condition",
    }
)
#: A statement that makes more grants than this is not taken apart.
_MOST_GRANTS = 4096


@dataclass(frozen=True, slots=True)
class Matched:
    """What one element matches: some texts, or all but some.

    Attributes:
        patterns: The texts that it names.
        but: It matches what none of them matches.
    """

    patterns: frozenset[Pattern]
    but: bool = False

    def covers(self, other: Matched, *, disjoint: bool = True) -> bool:
        """Whether it provably matches all that `other` matches.

        Args:
            other: The same element of another statement.
            disjoint: Two texts without a common match name different things. Of principals that is not so: a role
                belongs to its account.
        """
        return self == other or _covers(self, other, disjoint)

    def each(self) -> Iterable[Matched]:
        """Its texts one by one."""
        if self.but or len(self.patterns) < 2:
            return (self,)
        return [Matched(frozenset({one})) for one in self.patterns]


@lru_cache(maxsize=65536)
def _covers(wide: Matched, tight: Matched, disjoint: bool) -> bool:
    if wide.but and tight.but:
        return all(_named(one, tight.patterns) for one in wide.patterns)
    if wide.but:
        return disjoint and all(apart(mine, one) for mine in wide.patterns for one in tight.patterns)
    if tight.but:
        return ANYTHING in wide.patterns
    return all(_named(one, wide.patterns) for one in tight.patterns)


def _named(text: Pattern, patterns: frozenset[Pattern]) -> bool:
    return text in patterns or any(covers(one, text) for one in patterns)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement matches; its Sid and its effect are not part of it.

    Attributes:
        actions: In lower case.
        resources: None where the statement names none.
        principals: None where the statement names none.
        conditions: All must hold.
    """

    actions: Matched
    resources: Matched | None
    principals: Matched | None
    conditions: Conditions = frozenset()

    def covers(self, other: Statement) -> bool:
        """Whether it provably matches every request that `other` matches."""
        return self.actions.covers(other.actions) and self.covers_beside_actions(other)

    def covers_beside_actions(self, other: Statement) -> bool:
        """Whether it provably matches every request that `other` matches and whose action it matches."""
        return (
            _optional(self.resources, other.resources)
            and _optional(self.principals, other.principals, disjoint=False)
            and holds_with(self.conditions, other.conditions)
        )

    def grants(self) -> Iterable[Statement]:
        """Statements of one text an element that together match what it matches."""
        actions = list(self.actions.each())
        resources = [None] if self.resources is None else list(self.resources.each())
        principals = [None] if self.principals is None else list(self.principals.each())
        clauses = [list(clause.alternatives()) for clause in self.conditions]
        if prod(map(len, (actions, resources, principals, *clauses))) > _MOST_GRANTS:
            return (self,)
        return [
            Statement(action, resource, principal, frozenset(conditions))
            for action in actions
            for resource in resources
            for principal in principals
            for conditions in product(*clauses)
        ]


def _optional(wide: Matched | None, tight: Matched | None, *, disjoint: bool = True) -> bool:
    if wide is None or tight is None:
        return wide is tight
    return wide.covers(tight, disjoint=disjoint)


def unmatched(statement: Statement, statements: Collection[Statement]) -> int:
    """How many grants of `statement` are not provably matched, every request of them, by one of `statements`."""
    if statement in statements:
        return 0
    near = [one.actions for one in statements if one.covers_beside_actions(statement)]
    if any(actions.covers(statement.actions) for actions in near):
        return 0
    short = 0
    for action in statement.actions.each():
        if not any(actions.covers(action) for actions in near):
            able = [one for one in statements if one.actions.covers(action)]
            grants = replace(statement, actions=action).grants()
            short += sum(not any(one.covers_beside_actions(grant) for one in able) for grant in grants)
    return short


class _UnreadError(ValueError):
    """A value is no valid statement, or is known only at deployment."""


def read_statement(value: Data, language: Language) -> tuple[str, Statement] | None:
    """Effect and statement of a value in normal form; None when it is no valid statement, or not known yet.

    Args:
        value: The statement.
        language: How its document's texts are to be read.
    """
    try:
        return _read(value, language)
    except _UnreadError:
        return None


def _read(value: Data, language: Language) -> tuple[str, Statement]:
    if not isinstance(value, dict) or is_intrinsic(value) or not value.keys() <= _ELEMENTS:
        raise _UnreadError
    effect = value.get("Effect")
    actions = _matched(value, "Action", lambda part: _patterns(part, fold=True))
    conditions = read_conditions(value.get("Condition", {}), language)
    if effect not in ("Allow", "Deny") or actions is None or conditions is None:
        raise _UnreadError
    resources = _matched(value, "Resource", lambda part: _patterns(part, parts=True, language=language))
    return effect, Statement(actions, resources, _matched(value, "Principal", _principals), conditions)


def _matched(
    statement: dict[str, Data], name: str, read: Callable[[Data], Iterable[Pattern]]
) -> Matched | None:
    negated = f"Not{name}"
    if name in statement and negated in statement:
        raise _UnreadError
    if name in statement:
        return Matched(frozenset(read(statement[name])))
    if negated in statement:
        return Matched(frozenset(read(statement[negated])), but=True)
    return None


def _patterns(
    part: Data,
    *,
    wild: bool = True,
    parts: bool = False,
    fold: bool = False,
    language: Language | None = None,
) -> list[Pattern]:
    texts = part if isinstance(part, list) else [part]
    if not all(is_intrinsic(text) or isinstance(text, (str, int, float)) for text in texts):
        raise _UnreadError
    return [pattern(text, wild=wild, parts=parts, fold=fold, language=language) for text in texts]


def _principals(part: Data) -> Iterable[Pattern]:
    """Each principal as a text behind its kind; `*` is everyone, whether or not it stands as an account."""
    if not isinstance(part, dict) or is_intrinsic(part):
        part = {"AWS": part}
    for kind, names in part.items():
        for name in names if isinstance(names, list) else [names]:
            if kind == "AWS" and name == "*":
                yield ANYTHING
            else:
                account = normal(root_of_account(name)) if kind == "AWS" else name
                yield from ((Opaque(("principal", kind)), *text) for text in _patterns([account], wild=False))
