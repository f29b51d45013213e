"""With the real CDK: apps are synthesised, and fixes are proved; REPAIR_UPDATE_GOLDEN=1 records assemblies."""

import os
import shutil

import pytest
from recording import APPS, CORPUS, GOLDEN, record

from repair.cdk.app import synthesise, workspace
from repair.cdk.assembly import read
from repair.cdk.loading import load
from repair.cdk.noise import provided
from repair.cli.main import main
from repair.diff.difference import diff
from repair.template.template import Template

PYTHON = pytest.mark.cdk("python")


def real(name):
    """A parameter that takes the CDK for the language that its name ends in."""
    language = name.split("/")[0].rsplit("-", 1)[-1]
    return pytest.param(name, marks=pytest.mark.cdk(language))


@pytest.mark.parametrize("app", [real(one) for one in APPS])
def test_an_app_synthesises_to_the_assembly_beside_it(app):
    with workspace(CORPUS / app) as copy:
        run = synthesise(copy, types=False)
        assert run.cause is None
        if os.environ.get("REPAIR_UPDATE_GOLDEN"):
            record(copy / "cdk.out", CORPUS / app)
    for now, then in zip(run.stacks, read(CORPUS / app / GOLDEN), strict=True):
        assert diff(own(now), own(then)).equal


def own(stack):
    """The template without the CDK's own helpers, which change from version to version."""
    data = stack.template.data
    kept = {
        name: body for name, body in data["Resources"].items() if not provided(stack.constructs.get(name, ""))
    }
    return Template({**data, "Resources": kept})


@pytest.mark.slow
@pytest.mark.parametrize("case", [real(one) for one in ("cdk-etl-python", "cdk-lake-typescript")])
def test_a_mended_app_synthesises_and_means_what_the_ideal_means(case, tmp_path):
    generated, ideal, fixed = CORPUS / case / "generated", CORPUS / case / "ideal", tmp_path / "fixed"
    assert main([str(generated), "--ideal", str(ideal), "-o", str(fixed)]) == 0
    theirs = read(ideal / GOLDEN)
    for stack, other in zip(load(str(fixed), types=False).stacks, theirs, strict=True):
        assert diff(own(stack), own(other)).equal


@PYTHON
def test_a_name_that_does_not_exist_is_a_finding_with_the_nearest_python(tmp_path, capsys):
    app = tmp_path / "app"
    shutil.copytree(CORPUS / "cdk-etl-python" / "generated", app)
    stack = app / "lib" / "intake_stack.py"
    stack.write_text(stack.read_text().replace("BillingMode.PAY_PER_REQUEST", "BillingMode.PAY_PER_REQEST"))
    assert main(["check", str(app)]) == 1
    said = capsys.readouterr().out
    assert "lib/intake_stack.py:49" in said
    assert "PAY_PER_REQUEST was probably meant" in said


@PYTHON
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


@pytest.mark.slow
@pytest.mark.cdk("typescript")
def test_a_property_that_is_not_given_is_a_finding_where_it_is_needed(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = tmp_path / "app"
    shutil.copytree(CORPUS / "cdk-lake-typescript" / "generated", app)
    stack = app / "lib" / "lake-stack.ts"
    lines = stack.read_text().splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.strip().startswith("threshold:")]
    stack.write_text("".join(lines[:at] + lines[at + 1 :]))
    made = max(number for number, line in enumerate(lines[:at]) if "new cloudwatch.Alarm(" in line)
    assert main(["check", str(app), "--format", "github"]) == 1
    said = capsys.readouterr().out
    assert f"app/lib/lake-stack.ts,line={made + 1}," in said
    assert "AlarmProps needs the property threshold" in said
