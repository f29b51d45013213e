"""Copies of a template with resources renamed in four styles, edited, added and removed, and who is who in them.

Knows nothing of the product.
"""

from __future__ import annotations

import copy
import random
import re
from collections import defaultdict
from typing import Any, NamedTuple

from names import VARIABLE, names_in, renamed_in

Data = dict[str, Any]

STYLES = ("meaningless", "paraphrased", "colliding", "exchanged")


class Pair(NamedTuple):
    """Two templates and the ideal's name of every resource of the first one that survives."""

    generated: Data
    ideal: Data
    truth: dict[str, str]


def pair(
    data: Data, fresh: Data, style: str, renamed: float, edited: float, changed: float, seed: int
) -> Pair:
    """A copy of `data` with a share of its resources renamed, edited, and added and removed.

    Args:
        data: The template to start from.
        fresh: Another template, from which resources are taken that are added.
        style: One of STYLES.
        renamed: Share of the resources that get another name.
        edited: Share that one to three edits are made in, drawn apart from the renamed.
        changed: Share that is removed, and share that is added.
        seed: Equal seeds make equal pairs.
    """
    chance = random.Random(seed)
    made = copy.deepcopy(data)
    resources: Data = made["Resources"]
    names = list(resources)
    count = round(len(names) * changed)
    removed = set(_removable(made, chance)[:count])
    for name in removed:
        del resources[name]
    left = [name for name in names if name not in removed]
    for name in chance.sample(left, round(len(left) * edited)):
        edit(resources[name], chance)
    names_of = renames(left, resources, removed, style, renamed, chance)
    truth = {name: names_of.get(name, name) for name in left}
    made = rename(made, truth)
    before = [*renamed_in(data["Resources"], truth).values(), *made["Resources"].values()]
    _add(made, fresh, count, set(names) | set(truth.values()), before, chance)
    made["Resources"] = _partly_shuffled(made["Resources"], chance)
    return Pair(data, made, truth)


def renames(
    left: list[str], resources: Data, removed: set[str], style: str, share: float, chance: random.Random
) -> dict[str, str]:
    """New names by old name, one to one with those that stay."""
    if style == "exchanged":
        return _exchanges(left, resources, share, chance)
    chosen = chance.sample(left, round(len(left) * share))
    if style == "colliding":
        return _collisions(chosen, resources, chance)
    taken = set(left) | removed
    found = {}
    for name in chosen:
        new = _meaningless(chance) if style == "meaningless" else _paraphrase(name, chance)
        number = 2
        while new in taken:
            new, number = f"{new}{number}", number + 1
        taken.add(new)
        found[name] = new
    return found


def _meaningless(chance: random.Random) -> str:
    return "R" + "".join(chance.choice("ABCDEFGHKLMNPQRSTUVWXYZ0123456789") for _ in range(8))


_SHORT = {"Function": "Fn", "Queue": "Q", "Gateway": "Gw", "Subnet": "Net", "SecurityGroup": "Sg", "Table": "Tbl", "Private": "Priv",
          "Public": "Pub", "Permission": "Perm", "Resource": "Res", "Definition": "Def", "Address": "Ip"}  # fmt: skip
_SYNONYM = {"Function": "Handler", "Bucket": "Storage", "Role": "ExecutionRole", "Topic": "Notifications", "Alarm": "Alert", "Schedule": "Cron",
            "Policy": "Access", "Worker": "Processor", "Subscription": "Listener", "Vpc": "Network", "Route": "Path"}  # fmt: skip


def _paraphrase(name: str, chance: random.Random) -> str:
    words = re.findall(r"[A-Z][a-z]*|\d+", name)
    how = chance.randrange(4)
    if how == 0:
        at = chance.randrange(1, len(words)) if len(words) > 1 else 0
        words = words[at:] + words[:at]
        if words[0].isdigit():
            words = ["The", *words]
    elif how == 1:
        words = [_SHORT.get(word, word) for word in words]
    elif how == 2:
        words = [_SYNONYM.get(word, word) for word in words]
    new = "".join(words)
    return new + chance.choice(("V2", "Resource", "Main", "New")) if how == 3 or new == name else new


def _collisions(chosen: list[str], resources: Data, chance: random.Random) -> dict[str, str]:
    """Chains and rotations within a type: each takes the name of the next one that gives up its own."""
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for name in chosen:
        by_type[resources[name]["Type"]].append(name)
    found = {}
    for names in by_type.values():
        chance.shuffle(names)
        at = 0
        while at < len(names):
            group = names[at : at + chance.randrange(2, 6)]
            at += len(group)
            # A chain, whose last takes a fresh name, or a rotation.
            ends = _meaningless(chance) if len(group) == 1 or chance.random() < 0.5 else group[0]
            found.update(zip(group, [*group[1:], ends], strict=True))
    return found


def _exchanges(left: list[str], resources: Data, share: float, chance: random.Random) -> dict[str, str]:
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for name in chance.sample(left, len(left)):
        by_type[resources[name]["Type"]].append(name)
    couples = [(names[at], names[at + 1]) for names in by_type.values() for at in range(0, len(names) - 1, 2)]
    chance.shuffle(couples)
    found = {}
    for one, other in couples:
        if len(found) >= share * len(left):
            break
        found[one], found[other] = other, one
    return found


