"""action.yml: its shape, and its shell steps run as a runner would."""

import json
import shutil
import subprocess
import sys

import pytest
import yaml

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@pytest.fixture
def action(root):
    return yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))


@pytest.fixture
def look(action, run, tools, tmp_path):
    """Runs the last step with these inputs over the defaults."""
    step = action["runs"]["steps"][-1]

    def ran(**inputs):
        given = {name: one["default"] for name, one in action["inputs"].items()} | inputs
        environment = {
            name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")]
            for name, value in step["env"].items()
        }
        files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return run(words, RUNNER_TEMP=str(tools.parents[1]), **files, **environment)

    return ran


def test_it_keeps_the_schema_of_actions(root):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed: pip install '.[dev]'")
    words = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-actions",
        "action.yml",
    ]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_is_wrong_is_annotated_and_fails_the_step(look, project, tmp_path):
    done = look()
    assert done.returncode == 1
    assert "::error file=bad.yaml,line=5" in done.stdout
    assert "good.yaml" not in done.stdout
    assert (tmp_path / "GITHUB_OUTPUT").read_text() == "sarif-file=repair.sarif\n"
    (log,) = json.loads((project / "repair.sarif").read_text())["runs"]
    assert "properties-unknown" in {one["ruleId"] for one in log["results"]}


def test_good_templates_pass_and_give_an_empty_sarif(look, project):
    (project / "bad.yaml").unlink()
    done = look()
    assert (done.returncode, done.stdout) == (0, "")
    (log,) = json.loads((project / "repair.sarif").read_text())["runs"]
    assert log["results"] == []


ALONE = {"sarif-file": ""}
"""Annotations only."""


def test_paths_are_lines_and_may_hold_spaces(look, project):
    (project / "good.yaml").rename(project / "bad one.yaml")
    (project / "bad.yaml").rename(project / "good one.yaml")
    done = look(paths="bad one.yaml\ngood one.yaml\n", **ALONE)
    assert done.returncode == 1
    assert {line.split(",")[0] for line in done.stdout.splitlines()} == {
        "::error file=good one.yaml",
        "::notice file=good one.yaml",
    }


def test_fail_on_reaches_the_command(look):
    assert look(**ALONE, **{"fail-on": "critical"}).returncode == 0


def test_a_profile_reaches_the_command(look):
    done = look(paths="good.yaml", profile="nowhere", **ALONE)
    assert done.returncode == 2
    assert "there is no profile called nowhere" in done.stdout


def test_diff_puts_what_would_change_into_the_summary(look, tmp_path, project):
    done = look(mode="diff", **ALONE, **{"fail-on": "never"})
    assert done.returncode == 0
    assert "+      DelaySeconds: 5" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text()
    assert "DelaySecond:" in (project / "bad.yaml").read_text()


def test_a_template_that_cannot_be_read_keeps_nothing_of_the_others_back(look, tmp_path, project):
    (project / "broken.yaml").write_text("Resources:\n  A: {Type: AWS::SNS::Topic\n  B: [\n")
    done = look(mode="diff")
    assert done.returncode == 2
    assert "::error file=bad.yaml,line=5" in done.stdout
    assert "error: broken.yaml:" in done.stdout
    assert "+      DelaySeconds: 5" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text()
    assert "sarif-file=" in (tmp_path / "GITHUB_OUTPUT").read_text()


def test_without_a_name_no_sarif_is_written(look, project, tmp_path):
    look(paths="good.yaml", **ALONE)
    assert not list(project.glob("*.sarif"))
    assert not (tmp_path / "GITHUB_OUTPUT").exists()


def test_a_mode_that_is_none_is_refused_with_a_sentence(look):
    done = look(mode="mend")
    assert done.returncode == 2
    assert done.stdout == "::error::mode is check or diff, not mend\n"


def test_an_input_is_never_part_of_a_script(action):
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert "uses" in step or step["shell"] == "bash"


def test_it_installs_the_version_that_it_belongs_to(action, root, run, tmp_path):
    """With a `python` that makes no environment and a `pip` that installs nothing, but says what it was told."""
    install = action["runs"]["steps"][1]
    said = tmp_path / "python"
    said.write_text(
        f'#!/bin/sh\n[ "$2" = venv ] || echo "$@"\nmkdir -p "$RUNNER_TEMP/repair/bin"\ncp "{said}" "$RUNNER_TEMP/repair/bin/python" 2>/dev/null || true\n'
    )
    said.chmod(0o755)
    assert install["env"]["SOURCE"] == "${{ github.action_path }}"
    environment = {"PYTHON": str(said), "SOURCE": str(root), "RUNNER_TEMP": str(tmp_path)}
    done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", install["run"]], **environment)
    assert done.returncode == 0
    assert done.stdout.split() == [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        str(root),
    ]
