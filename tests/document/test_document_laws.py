"""The laws of `Document.edits`, over random data in random styles."""

from __future__ import annotations

import copy
import random
import re
from itertools import pairwise
from typing import Any

import pytest
from document_cases import (
    INTRINSICS,
    TAGS,
    WILD,
    change,
    json_text,
    long_form,
    mapping,
    value,
    yaml_text,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from repair.document import parse
from repair.document.equality import same

SEEDS = st.integers(0, 2**32)
quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WRITERS = {"json": json_text, "yaml": yaml_text}
both = pytest.mark.parametrize("format", ["json", "yaml"])


def document(seed: int, format: str):
    rng = random.Random(seed)
    data = mapping(rng, 4, 0)
    text = WRITERS[format](rng, data)
    return rng, data, parse(text, dialect=TAGS, format=format)


def means(text: str, format: str, data: Any) -> bool:
    return same(parse(text, dialect=TAGS, format=format).data, data, written=False)


@both
@quick
@given(seed=SEEDS)
def test_a_text_means_the_data_it_was_written_from(format, seed):
    _, data, doc = document(seed, format)
    assert same(doc.data, data, written=False)


@both
@quick
@given(seed=SEEDS)
def test_equal_data_gives_no_edit(format, seed):
    _, _, doc = document(seed, format)
    assert doc.edits(doc.data) == ()
    assert doc.edits(copy.deepcopy(doc.data)) == ()
    assert doc.edits(dict(reversed(doc.data.items()))) == ()


@both
@quick
@given(seed=SEEDS)
@example(seed=369)
@example(seed=973)
@example(seed=12139)
def test_edited_text_means_the_new_data(format, seed):
    rng, data, doc = document(seed, format)
    new = change(rng, data)
    assert means(doc.edited(new), format, new)


@both
@quick
@given(seed=SEEDS)
def test_edits_are_sorted_and_apart(format, seed):
    rng, data, doc = document(seed, format)
    edits = doc.edits(change(rng, data))
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert all(doc.text[edit.start : edit.end] != edit.text for edit in edits)


def with_added(rng: random.Random, data: Any) -> Any:
    """The data with one more key in some mapping that already has one, or None."""
    if isinstance(data, dict) and data and not (len(data) == 1 and next(iter(data)) in INTRINSICS):
        inner = [key for key, item in data.items() if isinstance(item, dict | list) and item]
        if inner and rng.random() < 0.7:
            key = rng.choice(inner)
            found = with_added(rng, data[key])
            if found is not None:
                return {**data, key: found}
        items = list(data.items())
        items.insert(rng.randrange(len(items) + 1), ("Added", value(rng, 2)))
        return long_form(dict(items))
    if isinstance(data, list):
        for index, item in enumerate(data):
            found = with_added(rng, item) if isinstance(item, dict | list) else None
            if found is not None:
                return [*data[:index], found, *data[index + 1 :]]
    return None


@both
@quick
@given(seed=SEEDS)
def test_a_key_added_and_removed_leaves_the_same_bytes(format, seed):
    rng, data, doc = document(seed, format)
    new = with_added(rng, data)
    if new is not None:
        grown = parse(doc.edited(new), dialect=TAGS, format=format)
        assert grown.edited(doc.data) == doc.text


@quick
@given(seed=SEEDS)
def test_comment_lines_outside_a_removed_entry_survive(seed):
    rng, data, doc = document(seed, "yaml")
    if len(data) < 2 or "|" in doc.text:
        return
    gone = rng.choice(list(data))
    span, key = doc.span((gone,)), doc.key_span((gone,))
    new = {k: v for k, v in data.items() if k != gone}
    _, _, behind = doc.text[max(span.end, key.end) :].partition("\n")
    comments = re.compile(r"^\s*(#.*?)\s*$", re.M)
    rest = comments.findall(doc.edited(long_form(new)).lstrip("\ufeff"))
    assert all(
        comment in rest
        for comment in comments.findall(doc.text[: key.start].lstrip("\ufeff")) + comments.findall(behind)
    )


@quick
@given(seed=SEEDS)
def test_json_and_yaml_texts_of_one_data_mean_the_same(seed):
    rng = random.Random(seed)
    data = mapping(rng, 4, 0)
    one = parse(json_text(rng, data), dialect=TAGS, format="json")
    other = parse(yaml_text(rng, data), dialect=TAGS, format="yaml")
    assert same(one.data, other.data, written=False)


@pytest.mark.parametrize("text", WILD)
def test_odd_layouts_obey_the_law_too(text):
    doc = parse(text, dialect=TAGS, format="yaml")
    base = doc.data if isinstance(doc.data, dict) else {}
    assert not isinstance(doc.data, dict) or doc.edits(copy.deepcopy(doc.data)) == ()
    for seed in range(25):
        new = change(random.Random(seed), base)
        assert means(doc.edited(new), "yaml", new)
