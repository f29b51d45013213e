"""What each value of a profile takes, and what it refuses."""

import json
from pathlib import Path

import pytest

from repair.engine.values import GLUE_VERSIONS, LOG_RETENTION_DAYS, VALUES

BOOLEANS = ([True, False], [1, 0, "true", None])
NAMES = ([["a"], ["a", "b"], []], ["a", [""], [1], ["a", ""], None, {"a": 1}])


def whole(least, most):
    return [least, least + 1, most], [least - 1, most + 1, True, str(least), float(least), None]


TAKEN = {
    "archive-after-days": whole(1, 3650),
    "asked-indexes": (
        [["by-x: x"], ["*: x"], ["by-x: x, y"], ["abc: x", "*: y"], ["a.b-c_d: e.f-g_h"], []],
        [["by-x"], ["ab: x"], ["by-x:x"], ["by-x: x, y, z"], ["by-x: "], "by-x: x", [1], ["by-x: x", "x"], ["**: x"]],
    ),
    "asked-resources": NAMES,
    "backup-retention-days": whole(1, 35),
    "environment-suffix": (
        [True, False, "Suffix", "a", "1", "a" * 255], ["", "a-b", "a" * 256, "a\n", 1, None, ["Suffix"]],
    ),
    "error-rate-minutes": whole(1, 60),
    "error-rate-percent": whole(1, 99),
    "export-outputs": BOOLEANS,
    "function-log-groups": BOOLEANS,
    "function-memory-mb": whole(128, 10240),
    "function-size-of": (["all", "the only one"], ["All", "", None]),
    "function-timeout-seconds": whole(1, 900),
    "glue-version": (list(GLUE_VERSIONS), ["6.0", 4.0, "4", None]),
    "image-count": whole(1, 1000),
    "keep-objects": BOOLEANS,
    "lambda-architecture": (["arm64", "x86_64"], ["arm", "x86", None]),
    "lambda-packaging": (["image", "zip"], ["Image", "", None]),
    "lambda-runtime": (["python3.12", "nodejs22.x"], ["python9.9", "python", 3.12, None, ["python3.12"]]),
    "log-retention-days": (sorted(LOG_RETENTION_DAYS), [0, 2, 8, 366, 3652, 3654, True, "7", 7.0, None, [7]]),
    "missing-data": (["notBreaching", "breaching", "ignore", "missing"], ["notbreaching", "", None]),
    "object-suffixes": NAMES,
    "parameter-groups": BOOLEANS,
    "queue-retention-days": whole(1, 14),
    "removal": (["destroy", "protect"], ["keep", "", None, True]),
    "required-tags": NAMES,
    "reserved-concurrency": (["none", "required", 1, 1000], ["all", 0, 1001, True, "1", None]),
    "several-regions": BOOLEANS,
    "tags": (
        [{}, {"a": "b"}, {"a": {"Ref": "P"}, "c": ""}],
        [{"a": 1}, {1: "a"}, {"a": {"Ref": 1}}, {"a": {"Ref": "P", "x": 1}}, {"a": {"Fn::Sub": "b"}}, {"a": "b", "c": None}, [], "a", None],
    ),
    "task-retries": whole(1, 99),
}  # fmt: skip


def test_every_value_is_listed():
    assert TAKEN.keys() == VALUES.keys()


@pytest.mark.parametrize("name", TAKEN)
def test_a_value_takes_what_it_says_and_nothing_else(name):
    good, bad = TAKEN[name]
    assert [value for value in good if not VALUES[name].accepts(value)] == []
    assert [value for value in bad if VALUES[name].accepts(value)] == []


def test_the_published_schema_says_of_each_value_what_it_means_and_takes():
    file = Path(__file__).parents[2] / "docs" / "schemas" / "config.schema.json"
    published = json.loads(file.read_text(encoding="utf-8"))["properties"]["values"]["properties"]
    assert {name: one["description"] for name, one in published.items()} == {
        name: f"{kind.meaning} Takes {kind.takes}." for name, kind in VALUES.items()
    }


def test_log_groups_keep_events_for_a_day_to_ten_years():
    """Amazon CloudWatch Logs API Reference, PutRetentionPolicy."""
    assert sorted(LOG_RETENTION_DAYS) == [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]  # fmt: skip


def test_versions_of_glue_stand_in_their_order():
    assert GLUE_VERSIONS == ("0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1")
