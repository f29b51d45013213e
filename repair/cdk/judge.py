"""Findings of an app: those of its stacks' templates, with the construct and the line of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from repair.api import Options, Repair, check
from repair.cdk.assembly import Stack
from repair.cdk.loading import Loaded
from repair.cdk.locate import Site, locate
from repair.cdk.noise import WRITTEN_BY_THE_CDK, provided
from repair.engine.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finding in an app.

    Attributes:
        place: In the stack's template.
        path: The construct's path, or the stack's where the place belongs to none.
        site: The call that makes it; None when nothing of the source does.
    """

    place: Place
    path: str
    site: Site | None


@dataclass(frozen=True, slots=True)
class Located:
    """A finding of a stack with its spots; at least one."""

    stack: Stack
    finding: Finding
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in an app.

    Attributes:
        found: The findings, stack by stack.
        helpers: How many findings are only about what the CDK makes for itself; they are not among `found`.
        results: The result for each stack, for documents.
    """

    found: tuple[Located, ...]
    helpers: int
    results: tuple[tuple[Stack, Repair], ...]


def judge(loaded: Loaded, options: Options) -> Judged:
    """Check every stack of an app.

    Raises:
        UsageError: The options name a rule or profile that does not exist.
    """
    found: list[Located] = []
    results = []
    helpers = 0
    for stack in loaded.stacks:
        result = check(stack.template, options=options)
        results.append((stack, result))
        for finding in result.findings:
            spots = tuple(spots_of(loaded, stack, finding))
            if spots:
                found.append(Located(stack, finding, spots))
            else:
                helpers += 1
    return Judged(tuple(found), helpers, tuple(results))


def spots_of(loaded: Loaded, stack: Stack, finding: Finding) -> Iterator[Spot]:
    """The places of a finding, without those in constructs that the CDK makes for itself; none of what it writes itself."""
    if finding.id in WRITTEN_BY_THE_CDK:
        return
    for place in finding.places:
        name = place.resource or (str(place.path[1]) if len(place.path) > 1 else "")
        path = stack.constructs.get(name, stack.name)
        if not provided(path):
            site = loaded.site(stack, name)
            if site is None and place.resource is None:  # it is the stack's
                site = locate(loaded.app, stack, path)
            yield Spot(place, path, site)
