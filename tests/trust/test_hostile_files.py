"""Files that are no files, that change, that must not be written, or that two runs want at once."""

import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import measured
import pytest

import repair
import repair.document.files as files
from repair.cli.files import expand
from repair.document.files import read_text, write_atomic
from repair.document.limits import Limits
from repair.errors import InputError, LimitError
from repair.template.load import load

BAD = "Resources:\n  Table:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeOut: 30\n"
MENDED = "VisibilityTimeout: 30"
COMMANDS = [
    ["FILE", "-o", "out"],
    ["FILE", "--write"],
    ["check", "FILE"],
    ["diff", "FILE", "good"],
    ["report", "good", "FILE"],
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good").write_text(BAD)
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def refused(ran, *words):
    assert ran.code == 2, ran.err
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1, ran.err
    assert "internal error" not in ran.err
    assert all(word in ran.err for word in words), ran.err
    assert ran.seconds < measured.SECONDS
    assert ran.peak < measured.allowed(0)


def pipe(path):
    os.mkfifo(path)


def device(path):
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))  # zeros without end
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        pytest.skip("device nodes cannot be made here")


def loop(path):
    path.symlink_to(path.name)


def listening(path):
    socket.socket(socket.AF_UNIX).bind(str(path))


@pytest.mark.parametrize(
    ("make", "says"),
    [(pipe, "a pipe"), (device, "device"), (loop, "links"), (listening, "cannot be read"), (Path.mkdir, "rror"),
     (lambda path: None, "No such file")],
)  # fmt: skip
def test_what_is_no_file_is_refused_by_the_main_job(make, says, folder):
    make(folder / "odd")
    there = names(folder)
    refused(measured.run("odd", "-o", "out", folder=folder, timeout=20), says)
    assert names(folder) == there


@pytest.mark.slow
@pytest.mark.parametrize("arguments", COMMANDS)
def test_no_command_waits_for_a_pipe_that_nobody_writes_to(arguments, folder):
    os.mkfifo(folder / "odd")
    refused(
        measured.run(*("odd" if word == "FILE" else word for word in arguments), folder=folder, timeout=20)
    )
    assert names(folder) == ["good", "odd"]


def test_a_pipe_that_the_shell_made_is_read(folder):
    reading, writing = os.pipe()
    os.write(writing, BAD.encode())
    os.close(writing)
    assert "Table" in load(f"/dev/fd/{reading}").data["Resources"]
    os.close(reading)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(folder):
    (folder / "good").chmod(0)
    refused(measured.run("good", "-o", "out", folder=folder), "Permission denied")


@pytest.mark.parametrize("write", [lambda p: p.write_text(BAD + "# more\n"), lambda p: os.utime(p, (1, 1))])
def test_a_file_that_changes_while_it_is_read_is_refused(write, folder, monkeypatch):
    source = folder / "good"
    read = files._all_of

    def meanwhile(*arguments):
        text = read(*arguments)
        write(source)
        return text

    monkeypatch.setattr(files, "_all_of", meanwhile)
    with pytest.raises(InputError, match="changed while it was read"):
        read_text(source)


def test_a_file_that_grows_while_it_is_read_stops_at_the_limit(folder):
    with (folder / "good").open("rb") as file, pytest.raises(LimitError, match="more than the 10 bytes"):
        files._all_of(file, "good", Limits(size=10))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_text_that_is_no_utf_8_says_what_to_do(encoding, mark, folder):
    (folder / "good").write_bytes((mark + BAD).encode(encoding))
    with pytest.raises(InputError, match="save it as UTF-8"):
        read_text(folder / "good")


@pytest.mark.parametrize(
    "data", [b"Resources:\0", b"Resources: \xff", b"\xed\xa0\x80", b"\xc0\x80", b"a: \xf5\x80\x80\x80"]
)
def test_zero_bytes_and_what_is_no_utf_8_are_refused_with_their_place(data, folder):
    (folder / "good").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_text(folder / "good")
    assert caught.value.line == 1


def test_a_read_only_file_stays_as_it_is(folder):
    source = folder / "good"
    source.chmod(0o444)
    refused(measured.run("good", "--write", folder=folder), "read-only")
    assert source.read_text() == BAD
    assert names(folder) == ["good"]


def test_a_link_is_followed_and_stays_a_link(folder):
    (folder / "link").symlink_to("good")
    assert measured.run("link", "--write", folder=folder).code in (0, 1)
    assert (folder / "link").is_symlink()
    assert MENDED in (folder / "good").read_text()


