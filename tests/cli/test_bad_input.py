"""Bad input gets one sentence that says where and what to do, exit code 2, and nothing is written."""

import json

import pytest

GOOD = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})

CASES = {
    "empty": (b"", "empty"),
    "blank": (b"  \n\n", "empty"),
    "only a comment": (b"# nothing here\n", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "UTF-8"),
    "not text": (b"Resources:\n  A: \xff\xfe\n", "UTF-8"),
    "utf-16": ("\ufeff" + GOOD).encode("utf-16-le"),
    "plain text": (b"hello, this is not a template\n", "top level"),
    "a list": (b"- a\n- b\n", "top level"),
    "no resources": (b'{"Parameters": {}}', "Resources"),
    "resources is a list": (b'{"Resources": []}', "Resources"),
    "duplicate key in JSON": (b'{"Resources": {"A": {"Type": "X"},\n "A": {"Type": "Y"}}}', "second time"),
    "duplicate key in YAML": (b"Resources:\n  A: {Type: X}\n  A: {Type: Y}\n", "second time"),
    "cut off JSON": (b'{"Resources": {"A": {"Type": "AWS::SNS::To', ""),
    "cut off YAML": (b'Resources:\n  A:\n    Type: "AWS::SNS', ""),
    "value missing": (b'{"Resources": {"A": {"Type": "X"}, "B": }}', "expected a value"),
    "trailing text": (b'{"Resources": {}}\n}', ""),
    "unclosed flow": (b"Resources: {A: {Type: X}\n", ""),
    "unknown alias": (b"Resources:\n  A: *nobody\n", ""),
    "list as a key": (b"Resources:\n  A:\n    Type: X\n    ? [a, b]\n    : c\n", "key must be text"),
    "two documents": (b"Resources: {}\n---\nResources: {}\n", ""),
}


def content_of(case):
    return case if isinstance(case, bytes) else case[0]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_bad_input_is_named_and_nothing_is_written(name, suffix, repair, tmp_path):
    case = CASES[name]
    source, out = tmp_path / f"input.{suffix}", tmp_path / "out"
    source.write_bytes(content_of(case))
    ran = repair(source, "-o", out, "--report", tmp_path / "report.json", "--patch", tmp_path / "patch.json")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(f"error: {source}")
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    assert "internal error" not in ran.err
    if isinstance(case, tuple):
        assert case[1].lower() in ran.err.lower()
    assert sorted(path.name for path in tmp_path.iterdir()) == [source.name]


@pytest.mark.parametrize(
    ("name", "line", "column"),
    [
        ("value missing", 1, 41),
        ("duplicate key in YAML", 3, 3),
        ("duplicate key in JSON", 2, 2),
        ("not text", 2, 6),
    ],
)
def test_the_sentence_names_line_and_column(name, line, column, repair, tmp_path):
    source = tmp_path / "input"
    source.write_bytes(content_of(CASES[name]))
    assert f"{source}:{line}:{column}: " in repair(source).err


def test_a_file_that_is_not_there(repair, tmp_path):
    ran = repair(tmp_path / "absent.yaml", "-o", tmp_path / "out")
    assert ran.code == 2
    assert "absent.yaml" in ran.err
    assert ran.err.count("\n") == 1


def test_a_folder(repair, tmp_path):
    ran = repair(tmp_path, "-o", tmp_path / "out")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_bad_file_does_not_keep_the_others_from_being_mended(repair, tmp_path):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("Resources: [")
    good.write_text("Resources:\n  K:\n    Type: AWS::KMS::Key\n    DeletionPolicy: Retain\n")
    ran = repair(bad, good, "--write", "--unsafe-fixes")
    assert ran.code == 2
    assert "UpdateReplacePolicy: Retain" in good.read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ["FILE", "--write", "--check"],
        ["FILE", "other.json", "-o", "out"],
        ["FILE", "--exact"],
        ["FILE", "--select", "no-such-rule"],
        ["FILE", "--profile", "nothing"],
        ["FILE", "--report", "report.docx"],
        ["FILE", "--no-such-option"],
        ["-", "--write"],
    ],
)
def test_bad_usage_is_one_sentence(arguments, repair, tmp_path):
    source = tmp_path / "good.json"
    source.write_text(GOOD)
    ran = repair(*(str(source) if word == "FILE" else word for word in arguments))
    assert ran.code == 2
    assert "rror: " in ran.err
    assert "internal error" not in ran.err
    assert source.read_text() == GOOD


def test_an_unknown_rule_gets_a_suggestion(repair):
    ran = repair("rules", "s3-versionning")
    assert ran.code == 2
    assert "s3-versioning" in ran.err
