"""With the real CDK: apps are synthesised, and fixes are proved. Minutes; REPAIR_UPDATE_GOLDEN=1 records assemblies."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from recording import APPS, CORPUS, GOLDEN, record

from repair.cdk.app import synthesise, workspace
from repair.cdk.assembly import read
from repair.cdk.loading import load
from repair.cli.main import main
from repair.diff.difference import diff

pytestmark = pytest.mark.cdk


def _python():
    python = shutil.which("python3")
    asked = [python or "python3", "-c", "import aws_cdk"]
    return python is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _node():
    places = os.environ.get("NODE_PATH", "").split(os.pathsep)
    return shutil.which("node") and any(Path(one, "aws-cdk-lib").is_dir() for one in places if one)


@pytest.fixture(scope="module")
def installed():
    return {"python": _python(), "typescript": _node()}


@pytest.fixture(autouse=True)
def _needed(request, installed):
    if "typescript" in request.node.name and not installed["typescript"]:
        pytest.skip(
            "the CDK for TypeScript is not installed: npm install aws-cdk-lib constructs typescript@5 ts-node, and NODE_PATH"
        )
    if "python" in request.node.name and not installed["python"]:
        pytest.skip("the CDK for Python is not installed: pip install aws-cdk-lib, for the python3 of PATH")


@pytest.mark.slow
@pytest.mark.parametrize("app", APPS)
def test_an_app_synthesises_to_the_assembly_beside_it(app):
    with workspace(CORPUS / app) as copy:
        run = synthesise(copy, types=False)
        assert run.cause is None
        if os.environ.get("REPAIR_UPDATE_GOLDEN"):
            record(copy / "cdk.out", CORPUS / app)
    for now, then in zip(run.stacks, read(CORPUS / app / GOLDEN), strict=True):
        assert diff(now.template, then.template).equal


@pytest.mark.slow
@pytest.mark.parametrize("case", ["cdk-etl-python", "cdk-lake-typescript"])
def test_a_mended_app_synthesises_and_means_what_the_ideal_means(case, tmp_path):
    generated, ideal, fixed = CORPUS / case / "generated", CORPUS / case / "ideal", tmp_path / "fixed"
    assert main([str(generated), "--ideal", str(ideal), "-o", str(fixed)]) == 0
    theirs = read(ideal / GOLDEN)
    for stack, other in zip(load(str(fixed), types=False).stacks, theirs, strict=True):
        assert diff(stack.template, other.template).equal


@pytest.mark.slow
def test_a_python_app_is_mended_by_the_rules_and_each_edit_is_proved(tmp_path, capsys):
    fixed = tmp_path / "fixed"
    main([str(CORPUS / "cdk-etl-python" / "generated"), "--profile", "test", "-o", str(fixed)])
    assert (
        "removal_policy=RemovalPolicy.DESTROY,\n            lifecycle"
        in (fixed / "lib/intake_stack.py").read_text()
    )
    assert "0 mended" not in capsys.readouterr().err


def test_a_name_that_does_not_exist_is_a_finding_with_the_nearest_python(tmp_path, capsys):
    app = tmp_path / "app"
    shutil.copytree(CORPUS / "cdk-etl-python" / "generated", app)
    stack = app / "lib" / "intake_stack.py"
    stack.write_text(stack.read_text().replace("BillingMode.PAY_PER_REQUEST", "BillingMode.PAY_PER_REQEST"))
    assert main(["check", str(app)]) == 1
    said = capsys.readouterr().out
    assert "lib/intake_stack.py:49" in said
    assert "PAY_PER_REQUEST was probably meant" in said


@pytest.mark.slow
def test_a_name_that_does_not_exist_is_put_right_in_a_python_app(tmp_path, capsys):
    app, fixed = tmp_path / "app", tmp_path / "fixed"
    shutil.copytree(CORPUS / "cdk-etl-python" / "generated", app)
    stack = app / "lib" / "intake_stack.py"
    right = stack.read_text()
    stack.write_text(right.replace("            versioned=True,", "            versionned=True,"))
    main([str(app), "--select", "kms-rotation", "-o", str(fixed)])
    assert (fixed / "lib" / "intake_stack.py").read_text() == right
    assert "versionned is versioned" in capsys.readouterr().err
