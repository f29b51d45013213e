"""What guards the figures: a tenth is tolerated, doubt is measured again, and nothing recorded is forgotten."""

import json
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parent.parent / "bench"


@pytest.fixture
def guard(monkeypatch):
    pytest.importorskip("jsonpatch")
    monkeypatch.syspath_prepend(str(BENCH))
    import guard

    return guard


def job(guard, *ratios):
    """A job whose figure is measured as these, one after the other."""
    following = iter(ratios)
    return guard.Job(("mine / theirs",), lambda *_: {"mine / theirs": next(following)})


@pytest.mark.parametrize(("now", "worse"), [(0.5, False), (1.09, False), (1.11, True), (3.0, True)])
def test_a_figure_may_be_a_tenth_larger_than_recorded(guard, now, worse):
    assert guard.Verdict("x", (now,), 1.0).worse is worse
    assert not guard.Verdict("x", (now,), None).worse


@pytest.mark.parametrize(
    ("ratios", "measured", "worse"),
    [
        ((1.0, 9.0), (1.0,), False),
        ((1.5, 0.6, 9.0), (1.5, 0.6), False),
        ((1.5, 1.4, 1.0, 9.0), (1.5, 1.4, 1.0), True),
        ((1.5, 1.0, 1.0, 9.0), (1.5, 1.0, 1.0), False),
    ],
)
def test_what_seems_to_have_fallen_back_is_measured_again(guard, tmp_path, ratios, measured, worse):
    (one,) = guard.judged(job(guard, *ratios), {"mine / theirs": 1.0}, 1, tmp_path)
    assert one.measured == measured
    assert one.worse is worse
    assert ("WORSE" in guard.row(one)) is worse


def test_a_record_is_the_median_of_three_and_keeps_what_was_not_measured(guard, tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "RECORD", tmp_path / "guard.json")
    (first,) = guard.recording(job(guard, 1.0, 3.0, 2.0), 1, tmp_path)
    guard.write([first], {"cpu": "one"})
    guard.write([guard.Verdict("other", (5.0,), None)], {"cpu": "another"})
    kept = json.loads((tmp_path / "guard.json").read_text())
    assert kept["figures"] == {"mine / theirs": 2.0, "other": 5.0}
    assert kept["machine"] == {"cpu": "another"}


def test_every_recorded_figure_is_still_measured_and_the_other_way_round(guard):
    recorded = json.loads(guard.RECORD.read_text(encoding="utf-8"))
    assert {name for one in guard.jobs() for name in one.names} == set(recorded["figures"])
    assert {"date", "machine"} <= set(recorded)
