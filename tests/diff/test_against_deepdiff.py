"""An independent differ as a witness: deepdiff sees what `exact` sees, and sees nothing once it is mended."""

from __future__ import annotations

import random
from typing import Any

from deepdiff import DeepDiff
from hypothesis import given, settings

from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.template.template import Template
from templates import perturbed, reordered, seeds, sizes, template

Path = tuple[str | int, ...]
quick = settings(max_examples=60, deadline=None)


def places_by_deepdiff(a: Any, b: Any) -> set[Path]:
    """Where deepdiff sees a difference, down to a resource's property: below, lists are aligned differently."""
    tree = DeepDiff(a, b, view="tree")
    return {
        tuple(level.path(output_format="list", force="fake"))[:4]
        for group in tree.values()
        for level in group
    }


def near(path: Path | None, place: Path) -> bool:
    if path is None:
        return False
    shared = min(len(path), len(place))
    return path[:shared] == place[:shared]


@quick
@given(seeds, sizes)
def test_exact_and_deepdiff_agree_on_whether_two_templates_differ(seed: int, size: int) -> None:
    chance = random.Random(seed)
    mine = template(chance, size)
    for ideal in (mine, reordered(mine, chance), perturbed(mine, chance)):
        exact = diff(Template(mine), Template(ideal), exact=True)
        assert (not exact.deltas) == (not DeepDiff(mine, ideal))


@quick
@given(seeds, sizes)
def test_no_place_that_deepdiff_sees_is_without_a_delta(seed: int, size: int) -> None:
    chance = random.Random(seed)
    mine = template(chance, size)
    ideal = perturbed(mine, chance)
    deltas = diff(Template(mine), Template(ideal), exact=True).deltas
    echoes = [path for delta in deltas for path in delta.claims]
    for place in places_by_deepdiff(mine, ideal):
        known = any(near(delta.path, place) or near(delta.ideal_path, place) for delta in deltas)
        assert known or any(near(path, place) for path in echoes), place


@quick
@given(seeds, sizes)
def test_deepdiff_sees_nothing_once_the_exact_deltas_are_mended(seed: int, size: int) -> None:
    chance = random.Random(seed)
    mine = Template(template(chance, size))
    ideal = Template(perturbed(mine.data, chance))
    mended = apply_deltas(mine, ideal, diff(mine, ideal, exact=True).deltas, exact=True)
    assert not DeepDiff(mended, ideal.data)
