"""The template that deploys the functions: nothing is wrong with it, and it names what is there."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import repair
from repair.aws.settings import settings

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "deploy" / "template.yaml"


def resources(kind):
    found = repair.load(TEMPLATE).data["Resources"].values()
    return [one["Properties"] for one in found if one["Type"] == kind]


@pytest.mark.parametrize("profile", ["baseline", "production"])
def test_repair_finds_nothing_in_it(profile):
    options = settings({"REPAIR_PROFILE": profile}).options
    assert not [one.id for one in repair.check(TEMPLATE, options=options).findings]


def test_cfn_lint_finds_nothing_in_it():
    pytest.importorskip("cfnlint", reason="cfn-lint is not installed: pip install '.[referee]'")
    line = [sys.executable, "-c", "from cfnlint.runner import main; main()", str(TEMPLATE)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_its_handlers_are_there():
    for function in resources("AWS::Lambda::Function"):
        module, _, name = function["Handler"].rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))


def test_its_functions_are_given_values_that_they_understand():
    parameters = repair.load(TEMPLATE).data["Parameters"]
    for level in parameters["FailOn"]["AllowedValues"]:
        assert settings({"REPAIR_FAIL_ON": level}).fail_on.value == level
    for profile in parameters["Profile"]["AllowedValues"]:
        settings({"REPAIR_PROFILE": profile})


def test_the_package_is_made_for_the_runtime_of_the_functions():
    made = (ROOT / "deploy" / "package.py").read_text(encoding="utf-8")
    for function in resources("AWS::Lambda::Function"):
        version = function["Runtime"].removeprefix("python")
        assert f'PYTHON = "{version}"' in made


def test_functions_that_are_traced_may_send_traces():
    """Lambda refuses to create a function with active tracing whose role may not."""
    roles = repair.load(TEMPLATE).data["Resources"]
    for function in resources("AWS::Lambda::Function"):
        assert function["TracingConfig"] == {"Mode": "Active"}
        policies = roles[function["Role"]["Fn::GetAtt"][0]]["Properties"]["Policies"]
        allowed = {action for one in policies for action in one["PolicyDocument"]["Statement"][0]["Action"]}
        assert "xray:PutTraceSegments" in allowed
