"""No secret of an app's source is shown."""

import json
import shutil

import pytest
from recording import CORPUS, GOLDEN

from repair.cdk.assembly import read
from repair.cdk.shown import redaction_of, shown
from repair.cli.main import main

SECRET = "Tr0ub4dor&3xyz"


@pytest.fixture
def app(tmp_path):
    """An app whose database has its password in the source."""
    folder = tmp_path / "generated"
    shutil.copytree(CORPUS / "cdk-etl-python" / "generated", folder)
    stack = folder / "lib" / "intake_stack.py"
    line = f'            table_name="t",\n            note="{SECRET}",\n'
    stack.write_text(
        stack.read_text().replace('            table_name=f"intake-files-{stage.value_as_string}",\n', line)
    )
    template = folder / GOLDEN / "IntakeStack.template.json"
    data = json.loads(template.read_text())
    table = next(body for body in data["Resources"].values() if body["Type"] == "AWS::DynamoDB::Table")
    data["Resources"]["Db"] = {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": SECRET}}
    table["Properties"]["TableName"] = SECRET
    template.write_text(json.dumps(data))
    return folder


def test_the_document_and_the_findings_hide_what_a_template_keeps_secret(app, capsys, tmp_path):
    out = tmp_path / "report.md"
    main(["report", str(app / GOLDEN), str(CORPUS / "cdk-etl-python" / "ideal" / GOLDEN), "-o", str(out)])
    main(["check", str(app / GOLDEN)])
    main(["diff", str(app / GOLDEN), str(CORPUS / "cdk-etl-python" / "ideal" / GOLDEN)])
    said = capsys.readouterr()
    assert "point_in_time_recovery_enabled" in out.read_text()
    assert SECRET not in out.read_text() + said.out + said.err


@pytest.mark.parametrize(
    "line",
    [
        'master_password="hunter"',
        "dbPassword: 'hunter',",
        'SecretValue.unsafe_plain_text("hunter")',
        '{"API_KEY": "hunter"}',
    ],
)
def test_a_text_that_is_given_to_a_name_like_a_secret_is_hidden(line):
    redaction = redaction_of(read(CORPUS / "cdk-etl-python" / "ideal" / GOLDEN))
    assert "hunter" not in shown(redaction, line)
