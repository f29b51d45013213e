"""Several files in one run: order, jobs, what is remembered."""

import io
import os
import signal

import pytest

from repair.cli.said import side_by_side
from repair.errors import RepairError

CLEAN = (
    "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      KmsMasterKeyId: alias/aws/sns\n"
)
MENDABLE = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(tmp_path / "cache"))
    for number in range(6):
        (tmp_path / f"t{number}.yaml").write_text(MENDABLE.replace("Queue:", f"Queue{number}:", 1))
    (tmp_path / "broken.json").write_text('{"Resources": {"A": {{"Type": "AWS::SNS::Topic"}: 1}}}')
    return tmp_path


def test_output_stands_in_the_order_of_the_files_whatever_the_number_of_jobs(folder, repair):
    one = repair(".", "--check", "--jobs", "1", "--no-cache")
    two = repair(".", "--check", "--jobs", "2", "--no-cache")
    assert (one.code, one.out, one.err) == (two.code, two.out, two.err)
    assert one.code == 2
    assert one.err.startswith("error: broken.json:1:")
    assert one.err.index("t0.yaml") < one.err.index("t5.yaml")
    assert one.err.rstrip().endswith("7 files: 6 with findings, 1 not readable.")


def test_a_second_run_says_the_same_without_looking_again(folder, repair, monkeypatch):
    first = repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1")
    monkeypatch.setattr("repair.cli.mend._one", None)
    second = repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1")
    assert (first.code, first.out, first.err) == (second.code, second.out, second.err)


def test_a_file_that_changed_is_looked_at_again(folder, repair):
    first = repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1")
    (folder / "t0.yaml").write_text(CLEAN)
    second = repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1")
    assert "t0.yaml\n" in first.err
    assert first.err != second.err


def test_other_options_are_another_question(folder, repair):
    repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1")
    assert "t0.yaml" in repair("t0.yaml", "t1.yaml", "--diff", "--jobs", "1").out


def test_files_are_written_in_place_and_then_nothing_is_left(folder, repair):
    (folder / "broken.json").unlink()
    assert repair(".", "--write", "--unsafe-fixes", "--jobs", "2").code in (0, 1)
    texts = {file.name: file.read_text() for file in folder.glob("*.yaml")}
    assert all("DelaySeconds: 5" in text for text in texts.values())
    again = repair(".", "--write", "--unsafe-fixes", "--jobs", "2")
    assert {file.name: file.read_text() for file in folder.glob("*.yaml")} == texts
    assert "mended" not in again.err


def test_nothing_of_a_template_lies_in_the_cache(folder, repair):
    secret = "hunter2-hunter2"
    text = (
        "Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n"
        f"      MasterUserPassword: {secret}\n      Engine: mysql\n      DBInstanceClass: db.t3.micro\n"
    )
    (folder / "t0.yaml").write_text(text)
    repair("t0.yaml", "t1.yaml", "--diff", "--jobs", "1")
    entries = [file for file in (folder / "cache").rglob("*") if file.is_file()]
    assert entries
    assert not any(secret in file.read_text() for file in entries)


def test_a_cache_that_cannot_be_written_is_no_error(folder, repair, monkeypatch):
    (folder / "blocked").write_text("")
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(folder / "blocked" / "cache"))
    assert repair("t0.yaml", "t1.yaml", "--check", "--jobs", "1").code == 1


def test_colours_and_width_of_an_earlier_run_are_not_said_again(folder, repair, monkeypatch):
    monkeypatch.setattr("repair.cli.many.wants_colour", lambda stream: True)
    monkeypatch.setattr("repair.cli.check.wants_colour", lambda stream: True)
    arguments = ("check", "t0.yaml", "t1.yaml", "--jobs", "1")
    assert "\x1b[" in repair(*arguments).out
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(folder / "cache"))
    plain = repair(*arguments)
    assert "\x1b[" not in plain.out
    monkeypatch.setenv("COLUMNS", "60")
    assert repair(*arguments).out != plain.out


@pytest.mark.parametrize(
    "entry",
    ["", "[1]", "[2, '', '']", "[1, 2, 3]", '[true, "", ""]', '{"a": 1, "b": 2, "c": 3}', "\x00", "[" * 9999],
)
def test_a_broken_entry_of_the_cache_is_no_entry(folder, repair, entry):
    arguments = ("check", "t0.yaml", "t1.yaml", "--jobs", "1")
    first = repair(*arguments)
    entries = [file for file in (folder / "cache").rglob("*") if file.is_file()]
    assert len(entries) == 2
    for file in entries:
        file.write_text(entry)
    second = repair(*arguments)
    assert (second.code, second.out, second.err) == (first.code, first.out, first.err)


def test_a_file_and_a_link_to_it_are_written_once(folder, repair):
    (folder / "broken.json").unlink()
    (folder / "again.yaml").symlink_to("t0.yaml")
    done = repair(".", "--write", "--jobs", "2")
    assert "somebody changed" not in done.err
    assert "6 files" in done.err
    assert (folder / "again.yaml").is_symlink()
    assert "DelaySeconds" in (folder / "t0.yaml").read_text()


def test_a_file_that_cannot_be_written_costs_the_others_nothing(folder, repair):
    (folder / "broken.json").unlink()
    (folder / "t3.yaml").chmod(0o444)
    done = repair(".", "--write", "--jobs", "2")
    assert done.code == 2
    assert "error: t3.yaml: cannot be written: the file is read-only\n" in done.err
    assert (folder / "t3.yaml").read_text() == MENDABLE.replace("Queue:", "Queue3:", 1)
    assert "DelaySeconds" in (folder / "t5.yaml").read_text()


def test_standard_input_may_stand_among_files(folder, repair, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(MENDABLE.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    done = repair("check", "-", "t0.yaml", "--jobs", "2")
    assert done.code == 1
    assert "DelaySecond" in done.out.partition("t0.yaml")[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_process_that_is_ended_from_outside_is_said_in_a_sentence():
    with pytest.raises(RepairError, match="was ended from outside, as happens when memory runs out"):
        list(side_by_side(_ended, ["a", "b"], 2))


def _ended(file):
    os.kill(os.getpid(), signal.SIGKILL)
