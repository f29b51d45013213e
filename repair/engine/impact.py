"""What a fix does to a running stack: the worst of what its changes do."""

from __future__ import annotations

from collections.abc import Iterable

from repair.diff.delta import Deployment, Kind, worst
from repair.diff.impact import impact
from repair.template.data import MISSING, Data, Path, value_at
from repair.template.values import same_value


def fix_impact(touched: Iterable[Path], before: Data, after: Data) -> Deployment:
    """Whether the changes at `touched`, from `before` to `after`, replace resources and lose their data."""
    return worst(_at(path, before, after) for path in touched if len(path) > 1 and path[0] == "Resources")


def _at(path: Path, before: Data, after: Data) -> Deployment:
    old, new = value_at(before, path), value_at(after, path)
    if old is not MISSING and new is not MISSING and same_value(old, new):
        return Deployment()  # `Fn::Sub` of plain text for the text: the service sees no change
    kind: Kind = "added" if old is MISSING else "removed" if new is MISSING else "changed"
    body, wanted = value_at(before, path[:2], None), value_at(after, path[:2], None)
    return impact(kind, path, old, new, body, wanted)
