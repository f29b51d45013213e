"""`repair guard`: the template of a deploy command is looked at before the command runs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from repair.cli.deploy_commands import deployed
from repair.errors import InputError

GOOD = (
    "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: alias/aws/sns\n"
)
BAD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n"
SHOW = "import sys, pathlib; print(pathlib.Path(sys.argv[-1]).read_text()); sys.exit(7)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "file", "moved"),
    [
        ("aws cloudformation deploy --template-file bad.yaml --stack-name x", "bad.yaml", "NEW"),
        (
            "aws cloudformation deploy --stack-name x --template-file=bad.yaml",
            "bad.yaml",
            "--template-file=NEW",
        ),
        ("aws cloudformation create-stack --template-body file://bad.yaml", "bad.yaml", "file://NEW"),
        ("sam deploy -t bad.yaml --guided", "bad.yaml", "NEW"),
        ("rain deploy bad.yaml stack", "bad.yaml", "NEW"),
        ("npx some-tool bad.yaml", "bad.yaml", "NEW"),
    ],
)
def test_the_template_is_found_in_the_arguments(folder, line, file, moved):
    (one,) = deployed(line.split(), folder)
    assert one.file == file
    assert moved in one.moved(line.split(), "NEW")


def test_sam_and_cdk_find_their_templates_by_themselves(folder):
    (folder / "template.yaml").write_text(GOOD)
    (folder / "cdk.out" / "assembly-Stage").mkdir(parents=True)
    for name in ("cdk.out/A.template.json", "cdk.out/assembly-Stage/B.template.json"):
        (folder / name).write_text("{}")
    assert [one.file for one in deployed(["sam", "deploy"], folder)] == ["template.yaml"]
    found = [Path(one.file).as_posix() for one in deployed(["npx", "cdk", "deploy", "--all"], folder)]
    assert found == ["cdk.out/A.template.json", "cdk.out/assembly-Stage/B.template.json"]


def test_a_command_without_a_template_is_refused_with_a_sentence(folder, repair):
    with pytest.raises(InputError, match="names no template"):
        deployed(["aws", "cloudformation", "deploy", "--stack-name", "x"], folder)
    done = repair("guard", "--", "aws", "cloudformation", "delete-stack", "--stack-name", "x")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_the_exit_code_of_the_command_is_passed_through(folder, repair):
    done = repair("guard", "--", sys.executable, "-c", SHOW, "good.yaml")
    assert done.code == 7
    assert "AWS::SNS::Topic" in done.out


def test_a_template_with_findings_is_not_deployed(folder, repair):
    done = repair("guard", "--", sys.executable, "-c", SHOW, "bad.yaml")
    assert done.code == 1
    assert done.out == ""
    assert "refused: 1 finding of severity high or worse; the command was not run." in done.err


def test_with_fix_a_repaired_copy_is_deployed_and_the_file_stays(folder, repair):
    done = repair("guard", "--fix", "--", sys.executable, "-c", SHOW, "bad.yaml")
    assert done.code == 7
    assert "DelaySeconds: 5" in done.out
    assert (folder / "bad.yaml").read_text() == BAD


def test_fail_on_says_how_bad_is_too_bad(folder, repair):
    assert repair("guard", "--fail-on", "high", "--", sys.executable, "-c", SHOW, "bad.yaml").code == 1
    assert repair("guard", "--fail-on", "critical", "--", sys.executable, "-c", SHOW, "bad.yaml").code == 7


def test_a_program_that_is_not_there_is_named(folder, repair):
    done = repair("guard", "--", "no-such-program-at-all", "good.yaml")
    assert done.code == 127
    assert "there is no such command" in done.err


def test_the_limits_hold_for_the_template_of_the_command(folder, repair):
    ran = repair("guard", "--max-size=10", "--", sys.executable, "-c", SHOW, "good.yaml")
    assert ran.code == 2
    assert "good.yaml: has" in ran.err
    assert "--max-size" in ran.err


@pytest.mark.parametrize(
    ("line", "file", "index"),
    [
        ("aws cloudformation package --template-file bad.yaml --s3-bucket b", "bad.yaml", 4),
        ("aws cloudformation create-stack --template-body fileb://bad.yaml", "bad.yaml", 4),
        ("aws-vault exec prod -- aws cloudformation deploy --template-file bad.yaml", "bad.yaml", 8),
        ("env A=b awslocal cloudformation deploy --template-file=bad.yaml", "bad.yaml", 5),
        ("rain deploy bad.yaml sam", "bad.yaml", 2),
    ],
)
def test_the_command_may_stand_behind_another(folder, line, file, index):
    (one,) = deployed(line.split(), folder)
    assert (one.file, one.index) == (file, index)


def test_the_cdk_is_found_behind_npx_and_assets_are_no_templates(folder):
    (folder / "cdk.out" / "asset.12").mkdir(parents=True)
    for name in ("cdk.out/A.template.json", "cdk.out/asset.12/B.template.json"):
        (folder / name).write_text("{}")
    (one,) = deployed(["npx", "--yes", "aws-cdk@2", "deploy"], folder)
    assert (Path(one.file).as_posix(), one.made_anew) == ("cdk.out/A.template.json", True)
    (one,) = deployed(["cdk", "deploy", "--app", "cdk.out"], folder)
    assert not one.made_anew


def test_the_template_that_samconfig_names_is_taken(folder):
    (folder / "template.yaml").write_text(GOOD)
    (folder / "samconfig.toml").write_text(
        'version = 0.1\n[default.deploy.parameters]\ntemplate_file = "bad.yaml"\n'
        '[prod.global.parameters]\ntemplate = "good.yaml"\n'
    )
    lines = ["sam deploy", "sam validate", "sam deploy --config-env prod", "sam deploy -t template.yaml"]
    found = [deployed(line.split(), folder)[0].file for line in lines]
    assert found == ["bad.yaml", "template.yaml", "good.yaml", "template.yaml"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            ["--template-url", "https://b.s3.amazonaws.com/t.yaml"],
            "--template-url: the template is no file here",
        ),
        (["--use-previous-template"], "--use-previous-template: the template is no file here"),
        (
            ["--template-body", '{"Resources": {}}'],
            "--template-body: holds the template itself: put it into a file",
        ),
        (["--template-body", "file://nowhere.yaml"], "nowhere.yaml: cannot be read"),
    ],
)
def test_why_no_template_was_looked_at_is_said(folder, repair, more, words):
    done = repair("guard", "--", "aws", "cloudformation", "create-stack", *more)
    assert done.code == 2
    assert f"error: {words}" in done.err


def test_the_copy_lies_beside_the_template_so_that_its_paths_lead_where_they_led(folder, repair):
    (folder / "deep").mkdir()
    (folder / "deep" / "bad.yaml").write_text(BAD)
    done = repair(
        "guard", "--fix", "--", sys.executable, "-c", "import sys; print(sys.argv[-1])", "deep/bad.yaml"
    )
    assert Path(done.out.strip()).parent == Path("deep")
    assert [file.name for file in (folder / "deep").iterdir()] == ["bad.yaml"]


def test_dashes_before_the_command_may_be_left_out(folder, repair):
    done = repair("guard", "--fail-on", "critical", sys.executable, "-c", SHOW, "--fail-on", "good.yaml")
    assert done.code == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals as shells know them")
@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("import sys; sys.exit(130)", 130),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 143),
    ],
)
def test_a_command_that_was_ended_by_a_signal_gives_the_code_that_shells_give(folder, repair, script, code):
    assert repair("guard", "--", sys.executable, "-c", script, "good.yaml").code == code


@pytest.mark.skipif(sys.platform == "win32", reason="signals as shells know them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_the_commands_to_answer(folder, number):
    script = (
        "import signal, sys, time\n"
        f"signal.signal({int(number)}, lambda *_: sys.exit(5))\n"
        "print('ready', flush=True)\n"
        "time.sleep(30)"
    )
    line = [sys.executable, "-m", "repair", "guard", "--fix", "--", sys.executable, "-c", script, "bad.yaml"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout.readline() == b"ready\n"
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        assert process.wait(20) == 5
    assert sorted(file.name for file in folder.iterdir()) == ["bad.yaml", "good.yaml"]
