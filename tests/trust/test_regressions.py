"""What fuzzing, the laws and hostile files have brought to light: each once, made small."""

import json
import time

import measured
import pytest

import repair
from repair.document.equality import same
from repair.engine.result import Options
from repair.template.load import Syntax, from_text


def of(**properties):
    return from_text(json.dumps({"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": properties}}}))


@pytest.mark.parametrize("options", [Options(), Options(unsafe=True)], ids=["safe", "unsafe"])
def test_a_fix_that_was_held_back_is_made_in_the_same_run_once_it_does_no_harm(options):
    first = repair.repair(of(VersioningConfiguration={"Fn::Sub": '{"Status": "Enabled"}'}), options=options)
    assert not repair.repair(from_text(first.text), options=options).changed


def test_a_pattern_of_the_template_cannot_keep_the_command_busy():
    slow = {"Type": "String", "AllowedPattern": "(a+)+$", "Default": "a" * 40 + "!"}
    template = {"Parameters": {"P": slow}, "Resources": {"B": {"Type": "AWS::S3::Bucket"}}}
    began = time.process_time()
    repair.check(from_text(json.dumps(template)))
    assert time.process_time() - began < 2


def test_a_pattern_that_python_warns_of_prints_nothing(tmp_path):
    odd = {"Type": "String", "AllowedPattern": "[a-z--[aeiou]]+", "Default": "b"}
    template = {"Parameters": {"P": odd}, "Resources": {"B": {"Type": "AWS::S3::Bucket"}}}
    (tmp_path / "input").write_text(json.dumps(template))
    assert "Warning" not in measured.run("input", "-q", folder=tmp_path).err


SECRET = "Zq0KiJPSxlUiCNqJKE9x"


@pytest.mark.parametrize(
    "text",
    [
        "Parameters:\n  P: {{Type: String, NoEcho: true}}\nResources:\n  B:\n    Type: T\n    Password: *{}\n",
        '{{"Resources": {{"B": {{"Type": "T", "Properties": {{"Password": {}}}}}}}}}',
        '{{"Parameters": {{"P": {{"NoEcho": true,\n  Default": "{}"}}}}, "Resources": {{"B": {{"Type": "T"}}}}}}',
        "Resources:\n  B:\n    Type: T\n    Password: !!int {}\n",
    ],
)
@pytest.mark.parametrize("arguments", [[], ["--diff", "--unsafe-fixes"]], ids=" ".join)
def test_a_secret_in_a_broken_line_is_not_told(text, arguments, tmp_path):
    (tmp_path / "input").write_text(text.format(SECRET))
    ran = measured.run("input", *arguments, folder=tmp_path)
    assert SECRET[2:] not in ran.out + ran.err


def test_a_key_that_lacks_its_first_quote_is_read():
    template = from_text('{"Resources": {"B": {Type": "AWS::S3::Bucket"}}}', syntax=Syntax.PLAIN)
    assert template.data["Resources"]["B"] == {"Type": "AWS::S3::Bucket"}


@pytest.mark.parametrize(
    "text",
    [
        '{"Resources": {"B": {"Type": "AWS::S3::Bucket"}',
        '{"AWSTemplateFormatVersion" "2010-09-09",\n"Resources": {"B": {"Type": "AWS::S3::Bucket"',
        "```yaml\nResources:\n  B:\n    Type: AWS::S3::Bu",
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Metadata: [a, b\n",
    ],
)
def test_what_may_be_cut_off_is_never_read_for_certain(text):
    with pytest.raises(ValueError):
        from_text(text, syntax=Syntax.PLAIN)


def test_a_first_key_without_colon_belongs_to_the_template():
    text = '{\n  "AWSTemplateFormatVersion" "2010-09-09",\n  "Resources": {"B": {"Type": "AWS::S3::Bucket"}}\n}\n'
    wanted = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"B": {"Type": "AWS::S3::Bucket"}}}
    assert same(from_text(text, syntax=Syntax.PLAIN).data, wanted, written=False)


def test_a_type_that_the_ideal_does_not_have_is_a_difference_like_any_other():
    one, other = (
        from_text(json.dumps({"Resources": {"Q": body}})) for body in ({"Type": "AWS::SQS::Queue"}, {})
    )
    assert not repair.diff(one, other).equal
    assert repair.diff(from_text(repair.repair(one, other).text), other).equal


def test_long_forms_count_as_levels_in_yaml_as_they_do_in_json():
    nested = "!If [" * 60 + "x" + "]" * 60
    with pytest.raises(ValueError, match="deeper than 100"):
        from_text(f"Resources:\n  B: {nested}\n")


TOPIC = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "x"}}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Resources:\n\tT:\n\t\tType: {0}\n\t\tProperties:\n\t\t\tTopicName: x\n", True),
        ("Resources:\n  T:\n    Type: {0}\n    Properties:\n    \tTopicName: x\n", True),
        ("Resources:\n  T:\n\tType: {0}\n\tProperties:\n\t\tTopicName: x\n", False),
        ("Resources:\n  T:\n    Type: {0}\n\tProperties:\n      TopicName: x\n", False),
    ],
)
def test_a_tab_is_read_for_certain_only_where_every_width_nests_alike(text, plain):
    text = text.format(TOPIC["Type"])
    assert from_text(text, syntax=Syntax.ANY).data["Resources"] == {"T": TOPIC}
    if not plain:
        with pytest.raises(ValueError, match=r"--unsafe-fixes would mend it \(line \d: tabs"):
            from_text(text, syntax=Syntax.PLAIN)
    else:
        assert from_text(text, syntax=Syntax.PLAIN).data["Resources"] == {"T": TOPIC}


def test_tabs_within_a_block_of_text_stay():
    text = (
        "Resources:\n  T:\n    Type: A\n    Metadata:\n      Make: |\n        all:\n        \tdo it\n{}- a\n"
    )
    template = from_text(text.format("    DependsOn:\n\t"), syntax=Syntax.ANY)
    assert template.data["Resources"]["T"]["Metadata"] == {"Make": "all:\n\tdo it\n"}
    assert template.data["Resources"]["T"]["DependsOn"] == ["a"]
