"""`--hook`: what pre-commit needs."""

import pytest

GOOD = (
    "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      SqsManagedSseEnabled: true\n"
    "Outputs:\n  QueueArn:\n    Description: Arn of the queue\n    Value: !GetAtt Queue.Arn\n"
)
BAD = GOOD.replace("    Properties:\n", "    Properties:\n      DelaySecond: 5\n")
LEFT = GOOD.replace("      SqsManagedSseEnabled: true\n", "      DelaySecond: 5\n")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD)
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "other.yaml").write_text("a: 1\n")
    (tmp_path / "package.json").write_text('{"name": "x"}')
    return tmp_path


ALL = ("bad.yaml", "good.yaml", "other.yaml", "package.json")


def test_files_that_are_no_templates_are_passed_over_in_silence(repair, folder):
    for command in (["--write"], ["check"]):
        ran = repair(*command, "--hook", "other.yaml", "package.json")
        assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_nothing_is_said_of_good_files(repair, folder):
    for command in (["--write"], ["check"]):
        ran = repair(*command, "--hook", "good.yaml", "other.yaml")
        assert (ran.code, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize("files", [ALL, ("bad.yaml",)])
def test_a_changed_file_is_named_and_fails_once(repair, folder, files):
    ran = repair("--write", "--hook", *files)
    assert (ran.code, ran.out, ran.err) == (1, "Fixing bad.yaml\n", "")
    again = repair("--write", "--hook", *files)
    assert (again.code, again.out, again.err) == (0, "", "")


def test_check_says_what_is_wrong_with_the_bad_file_only(repair, folder):
    ran = repair("check", "--hook", *ALL)
    assert ran.code == 1
    assert ran.out.startswith("bad.yaml\n")
    assert "good.yaml" not in ran.out
    assert ran.err == ""


def test_what_remains_is_said_and_fails_by_severity(repair, folder):
    (folder / "bad.yaml").write_text(LEFT)
    assert repair("--write", "--hook", "bad.yaml").out == "Fixing bad.yaml\n"
    ran = repair("--write", "--hook", "bad.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "sqs-encryption" in ran.err
    assert repair("--write", "--hook", "bad.yaml", "--fail-on", "never").code == 0


def test_a_template_that_cannot_be_read_is_an_error(repair, folder):
    (folder / "broken.yaml").write_text("Resources:\n  A:\n    Type: AWS::SNS::Topic\n   x: [\n")
    ran = repair("--write", "--hook", "broken.yaml", "good.yaml")
    assert ran.code == 2
    assert ran.err.startswith("error: broken.yaml:")
    assert repair("check", "--hook", "nowhere.yaml").code == 2
