"""What replacing a resource spreads to: others that refer to it where only a replacement can change them.

A new resource has another physical id and other attributes, so whatever is computed from them changes too: through
`Ref`, `Fn::GetAtt`, the text of an `Fn::Sub`, and any function around them. If that is a create-only property, its
resource is replaced as well, and so on. Not followed: `DependsOn` (an order, not a value), outputs (CloudFormation
refuses to change an export in use), and the parameters of nested stacks (a stack is never replaced itself).

A parameter's default, a mapping or a condition that changes spreads likewise, but only perhaps: the stack may have
been given another value. Where a condition changes, resources that stand under it may be deleted too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from repair import knowledge
from repair.diff.delta import Delta, Deployment, Replacement, worst
from repair.diff.impact import computed_replacement, loses_data, type_name_of
from repair.template.data import Data, Path
from repair.template.references import Reference, Space
from repair.template.template import Template

#: How many references may be followed, in all: a mention of one, and a minimum. Real templates need a fraction. When
#: it is spent, a resource is named with the first delta that reaches it only.
WORK_A_REFERENCE, LEAST_WORK = 8, 20_000

Node = tuple[str, str]
"""Section and name, in the generated template."""


def with_spread(
    deltas: Sequence[Delta], generated: Template, ideal: Template, names: Mapping[str, Mapping[str, str]]
) -> list[Delta]:
    """`deltas` with what their replacements spread to: `Deployment.also`, and the loss of data there.

    A resource that is certainly replaced by a delta of its own is named with the deltas that reach it, and what
    comes after it with its own. A delta outside Resources that spreads gets the replacement "may". A change that
    hinges on something (`Delta.depends_on`) replaces perhaps at most.

    Args:
        deltas: The differences, with what each does where it stands.
        generated: The template that they are differences of.
        ideal: The template that they lead to: its policies are in force for what is replaced.
        names: The ideal name of each entry that was renamed, by section.
    """
    hedged = [_hedged(delta) for delta in deltas]
    if not any(_starts(part) for delta in hedged for part in delta.flat):
        return hedged
    spread = _Spread(hedged, generated, ideal, names.get("Resources", {}))
    return [_spread(delta, spread) for delta in hedged]


def replaced(deltas: Iterable[Delta]) -> tuple[str, ...]:
    """Ids in the generated template of all resources that the deltas replace, or may, each once."""
    found: dict[str, None] = {}
    for delta in deltas:
        for part in delta.flat:
            if part.deployment.replacement != "never" and part.resource is not None:
                found[part.resource] = None
            found.update(dict.fromkeys(part.deployment.also))
    return tuple(found)


def replacements(deltas: Sequence[Delta], generated: Template) -> dict[str, Replacement]:
    """How sure it is that each resource is replaced, by its id in the generated template; "never" is left out.

    "will" where a delta of its own says so, or where one that will be replaced stands for certain in a create-only
    property; "may" for all else that is reached.
    """
    return _Spread(deltas, generated, generated, {}).outcomes()


def _hedged(delta: Delta) -> Delta:
    if delta.parts:
        parts = tuple(_hedged(part) for part in delta.parts)
        if all(new is old for new, old in zip(parts, delta.parts, strict=True)):
            return delta
        return replace(delta, parts=parts, deployment=worst(part.deployment for part in parts))
    if delta.depends_on and delta.deployment.replacement == "will":
        return replace(delta, deployment=replace(delta.deployment, replacement="may"))
    return delta


def _starts(delta: Delta) -> bool:
    """Whether a delta may spread to something."""
    if delta.resource is not None:
        return delta.deployment.replacement != "never"
    return _entry(delta) is not None


def _where(delta: Delta) -> Path:
    return delta.path or delta.target or ()


def _entry(delta: Delta) -> Node | None:
    """The parameter, mapping or condition whose value a delta changes."""
    where = _where(delta)
    if delta.exact_only or len(where) < 2:
        return None
    # What comes or goes has no users that stay as they are, and a new name changes no value.
    whole = len(where) == 2 and delta.kind != "changed"
    if where[0] in ("Mappings", "Conditions"):
        return None if whole else (str(where[0]), str(where[1]))
    if where[0] == "Parameters" and where[2:3] in (("Default",), ("Type",)):
        return "Parameters", str(where[1])
    return None


def _spread(delta: Delta, spread: _Spread) -> Delta:
    if delta.parts:
        parts = tuple(_spread(part, spread) for part in delta.parts)
        if all(new is old for new, old in zip(parts, delta.parts, strict=True)):
            return delta
        return replace(delta, parts=parts, deployment=worst(part.deployment for part in parts))
    if not _starts(delta):
        return delta
    reach = spread.of(delta)
    if not reach.also and not reach.data_loss:
        return delta
    own = delta.deployment
    replacement: Replacement = "may" if delta.resource is None and reach.also else own.replacement
    return replace(delta, deployment=Deployment(replacement, own.data_loss or reach.data_loss, reach.also))


class _Reach(NamedTuple):
    also: tuple[str, ...]
    data_loss: bool


_NOTHING = _Reach((), data_loss=False)


class _Spread:
    """The references of a template, read from what is named to who is replaced for it."""

    def __init__(
        self, deltas: Sequence[Delta], generated: Template, ideal: Template, names: Mapping[str, str]
    ) -> None:
        self._graph = generated.references
        self._bodies = generated.section("Resources")
        self._ideal = ideal.section("Resources")
        self._names = names
        self._own: dict[str, Replacement] = {}
        self._gone: set[str] = set()
        for part in (part for delta in deltas for part in delta.flat):
            if part.kind == "removed" and part.path is not None and _is_resource(part.path):
                self._gone.add(str(part.path[1]))
            elif part.resource is not None and part.deployment.replacement != "never":
                before = self._own.get(part.resource)
                self._own[part.resource] = "will" if before == "will" else part.deployment.replacement
        self._deltas = deltas
        self._users: dict[Node, dict[Node, Replacement]] = {}
        self._reached: dict[Node, _Reach] = {}
        self._named: set[Node] = set()
        self._work = LEAST_WORK + WORK_A_REFERENCE * len(self._graph.references)

    def of(self, delta: Delta) -> _Reach:
        """What one delta spreads to."""
        if delta.resource is not None:
            start = ("Resources", delta.resource)
            users = self._users_of(start)
            if users and start not in self._reached:
                self._reached[start] = self._from(start, users)
            return self._reached.get(start, _NOTHING)
        entry = _entry(delta)
        assert entry is not None
        return self._from(entry, self._users_of_entry(delta, entry))

    def _from(self, start: Node, first: Mapping[Node, Replacement]) -> _Reach:
        """Breadth first, so that the nearest come first; each node once, so that circles end."""
        found: dict[Node, None] = {}
        deleted: dict[str, None] = {}
        queue = deque([(start, first)])
        while queue:
            here, users = queue.popleft()
            self._work -= 1 + len(users)
            if here[0] == "Conditions":
                deleted.update(dict.fromkeys(self._under(here[1])))
            for user in users:
                if user == start or user in found or (self._work < 0 and user in self._named):
                    continue
                found[user] = None
                if self._own.get(user[1]) != "will" or user[0] != "Resources":
                    queue.append((user, self._users_of(user)))
        self._named.update(found)
        also = tuple(name for section, name in found if section == "Resources")
        return _Reach(
            also,
            any(loses_data(self._ideal_body(name), "UpdateReplacePolicy") for name in also)
            or any(loses_data(self._bodies[name], "DeletionPolicy") for name in deleted),
        )

    def outcomes(self) -> dict[str, Replacement]:
        """Every resource that is replaced in the end: first what is certain, then what is not."""
        found: dict[Node, Replacement] = {
            ("Resources", name): "will" for name, own in self._own.items() if own == "will"
        }
        queue = deque(found)
        while queue:
            for user, how in self._users_of(queue.popleft()).items():
                if how == "will" and user not in found:
                    found[user] = "will"
                    queue.append(user)
        perhaps: dict[Node, None] = dict.fromkeys(("Resources", name) for name in self._own)
        for part in (part for delta in self._deltas for part in delta.flat):
            entry = _entry(part)
            if entry is not None:
                perhaps.update(dict.fromkeys(self._users_of_entry(part, entry)))
        rest = deque([*found, *(node for node in perhaps if node not in found)])
        for node in rest:
            found.setdefault(node, "may")
        while rest:
            for user in self._users_of(rest.popleft()):
                if user not in found:
                    found[user] = "may"
                    rest.append(user)
        return {name: how for (section, name), how in found.items() if section == "Resources"}

    def _ideal_body(self, name: str) -> Data:
        return self._ideal.get(self._names.get(name, name), self._bodies[name])

    def _under(self, condition: str) -> Iterable[str]:
        """Resources that are there under a condition only."""
        for ref in self._graph.to(condition, "condition"):
            if ref.section == "Resources" and ref.path[2:] == ("Condition",) and ref.entry not in self._gone:
                yield ref.entry

    def _users_of(self, node: Node) -> Mapping[Node, Replacement]:
        users = self._users.get(node)
        if users is None:
            space: Space = "condition" if node[0] == "Conditions" else "value"
            users = self._users[node] = self._users_by(node, self._graph.to(node[1], space))
        return users

    def _users_of_entry(self, delta: Delta, entry: Node) -> Mapping[Node, Replacement]:
        """Who uses the parameter, condition or part of a mapping that a delta changes."""
        if entry[0] != "Mappings":
            return self._users_of(entry)
        keys = _where(delta)[2:4]
        found = [
            ref
            for ref in self._graph.to(entry[1], "mapping")
            if all(key is None or key == step for key, step in zip(ref.keys, keys, strict=False))
        ]
        return self._users_by(entry, found)

    def _users_by(self, node: Node, refs: Iterable[Reference]) -> dict[Node, Replacement]:
        users: dict[Node, Replacement] = {}
        for ref in refs:
            if ref.section == "Conditions" and node[0] != "Resources":
                users["Conditions", ref.entry] = "may"
            elif ref.section == "Resources" and ref.entry not in self._gone:
                effect = self._effect(node, ref)
                if effect != "never" and users.get(("Resources", ref.entry)) != "will":
                    users["Resources", ref.entry] = effect
        return users

    def _effect(self, node: Node, ref: Reference) -> Replacement:
        """What it does to a reference's resource when what is referred to changes."""
        body, path = self._bodies[ref.entry], ref.path[2:]
        while isinstance(body, list) and len(path) > 2 and path[0] == 2:  # an Fn::ForEach
            body, path = body[2][path[1]], path[2:]
        if path[:1] != ("Properties",):
            return "never"
        effect = computed_replacement(type_name_of(body), path[1:])
        if effect == "will" and (node[0] != "Resources" or self._survives(node[1], ref)):
            return "may"
        return effect

    def _survives(self, target: str, ref: Reference) -> bool:
        """Whether a new resource may have the same value there: an attribute that the template itself sets."""
        if ref.attribute is None:
            return False
        return ref.kind == "Ref" or _is_set(type_name_of(self._bodies.get(target)), ref.attribute)


def _is_resource(path: Path) -> bool:
    return len(path) == 2 and path[0] == "Resources"


@lru_cache(maxsize=4096)
def _is_set(type_name: str, attribute: str) -> bool:
    """Whether an attribute is a property that a template may set, and not one that the service makes."""
    kind = knowledge.resource_type(type_name)
    if kind is None:
        return True
    steps = tuple(attribute.split("."))
    if any(steps[: len(pointer)] == pointer for pointer in kind.read_only):
        return False
    return steps[0] in kind.properties
