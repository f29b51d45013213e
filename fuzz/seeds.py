"""Where fuzzing begins: the project's own templates, cut to size, and texts that have been trouble before."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from repair.errors import RepairError
from repair.template.load import load

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).with_name("cases")
_RESOURCES = 2


def seeds(target: str) -> list[bytes]:
    """The first inputs of a target."""
    chance = random.Random(target)
    own: list[bytes] = [case.read_bytes() for case in sorted(CASES.glob("*")) if case.is_file()]
    for file in sorted((ROOT / "corpus").rglob("*.*")):
        if file.suffix not in (".json", ".yaml") or "golden" in file.parts:
            continue
        try:
            data = load(file).data
        except RepairError:
            continue
        own += [json.dumps(_part(data, chance), indent=2).encode() for _ in range(4)]
        own.append(file.read_bytes()[:1_500])
    if target == "differ":
        return [one + b"\n=====\n" + chance.choice(own) for one in own]
    return own


def _part(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The template with a few of its resources."""
    resources = data["Resources"]
    names = chance.sample(sorted(resources), min(_RESOURCES, len(resources)))
    parameters = dict(list(data.get("Parameters", {}).items())[:2])
    return {"Parameters": parameters, "Resources": {name: resources[name] for name in names}}
