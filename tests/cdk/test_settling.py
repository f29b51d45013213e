"""The largest set of edits that is proved, however the blame falls; no CDK runs."""

from pathlib import Path

import pytest

from repair.cdk import settle as module
from repair.cdk.edit import Edit
from repair.cdk.loading import Loaded
from repair.cdk.merge import Candidate
from repair.cdk.settle import settle
from repair.cdk.source import App, parse
from repair.cdk.synth_failure import Cause

TEXT = "x = 1\n"


def candidates(names):
    return [
        Candidate(name, (Edit("a.py", (0, 0), f"# {name}\n"),), None, number)
        for number, name in enumerate(names)
    ]


@pytest.fixture
def first(monkeypatch):
    """An app of one file, of which a run is its new text alone."""

    def run(loaded, _copy, texts):
        text = texts.get("a.py", TEXT)
        cause = Cause("it stops", wrong="worse") if "worse" in text else None
        return Loaded("app", App(Path(), {"a.py": parse("a.py", text)}), (), cause)

    monkeypatch.setattr(module, "_try", run)
    return Loaded("app", App(Path(), {"a.py": parse("a.py", TEXT)}), ())


def settled(first, names, judge):
    chosen, now, refused = settle(first, Path(), candidates(names), judge, lambda _: "")
    assert [one.name for one in chosen] == [
        line[2:] for line in now.app.files["a.py"].text.splitlines() if line.startswith("# ")
    ]
    return [one.name for one in chosen], refused


def test_what_can_be_laid_to_one_costs_that_one(first):
    chosen, refused = settled(
        first, "abcde", lambda given, _: [("c", "no")] if any(one.name == "c" for one in given) else []
    )
    assert chosen == ["a", "b", "d", "e"]
    assert refused == ["c: no"]


@pytest.mark.parametrize("bad", ["a", "d", "h", "ah"])
def test_what_can_be_laid_to_none_is_found_by_halving(first, bad):
    chosen, refused = settled(
        first, "abcdefgh", lambda given, _: [("", "no")] if any(one.name in bad for one in given) else []
    )
    assert chosen == [one for one in "abcdefgh" if one not in bad]
    assert refused == [f"{one}: no" for one in bad]


def test_two_that_do_not_go_together_cost_one_of_them(first):
    def judge(given, _):
        return [("", "not both")] if {"b", "e"} <= {one.name for one in given} else []

    chosen, refused = settled(first, "abcdef", judge)
    assert chosen == ["a", "b", "c", "d", "f"]
    assert refused == ["e: not both"]


def test_an_edit_that_the_app_does_not_synthesise_with_is_refused(first):
    chosen, refused = settled(first, ["a", "worse", "b"], lambda *_: [])
    assert chosen == ["a", "b"]
    assert refused == ["worse: it does not synthesise: it stops"]


def test_without_anything_to_mend_nothing_runs(first):
    assert settle(first, Path(), [], lambda *_: [], lambda _: "") == ([], first, [])
