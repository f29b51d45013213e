"""Pairs among what is left over when likeness has had its say, where so few are left that less is enough."""

from __future__ import annotations

from collections import Counter, defaultdict

from repair.diff.alignment.assign import assigned, margins
from repair.diff.alignment.features import Entries, name_words
from repair.diff.alignment.likely import Likely
from repair.diff.alignment.naming import change, follow, named_alike
from repair.diff.alignment.pairs import USE, USER, Scores
from repair.diff.alignment.settled import same_but_names
from repair.patch.likeness import Leaves, likeness
from repair.template.data import Data

#: Among what is left over where there are so few of a kind: what the name is worth, more for parameters, and the likeness
#: of names and of all that a pair needs.
_FEW, _NAME_WEIGHS, _PARAMETER_NAME_WEIGHS, _NAMED, _LEAST = 3, 0.35, 0.5, 0.35, 0.38
#: The likeness of names that suffices however many there are of a kind, where names can be believed; and how often
#: names must change in the same way to make it a custom.
_TELLING, _CUSTOM = 0.7, 3
#: The likeness of names that is none, and the likeness of a pair that is sure whatever its names.
_UNLIKE, _SURE = 0.2, 0.75
#: The margin that makes a pair, and how many possible pairs of a group are compared.
_CLEAR, _ALL_PAIRS = 0.05, 400
#: How far ids must be believed to pair two entries for nothing but their name.
BELIEVED = 0.5
#: The share of resources under a new name that makes another one likely; the share of properties that must be the
#: same then; the likeness of two texts that counts as such; and what a like name adds.
_RENAMED, _HALF, _TEXT, _HINT = 0.05, 0.5, 0.6, 0.1


