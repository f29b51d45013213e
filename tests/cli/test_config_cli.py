"""Configurations as the command takes them: found, shown, refused."""

import json

import pytest

BAD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("a.yaml", "infra/b.yaml", "built/c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BAD)
    return tmp_path


def say(folder, text, name="repair.toml"):
    (folder / name).write_text(text)


def test_each_file_has_the_configuration_nearest_to_it(repair, folder):
    say(folder, 'select = ["sqs-encryption"]')
    say(folder, "select: [properties-unknown]\n", "infra/.repair.yaml")
    ran = repair("check", "a.yaml", "infra/b.yaml", "--jobs", "1", "--no-cache")
    assert ran.code == 1
    first, second = ran.out.split("infra/b.yaml\n")
    assert "sqs-encryption" in first
    assert "properties-unknown" not in first
    assert "properties-unknown" in second
    assert "sqs-encryption" not in second


def test_a_run_over_many_files_says_the_same_with_more_jobs(repair, folder):
    say(folder, 'ignore = ["low"]\n[[paths]]\nmatch = "infra/"\nignore = ["high"]\n')
    one = repair("check", ".", "--jobs", "1", "--no-cache")
    two = repair("check", ".", "--jobs", "2", "--no-cache")
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)
    assert repair("check", ".").out == repair("check", ".").out == one.out  # the second from the cache


def test_another_configuration_is_another_question_to_the_cache(repair, folder):
    first = repair("check", "a.yaml", "infra/b.yaml")
    say(folder, 'ignore = ["sqs-encryption"]')
    second = repair("check", "a.yaml", "infra/b.yaml")
    assert "sqs-encryption" in first.out
    assert "sqs-encryption" not in second.out


def test_what_the_configuration_excludes_is_left_out_of_folders(repair, folder):
    say(folder, 'exclude = ["/built/"]')
    assert "built" not in repair("check", ".").out
    assert "built" not in repair("check", "*/*.yaml").out
    assert "built/c.yaml" in repair("check", ".", "--no-config").out
    assert "built/c.yaml" in repair("check", ".", "--exclude", "infra/").out
    assert "DelaySecond" in repair("check", "built/c.yaml").out  # named


def test_options_win_and_configurations_can_be_named_or_left_out(repair, folder):
    say(folder, 'select = ["sqs-encryption"]')
    assert "properties-unknown" in repair("check", "a.yaml", "--select", "properties-unknown").out
    assert "properties-unknown" in repair("check", "a.yaml", "--no-config").out
    say(folder, "ignore: [low]", "other.yaml")
    assert "sqs-encryption" not in repair("check", "a.yaml", "--config", "other.yaml").out
    ran = repair("check", "a.yaml", "--config", "other.yaml", "--no-config")
    assert (ran.code, ran.out) == (2, "")


def test_unsafe_fixes_of_a_configuration_can_be_taken_back(repair, folder):
    (folder / "a.yaml").write_text(
        "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n"
    )
    say(folder, "unsafe-fixes = true\n")
    pick = ("a.yaml", "--select", "lifecycle-policy-pair", "--diff")
    assert "UpdateReplacePolicy" in repair(*pick).out
    assert "UpdateReplacePolicy" not in repair(*pick, "--no-unsafe-fixes").out


@pytest.mark.parametrize("command", [["check"], []])
def test_a_bad_configuration_is_one_sentence_and_nothing_is_written(repair, folder, command):
    say(folder, "[values]\nlog-retention-day = 3\n")
    extra = [] if command else ["--write"]
    ran = repair(*command, ".", *extra)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: repair.toml:2:1: there is no value called log-retention-day. Did you mean log-retention-days?\n"
    )
    assert (folder / "a.yaml").read_text() == BAD


def test_a_setting_names_a_file_from_where_the_configuration_lies(repair, folder):
    say(folder, "values: {removal: protect}\n", "infra/team.yaml")
    say(folder, 'profile = ["test", "team.yaml"]', "infra/repair.toml")
    found = json.loads(repair("config", "infra/b.yaml", "--format", "json").out)
    values = {one["key"]: (one["value"], one["origin"]) for one in found["settings"]}
    assert found["configuration"] == "infra/repair.toml"
    assert values["profile"] == (["test", "infra/team.yaml"], "infra/repair.toml:1")
    assert values["values.removal"] == ("protect", "profile infra/team.yaml")


def test_config_shows_each_setting_with_its_origin(repair, folder):
    say(folder, 'profile = "test"\n')
    ran = repair("config", "--stack", "new")
    assert ran.code == 0
    lines = [line.split() for line in ran.out.splitlines()]
    assert lines[0] == ["configuration:", "repair.toml"]
    assert ["profile", "test", "repair.toml:1"] in lines
    assert ["stack", "new", "command", "line"] in lines
    assert ["fail-on", "low", "default"] in lines
    assert repair("config", "--no-config").out.startswith("configuration: none\n")


def test_fail_on_says_which_findings_fail_a_run(repair, folder):
    assert repair("check", "a.yaml", "--fail-on", "critical").code == 0
    assert repair("check", "a.yaml", "--fail-on", "high").code == 1
    assert repair("check", "a.yaml", "--fail-on", "never").code == 0
    assert repair("a.yaml", "-o", "out.yaml", "--fail-on", "high").code == 0  # what was high is mended
    assert repair("a.yaml", "-o", "out.yaml").code == 1
    say(folder, 'fail-on = "critical"\n')
    assert repair("check", "a.yaml").code == 0
    assert repair("check", "a.yaml", "--fail-on", "low").code == 1


def test_a_run_without_a_configuration_reads_none_of_its_parts(folder):
    import subprocess
    import sys

    code = "import sys; from repair.cli.main import main; main(['a.yaml', '--quiet', '--check']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder
    )
    assert not set(done.stdout.split()) & {
        "tomllib", "pathspec", "pydantic", "repair.config.read", "repair.config.file", "repair.config.toml_places",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "file"), [("baseline", "known.json"), ("requirements", "WISHES.md"), ("profile", "team.yaml")]
)
def test_a_file_that_is_not_there_is_said_with_who_names_it(repair, folder, key, file):
    (folder / "repair.toml").write_text(f'{key} = "{file}"\n')
    done = repair("check", "a.yaml")
    assert done.code == 2
    assert (
        done.err
        == f"error: {file}: cannot be read: No such file or directory (repair.toml:1 names it as {key})\n"
    )
