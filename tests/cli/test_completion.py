"""The completion scripts: every option of every command, and the shells that are here use them."""

import shutil
import subprocess

import pytest

from repair.cli.completion import MAIN, Shell, commands, script
from repair.cli.main import COMMANDS

ASK_BASH = """
source /dev/stdin <<'END'
{script}
END
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_repair
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def shell(name, *arguments, **more):
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, **more)


def offered_by_bash(*words, cwd=None):
    quoted = " ".join(f"'{word}'" for word in ("repair", *words))
    done = shell(
        "bash", "--norc", "-c", ASK_BASH.format(script=script(Shell.BASH, commands()), words=quoted), cwd=cwd
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1] if done.stdout != "\n" else []


@pytest.mark.parametrize("name", list(Shell))
def test_the_script_knows_every_command_and_every_option(name, repair):
    done = repair("completion", name.value)
    assert done.code == 0
    for one in commands():
        assert one.name == MAIN or one.name in done.out
        for option in one.names:
            assert (option if name is not Shell.FISH else option.lstrip("-")) in done.out


def test_every_command_is_known():
    assert {one.name for one in commands()} == {MAIN, *COMMANDS}


def test_a_shell_that_has_no_script_is_refused(repair):
    assert repair("completion", "tcsh").code == 2


@pytest.mark.parametrize("name", list(Shell))
def test_the_shell_can_read_the_script(name, tmp_path):
    file = tmp_path / "script"
    file.write_text(script(name, commands()), encoding="utf-8")
    done = shell(name.value, "-n", str(file))
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_offers_commands_and_files_first(tmp_path):
    (tmp_path / "charts.yaml").touch()
    (tmp_path / "ch two.yaml").touch()
    assert set(offered_by_bash("ch", cwd=tmp_path)) == {"check", "charts.yaml", "ch two.yaml"}


def test_bash_offers_the_options_of_the_command():
    assert "--unsafe-fixes" in offered_by_bash("a.yaml", "--u")
    assert offered_by_bash("check", "--unsafe") == []
    assert "--no-config" in offered_by_bash("check", "--no")


def test_bash_offers_the_values_of_an_option():
    assert set(offered_by_bash("a.yaml", "--stack", "")) == {"new", "existing", "unstated"}
    assert offered_by_bash("check", "--fail-on", "cri") == ["critical"]
    assert offered_by_bash("completion", "z") == ["zsh"]


def test_bash_leaves_the_rest_to_file_names():
    assert offered_by_bash("a.yaml", "-o", "x") == []
    assert offered_by_bash("guard", "--", "aws", "--sel") == []


def test_fish_offers_commands_options_and_values(tmp_path):
    file = tmp_path / "repair.fish"
    file.write_text(script(Shell.FISH, commands()), encoding="utf-8")

    def offered(line):
        home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
        done = shell("fish", "-N", "-c", f"source {file}; complete -C '{line}'", env=home, cwd=tmp_path)
        assert done.stderr == ""
        return {line.split("\t")[0] for line in done.stdout.splitlines()}

    assert "check" in offered("repair ch")
    assert "--unsafe-fixes" in offered("repair a.yaml --uns")
    assert offered("repair check --fail-on c") == {"critical"}
    assert "--unsafe-fixes" not in offered("repair check --uns")
