"""The laws over real templates; needs REPAIR_CORPUS, the folder of generated and ideal pairs."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest
from document_cases import TAGS

from repair.document import Document, parse
from repair.document.equality import same
from repair.document.files import read_text
from repair.document.tree import Mapping, Scalar, Sequence
from repair.errors import InputError

CORPUS = os.environ.get("REPAIR_CORPUS", "")
pytestmark = pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS names no folder of template pairs")
STEP = int(os.environ.get("REPAIR_CORPUS_STEP", "8"))  # every eighth pair; 1 for all


def pairs() -> list[Path]:
    return sorted(path for path in Path(CORPUS).iterdir() if path.is_dir())[::STEP] if CORPUS else []


def document(path: Path) -> Document | None:
    try:
        return parse(read_text(path), name=str(path), dialect=TAGS)
    except InputError:
        return None


def documents(folder: Path) -> list[Document]:
    found = [document(path) for stem in ("generated", "ideal") for path in folder.glob(f"{stem}.*")]
    return [doc for doc in found if doc is not None]


def scalars(node, path=()):
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from scalars(entry.value, (*path, entry.key))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from scalars(item, (*path, index))
    elif isinstance(node, Scalar) and not node.dotted and node.data is not None:
        yield path, node


def put(data: Any, path: tuple, value: Any) -> Any:
    if not path:
        return value
    if isinstance(data, list):
        return [*data[: path[0]], put(data[path[0]], path[1:], value), *data[path[0] + 1 :]]
    return {**data, path[0]: put(data.get(path[0]), path[1:], value)}


def other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else value + "x"


@pytest.mark.parametrize("folder", pairs(), ids=lambda path: path.name)
def test_real_templates_obey_the_laws(folder):
    rng = random.Random(folder.name)
    for doc in documents(folder):
        assert doc.edited(put(doc.data, (), dict(doc.data))) == doc.text
        lines = doc.text.splitlines(keepends=True)
        places = [(p, n) for p, n in scalars(doc.root) if "\n" not in doc.text[n.start : n.end]]
        for path, node in rng.sample(places, min(3, len(places))):
            result = doc.edited(put(doc.data, path, other(node.data))).splitlines(keepends=True)
            assert sum(a != b for a, b in zip(lines, result, strict=True)) == 1
        first = next(iter(doc.data["Resources"]), None)
        for path in [("Resources",), *([("Resources", first)] if first else [])]:
            new = put(doc.data, (*path, "AddedForATest"), {"Type": "X", "List": [1, {"Ref": "A"}]})
            grown = parse(doc.edited(new), dialect=TAGS, format=doc.format)
            assert same(grown.data, new)
            assert grown.edited(doc.data) == doc.text


@pytest.mark.parametrize("folder", pairs(), ids=lambda path: path.name)
def test_a_generated_template_reaches_its_ideal(folder):
    both = documents(folder)
    if len(both) == 2:
        result = parse(both[0].edited(both[1].data), dialect=TAGS, format=both[0].format)
        assert same(result.data, both[1].data, written=False)
