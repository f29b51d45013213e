"""Pairs that are certain: equal content, told apart by neighbours where several have it."""

from __future__ import annotations

from collections import defaultdict

from repair.diff.alignment.pairs import Pairs, plain
from repair.diff.alignment.surroundings import seen

#: How often colours are refined at most: neighbours this far away still tell entries apart.
_ROUNDS = 10
#: How many times a choice is made between twins, and between how many of each side.
_MOST_TWINS, _BY_TURNS = 40, 20
#: How many entries may be gone through for that in all.
_WORK = 20_000


class Anchored(Pairs):
    """Finds pairs that content and neighbours make certain, whatever the ids."""

    def _anchor(self) -> None:
        """Pairs of entries that are the only ones of their colour, with colours refined by neighbours (Weisfeiler-Lehman).

        A neighbour that has a partner lends the pair's colour, so that what was edited elsewhere does no harm.
        """
        base_colours: list[dict[int, int]] = []
        for side, entries in enumerate((self.mine, self.theirs)):
            base_colours.append({n: plain(entries, n) for n in self._open[side]})
        colour = [dict(of) for of in base_colours]
        idents = self._idents()
        self._unique(*base_colours)
        classes = 0
        for _ in range(_ROUNDS):
            before = len(self.found)
            outward: list[dict[int, int]] = []
            inward: list[dict[int, int]] = []
            for side, (entries, known) in enumerate(((self.mine, self.partner), (self.theirs, self.back))):
                ident = idents[side]
                for n, now in colour[side].items():
                    ident[n] = hash(("pair", n if side == 0 else known[n])) if known[n] >= 0 else now
                out, full = {}, {}
                for n, base in base_colours[side].items():
                    if known[n] < 0:
                        out[n] = first = hash((base, seen(entries.uses[n], ident)))
                        full[n] = hash((first, seen(entries.users[n], ident)))
                outward.append(out)
                inward.append(full)
            self._unique(*outward)
            self._unique(
                {n: c for n, c in inward[0].items() if self.partner[n] < 0},
                {n: c for n, c in inward[1].items() if self.back[n] < 0},
            )
            for side in (0, 1):
                colour[side].update(inward[side])
            self.colours = inward[0], inward[1]
            found = len(self.found)
            now_classes = len(set(inward[0].values()))
            if found == before and now_classes <= classes:
                break
            classes = now_classes if found == before else 0

    def _unique(self, left: dict[int, int], right: dict[int, int]) -> None:
        only: dict[int, int] = {}
        for n, c in left.items():
            only[c] = -1 if c in only else n
        others: dict[int, int] = {}
        for n, c in right.items():
            others[c] = -1 if c in others else n
        for c, i in only.items():
            j = others.get(c, -1)
            if i >= 0 and j >= 0 and self._may_override(i, j, self._mass(i)):
                self.pair(i, j)

    def _individualise(self) -> None:
        """Where neighbours do not tell some apart, take one for its likeliest, and see what follows for the others.

        Interchangeable entries are so paired in accord with those that hang on them.
        """
        for _ in range(min(_MOST_TWINS, _WORK // max(1, len(self._open[0])))):
            classes: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
            for side, known in enumerate((self.partner, self.back)):
                for n, colour in self.colours[side].items():
                    if known[n] < 0:
                        classes[colour][side].append(n)
            twins = [pair for pair in classes.values() if len(pair[0]) == len(pair[1]) > 1]
            if not twins:
                return
            left, right = min(twins)
            i, j = min(
                ((i, j) for i in left[:_BY_TURNS] for j in right[:_BY_TURNS]),
                key=lambda pair: (
                    -self._named_alike(self.mine.names[pair[0]][1], self.theirs.names[pair[1]][1]),
                    (left.index(pair[0]) - right.index(pair[1])) ** 2,
                    pair[0] + pair[1],
                ),
            )
            if not self._may_override(i, j, self._mass(i)):
                return
            self.pair(i, j, 1.0, 0.0)
            self._anchor()
