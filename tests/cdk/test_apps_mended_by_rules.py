"""With the real CDK: the apps of corpus/ are mended by the rules and by what their requirements ask for."""

import pytest
from recording import CORPUS

from repair.api import check
from repair.cdk.loading import load
from repair.cli.main import main

pytestmark = pytest.mark.slow

INTAKE = {
    "events-asked-suffixes",
    "events-silent-bucket",
    "cloudwatch-asked-error-rate",
    "account-lambda-runtime",
    "dynamodb-point-in-time-recovery",
    "lifecycle-kept-after-delete",
    "logs-asked-function-group",
    "s3-versioning",
    "stepfunctions-asked-retry",
    "tags-required",
}
LAKE = {
    "account-lambda-runtime",
    "cdk-dropped-property",
    "cdk-joined-name",
    "glue-asked-version",
    "glue-database-name",
    "glue-test-workers",
    "kms-test-pending-window",
    "lifecycle-kept-after-delete",
    "outputs-export",
}


@pytest.mark.parametrize(
    ("case", "rules"),
    [
        pytest.param("cdk-etl-python", INTAKE, marks=pytest.mark.cdk("python")),
        pytest.param("cdk-lake-typescript", LAKE, marks=pytest.mark.cdk("typescript")),
    ],
)
def test_an_app_gets_what_its_requirements_ask_for_and_stays_valid(case, rules, tmp_path, capsys):
    fixed = tmp_path / "fixed"
    main([str(CORPUS / case / "generated"), "--profile", "test", "-o", str(fixed)])
    said = capsys.readouterr().err
    assert ", 0 refused, " in said
    left = {line.split()[2] for line in said.splitlines() if line.startswith("  - left")}
    assert not left & rules
    for stack in load(str(fixed), types=False).stacks:
        assert not [one.id for one in check(stack.template).findings if one.category == "validity"]
