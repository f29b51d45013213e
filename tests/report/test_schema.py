import json
from pathlib import Path

import jsonschema
import pytest
from made_up import BUCKET

import repair
from repair.report.difference import as_json as diff_json
from repair.report.json_report import as_json
from repair.report.schema import FILES, published
from repair.rules.load import rule_files
from repair.template.load import from_text

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
GENERATED = BUCKET.replace("BucketName: raw", "BucketName: raw\n      Versioning: {Status: Enabled}")


def validator(name):
    return jsonschema.Draft202012Validator(json.loads((FOLDER / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FILES)
def test_published_schema_is_current(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text == published(FILES[name]), "run `python -m repair.report.schema`"
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def test_reports_of_real_runs_are_valid():
    generated, ideal = from_text(GENERATED, "generated.yaml"), from_text(BUCKET, "ideal.yaml")
    check = validator("report.schema.json")
    for result in (
        repair.repair(generated),
        repair.check(generated),
        repair.report(generated, ideal),
        repair.repair(generated, ideal),
    ):
        assert result.findings
        check.validate(as_json(result))


def test_a_real_diff_is_valid():
    generated, ideal = from_text(GENERATED), from_text(BUCKET.replace("RawBucket", "RawDataBucket"))
    text = diff_json(repair.diff(generated, ideal), generated, ideal)
    validator("diff.schema.json").validate(json.loads(text))
    assert not json.loads(text)["equal"]


def test_rule_files_of_the_library_are_valid():
    import yaml

    check = validator("rule.schema.json")
    for path in rule_files().values():
        check.validate(
            yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        )
