from __future__ import annotations

import random
from collections.abc import Iterable

from hypothesis import given, settings

from repair.diff.delta import Delta
from repair.diff.difference import Diff, diff
from repair.diff.merge import apply_deltas
from repair.document.pointer import Path
from repair.patch.same import same
from repair.template.rename import renamed
from repair.template.template import Template
from templates import perturbed, reordered, seeds, sizes, template

quick = settings(max_examples=50, deadline=None)


def pair(seed: int, size: int) -> tuple[Template, Template]:
    chance = random.Random(seed)
    before = template(chance, size)
    return Template(before), Template(perturbed(before, chance))


@quick
@given(seeds, sizes)
def test_a_template_does_not_differ_from_itself(seed: int, size: int) -> None:
    one, _ = pair(seed, size)
    found = diff(one, Template(reordered(one.data, random.Random(0)) | {}), exact=False)
    assert found.equal
    assert found.deltas == ()
    assert found.similarity == 1.0
    assert diff(one, one, exact=True).deltas == ()


@quick
@given(seeds, sizes)
def test_all_exact_deltas_lead_to_the_ideal(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    found = diff(mine, ideal, exact=True)
    assert same(apply_deltas(mine, ideal, found.deltas, exact=True), ideal.data)
    assert (not found.deltas) == same(mine.data, ideal.data)


@quick
@given(seeds, sizes)
def test_unrelated_templates_lead_to_the_ideal_too(seed: int, size: int) -> None:
    mine, ideal = (
        Template(template(random.Random(seed), size)),
        Template(template(random.Random(seed + 1), size)),
    )
    found = diff(mine, ideal, exact=True)
    assert same(apply_deltas(mine, ideal, found.deltas, exact=True), ideal.data)


@quick
@given(seeds, sizes)
def test_after_mending_everything_nothing_differs_in_meaning(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    mended = apply_deltas(mine, ideal, diff(mine, ideal).deltas)
    assert diff(Template(mended), ideal).deltas == ()


@quick
@given(seeds, sizes)
def test_spelling_deltas_are_those_that_meaning_leaves_over(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    exact = diff(mine, ideal, exact=True).deltas
    assert [d for d in exact if not d.exact_only] == list(diff(mine, ideal).deltas)


@quick
@given(seeds, sizes)
def test_mending_some_deltas_mends_those_and_adds_none(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    found = diff(mine, ideal)
    some = [delta for index, delta in enumerate(found.deltas) if index % 2]
    left = diff(Template(apply_deltas(mine, ideal, some)), ideal)
    if any(delta.kind in ("renamed", "moved") for delta in found.deltas):
        return  # who is who may be seen otherwise with some names mended
    mended = places(some)
    assert places(left.deltas) == places(found.deltas) - mended


def places(deltas: Iterable[Delta]) -> set[Path]:
    """Where deltas stand that are not about lists: an emptied list is another delta than its items."""
    found = set()
    for delta in deltas:
        path = delta.ideal_path or delta.path or ()
        about_list = isinstance(delta.before, list) or isinstance(delta.after, list)
        if not about_list and not any(isinstance(step, int) for step in path):
            found.add(path)
    return found


@quick
@given(seeds, sizes)
def test_swapping_the_sides_swaps_added_and_removed_entries(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    there, back = diff(mine, ideal), diff(ideal, mine)
    assert {d.ideal_path for d in there.deltas if d.kind == "added" and len(d.ideal_path or ()) < 4} == {
        d.path for d in back.deltas if d.kind == "removed" and len(d.path or ()) < 4
    }
    assert {(p.generated, p.ideal) for p in there.alignment} == {
        (p.ideal, p.generated) for p in back.alignment
    }


@quick
@given(seeds, sizes)
def test_a_rename_with_all_its_references_is_one_delta(seed: int, size: int) -> None:
    data = template(random.Random(seed), size)
    if not data["Resources"]:
        return
    old = random.Random(seed).choice(list(data["Resources"]))
    mine, ideal = Template(data), Template(renamed(data, "resource", old, f"{old}Renamed"))
    found = diff(mine, ideal)
    assert [(d.kind, d.before, d.after) for d in found.deltas] == [("renamed", old, f"{old}Renamed")]
    holders = {reference.entry for reference in mine.references.to(old)}
    assert {str(path[1]) for path in found.deltas[0].claims} == holders
    assert not found.equal
    assert same(apply_deltas(mine, ideal, found.deltas), ideal.data)


@quick
@given(seeds, sizes)
def test_similarity_adds_up_from_the_deltas(seed: int, size: int) -> None:
    mine, ideal = pair(seed, size)
    found = diff(mine, ideal)
    assert 0.0 <= found.similarity <= 1.0
    assert (found.similarity == 1.0) == (weight(found) == 0)
    assert abs(found.similarity - max(0.0, 1 - weight(found) / found.total_weight)) < 1e-9


def weight(found: Diff) -> int:
    return sum(delta.weight for delta in found.deltas)
