"""Pairs of templates and all that differs between them, kept beside them.

REPAIR_UPDATE_GOLDEN=1 pytest tests/diff/test_deltas_of_pairs.py    writes them anew; read the difference before you commit it.
"""

import json
import os
from pathlib import Path

import pytest

from repair.diff.difference import diff
from repair.template.load import load

PAIRS = sorted(path for path in Path(__file__).with_name("pairs").iterdir() if path.is_dir())


def place(path):
    return "-" if path is None else "/".join(map(str, path))


def lines(deltas, indent=""):
    for one in deltas:
        yield f"{indent}{one.kind} {place(one.path)} -> {place(one.ideal_path)}"
        if one.kind != "added":
            yield f"{indent}    before: {json.dumps(one.before, sort_keys=True)}"
        if one.kind != "removed":
            yield f"{indent}    after: {json.dumps(one.after, sort_keys=True)}"
        told = {
            "target": one.target and place(one.target), "type": one.resource_type,
            "claims": [place(path) for path in one.claims], "replacement": one.deployment.replacement,
            "data loss": one.deployment.data_loss, "also": one.deployment.also, "exact only": one.exact_only,
            "weight": one.weight, "permissions": one.permissions, "depends on": one.depends_on,
        }  # fmt: skip
        for name, value in told.items():
            if value not in (None, (), [], False, "never"):
                yield f"{indent}    {name}: {json.dumps(value, sort_keys=True)}"
        yield from lines(one.parts, indent + "    + ")


@pytest.mark.parametrize("way", ["deltas", "deltas-exact", "deltas-back"])
@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_differs_in_exactly_this(folder, way):
    files = ["generated.yaml", "ideal.yaml"][:: -1 if way == "deltas-back" else 1]
    found = diff(*(load(folder / file) for file in files), exact=way == "deltas-exact")
    doubts = [f"ambiguous {group}" for group in found.ambiguous]
    text = "\n".join([f"similarity {found.similarity:.3f}", *doubts, *lines(found.deltas)]) + "\n"
    kept = folder / f"{way}.txt"
    if os.environ.get("REPAIR_UPDATE_GOLDEN"):
        kept.write_text(text)
    assert text == kept.read_text()
