"""Deltas as they are made: each with its impact, its weight, and the resource that it stands in."""

from __future__ import annotations

from repair.diff.delta import Delta, Kind, leaf_count
from repair.diff.impact import NONE, impact, type_name_of
from repair.diff.view import KINDS
from repair.template.data import Data, Path
from repair.template.template import Template


class Record:
    """The deltas of one comparison, in the order in which they are added.

    Attributes:
        names: The entry that is compared now, by its name in the generated and in the ideal template.
        deltas: What was added so far.
    """

    __slots__ = ("_exact", "_mine", "_theirs", "deltas", "names")

    def __init__(self, generated: Template, ideal: Template, *, exact: bool) -> None:
        self._mine = generated.section("Resources")
        self._theirs = ideal.section("Resources")
        self._exact = exact
        self.names: tuple[str | None, str | None] = (None, None)
        self.deltas: list[Delta] = []

    def add(
        self,
        kind: Kind,
        path: Path | None,
        ideal_path: Path | None,
        before: Data,
        after: Data,
        *,
        claims: tuple[Path, ...] = (),
        exact_only: bool = False,
        target: Path | None = None,
        weight: int | None = None,
        depends_on: tuple[str, ...] = (),
    ) -> None:
        """Add a delta; one of spelling only when those are wanted."""
        if exact_only and not self._exact:
            return
        where = path or ideal_path or ()
        resource = resource_type = None
        deployment = NONE
        if where[0] == "Resources" and len(where) > 1:
            old, new = self.names
            body = None if old is None else self._mine.get(old)
            ideal_body = None if new is None else self._theirs.get(new)
            resource = old or new
            resource_type = type_name_of(body if body is not None else ideal_body) or None
            if not exact_only:
                deployment = impact(kind, where, before, after, body, ideal_body)
        if weight is None:
            weight = _weight(kind, where, before, after)
        self.deltas.append(
            Delta(
                kind=kind,
                path=path,
                ideal_path=ideal_path,
                before=before,
                after=after,
                claims=claims,
                resource=resource,
                resource_type=resource_type,
                deployment=deployment,
                exact_only=exact_only,
                target=target,
                weight=0 if exact_only else weight,
                depends_on=depends_on,
            )
        )


def _weight(kind: Kind, where: Path, before: Data, after: Data) -> int:
    entry = 1 if len(where) == 2 and where[0] in KINDS else 0
    if kind == "added":
        return leaf_count(after) + entry
    if kind == "removed":
        return leaf_count(before) + entry
    return leaf_count(before) + leaf_count(after)
