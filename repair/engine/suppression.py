"""Suppressions: somebody's word that a finding is meant to stay. What is suppressed is neither mended nor counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from repair.document.pointer import Path
from repair.document.spans import Position
from repair.rules.model import Rule


class Source(StrEnum):
    """Where a suppression is said; part of the report format."""

    METADATA = "metadata"
    COMMENT = "comment"
    CONFIGURATION = "configuration"
    BASELINE = "baseline"
    CFN_LINT = "cfn-lint"
    CFN_NAG = "cfn_nag"
    CHECKOV = "checkov"
    GUARD = "guard"


OWN = frozenset({Source.METADATA, Source.COMMENT, Source.CONFIGURATION})
"""Those that are spelled for us: they may name rules by our ids, and are reported when they suppress nothing."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """One id that is to be passed over, and where.

    Attributes:
        source: Where it is said.
        id: A rule's id, or that of the same check elsewhere, as it is spelled there.
        reason: Why, in the words of whoever said it; "" when they did not.
        scopes: Detections at or under these paths are meant; without any it suppresses nothing.
        resource: A glob of logical ids; "" when places outside of resources are meant too.
        path: Where in the template it is said; () for a configuration.
        position: The same in the text, where the path does not tell.
        origin: The place in a configuration, as "repair.toml:4".
        sole: Whether it can speak of no other template: then it is unused when it suppresses nothing here.
    """

    source: Source
    id: str
    reason: str = ""
    scopes: tuple[Path, ...] = ((),)
    resource: str = ""
    path: Path = ()
    position: Position | None = None
    origin: str = ""
    sole: bool = True

    def covers(self, rule: Rule, path: Path) -> bool:
        """Whether a detection of the rule at `path` is meant."""
        if not any(path[: len(scope)] == scope for scope in self.scopes) or not self.names(rule):
            return False
        if not self.resource:
            return True
        return len(path) > 1 and path[0] == "Resources" and fnmatchcase(str(path[1]), self.resource)

    def names(self, rule: Rule) -> bool:
        """Whether its id means the rule: by our id, or by an alias of the tool that it is spelled for."""
        if self.source in OWN:
            return self.id == rule.id or any(self.id in ids for ids in rule.aliases.values())
        aliases = rule.aliases.get(self.source.value, ())
        if (
            self.source is Source.CFN_LINT and () in self.scopes
        ):  # there the beginning of an id means all of them
            return bool(self.id) and any(alias.startswith(self.id) for alias in aliases)
        return self.id in aliases
