"""What the neighbours of entries are known as, worked out anew only where one of them is known as something else."""

from __future__ import annotations

from collections import defaultdict

from repair.diff.alignment.features import Edge, Entries


class Surroundings:
    """The surroundings of the entries of one template.

    Attributes:
        ident: What each entry is known as: the same number for both of a pair; that of the group for one without
            partner.
    """

    __slots__ = ("_entries", "_used_by", "_users", "_users_of", "_uses", "ident")

    def __init__(self, entries: Entries, ident: list[int]) -> None:
        self._entries = entries
        self.ident = ident
        self._uses: dict[int, int] = {}
        self._users: dict[int, int] = {}
        self._users_of = _reversed(entries.uses)
        self._used_by = _reversed(entries.users)

    def uses(self, n: int) -> int:
        """What an entry refers to, as one number."""
        found = self._uses.get(n)
        if found is None:
            found = self._uses[n] = seen(self._entries.uses[n], self.ident)
        return found

    def users(self, n: int) -> int:
        """What refers to an entry, as one number."""
        found = self._users.get(n)
        if found is None:
            found = self._users[n] = seen(self._entries.users[n], self.ident)
        return found

    def know(self, n: int, ident: int) -> list[int]:
        """Know an entry as something else.

        Returns:
            Those that see the difference.
        """
        if self.ident[n] == ident:
            return []
        self.ident[n] = ident
        users, used = self._users_of.get(n, []), self._used_by.get(n, [])
        for m in users:
            self._uses.pop(m, None)
        for m in used:
            self._users.pop(m, None)
        return users + used


def seen(edges: list[Edge], ident: list[int]) -> int:
    """References as one number, whatever their order, by what the others are known as."""
    # Not the sum of the hashes: those of tuples are so regular that crossed references give the same sum.
    return hash(tuple(sorted([hash((label, ident[other])) for label, other in edges]))) if edges else 0


def _reversed(edges: list[list[Edge]]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for n, listed in enumerate(edges):
        for _, other in listed:
            found[other].append(n)
    return dict(found)
