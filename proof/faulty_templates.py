"""Templates of 1 to 12 resources with faults put in, each made from a seed and a number alone.

Three sources: `bench/synthetic.py` (eight types that refer to one another), the knowledge index through the strategies
of `tests/engine/` (properties drawn from the provider's schemas), and the project's own templates, cut to a few of
their resources. A third of the faults are random, the others are those that generated templates have.
"""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / folder) for folder in ("bench", "tests/trust", "tests/engine")]

import breaking  # noqa: E402
from faults import mutate  # noqa: E402
from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from strategies import MUTATORS, templates  # noqa: E402
from synthetic import template as synthetic  # noqa: E402

PROFILES = ("baseline", "baseline", "production", "test", "compliance", "restricted-account")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Given:
    """One template to repair, and how.

    Attributes:
        number: Its number in the whole.
        text: The template.
        whole: The template without the faults that were put in, as JSON.
        format: "json" or "yaml".
        unsafe: Whether fixes with more than one reading are applied.
        profile: The profile in force.
    """

    number: int
    text: str
    whole: str
    format: str
    unsafe: bool
    profile: str


def slice_of(numbers: range, chosen: int) -> Iterator[Given]:
    """The templates of these numbers; the same range and seed give the same ones."""
    drawn = _drawn(len(numbers), f"{chosen}/{numbers.start}")
    for number in numbers:
        chance = random.Random(f"{chosen}/{number}")
        source = chance.random()
        if source < 0.5:
            data = drawn[number - numbers.start]
        elif source < 0.9:
            data = synthetic(
                1 + min(chance.randrange(_MOST), chance.randrange(_MOST)), chance.randrange(2**32)
            )
        else:
            data = _own(chance)
        whole = json.dumps(data)
        data = _spoilt(copy.deepcopy(data), chance)
        format = chance.choice(("json", "yaml"))
        layout = chance.randrange(2**32)
        text = breaking.json_text(data, layout) if format == "json" else breaking.yaml_text(data, layout)
        yield Given(number, text, whole, format, unsafe=number % 2 == 1, profile=chance.choice(PROFILES))


def _drawn(count: int, chosen: str) -> list[dict[str, Any]]:
    """So many valid templates of the index."""
    made: list[dict[str, Any]] = []

    @seed(chosen)
    @settings(
        max_examples=count, phases=[Phase.generate], database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(templates())
    def keep(data: dict[str, Any]) -> None:
        made.append(data)

    keep()
    return made[:count] + [made[-1]] * (count - len(made))


def _own(chance: random.Random) -> dict[str, Any]:
    """A template of the project with up to four of its resources; what refers to the others is a fault of its own."""
    format = chance.choice(("json", "yaml"))
    data = breaking.meant(chance.choice(breaking.corpus(format)), format)
    names = list(data["Resources"])
    kept = set(chance.sample(names, min(len(names), chance.randrange(1, 5))))
    return {**data, "Resources": {name: body for name, body in data["Resources"].items() if name in kept}}


def _spoilt(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The template with no to four faults."""
    for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4))):
        if chance.random() < 0.35:
            mutate(data, chance)
            continue
        try:
            wrong = list(chance.choice(MUTATORS)(data))
        except (LookupError, TypeError, AttributeError, ValueError):
            continue  # it expects a whole template, and an earlier fault took a part
        if wrong:
            data = copy.deepcopy(chance.choice(wrong))
    return json.loads(json.dumps(data))
