"""Templates that parse and are wrong: one fault at a time, as people and programs make them."""

from __future__ import annotations

import json
import random
from typing import Any

import breaking


def faulty(seed: int) -> dict[str, Any]:
    """A template with a few faults: of the generator or of the project's own, and mutated."""
    chance = random.Random(seed)
    data = breaking.data_of(seed)
    if chance.random() < 0.15:
        format = chance.choice(("json", "yaml"))
        data = breaking.meant(chance.choice(breaking.corpus(format)), format)
    for _ in range(chance.randrange(1, 5)):
        mutate(data, chance)
    return data


def mutate(data: dict[str, Any], chance: random.Random) -> None:
    """Put one fault into the template, in place; none where the chosen resource has nothing to spoil."""
    name = chance.choice(list(data["Resources"]))
    body = data["Resources"][name]
    if not isinstance(body, dict) or not isinstance(body.get("Properties"), dict) or not body["Properties"]:
        return
    properties = body["Properties"]
    key = chance.choice(list(properties))
    fault = chance.randrange(10)
    if fault == 0:
        properties[key[:-1] + key[-1].swapcase()] = properties.pop(key)
    elif fault == 1:
        properties[key[: len(key) // 2] + key[len(key) // 2 + 1 :]] = properties.pop(key)
    elif fault == 2:
        del properties[key]
    elif fault == 3:
        properties[key] = (
            str(properties[key]) if not isinstance(properties[key], dict | list) else [properties[key]]
        )
    elif fault == 4:
        properties["Nonsense"] = {"Ref": name + "x"}
    elif fault == 5:
        body["DeletionPolicy"] = chance.choice(("Retain", "retain", "Delete", "Snapshot", 7))
    elif fault == 6:
        body["DependsOn"] = chance.choice((name, "Nobody", [name], list(data["Resources"])[:2]))
    elif fault == 7:
        properties[key] = {
            "Fn::Sub": json.dumps(properties[key]) if not isinstance(properties[key], str) else key
        }
    elif fault == 8:
        body["Type"] = body.get("Type", "") if chance.random() < 0.5 else str(body.get("Type", "")).lower()
    else:
        properties[key] = None
