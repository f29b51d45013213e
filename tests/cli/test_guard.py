"""`repair guard`: the template of a deploy command is looked at before the command runs."""

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
