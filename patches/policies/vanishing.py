"""Statements of policies that a condition leaves incomplete."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.rules.policy_document import statements
from repair.rules.policy_places import documents
from repair.template.intrinsics import branches, is_no_value
from repair.template.template import Resource

_NEEDED = ("Resource", "NotResource", "Action", "NotAction")


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for each such statement."""
    for path, document, _kind in documents(resource):
        every = list(statements(document, path))
        for place, statement in every:
            for key in _NEEDED:
                found = branches(statement.get(key))
                if found is None or is_no_value(found[1]) == is_no_value(found[2]):
                    continue
                condition, yes, no = found
                if is_no_value(no):
                    right = [condition, {**statement, key: yes}, no]
                else:
                    right = [condition, yes, {**statement, key: no}]
                message = f"{resource.id}: {condition} leaves a statement without {key}."
                alone = len(every) == 1 or not isinstance(place[-1], int)
                safety = Safety.UNSAFE if alone else Safety.SAFE
                yield Detection((*place, key), message, (Set(place, {"Fn::If": right}),), safety)
                break
