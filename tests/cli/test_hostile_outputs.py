"""Odd places for results: nothing is half done, no input is lost, and no device becomes a file.

Devices are stood in for by nodes and pipes in the test's own folder: a run as root that had the defect would
otherwise replace the machine's.
"""

import json
import os
import stat
import threading
from pathlib import Path

import pytest

import repair.document.files as files

BAD = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySecond: 5\n"


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "input.yaml"
    path.write_text(BAD)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def refused(ran, *words):
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1
    assert "internal error" not in ran.err
    assert all(word in ran.err for word in words), ran.err


def test_a_pipe_gets_the_template_and_stays_a_pipe(repair, source):
    os.mkfifo("pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append(Path("pipe").read_text()), daemon=True)
    reader.start()
    repair(source, "-o", "pipe", "-q")
    reader.join(5)
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
    assert "DelaySeconds: 5" in got[0]


def node(name, minor):
    try:
        os.mknod(name, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
        os.close(os.open(name, os.O_WRONLY))
    except OSError:
        pytest.skip("device nodes cannot be made here")


def test_a_device_stays_a_device(repair, source):
    node("nothing", 3)
    assert repair(source, "-o", "nothing", "--patch", "nothing", "-q").code in (0, 1)
    assert stat.S_ISCHR(Path("nothing").stat().st_mode)


@pytest.mark.parametrize("arguments", [("-o", "full", "--patch", "p"), ("-o", "out", "--patch", "full")])
def test_when_a_device_is_full_nothing_else_is_written(arguments, repair, source, tmp_path):
    node("full", 7)
    refused(repair(source, *arguments, "-q"), "full: cannot be written")
    assert names(tmp_path) == ["full", "input.yaml"]
    assert stat.S_ISCHR(Path("full").stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_name_is_written_through(name, monkeypatch):
    written = []
    monkeypatch.setattr(files, "_pour", lambda path, data: written.append((path, data)))
    files.write_atomic(name, "text")
    assert written == [(name, b"text")]


@pytest.mark.parametrize("option", ["-o", "--report", "--patch", "--inverse-patch"])
@pytest.mark.parametrize(
    ("place", "says"), [("absent/x.json", "folder"), ("folder.json", "directory"), ("loop.json", "links")]
)
def test_one_place_that_cannot_be_written_keeps_all_from_being_written(
    option, place, says, repair, source, tmp_path
):
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "loop.json").symlink_to("loop.json")
    before = names(tmp_path)
    others = {"-o": "o", "--report": "r.md", "--patch": "p", "--inverse-patch": "i"}
    others[option] = place
    ran = repair(source, "-q", *(word for pair in others.items() for word in pair))
    refused(ran, f"{place}: cannot be written", says)
    assert names(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [["check", "input.yaml"], ["diff", "input.yaml", "input.yaml"], ["report", "input.yaml", "input.yaml"]],
)
def test_every_command_names_the_place_that_cannot_be_written(arguments, repair, source):
    refused(repair(*arguments, "-o", "absent/x.json"), "absent/x.json: cannot be written")


def test_a_bad_kind_of_report_is_known_before_the_patch_is_written(repair, source, tmp_path):
    refused(repair(source, "--patch", "p", "--report", "r.docx", "-q"), "docx")
    assert names(tmp_path) == ["input.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "same", "--patch", "same"],
        ["-o", "same", "--report", "./same", "--format", "md"],
        ["--patch", "same", "--inverse-patch", "same"],
        ["-o", "-", "--patch", "-"],
        ["--diff", "--patch", "-"],
        ["--report", "-", "--format", "json", "--patch", "-"],
    ],
)
def test_two_results_cannot_go_to_one_place(arguments, repair, source, tmp_path):
    refused(repair(source, *arguments, "-q"), "would both go to")
    assert names(tmp_path) == ["input.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["input.yaml", "--patch", "input.yaml"],
        ["input.yaml", "--inverse-patch", "link"],
        ["input.yaml", "--ideal", "ideal.yaml", "--report", "./ideal.yaml", "--format", "md"],
        ["check", "input.yaml", "-o", "input.yaml", "--format", "md"],
        ["diff", "input.yaml", "ideal.yaml", "-o", "ideal.yaml"],
        ["report", "input.yaml", "ideal.yaml", "-o", "link", "--format", "md"],
    ],
)
def test_no_report_or_patch_overwrites_a_template(arguments, repair, source, tmp_path):
    (tmp_path / "ideal.yaml").write_text(BAD)
    (tmp_path / "link").symlink_to(source)
    refused(repair(*arguments), "would overwrite")
    assert source.read_text() == (tmp_path / "ideal.yaml").read_text() == BAD


@pytest.mark.parametrize(
    "arguments",
    [["-", "-"], ["-", "--ideal", "-"], ["diff", "-", "-"], ["report", "-", "-"], ["check", "-", "-"]],
)
def test_standard_input_is_read_once(arguments, repair):
    refused(repair(*arguments), "only once")


def test_write_refuses_what_is_no_ordinary_file(repair, source):
    os.mkfifo("pipe")
    refused(repair("pipe", "--write"), "ordinary")


def test_a_hyphen_as_the_place_of_a_patch_is_standard_output(repair, source, tmp_path):
    ran = repair(source, "--patch", "-", "-q")
    assert json.loads(ran.out)[0]["op"] == "replace"
    assert names(tmp_path) == ["input.yaml"]


def test_the_output_may_be_the_input_a_dangling_link_or_have_a_long_name(repair, source, tmp_path):
    (tmp_path / "link").symlink_to("target.yaml")
    long = "x" * 250 + ".yml"
    for place in ("link", long, "input.yaml"):
        assert repair(source, "-o", place, "-q").code in (0, 1)
    assert "DelaySeconds" in (tmp_path / "target.yaml").read_text()
    assert names(tmp_path) == sorted(["input.yaml", "link", "target.yaml", long])


@pytest.mark.parametrize("name", ["two words.yaml", "new\nline.yaml", "\x1b[31m.yaml", "ümlaut.yaml"])
def test_any_file_name_is_shown_on_one_line(name, repair, source, tmp_path):
    source.rename(tmp_path / name)
    diff = repair(name, "--diff", "-q")
    assert diff.code == 1
    assert diff.out.splitlines()[1].startswith("+++ ")
    assert "\x1b" not in diff.out
    (tmp_path / name).write_text("Resources: [")
    refused(repair(name))


def test_a_file_name_that_is_no_text_is_no_obstacle(repair, source, tmp_path):
    name = os.fsdecode(b"b\xff.yaml")
    try:
        source.rename(tmp_path / name)
    except OSError:
        pytest.skip("the file system takes only text as names")
    for arguments in ([name, "--diff", "-q"], ["check", name], ["check", name, "--format", "json"]):
        ran = repair(*arguments)
        assert ran.code == 1, ran.err
        assert "b\\xff.yaml" in ran.out.replace("\\\\", "\\")
    assert repair(name, "--report", "r.md", "--write", "-q").code in (0, 1)
