"""A new rule's files: they can be read, they teach, and their tests are red until a person has filled them in."""

import ast

import pytest
import yaml

from repair.errors import UsageError
from repair.rules.file import RuleFile
from repair.rules.load import read_rule
from repair.rules.scaffold import main, scaffold


@pytest.mark.parametrize("types", [["AWS::S3::Bucket"], ["AWS::S3::Bucket", "AWS::S3Express::*"]])
def test_a_data_rule_can_be_read_at_once_and_has_every_field(tmp_path, types):
    (file,) = scaffold("s3-some-name", types, folder=tmp_path)
    assert file == tmp_path / "s3" / "some_name.yaml"
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert RuleFile.model_validate(raw).id == "s3-some-name"
    assert read_rule(file).types == tuple(types)
    optional = {"target", "when", "safe_in", "unsafe_in", "needs"}
    assert set(RuleFile.model_fields) - optional == set(raw)
    assert list(raw)[-1] == "examples"


@pytest.mark.parametrize("types", [[], ["AWS::S3::Bucket"]])
def test_a_code_rule_gets_its_detector(tmp_path, types):
    file, code = scaffold("s3-some-name", types, code=True, folder=tmp_path)
    RuleFile.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    tree = ast.parse(code.read_text(encoding="utf-8"))
    (detect,) = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert [argument.arg for argument in detect.args.args] == ["context", "resource"][: 2 if types else 1]


def test_what_is_to_be_filled_in_says_so(tmp_path):
    for file in scaffold("s3-some-name", [], folder=tmp_path):
        assert "TODO" in file.read_text(encoding="utf-8")  # which the tests of the library do not let pass


def test_the_folder_is_one_that_is_there_when_the_id_begins_with_its_name(tmp_path):
    (tmp_path / "auto_scaling").mkdir()
    assert scaffold("auto-scaling-group-size", ["A::B::C"], folder=tmp_path) == [
        tmp_path / "auto_scaling" / "group_size.yaml"
    ]


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "s3").mkdir()
    (tmp_path / "s3" / "some_name.py").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing was written"):
        scaffold("s3-some-name", [], folder=tmp_path)
    assert [one.name for one in (tmp_path / "s3").iterdir()] == ["some_name.py"]


@pytest.mark.parametrize("rule_id", ["s3", "S3-name", "s3_name", "../x-y", "s3-", ""])
def test_what_is_no_id_is_refused(tmp_path, rule_id, capsys):
    assert main([rule_id, "--folder", str(tmp_path)]) == 2
    assert "is no rule id" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_rule_of_the_library_is_not_written_anew(capsys):
    assert main(["s3-versioning", "--type", "AWS::S3::Bucket"]) == 2
    assert "there is a rule" in capsys.readouterr().err


def test_the_command_says_what_to_do_next(tmp_path, capsys):
    assert main(["s3-some-name", "--type", "AWS::S3::Bucket", "--folder", str(tmp_path)]) == 0
    assert "pytest tests/rules/test_library.py -k s3-some-name-" in capsys.readouterr().out
