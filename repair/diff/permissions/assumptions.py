"""Values when the template's conditions fall in one way or another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from repair.template.data import Data
from repair.template.intrinsics import IF, branches, is_no_value

#: With more conditions than this their functions are compared as they are written.
_MOST_CONDITIONS = 4
_CONTAINERS = frozenset({dict, list})


class Assumptions:
    """Reads values under assumptions, and knows those again that need none."""

    def __init__(self) -> None:
        # By identity; the values are kept, so that no others take their place.
        self._plain: dict[int, tuple[Data, bool]] = {}

    def assignments(self, values: Iterable[Data]) -> Iterator[dict[str, bool]]:
        """Every way in which the conditions can fall on which the values hinge."""
        found: set[str] = set()
        for value in values:
            self._gather(value, found)
        names = sorted(found) if len(found) <= _MOST_CONDITIONS else []
        for truths in product((True, False), repeat=len(names)):
            yield dict(zip(names, truths, strict=True))

    def assumed(self, value: Data, truth: Mapping[str, bool]) -> Data:
        """A value when the conditions fall as `truth` says, without what is then not there."""
        if self._is_plain(value) or is_no_value(value):
            return value
        if isinstance(value, list):
            listed = [self.assumed(item, truth) for item in value]
            return [item for item in listed if not is_no_value(item)]
        choice = branches(value)
        if choice is not None and choice[0] in truth:
            return self.assumed(choice[1] if truth[choice[0]] else choice[2], truth)
        items = {key: self.assumed(item, truth) for key, item in value.items()}
        return {key: item for key, item in items.items() if not is_no_value(item)}

    def _gather(self, value: Data, found: set[str]) -> None:
        if self._is_plain(value):
            return
        choice = branches(value)
        if choice is not None:
            found.add(choice[0])
        for item in value.values() if isinstance(value, dict) else value:
            self._gather(item, found)

    def _is_plain(self, value: Data) -> bool:
        """Whether a value holds neither `Fn::If` nor `AWS::NoValue`."""
        if type(value) not in _CONTAINERS:
            return True
        known = self._plain.get(id(value))
        if known is None:
            if type(value) is dict:
                items, plain = value.values(), IF not in value and not is_no_value(value)
            else:
                items, plain = value, True
            plain = plain and all(self._is_plain(item) for item in items if type(item) in _CONTAINERS)
            known = self._plain[id(value)] = (value, plain)
        return known[1]
