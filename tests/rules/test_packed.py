import json
import os
import sys

import pytest
import yaml

from repair.rules import packed
from repair.rules.load import library_folder
from repair.rules.tables import FOLDER


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "s3").mkdir()
    (tmp_path / "s3" / "one.yaml").write_text("id: one\nexamples:\n  - before: {}\n", encoding="utf-8")
    (tmp_path / "top.yaml").write_text("a: [1, 2]\n", encoding="utf-8")
    return tmp_path


def read(folder):
    packed.contents.cache_clear()
    return packed.contents(folder)


def copy(folder):
    return folder / "__pycache__" / "packed.json"


def test_every_file_is_read_by_its_path_and_without_its_examples(folder):
    assert read(folder) == {"s3/one.yaml": {"id": "one"}, "top.yaml": {"a": [1, 2]}}


def test_a_second_run_parses_no_yaml(folder, monkeypatch):
    first = read(folder)
    monkeypatch.setattr(packed, "parsed", None)
    assert read(folder) == first


def test_only_a_file_that_changed_is_parsed_again(folder, monkeypatch):
    read(folder)
    changed = folder / "top.yaml"
    changed.write_text("a: [1, 3]\n", encoding="utf-8")
    os.utime(changed, ns=(1, 1))
    texts = []
    parsed = packed.parsed
    monkeypatch.setattr(packed, "parsed", lambda text: texts.append(text) or parsed(text))
    assert read(folder)["top.yaml"] == {"a": [1, 3]}
    assert texts == ["a: [1, 3]\n"]


def test_a_file_that_is_gone_is_forgotten(folder):
    read(folder)
    (folder / "top.yaml").unlink()
    assert list(read(folder)) == ["s3/one.yaml"]
    assert "top.yaml" not in json.loads(copy(folder).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"top.yaml": []}', '{"top.yaml": 1}', '{"top.yaml": [[0, 0, 0], 5]}']
)
def test_a_copy_that_cannot_be_used_is_written_anew(folder, text):
    first = read(folder)
    copy(folder).write_text(text, encoding="utf-8")
    assert read(folder) == first
    assert set(json.loads(copy(folder).read_text(encoding="utf-8"))) == set(first)


def test_nothing_is_written_where_python_writes_no_byte_code(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read(folder)
    assert not copy(folder).exists()


def test_what_a_wheel_has_packed_is_taken_as_it_is(folder):
    (folder / "packed.json").write_text('{"x.yaml": 1}', encoding="utf-8")
    assert read(folder) == {"x.yaml": 1}


@pytest.mark.parametrize("own", [library_folder(), FOLDER], ids=["library", "tables"])
def test_our_own_yaml_says_the_same_as_json(own):
    said = packed.contents(own)
    assert len(said) == len(list(own.rglob("*.yaml")))
    for name in list(said)[::20]:
        raw = yaml.safe_load((own / name).read_text(encoding="utf-8"))
        raw.pop("examples", None)
        assert said[name] == raw
    assert json.loads(json.dumps(said)) == said
