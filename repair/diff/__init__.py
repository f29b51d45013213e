"""What tells a generated template from an ideal one: who is who, what differs, and the way from one to the other."""

from __future__ import annotations

from repair.diff.align import Alignment
from repair.diff.delta import Delta, Deployment
from repair.diff.difference import Diff, as_json, diff
from repair.diff.equality import means_same
from repair.diff.merge import apply_deltas

__all__ = ["Alignment", "Delta", "Deployment", "Diff", "apply_deltas", "as_json", "diff", "means_same"]
