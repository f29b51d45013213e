"""The shortest way from one value to another, operation by operation, its inverse and its guards."""

import json
from pathlib import Path

import pytest

from repair.patch.between import between
from repair.patch.operations import RefusalCode
from repair.patch.rfc6902 import apply, guarded, invert
from repair.patch.same import same

CASES = json.loads(Path(__file__).with_name("exact_patches.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_change_is_said_in_these_operations(case):
    patch = list(between(case["before"], case["after"]))
    assert same(patch, case["patch"])
    assert same(list(invert(patch, case["before"])), case["inverse"])
    assert same(list(guarded(patch, case["before"])), case["guarded"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_and_they_lead_there_and_back(case):
    assert same(apply(case["guarded"], case["before"]), case["after"])
    assert same(apply(case["inverse"], case["after"]), case["before"])


def test_the_reasons_of_refusals_are_those_that_reports_have_always_carried():
    assert {str(code) for code in RefusalCode} == {
        "needs-value", "intrinsic", "create-only", "ambiguous", "conflict", "unsafe-not-enabled",
    }  # fmt: skip
