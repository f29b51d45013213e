"""Options and words that several commands share."""

import pytest

from repair.cli import check, mend
from repair.cli.main import COMMANDS


@pytest.mark.parametrize("command", [check, mend])
def test_both_commands_have_every_shared_option_behind_their_own(command):
    names = [one.name for one in command.command().params if one.name != "help"]
    assert names[0] == "files"
    assert names[names.index("profile") :] == [
        "profile", "requirements", "select", "ignore", "stack", "as_of", "config", "no_config", "exclude", "baseline",
        "write_baseline", "fail_on", "hook", "jobs", "no_cache", "max_size", "max_depth", "max_nodes", "max_expansion",
        "timeout", "verbose",
    ]  # fmt: skip


def test_the_help_of_the_main_job_names_every_other_command(repair):
    shown = " ".join(repair("--help").out.split())
    for name in COMMANDS:
        assert f"`repair {name}" in shown


def test_a_baseline_is_not_written_over_a_file_that_says_what_is_in_force(repair, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.yaml").write_text("Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n")
    (tmp_path / "team.yaml").write_text("extends: [test]\n")
    for words in (("check",), ()):
        done = repair(*words, "t.yaml", "--profile", "team.yaml", "--write-baseline", "team.yaml")
        assert done.code == 2
        assert "--write-baseline would overwrite a file that is read" in done.err
    assert (tmp_path / "team.yaml").read_text() == "extends: [test]\n"