def test_what_somebody_writes_meanwhile_is_not_lost(folder, monkeypatch, capfd):
    import repair.api
    from repair.cli.main import main

    source = folder / "good"
    mend = repair.api.repair

    def meanwhile(*arguments, **options):
        source.write_text(BAD + "# mine\n")
        return mend(*arguments, **options)

    monkeypatch.setattr(repair.api, "repair", meanwhile)
    assert main([str(source), "--write"]) == 2
    assert "somebody changed the file" in capfd.readouterr().err
    assert source.read_text() == BAD + "# mine\n"


def test_two_runs_at_once_leave_one_whole_file(folder):
    command = [sys.executable, "-m", "repair", "good", "--write", "-q", "--no-config"]
    runs = [subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE) for _ in range(3)]
    codes = [(run.communicate(timeout=60), run.returncode)[1] for run in runs]
    assert all(code in (0, 1, 2) for code in codes)
    assert min(codes) < 2
    assert (folder / "good").read_text().count(MENDED) == 1
    assert names(folder) == ["good"]


def test_writers_at_once_never_leave_half_a_file(folder):
    target = folder / "good"
    texts = [letter * 200_000 for letter in "abcd"]
    target.write_text(texts[0])
    threads = [threading.Thread(target=write_atomic, args=(target, text)) for text in texts]
    for thread in threads:
        thread.start()
    seen = {target.read_text() for _ in range(20)}
    for thread in threads:
        thread.join()
    assert {*seen, target.read_text()} <= {*texts}
    assert names(folder) == ["good"]


@pytest.mark.parametrize(
    "name", ["-dash.yaml", "x" * 250 + ".yaml", "new\nline.yaml", "quote'\".yaml", " .yaml"]
)
def test_odd_names_are_no_obstacle(name, folder):
    (folder / "good").rename(folder / name)
    assert measured.run("--write", "--", name, folder=folder).code in (0, 1)
    assert names(folder) == [name]
    assert MENDED in (folder / name).read_text()


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_the_old_file_stays(small_disk):
    source = small_disk / "input.yaml"
    source.write_text(BAD + "# " + "x" * 9_000 + "\n")
    before = source.read_bytes()
    refused(measured.run(source, "--write", folder=small_disk.parent), "cannot be written")
    assert source.read_bytes() == before
    assert names(small_disk) == ["input.yaml"]


def test_the_options_move_the_limits(folder):
    for option, says in (
        ("--max-size=10", "--max-size"), ("--max-depth=2", "--max-depth"), ("--max-nodes=2", "--max-nodes"),
        ("--timeout=0.001", "--timeout"),
    ):  # fmt: skip
        refused(measured.run("good", "-o", "out", option, folder=folder), says)
    assert names(folder) == ["good"]


def test_the_functions_of_the_package_take_the_same_limits(folder):
    small, good = repair.Limits(size=10), str(folder / "good")
    for asked in (
        lambda: repair.load(good, limits=small), lambda: repair.check(good, limits=small),
        lambda: repair.repair(good, limits=small), lambda: repair.repair(repair.load(good), good, limits=small),
        lambda: repair.diff(good, good, limits=small), lambda: repair.report(good, good, limits=small),
    ):  # fmt: skip
        with pytest.raises(repair.InputError, match="--max-size allows more"):
            asked()
    assert repair.diff(good, good, limits=repair.Limits(depth=400)).equal
    with pytest.raises(ValueError, match="400 is the most"):
        repair.Limits(depth=401)


def test_what_is_too_large_is_passed_over_in_a_folder_and_refused_when_it_is_named(folder):
    (folder / "small.yaml").write_text(BAD)
    (folder / "large.yaml").write_text(BAD + "#" * 5_000)
    found = expand([str(folder)], largest=1_000)
    assert [Path(one.path).name for one in found] == ["small.yaml"]
    assert len(expand([str(folder / "large.yaml")], largest=1_000)) == 1
    assert len(expand([str(folder)])) == 2


def test_only_the_beginning_of_a_file_in_a_folder_is_read_to_see_what_it_is(folder):
    (folder / "late.yaml").write_text("#" * 1_000_000 + "\n" + BAD)
    (folder / "early.yaml").write_text(BAD + "#" * 1_000_000)
    assert [Path(one.path).name for one in expand([str(folder)])] == ["early.yaml"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["check", "deep"], ["diff", "deep", "good"], ["report", "deep", "good"], ["deep", "-o", "out"]],
)
def test_a_raised_limit_holds_to_the_end_of_the_run(arguments, folder):
    nested = "[" * 300 + "x" + "]" * 300
    (folder / "deep").write_text(BAD + f"    Metadata:\n      A: {nested}\n")
    refused(measured.run(*arguments, folder=folder), "--max-depth")
    ran = measured.run(*arguments, "--max-depth", "350", folder=folder)
    assert ran.code in (0, 1), ran.err
    assert "failed" not in ran.err
