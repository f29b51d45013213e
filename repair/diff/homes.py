"""What may stand in a resource or be one of its own: security-group rules, inline policies, subscriptions.

Somebody who takes an inline rule out into a resource changes one thing; by paths it is an item that goes, a
resource that comes, and whatever names the new resource.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from repair.diff.alignment.assign import assigned
from repair.diff.delta import Delta
from repair.patch.likeness import Leaves, leaves, likeness
from repair.template.data import Data
from repair.template.template import Template

#: Contents at least this alike are the same thing in another home.
_LEAST = 0.45


@dataclass(frozen=True, slots=True)
class Home:
    """A list property whose items may be resources instead.

    Attributes:
        owner: Type of the resource that may hold the items.
        items: Its property, a list.
        alone: Type of an item that is a resource.
        links: Properties by which such a resource names its owner.
        back: Property of the owner that may name the resource, or None.
        named: Properties that carry the item's name; it may differ between the homes.
    """

    owner: str
    items: str
    alone: str
    links: tuple[str, ...]
    back: str | None = None
    named: tuple[str, ...] = ()


def _policies() -> Iterable[Home]:
    for owner in ("Role", "User", "Group"):
        kind = f"AWS::IAM::{owner}"
        name, names = ("PolicyName",), ("PolicyName", "ManagedPolicyName")
        yield Home(kind, "Policies", "AWS::IAM::Policy", (f"{owner}s",), named=name)
        yield Home(kind, "Policies", f"{kind}Policy", (f"{owner}Name",), named=name)
        yield Home(kind, "Policies", "AWS::IAM::ManagedPolicy", (f"{owner}s",), "ManagedPolicyArns", names)


HOMES: tuple[Home, ...] = (
    Home("AWS::EC2::SecurityGroup", "SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress", ("GroupId", "GroupName")),
    Home("AWS::EC2::SecurityGroup", "SecurityGroupEgress", "AWS::EC2::SecurityGroupEgress", ("GroupId",)),
    Home("AWS::SNS::Topic", "Subscription", "AWS::SNS::Subscription", ("TopicArn",)),
    *_policies(),
)  # fmt: skip
"""Source: the pages of these types in the CloudFormation template reference, which name both ways."""

_ALONE = frozenset(home.alone for home in HOMES)


@dataclass(frozen=True, slots=True)
class Move:
    """Deltas that are one move between two homes.

    Attributes:
        inline: The delta on the owner's side.
        alone: The deltas that are whole resources, in document order.
        names: The ids of those resources.
        way: "out" when the items became resources, "in" for the reverse.
    """

    inline: Delta
    alone: tuple[Delta, ...]
    names: tuple[str, ...]
    way: Literal["out", "in"]


def moves(
    deltas: Sequence[Delta], view: Template, ideal: Template, ideal_name: Mapping[str, str]
) -> list[Move]:
    """The moves between homes among `deltas`.

    Args:
        deltas: The differences of the two templates.
        view: The generated template with the ideal one's names.
        ideal: The ideal template.
        ideal_name: The name in `view` of each resource of the generated template that was renamed.
    """
    found: list[Move] = []
    for way, side, kind in (("out", ideal, "added"), ("in", view, "removed")):
        resources = _alone(deltas, kind, ideal_name)
        if resources:
            other = view if way == "out" else ideal
            opposite = "removed" if kind == "added" else "added"
            found += _matched(
                deltas, resources, side, other, opposite, "out" if way == "out" else "in", ideal_name
            )
    return found


def _alone(deltas: Sequence[Delta], kind: str, ideal_name: Mapping[str, str]) -> dict[str, int]:
    """Indices of the deltas that add or remove a whole resource which could stand in another, by its name."""
    found = {}
    for index, delta in enumerate(deltas):
        if delta.kind == kind and delta.resource_type in _ALONE:
            path = delta.path or delta.ideal_path or ()
            if len(path) == 2:
                name = str(path[1])
                found[ideal_name.get(name, name) if kind == "removed" else name] = index
    return found


def _matched(
    deltas: Sequence[Delta],
    resources: Mapping[str, int],
    side: Template,
    other: Template,
    inline_kind: str,
    way: Literal["out", "in"],
    ideal_name: Mapping[str, str],
) -> list[Move]:
    items = _inline(deltas, inline_kind, other, ideal_name)
    if not items:
        return []
    groups: defaultdict[tuple[str, str], list[tuple[str, Home]]] = defaultdict(list)
    for name in resources:
        body = side.section("Resources").get(name)
        for home in HOMES:
            if isinstance(body, dict) and body.get("Type") == home.alone:
                for owner in _owners(side, name, home):
                    if (owner, home.items) in items:
                        groups[owner, home.items].append((name, home))
    taken: set[str] = set()
    matched: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, candidates in groups.items():
        free = [(name, home) for name, home in candidates if name not in taken]
        for index, name in _pairs(items[key], free, side):
            taken.add(name)
            matched[index].append((resources[name], name))
    return [
        Move(
            inline=deltas[index],
            alone=tuple(deltas[at] for at, _ in sorted(found)),
            names=tuple(name for _, name in sorted(found)),
            way=way,
        )
        for index, found in sorted(matched.items())
    ]


def _inline(
    deltas: Sequence[Delta], kind: str, other: Template, ideal_name: Mapping[str, str]
) -> dict[tuple[str, str], list[tuple[int, Data]]]:
    """Items that go or come within an owner: (index of the delta, item), by owner and property."""
    found: defaultdict[tuple[str, str], list[tuple[int, Data]]] = defaultdict(list)
    wanted = {(home.owner, home.items) for home in HOMES}
    for index, delta in enumerate(deltas):
        path = delta.path if kind == "removed" else delta.ideal_path
        if delta.kind != kind or path is None or len(path) not in (4, 5) or path[2] != "Properties":
            continue
        name, key = str(path[1]), str(path[3])
        owner = ideal_name.get(name, name) if kind == "removed" else name
        body = other.section("Resources").get(owner)
        if not isinstance(body, dict) or (body.get("Type"), key) not in wanted:
            continue
        listed = body.get("Properties", {}).get(key)
        if isinstance(listed, list):
            at = path[4] if len(path) == 5 else None
            found[owner, key] += (
                [(index, listed[at])] if isinstance(at, int) else [(index, v) for v in listed]
            )
    return found


def _owners(side: Template, name: str, home: Home) -> set[str]:
    """The resources that a resource names as its owners, or that name it."""
    references = side.references
    owners = {
        ref.target
        for ref in references.of(name)
        if ref.space == "value" and len(ref.path) > 3 and ref.path[3] in home.links
    }
    if home.back is not None:
        owners |= {
            ref.entry
            for ref in references.to(name, "value")
            if len(ref.path) > 3 and ref.path[3] == home.back
        }
    return owners


def _pairs(
    items: Sequence[tuple[int, Data]], candidates: Sequence[tuple[str, Home]], side: Template
) -> list[tuple[int, str]]:
    """Index of the delta and name of the resource, for items and resources that are the same thing."""
    scores: dict[tuple[int, int], float] = {}
    for j, (name, home) in enumerate(candidates):
        body = side.section("Resources")[name].get("Properties")
        theirs = _content(body, (*home.links, *home.named))
        for i, (_, item) in enumerate(items):
            score = likeness(_content(item, home.named), theirs)
            if score >= _LEAST:
                scores[i, j] = score
    return [(items[i][0], candidates[j][0]) for i, j in assigned(scores)]


def _content(value: Data, leave_out: Sequence[str]) -> Leaves:
    if isinstance(value, dict):
        value = {key: item for key, item in value.items() if key not in leave_out}
    return leaves(value)
