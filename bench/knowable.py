"""Which resources a reader of both templates could recognise, by a plain count of what two have in common.

Edits, removals and additions at random sometimes leave no trace of the truth: of two subscriptions to one topic that
differ in their queue, one loses the queue and the other is removed. Such resources are not judged, and are counted.

The count knows the truth about every name that is referred to, and nothing of the product: equal values at equal
places, and equal users at equal places, each as one; the measure is twice those over all of both (Dice).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from names import VARIABLE
from renaming import Data, Pair

Said = frozenset[tuple[Any, ...]]
"""What a resource says and who uses it: place, value, and the how manieth of the same."""

#: The generator edits half of the properties at most. What has less than that in common is as well another resource,
#: and what was removed and added with that in common is as well one that was edited.
HALF = 0.5


class Reader:
    """Knows who could be told from whom in one pair of templates.

    Attributes:
        untold: Survivors, by their name in the generated template, that a reader could take for something else.
    """

    def __init__(self, made: Pair, mine: Mapping[str, int], theirs: Mapping[str, int]) -> None:
        """`mine` and `theirs` are colours: those of one colour are the same to everybody, and no rivals."""
        self._truth = made.truth
        self._source = {new: old for old, new in made.truth.items()}
        self._old = _said(made.generated, made.truth)
        self._new = _said(made.ideal, {})
        self._mine, self._theirs = mine, theirs
        self._known: dict[tuple[str, str], float] = {}
        self._before, self._after = _by_type(made.generated), _by_type(made.ideal)
        self._type = {name: body["Type"] for name, body in made.generated["Resources"].items()}
        self.untold = {old for old in made.truth if not self._told(old)}

    def judged(self, old: str, new: str) -> bool:
        """Whether a reader could say if these two are the same."""
        if old in self._truth or new in self._source:
            return old not in self.untold and self._source.get(new) not in self.untold
        return self._alike(old, new) < HALF

    def _told(self, old: str) -> bool:
        """Whether what it became is at least half of what it was, and no exchange of partners makes more alike."""
        new = self._truth[old]
        own = self._alike(old, new)
        if own < HALF:
            return False
        kind = self._type[old]
        removed = (other for other in self._before[kind] if other not in self._truth)
        if any(self._mine[other] != self._mine[old] and self._alike(other, new) >= own for other in removed):
            return False
        for rival in self._after[kind]:
            source = self._source.get(rival)
            if rival == new or self._theirs[rival] == self._theirs[new]:
                continue
            theirs = 0.0 if source is None else self._alike(source, rival)
            if source is not None and self._mine[source] == self._mine[old]:
                continue
            exchanged = self._alike(old, rival) + (0.0 if source is None else self._alike(source, new))
            if exchanged >= own + theirs:
                return False
        return True

    def _alike(self, old: str, new: str) -> float:
        known = self._known.get((old, new))
        if known is None:
            one, other = self._old[old], self._new[new]
            same = len(one & other)
            kept = old == new and self._truth.get(old) == new
            # A name that was kept is one thing more in common; a name that lies is none.
            known = self._known[old, new] = 2 * (same + kept) / (len(one) + len(other) + 2 * kept or 1)
        return known


def _by_type(data: Data) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, body in data["Resources"].items():
        found[body["Type"]].append(name)
    return found


def _said(data: Data, names: Mapping[str, str]) -> dict[str, Said]:
    resources: Data = data["Resources"]
    told: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    others = [(f" {name}", body) for name, body in data.get("Outputs", {}).items()]
    for name, body in [*resources.items(), *others]:
        for place, value in _leaves({key: item for key, item in body.items() if key != "Type"}, ""):
            told[name].append((place, value))
            if isinstance(value, tuple) and value[0] in resources:
                told[value[0]].append((names.get(name, name), place))
    found = {}
    for name in resources:
        times: Counter[tuple[Any, ...]] = Counter()
        leaves = []
        for place, value in told[name]:
            if isinstance(value, tuple):
                value = (names.get(value[0], value[0]),)
            times[place, value] += 1
            leaves.append((place, value, times[place, value]))
        found[name] = frozenset(leaves)
    return found


def _leaves(node: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Values by place, whatever the order in lists. A reference is a tuple of the name."""
    if isinstance(node, list):
        for item in node:
            yield from _leaves(item, place + "/-")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref" or (key == "DependsOn" and isinstance(value, str)):
                yield f"{place}/{key}", (value,)
            elif key == "Fn::GetAtt":
                yield f"{place}/{key}/{value[1]}", (value[0],)
            elif key == "Fn::Sub" and isinstance(value, str):
                yield f"{place}/{key}", VARIABLE.sub("*", value)
                for match in VARIABLE.finditer(value):
                    yield f"{place}/{key}/{match[2]}", (match[1],)
            else:
                yield from _leaves(value, f"{place}/{key}")
    else:
        yield place, f"{type(node).__name__} {node}"
