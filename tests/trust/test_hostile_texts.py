"""Hostile texts are refused in one sentence, within two seconds of CPU and a known share of memory."""

import hostile
import measured
import pytest

QUICK = {
    "alias bomb",
    "aliases that grow in depth",
    "an anchor inside itself",
    "JSON arrays 100 000 deep",
    "tabs",
}


def some(names):
    return [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in names]


def hold(ran, size, folder, *there):
    assert ran.seconds < measured.SECONDS
    assert ran.peak < measured.allowed(size)
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    assert sorted(path.name for path in folder.iterdir()) == sorted(there)


def refused(ran, size, folder, *there):
    assert ran.code == 2, ran.err
    assert ran.out == ""
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1
    hold(ran, size, folder, *there)


@pytest.mark.parametrize("name", some(hostile.REFUSED))
def test_what_no_template_is_like_is_refused(name, tmp_path):
    data = hostile.REFUSED[name]().encode()
    (tmp_path / "input").write_bytes(data)
    ran = measured.run("input", "-o", "out", "--patch", "patch", folder=tmp_path)
    refused(ran, len(data), tmp_path, "input")


@pytest.mark.parametrize("name", some(hostile.BROKEN))
def test_a_broken_text_costs_no_more_when_it_may_be_mended(name, tmp_path):
    data = hostile.BROKEN[name]().encode()
    (tmp_path / "input").write_bytes(data)
    ran = measured.run("input", "-o", "out", "--unsafe-fixes", folder=tmp_path)
    if ran.code == 2:
        refused(ran, len(data), tmp_path, "input")
    else:
        hold(ran, len(data), tmp_path, "input", "out")


def test_a_large_file_is_not_even_read(tmp_path):
    with (tmp_path / "input").open("wb") as file:
        file.truncate(100_000_000)
    ran = measured.run("input", "-o", "out", folder=tmp_path)
    refused(ran, 0, tmp_path, "input")
    assert "--max-size" in ran.err


@pytest.mark.slow
def test_standard_input_is_read_only_as_far_as_the_limit(tmp_path):
    ran = measured.run("-", folder=tmp_path, give=b" " * 100_000_000)
    refused(ran, 20_000_000, tmp_path)


@pytest.mark.slow
def test_a_line_of_ten_million_characters_is_a_line(tmp_path):
    text = '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": {"N": "' + "x" * 10**7 + '"}}}}'
    (tmp_path / "input").write_text(text)
    ran = measured.run("input", "-o", "out", folder=tmp_path)
    assert ran.code in (0, 1)
    hold(ran, len(text), tmp_path, "input", "out")