class Leftovers(Likely):
    """Looks once more at the entries without partner."""

    def _leftovers(self) -> None:
        """What is left where there are few of a kind, or names tell: alike in content as it stands, and in name."""
        idents = self._idents()
        for group, members, others in self._left():
            few = max(len(self._groups[side].get(group, ())) for side in (0, 1)) <= _FEW
            if not (few or group == "Parameters" or (group.startswith("Resources") and not self.exchanges)):
                continue
            least = _NAMED if few or group == "Parameters" else _TELLING
            weigh = _PARAMETER_NAME_WEIGHS if group == "Parameters" else _NAME_WEIGHS
            scores: Scores = {}
            for i in members:
                for j in others:
                    named = self._named_for_itself(i, j)
                    if named >= least and not self._conflicts(i, j):
                        alike = likeness(_whole(self.mine, i, idents[0]), _whole(self.theirs, j, idents[1]))
                        score = (1 - weigh) * alike + weigh * named
                        if score >= _LEAST:
                            scores[i, j] = score
            self._take(scores)

    def _named_for_itself(self, i: int, j: int) -> float:
        kind = self.mine.groups[i].partition(" ")[2]
        return named_alike(self.mine.names[i][1], self.theirs.names[j][1], kind)

    def _by_custom(self) -> None:
        """What has the name that others' new names let expect: all with the same word before it, say."""
        customs = Counter(change(self.mine.names[i][1], self.theirs.names[j][1]) for i, j in self._renamed())
        usual = sorted(custom for custom, times in customs.items() if custom and times >= _CUSTOM)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for _, members, _ in self._left() if usual else ():
            for i in members:
                section, name = self.mine.names[i]
                expected = {self.theirs.numbers.get((section, new), -1) for new in follow(name, usual)}
                fitting = [
                    j
                    for j in expected
                    if j >= 0 and self.back[j] < 0 and self.theirs.groups[j] == self.mine.groups[i]
                ]
                if section == "Resources" and len(fitting) == 1 and not self._parts_namesakes(i, fitting[0]):
                    found[fitting[0]].add(i)
        for j, claiming in found.items():
            if len(claiming) == 1:
                i = claiming.pop()
                self.pair(i, j, self._in_common_as_written(i, j), 1.0)

    def _doubts(self) -> None:
        """Part what shares neither half of its properties nor a word, a user or one used, unless others lost their names."""
        doubtful = []
        for i, j in self._renamed():
            if self._named_for_itself(i, j) >= _UNLIKE:
                continue
            if self.found[i].score >= _SURE:
                return
            if self._in_common_as_written(i, j) < _HALF and not self._common_neighbour(i, j):
                doubtful.append(i)
        for i in doubtful:
            # Outputs of other names were paired for what they refer to.
            users = {user for _, user in self.theirs.users[self.partner[i]]}
            for n in {user for _, user in self.mine.users[i]}:
                section, name = self.mine.names[n]
                if (
                    section == "Outputs"
                    and (section, name) not in self.theirs.numbers
                    and self.partner[n] in users
                ):
                    self.part(n)
            self.part(i)

    def _common_neighbour(self, i: int, j: int) -> bool:
        """Whether both refer to the same resource in the same place, or are so referred to.

        Outputs of other names prove nothing: they were paired for what they refer to.
        """
        for mine, theirs in (
            (self.mine.uses[i], self.theirs.uses[j]),
            (self.mine.users[i], self.theirs.users[j]),
        ):
            there = set(theirs)
            for label, n in mine:
                section, name = self.mine.names[n]
                kept = section == "Outputs" and (section, name) in self.theirs.numbers
                if (section == "Resources" or kept) and (label, self.partner[n]) in there:
                    return True
        return False

    def _remains(self) -> None:
        """What is left where other resources were renamed too: what says the same in half of its properties."""
        renamed = len(self._renamed())
        every = sum(len(of) for group, of in self._groups[0].items() if group.startswith("Resources"))
        if not renamed or renamed < _RENAMED * every:
            return
        for group, members, others in self._left():
            if group.startswith("Resources"):
                scores: Scores = {}
                for i in members:
                    for j in others:
                        apart = self._conflicts(i, j) or self._parts_namesakes(i, j)
                        score = 0.0 if apart else self._in_common_as_written(i, j)
                        if score >= _HALF:
                            scores[i, j] = min(1.0, score + _HINT * self._name_likeness(i, j) * self.trust)
                self._take(scores)

    def _parts_namesakes(self, i: int, j: int) -> bool:
        """Whether one of the two has a namesake that is left over too, and ids can be believed."""
        if self.trust < BELIEVED:
            return False
        one, other = self._namesake(i), self._namesake_back(j)
        return (one >= 0 and self.back[one] < 0) or (other >= 0 and self.partner[other] < 0)

    def _left(self) -> list[tuple[str, list[int], list[int]]]:
        """By group, those without partner, where they are not too many to compare all."""
        left, right = self._alone(0), self._alone(1)
        return [
            (group, members, right[group])
            for group, members in left.items()
            if group in right and len(members) * len(right[group]) <= _ALL_PAIRS
        ]

    def _alone(self, side: int) -> dict[str, list[int]]:
        entries, known = (self.theirs, self.back) if side else (self.mine, self.partner)
        found: defaultdict[str, list[int]] = defaultdict(list)
        for n in self._open[side]:
            if known[n] < 0:
                found[entries.groups[n]].append(n)
        return found

    def _renamed(self) -> list[tuple[int, int]]:
        """Resources that have another name now."""
        mine, theirs = self.mine.names, self.theirs.names
        pairs = [(i, self.partner[i]) for i in self._open[0]]
        return [(i, j) for i, j in pairs if j >= 0 and mine[i][0] == "Resources" and mine[i] != theirs[j]]

    def _take(self, scores: Scores) -> None:
        pairs = assigned(scores)
        margin = margins(pairs, scores)
        for i, j in pairs:
            if margin[i, j] > _CLEAR:
                self.pair(i, j, scores[i, j], margin[i, j])

    def _in_common_as_written(self, i: int, j: int) -> float:
        """The share of the properties of either that say the same, but for names that stand for one another."""
        one, other = self.mine.properties(i), self.theirs.properties(j)
        keys = {**one, **other}
        return sum(self._same(one.get(key), other.get(key)) for key in keys) / len(keys) if keys else 1.0

    def _same(self, value: Data, other: Data) -> float:
        names: list[tuple[str, str]] = []
        if value == other or same_but_names(value, other, names):
            return float(all(self._stand_for_one(*pair) for pair in names))
        if isinstance(value, str) and isinstance(other, str):
            alike = likeness(name_words(value), name_words(other))
            return alike if alike >= _TEXT else 0.0
        return 0.0

    def _stand_for_one(self, old: str, new: str) -> bool:
        for section in ("Resources", "Parameters", "Conditions", "Mappings"):
            i = self.mine.numbers.get((section, old), -1)
            if i >= 0:
                return self.partner[i] == self.theirs.numbers.get((section, new), -2)
        return False


def _whole(entries: Entries, n: int, ident: list[int]) -> Leaves:
    """Content and references of an entry, each with its own weight."""
    found = dict(entries.content[n])
    for edges, weight in ((entries.uses[n], USE), (entries.users[n], USER)):
        for label, other in edges:
            leaf = hash((label, ident[other]))
            found[leaf] = found.get(leaf, 0) + weight
    return found
