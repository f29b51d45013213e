"""Laws of patches between whole templates: through renames, moves and mended deltas, by any implementation."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonpatch
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.difference import diff
from repair.diff.merge import apply_deltas
from repair.errors import InputError
from repair.patch.between import between
from repair.patch.rfc6902 import PatchError, apply, guarded, invert
from repair.patch.same import same
from repair.template import load
from repair.template.rename import renamed_all
from repair.template.template import Template
from templates import perturbed, reordered, seeds, sizes, template

quick = settings(max_examples=50, deadline=None)
CORPUS = os.environ.get("REPAIR_CORPUS")
EVERY = 20
FOLDERS = sorted(Path(CORPUS).iterdir())[5::EVERY] if CORPUS else []
MARK = "changed by somebody else"


def changed(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with values changed, some resources renamed everywhere, and some lists in another order."""
    made = perturbed(data, chance)
    names = list(made["Resources"])
    chosen = chance.sample(names, len(names) // 3)
    made = renamed_all(made, "resource", {name: f"{name}{chance.randrange(10**9)}" for name in chosen})
    return reordered(made, chance) if chance.random() < 0.5 else made


def chain(seed: int, size: int, length: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    states = [template(chance, size)]
    while len(states) < length:
        states.append(changed(states[-1], chance))
    return states


def by_another(ops: list[dict[str, Any]], data: Any) -> Any:
    return jsonpatch.apply_patch(copy.deepcopy(data), copy.deepcopy(ops))


@quick
@given(seeds, sizes)
def test_the_patch_leads_to_the_ideal_and_its_inverse_back(seed: int, size: int) -> None:
    before, after = chain(seed, size, 2)
    ops = between(before, after)
    back = invert(ops, before)
    assert same(apply(ops, before), after)
    assert by_another(ops, before) == after
    assert same(apply(back, after), before)
    assert by_another(back, after) == before
    assert (not ops) == same(before, after)


@quick
@given(seeds, sizes)
def test_there_is_nothing_to_patch_between_equal_templates(seed: int, size: int) -> None:
    (data,) = chain(seed, size, 1)
    entries = list(data.items())
    random.Random(seed).shuffle(entries)
    assert between(data, copy.deepcopy(data)) == []
    assert between(data, dict(entries)) == [], "the order of keys has no meaning"


@quick
@given(seeds, sizes, st.integers(2, 4))
def test_patches_one_after_the_other_lead_to_the_last_and_all_the_way_back(
    seed: int, size: int, length: int
) -> None:
    states = chain(seed, size, length)
    ops = [op for pair in pairwise(states) for op in between(*pair)]
    assert same(apply(ops, states[0]), states[-1])
    assert by_another(ops, states[0]) == states[-1]
    assert same(apply(invert(ops, states[0]), states[-1]), states[0])


@quick
@given(seeds, sizes)
def test_what_is_mended_in_two_steps_is_mended_by_two_patches(seed: int, size: int) -> None:
    before, after = chain(seed, size, 2)
    mine, ideal = Template(before), Template(after)
    found = diff(mine, ideal, exact=True).deltas
    half = apply_deltas(mine, ideal, found[::2], exact=True)
    ops = [*between(before, half), *between(half, after)]
    assert by_another(ops, before) == after


@quick
@given(seeds, sizes)
def test_a_guarded_patch_leads_there_too_and_back(seed: int, size: int) -> None:
    before, after = chain(seed, size, 2)
    ops = guarded(between(before, after), before)
    assert by_another(ops, before) == after
    assert same(apply(invert(ops, before), after), before)


@settings(max_examples=80, deadline=None)
@given(seeds, st.integers(1, 7), st.randoms(use_true_random=False))
def test_a_guarded_patch_never_overwrites_what_was_changed_since(
    seed: int, size: int, chance: random.Random
) -> None:
    before, after = chain(seed, size, 2)
    ops = guarded(between(before, after), before)
    leaves = list(scalars(before))
    since = copy.deepcopy(before)
    put(since, chance.choice(leaves), MARK)
    try:
        result = apply(ops, since)
    except PatchError:
        with pytest.raises(jsonpatch.JsonPatchException):
            by_another(ops, since)
        return
    assert by_another(ops, since) == result
    assert [path for path in scalars(result) if value_of(result, path) == MARK], "it is still there"


@quick
@given(seeds, st.integers(1, 7))
def test_a_guarded_patch_refuses_when_what_it_takes_away_has_changed(seed: int, size: int) -> None:
    before, _ = chain(seed, size, 2)
    name = random.Random(seed).choice(list(before["Resources"]))
    after = {**before, "Resources": {key: body for key, body in before["Resources"].items() if key != name}}
    since = copy.deepcopy(before)
    since["Resources"][name]["Metadata"] = {"note": MARK}
    ops = between(before, after)
    assert MARK not in repr(apply(ops, since)), "without guards it goes unseen"
    with pytest.raises(PatchError):
        apply(guarded(ops, before), since)


def scalars(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from scalars(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from scalars(item, (*path, index))
    else:
        yield path


def value_of(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: tuple[str | int, ...], value: Any) -> None:
    value_of(data, path[:-1])[path[-1]] = value


@pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS does not name a folder of template pairs")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_laws_hold_between_real_templates(folder: Path) -> None:
    try:
        mine, ideal = load(next(folder.glob("generated.*"))), load(next(folder.glob("ideal.*")))
    except InputError as error:
        pytest.skip(f"no template: {error}")
    half = apply_deltas(mine, ideal, diff(mine, ideal).deltas[::2])
    ops = [*between(mine.data, half), *between(half, ideal.data)]
    safe = guarded(ops, mine.data)
    assert same(apply(safe, mine.data), ideal.data)
    assert by_another(safe, mine.data) == ideal.data
    assert same(apply(invert(ops, mine.data), ideal.data), mine.data)
