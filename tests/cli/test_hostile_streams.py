"""Standard streams that are closed, full or read by nobody, and Ctrl-C: in processes of their own."""

import os
import signal
import stat
import subprocess
import sys

import pytest

import repair.api
from repair.cli.main import main

BAD = "Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n"
RUN = [sys.executable, "-W", "error", "-X", "dev", "-m", "repair.cli.main"]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "input.yaml"
    path.write_text(BAD)
    return str(path)


def run(*arguments, **streams):
    streams.setdefault("stdout", subprocess.PIPE)
    ran = subprocess.run([*RUN, *arguments], stderr=subprocess.PIPE, text=True, timeout=60, **streams)
    assert "Traceback" not in ran.stderr
    assert "internal error" not in ran.stderr
    return ran


def closed(*descriptors):
    return lambda: [os.close(descriptor) for descriptor in descriptors]


def test_exit_codes_hold_in_a_real_process_without_warnings(source, tmp_path):
    fixed = str(tmp_path / "fixed.yaml")
    only = ["--select", "lifecycle-policy-pair", "--unsafe-fixes", "-q"]
    assert run(source, "--check", *only).returncode == 1
    assert run(source, "-o", fixed, *only).returncode == 0
    ran = run(fixed, "--check", *only)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert run(str(tmp_path / "absent.yaml")).returncode == 2


def test_a_reader_that_has_gone_changes_no_exit_code(source):
    reading, writing = os.pipe()
    os.close(reading)
    ran = run(source, "--diff", "-q", stdout=writing)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, "")


@pytest.mark.parametrize("arguments", [("-o", "-"), ("--diff",)])
def test_a_closed_standard_output_is_an_error(arguments, source):
    ran = run(source, *arguments, "-q", preexec_fn=closed(1))
    assert (ran.returncode, ran.stderr) == (2, "error: standard output is closed\n")


def test_version_says_so_too_when_standard_output_is_closed():
    assert run("--version", preexec_fn=closed(1)).stderr == "error: standard output is closed\n"


def test_a_closed_standard_input_is_an_error():
    ran = run("-", preexec_fn=closed(0))
    assert ran.returncode == 2
    assert "standard input is closed" in ran.stderr


def test_a_closed_standard_error_is_no_obstacle(source, tmp_path):
    out = tmp_path / "out.yaml"
    ran = run(source, "--unsafe-fixes", "-o", str(out), preexec_fn=closed(2))
    assert ran.returncode in (0, 1)
    assert "UpdateReplacePolicy" in out.read_text()


def test_a_full_standard_output_is_an_error_and_leaves_no_patch(source, tmp_path):
    full = tmp_path / "full"
    try:
        os.mknod(full, 0o666 | stat.S_IFCHR, os.makedev(1, 7))
        stream = full.open("wb")
    except OSError:
        pytest.skip("device nodes cannot be made here")
    with stream:
        ran = run(source, "-o", "-", "--patch", str(tmp_path / "patch.json"), "-q", stdout=stream)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: standard output cannot be written")
    assert ran.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "input.yaml"]


def test_an_interrupt_is_one_sentence_and_exit_code_2(source, monkeypatch, capsys):
    def interrupted(*_, **__):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(repair.api, "load", interrupted)
    # What was started in the background of a shell ignores Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main([source, "--diff"]) == 2
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err.startswith("error: interrupted; ")
