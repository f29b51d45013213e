"""The published schemas and the readers agree."""

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from repair.config.file import read_file
from repair.config.read import KEYS, SETTINGS, SUPPRESS_KEYS, config_of
from repair.engine.values import VALUES
from repair.errors import InputError

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "schemas" / "config.schema.json").read_text(encoding="utf-8")
)


def test_the_schema_has_the_keys_that_are_read():
    assert set(SCHEMA["properties"]) == set(KEYS)
    assert set(SCHEMA["$defs"]["PathSettings"]["properties"]) == {"match", *SETTINGS}
    assert set(SCHEMA["$defs"]["Suppress"]["properties"]) == set(SUPPRESS_KEYS)
    assert set(SCHEMA["properties"]["values"]["properties"]) == set(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        'profile = "test"\nunsafe-fixes = true\nfail-on = "never"',
        'profile = ["test", "emulator"]\n[values]\nlog-retention-days = 7\ntags = {Team = "a"}',
        '[[paths]]\nmatch = "a"\nstack = "new"\n[[suppress]]\nrule = "s3-versioning"\nreason = "r"',
        'profil = "test"',
        "unsafe-fixes = 1",
        'fail-on = "bad"',
        "[[paths]]\nstack = 'new'",
        "[[paths]]\nmatch = 'a'\nexclude = ['b']",
        "[[suppress]]\npath = 'a'",
        "[values]\nlog-days = 1",
        "[severities]\ns3-versioning = 'bad'",
        "[rules]\nof = []",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(text, tmp_path):
    file = tmp_path / "repair.toml"
    file.write_text(text)
    try:
        config_of(read_file(str(file)))
        read = True
    except InputError:
        read = False
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text)) == read
