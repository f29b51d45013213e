"""Small differences that a person would mention with others, instead of under a heading each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from repair.diff.delta import Delta
from repair.engine.causes import Cause, Failure
from repair.rules.model import Severity
from repair.rules.subjects import EXTRA, OTHER, area_of, neighbourhood

MANY = 6
"""A document with more findings than this is long."""
SHARE, MOST = 0.1, 5
"""What is small: at most this part of all differences, and at most so many."""


def summed_up(
    causes: Sequence[Cause], deltas: Sequence[Delta], severities: Sequence[Severity]
) -> list[Cause]:
    """The causes, with what is of little weight joined to others.

    What rules find belongs to what else is of the same kind, and where it is of low severity (in a long document: of
    medium severity) to what else is of its area. A few resources that the ideal template does without belong
    together, whatever they are for. In a long document, areas that a person would look at together are one. Small
    failures of a long document become one, if there are several; what is severe, replaces a resource or loses data
    is never small.

    Args:
        causes: What each delta is part of.
        deltas: The deltas.
        severities: How bad each is by itself; for those that a rule explains, what the rule says.
    """
    joined = _extras(_by_kind(causes, severities, Severity.LOW))
    if len(_members(joined)) > MANY:
        joined = _neighbours(_by_kind(joined, severities, Severity.MEDIUM))
    members = _members(joined)
    limit = min(MOST, max(1, SHARE * len(deltas)))
    small = [
        failure
        for failure, indices in members.items()
        if len(indices) <= limit
        and all(severities[one].rank >= _least(failure) for one in indices)
        and not any(_disrupts(deltas[one]) for one in indices)
    ]
    if len(members) <= MANY or len(small) < 2:
        return joined
    return _renamed(joined, dict.fromkeys(small, ("area", OTHER)))


def _by_kind(causes: Sequence[Cause], severities: Sequence[Severity], slight: Severity) -> list[Cause]:
    """What rules find, joined to what else is of the same kind, and if it is `slight` to what is of the same area.

    A rule about what does not deploy stands alone.
    """
    members = _members(causes)
    kinds: dict[Failure, str] = {}
    for failure, indices in members.items():
        leading = next((causes[one].kind for one in indices if not causes[one].follows), "")
        if failure[0] == "rule" and leading and area_of(leading) != "validity":
            kinds[failure] = leading
    light = {
        failure for failure in kinds if all(severities[one].rank >= slight.rank for one in members[failure])
    }
    shared, beside = Counter(kinds.values()), Counter(area_of(kinds[failure]) for failure in light)
    homes: dict[Failure, Failure] = {}
    for failure, kind in kinds.items():
        area = ("area", area_of(kind))
        alike = any(causes[one].kind == kind for one in members.get(area, ()))
        if alike or (failure in light and (area in members or beside[area[1]] > 1)):
            homes[failure] = area
        elif shared[kind] > 1:
            homes[failure] = ("kind", kind)
    return _renamed(causes, homes)


def _neighbours(causes: Sequence[Cause]) -> list[Cause]:
    """Areas with their neighbours, where both are there."""
    found: dict[str, list[Failure]] = {}
    for failure in _members(causes):
        if failure[0] == "area":
            found.setdefault(neighbourhood(failure[1]), []).append(failure)
    return _renamed(
        causes,
        {one: ("area", name) for name, areas in found.items() if len(areas) > 1 for one in areas},
    )


def _extras(causes: Sequence[Cause]) -> list[Cause]:
    limit = max(1, SHARE * len(causes))
    few = [
        failure
        for failure, indices in _members(causes).items()
        if failure[0] == "area"
        and len(indices) <= limit
        and all(causes[one].follows or causes[one].kind == EXTRA for one in indices)
    ]
    return _renamed(causes, dict.fromkeys(few, ("area", area_of(EXTRA))))


def _members(causes: Sequence[Cause]) -> Mapping[Failure, list[int]]:
    members: defaultdict[Failure, list[int]] = defaultdict(list)
    for index, cause in enumerate(causes):
        members[cause.failure].append(index)
    return members


def _renamed(causes: Sequence[Cause], failures: Mapping[Failure, Failure]) -> list[Cause]:
    return [
        cause._replace(failure=failures[cause.failure]) if cause.failure in failures else cause
        for cause in causes
    ]


def _least(failure: Failure) -> int:
    """The rank of the worst severity that may be small: what a rule says counts more."""
    return (Severity.LOW if failure[0] == "rule" else Severity.MEDIUM).rank


def _disrupts(delta: Delta) -> bool:
    return delta.deployment.replacement == "will" or delta.deployment.data_loss
