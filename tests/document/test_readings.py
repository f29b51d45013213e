"""What odd texts mean, and what is said about those that mean nothing: line, column and sentence, from `readings.json`."""

import json
from pathlib import Path

import pytest

from repair.document import parse
from repair.errors import InputError
from repair.template.dialect import CLOUDFORMATION

READINGS = json.loads(Path(__file__).with_name("readings.json").read_text())
MEANT = [one for one in READINGS if "data" in one]
REFUSED = [one for one in READINGS if "error" in one]


def name(one):
    return f"{one['format']} {one['text']!r}"


def types(value):
    if isinstance(value, dict):
        return {key: types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [types(item) for item in value]
    return float if isinstance(value, float) else type(value)


@pytest.mark.parametrize("one", MEANT, ids=name)
def test_a_text_means_this(one):
    data = parse(one["text"], dialect=CLOUDFORMATION, format=one["format"]).data
    assert data == one["data"]
    assert types(data) == types(one["data"])


@pytest.mark.parametrize("one", REFUSED, ids=name)
def test_a_text_is_refused_at_this_place_in_these_words(one):
    with pytest.raises(InputError) as error:
        parse(one["text"], name="t", dialect=CLOUDFORMATION, format=one["format"])
    assert (error.value.name, error.value.line, error.value.column, error.value.message) == (
        "t",
        one["line"],
        one["column"],
        one["error"],
    )
