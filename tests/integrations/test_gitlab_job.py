"""templates/repair.yml: its shape, and its script run as a runner would."""

import json
import re
import subprocess
import sys

import pytest
import yaml

INPUT = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")


@pytest.fixture
def template(root):
    text = (root / "templates" / "repair.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load_all(text))


@pytest.fixture
def look(template, run, tools):
    """Runs the job's script with these inputs over the defaults."""
    head, body = template

    def ran(**inputs):
        given = {name: one["default"] for name, one in head["spec"]["inputs"].items()} | inputs
        job = body["repair"]
        variables = {
            name: INPUT.sub(lambda found: given[found[1]], value) for name, value in job["variables"].items()
        }
        path = f"{tools}:/usr/bin:/bin"
        return run(["sh", "-e", "-c", "\n".join(job["script"])], PATH=path, **variables)

    return ran


def test_both_halves_keep_the_schema_of_gitlab(template, tmp_path):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed: pip install '.[dev]'")
    files = []
    for number, half in enumerate(template):
        file = tmp_path / f"{number}.yml"
        file.write_text(yaml.safe_dump(half), encoding="utf-8")
        files.append(str(file))
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", *files]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_input_that_is_used_is_declared(template):
    head, body = template
    assert set(INPUT.findall(yaml.safe_dump(body))) == set(head["spec"]["inputs"])


def test_what_is_wrong_fails_the_job_and_stands_in_both_reports(look, project, template):
    done = look()
    assert done.returncode == 1
    assert "properties-unknown" in done.stdout
    reports = template[1]["repair"]["artifacts"]["reports"]
    issues = json.loads((project / reports["codequality"]).read_text())
    assert {one["location"]["path"] for one in issues} == {"bad.yaml"}
    assert "<testsuites" in (project / reports["junit"]).read_text()


def test_good_templates_pass(look, project):
    assert look(paths="good.yaml").returncode == 0
    assert json.loads((project / "gl-code-quality-report.json").read_text()) == []


def test_paths_are_words_and_the_least_severity_counts(look, project):
    assert look(paths="good.yaml bad.yaml", **{"fail-on": "critical"}).returncode == 0
    assert "bad.yaml" in (project / "repair.xml").read_text()


def test_a_template_that_cannot_be_read_fails_the_job_after_the_reports(look, project):
    (project / "broken.yaml").write_text("Resources:\n  A: {Type: AWS::SNS::Topic\n  B: [\n")
    done = look(paths="good.yaml broken.yaml")
    assert done.returncode == 2
    assert (project / "gl-code-quality-report.json").exists()
