"""The benchmark against peers measures what it says, on templates that are small enough for a test."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "bench"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))


def run_peers(*arguments):
    pytest.importorskip("jsonpatch")
    return subprocess.run(
        [sys.executable, str(BENCH / "peers.py"), "--runs", "1", *arguments],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_every_tool_is_measured_in_units_of_jsonpatch(tmp_path):
    file = tmp_path / "figures.json"
    shown = run_peers("--sizes", "20", "--growth", "10,20", "--pair", "renamed", "--json", str(file))
    figures = json.loads(file.read_text(encoding="utf-8"))
    rows = {row["tool"]: row for row in figures["rows"]}
    assert {"jsonpatch", "repair-align", "repair-diff", "repair-classify", "repair-between"} <= set(rows)
    for row in rows.values():
        assert row["ratio"] == pytest.approx(row["cpu"] / rows["jsonpatch"]["cpu"])
        assert row["cpu"] > 0
        assert row["runs"] == 1
    assert rows["repair-diff"]["renames"] == rows["repair-align"]["renames"] == 6
    assert [row["resources"] for row in figures["growth"]] == [10, 20]
    assert "jsondiffpatch are left out: they need --npm" in shown
    assert "growth of diff: exponent" in shown


def test_what_takes_too_long_is_stopped_and_not_asked_again(tmp_path, bench):
    import peers_turns
    from peers import written_pair

    pair = written_pair("mixed", 200, tmp_path)
    (row,) = peers_turns.measured(["repair-diff"], 200, pair, 1, 0.001)
    assert (row.cpu, row.runs, row.failed) == (None, 0, False)


def test_a_tool_that_ends_with_an_error_is_no_tool_that_takes_long(tmp_path, bench):
    from peers_turns import measured

    missing = tmp_path / "missing.json"
    (row,) = measured(["jsonpatch"], 1, [missing, missing], 1, 20)
    assert row.failed


def test_the_exponent_is_that_of_the_power_law(bench):
    from peers import fitted

    sizes = [500, 1000, 2000, 4000]
    assert fitted(sizes, [3e-4 * size**1.25 for size in sizes]) == pytest.approx((1.25, 1.0))


def test_renaming_changes_names_and_references_and_nothing_else(bench):
    from peers import renamed
    from synthetic import template

    before = template(40, seed=1)
    after = renamed(before, 0.3, seed=2)
    names = dict(zip(before["Resources"], after["Resources"], strict=True))
    changed = {old: new for old, new in names.items() if old != new}
    assert len(changed) == 12
    back = json.dumps(after)
    for old, new in changed.items():
        assert f'"{old}"' not in back
        back = back.replace(new, old)
    assert json.loads(back) == before


def test_labels_of_the_drawing_keep_their_order_and_their_distance(bench):
    from plot import APART, spread

    places = spread({"a": 10.0, "b": 10.1, "c": 9.9, "d": 900.0})
    assert sorted(places, key=places.get) == ["c", "a", "b", "d"]
    times = sorted(places.values())
    assert all(high / low >= APART * 0.999 for low, high in pairwise(times))


def test_between_runs_texts_are_forgotten_and_the_products_own_files_are_not(bench, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH / "peers"))
    from synthetic import perturbed, template
    from tools import TOOLS, forget

    from repair.rules.packed import contents
    from repair.template.substitution import parse_sub

    before = template(8, seed=1)
    work, _ = TOOLS["repair-classify"](before, perturbed(before, seed=2))
    work()
    forget()
    assert parse_sub.cache_info().currsize == 0
    assert contents.cache_info().currsize > 0
