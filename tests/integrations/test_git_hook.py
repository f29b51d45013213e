"""The hook of docs/how-to/git-hook.md, in a repository of its own."""

import os
import re
import shutil

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.fixture
def commit(root, run, tools, project):
    """Stages these files and tries to commit them with the hook of the page."""
    page = (root / "docs" / "how-to" / "git-hook.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", page, re.DOTALL)
    assert run(["git", "init", "--quiet"]).returncode == 0
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script)
    hook.chmod(0o755)
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]

    def committed(*files):
        assert run(["git", "add", "--", *files]).returncode == 0
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        return run(["git", *settings, "commit", "--quiet", "-m", "x"], PATH=path)

    return committed


def made(run):
    return run(["git", "rev-list", "--count", "--all"]).stdout.strip()


def test_a_commit_with_a_bad_template_is_refused(commit, run):
    done = commit("bad.yaml", "good.yaml")
    assert done.returncode != 0
    assert "properties-unknown" in done.stdout
    assert "No commit was made." in done.stdout
    assert made(run) == "0"


def test_a_commit_with_good_templates_and_other_files_is_made(commit, run):
    done = commit("good.yaml", "other.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    assert made(run) == "1"


def test_a_commit_without_templates_is_made(commit, run, project):
    (project / "a b.txt").write_text("x")
    assert commit("a b.txt").returncode == 0
    assert made(run) == "1"


def test_only_what_is_staged_is_looked_at(commit, run):
    assert commit("good.yaml").returncode == 0
    assert commit("bad.yaml").returncode != 0
    assert made(run) == "1"


def test_names_with_spaces_are_looked_at(commit, project):
    (project / "bad.yaml").rename(project / "bad one.yaml")
    assert "bad one.yaml" in commit("bad one.yaml").stdout