def _removable(data: Data, chance: random.Random) -> list[str]:
    """Resources that nothing refers to, in an order by chance."""
    referred = names_in({key: value for key, value in data.items() if key != "Resources"})
    for body in data["Resources"].values():
        referred |= names_in(body)
    found = [name for name in data["Resources"] if name not in referred]
    chance.shuffle(found)
    return found


def _add(
    made: Data, fresh: Data, count: int, taken: set[str], before: list[Data], chance: random.Random
) -> None:
    """Resources of another template, under names that are free, that refer to what is there.

    None links just what one of its type in `before` links, or linked before it was edited or removed: that would be
    the same one, whatever a mapping of names says.
    """
    resources: Data = made["Resources"]
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    linked = {(body["Type"], frozenset(names_in(body))) for body in before}
    for name, body in resources.items():
        by_type[body["Type"]].append(name)
    for name in chance.sample(list(fresh["Resources"]), min(count, len(fresh["Resources"]))):
        body = copy.deepcopy(fresh["Resources"][name])
        targets = {
            other: chance.choice(by_type[fresh["Resources"][other]["Type"]])
            for other in sorted(names_in(body))
            if other in fresh["Resources"] and by_type.get(fresh["Resources"][other]["Type"])
        }
        if any(other in fresh["Resources"] and other not in targets for other in names_in(body)):
            continue
        body = renamed_in(body, targets)
        if targets and (body["Type"], frozenset(names_in(body))) in linked:
            continue
        new, number = name, 2
        while new in taken:
            new, number = f"{name}{number}", number + 1
        taken.add(new)
        resources[new] = body


def _partly_shuffled(entries: Data, chance: random.Random) -> Data:
    names = list(entries)
    for _ in range(len(names) // 5):
        names.insert(chance.randrange(len(names)), names.pop(chance.randrange(len(names))))
    return {name: entries[name] for name in names}


def edit(body: Data, chance: random.Random) -> None:
    """One to three properties edited, half of them at most: a value, an item, or the whole property."""
    properties = body.setdefault("Properties", {})
    most = max(1, len(properties) // 2)
    for key in chance.sample(list(properties), min(most, len(properties), chance.randrange(1, 4))):
        how = chance.random()
        if how < 0.12:
            properties[f"Extra{chance.randrange(9)}"] = chance.choice((True, 7, "added"))
        elif how < 0.22 and len(properties) > 1:
            del properties[key]
        else:
            properties[key] = _edited(properties[key], chance)


def _edited(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.randrange(1, 50)
    if isinstance(value, str):
        return f"{value}-{chance.randrange(99)}" if chance.random() < 0.5 else f"other{chance.randrange(999)}"
    if isinstance(value, list):
        if len(value) > 1 and chance.random() < 0.4:
            del value[chance.randrange(len(value))]
        elif value:
            at = chance.randrange(len(value))
            value[at] = _edited(value[at], chance)
        return value
    if "Fn::Sub" in value:
        return {"Fn::Sub": f"{value['Fn::Sub']}-{chance.randrange(99)}"}
    if "Ref" in value or "Fn::GetAtt" in value:
        return value if chance.random() < 0.7 else "literal"
    if "Fn::Select" in value:
        return {"Fn::Select": [chance.randrange(3), value["Fn::Select"][1]]}
    key = chance.choice(list(value))
    value[key] = _edited(value[key], chance)
    return value


def rename(data: Data, names: dict[str, str]) -> Data:
    """A template with resources and all references to them renamed at once."""
    made: Data = renamed_in(data, names)
    made["Resources"] = {names.get(name, name): body for name, body in made["Resources"].items()}
    return made


def colours(data: Data) -> dict[str, int]:
    """A number for each resource, equal for those that nothing but their names tells apart (colour refinement)."""
    resources: Data = data["Resources"]
    edges: list[tuple[str, str, str]] = []

    def masked(node: Any, owner: str, path: str) -> Any:
        if isinstance(node, list):
            return [masked(item, owner, f"{path}/{at}") for at, item in enumerate(node)]
        if isinstance(node, dict):
            return {key: masked(item, owner, f"{path}/{key}") for key, item in sorted(node.items())}
        if isinstance(node, str):
            if path.endswith(("/Ref", "/Fn::GetAtt/0")) or "/DependsOn" in path:
                if node in resources:
                    edges.append((owner, path, node))
                    return "*"
            elif path.endswith("/Fn::Sub"):
                for at, match in enumerate(VARIABLE.finditer(node)):
                    if match[1] in resources:
                        edges.append((owner, f"{path}#{at}", match[1]))
                return VARIABLE.sub(lambda m: f"${{*{m[2]}}}" if m[1] in resources else str(m[0]), node)
        return node

    shape = {name: repr(masked(body, name, "")) for name, body in resources.items()}
    for name, body in data.get("Outputs", {}).items():
        shape[f" {name}"] = name
        masked(body, f" {name}", "")
    numbers: dict[Any, int] = {}
    colour = {name: numbers.setdefault(text, len(numbers)) for name, text in shape.items()}
    classes = len(set(colour.values()))
    while True:
        seen: defaultdict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for owner, path, target in edges:
            seen[owner].append(("out", path, colour[target]))
            seen[target].append(("in", path, colour[owner]))
        numbers = {}
        colour = {
            name: numbers.setdefault((old, tuple(sorted(seen[name]))), len(numbers))
            for name, old in colour.items()
        }
        now = len(set(colour.values()))
        if now == classes:
            return {name: number for name, number in colour.items() if name in resources}
        classes = now
