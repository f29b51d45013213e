"""Values that a template should not have: the command mends around them or says what is wrong, and never fails."""

import json

import jsonpatch
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import repair as api
from repair.cli.main import main
from repair.template.load import from_text


def template(**resources):
    return json.dumps({"Resources": resources})


KEY = {"Type": "AWS::KMS::Key", "DeletionPolicy": "Retain"}
SURROGATE = '"\\ud800"'
HEXADECIMAL = "0x" + "F" * 6000

CASES = {
    "a lone surrogate": template(K=KEY).replace(
        '"Retain"', f'"Retain", "Properties": {{"Descr": {SURROGATE}}}'
    ),
    "a lone surrogate as a name": template(K=KEY).replace('"K"', SURROGATE),
    "a number beyond all floats": template(K={**KEY, "Properties": {"Descr": 1}}).replace("1}", "1e400}"),
    "not a number": "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {Tags: .nan, DelaySeconds: .inf}\n",
    "more digits than Python writes": f"Resources:\n  R:\n    Type: Custom::R\n    Properties: {{Size: {HEXADECIMAL}}}\n",
    "a Type in a label that is no text": template(
        B={"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{"Type": ["x"], "Value": "y"}]}}
    ),
}


def strict(text):
    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("name", CASES)
def test_every_output_of_an_odd_value_can_be_read(name, repair, tmp_path):
    source = tmp_path / "input"
    source.write_text(CASES[name])
    places = {
        option: tmp_path / option.strip("-") for option in ("-o", "--patch", "--inverse-patch", "--report")
    }
    ran = repair(
        source, "--unsafe-fixes", "--guarded-patch", "--format", "json",
        *(word for pair in places.items() for word in pair),
    )  # fmt: skip
    assert ran.code in (0, 1), ran.err
    assert "failed and was left out" not in ran.err
    for option in ("--patch", "--inverse-patch", "--report"):
        strict(places[option].read_text())
    api.load(places["-o"])
    for arguments in (["check", source], ["check", source, "--format", "md"], [source, "--diff"]):
        assert repair(*arguments).code in (0, 1)
    assert repair("diff", source, source).code == 0


def test_a_number_stays_as_written_through_a_patch(repair, tmp_path):
    generated, ideal = tmp_path / "generated.yaml", tmp_path / "ideal.yaml"
    body = "Resources:\n  Db:\n    Type: Custom::Db\n    Properties: {{Version: {}}}\n"
    generated.write_text(body.format("5.9"))
    ideal.write_text(body.format("5.10"))
    ran = repair(generated, "--ideal", ideal, "--patch", "-", "-q")
    assert ran.code == 0
    assert "5.10" in ran.out


@pytest.mark.parametrize("arguments", [[], ["--exact"]])
def test_an_ideal_that_is_the_same_changes_nothing(arguments, repair, tmp_path):
    source, out = tmp_path / "input.json", tmp_path / "out.json"
    source.write_text(template(K=KEY))
    ran = repair(source, "--ideal", source, "-o", out, *arguments)
    assert ran.code == 0, ran.err
    assert out.read_bytes() == source.read_bytes()


def test_a_comment_does_not_tell_the_secret_that_the_ideal_replaces(repair, tmp_path):
    generated, ideal = tmp_path / "generated.yaml", tmp_path / "ideal.yaml"
    body = (
        "Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n"
        "      MasterUserPassword: {0}\n      AllocatedStorage: {1}  # it was {0}\n"
    )
    generated.write_text(body.format("Zx9!kQ-wm3T", 5))
    ideal.write_text(body.format("Other#Pw77-x", 6))
    ran = repair(generated, "--ideal", ideal, "--diff")
    assert ran.code == 1
    assert "AllocatedStorage: 6" in ran.out
    assert "Zx9!kQ" not in ran.out + ran.err
    assert "Other#" not in ran.out + ran.err


@pytest.mark.parametrize(
    "body",
    [
        {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": "X"}}},
        {"Type": "AWS::SQS::Queue", "Properties": {"KmsDataKeyReusePeriodSeconds": {"Fn::Sub": "5"}}},
        {
            "Type": "AWS::Logs::MetricFilter",
            "Properties": {"FilterPattern": "x", "LogGroupName": None, "MetricTransformations": []},
        },
        {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "${Other.Nothing}"}},
    ],
)
def test_a_fix_that_uncovers_another_fault_does_not_stop_the_run(body, repair, tmp_path):
    source = tmp_path / "input.json"
    source.write_text(template(Other={"Type": "AWS::SNS::Topic"}, R=body))
    ran = repair(source)
    assert ran.code in (0, 1), ran.err


_TYPES = (
    "AWS::S3::Bucket", "AWS::Lambda::Function", "AWS::IAM::Role", "AWS::RDS::DBInstance", "AWS::SQS::Queue",
    "AWS::EC2::SecurityGroup", "AWS::Serverless::Function", "Custom::Thing", "Nobody::MODULE", "", None, ["x"],
)  # fmt: skip
_WORDS = st.sampled_from(
    [
        "A",
        "B",
        "Ref",
        "Fn::Sub",
        "Fn::GetAtt",
        "Fn::If",
        "Fn::Join",
        "Key",
        "Value",
        "Type",
        "Statement",
        "${A}",
        "a/b~",
    ]
)
_SCALARS = st.none() | st.booleans() | st.integers(-2, 10**20) | st.just(5.1) | _WORDS
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)
_BODIES = _VALUES | st.fixed_dictionaries(
    {"Type": st.sampled_from(_TYPES), "Properties": _VALUES},
    optional={"DependsOn": _VALUES, "Condition": _VALUES, "DeletionPolicy": _VALUES, "Metadata": _VALUES},
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    resources=st.dictionaries(st.sampled_from(["A", "B", "", "a/b~", "Fn::ForEach::X"]), _BODIES, max_size=3),
    sections=st.dictionaries(
        st.sampled_from(["Parameters", "Outputs", "Conditions", "Mappings", "Transform", "Rules"]),
        _VALUES | st.dictionaries(_WORDS, _VALUES, max_size=2),
        max_size=2,
    ),
)
def test_any_json_in_any_section_is_no_defect_of_the_command(resources, sections, tmp_path, capfd):
    text = json.dumps({**sections, "Resources": resources})
    source, out, patch = (tmp_path / name for name in ("input.json", "out.json", "patch.json"))
    source.write_text(text)
    out.unlink(missing_ok=True)
    code = main([str(source), "-o", str(out), "--patch", str(patch)])
    said = capfd.readouterr().err
    assert code in (0, 1, 2)
    assert "internal error" not in said
    assert "failed and was left out" not in said
    assert not api.check(from_text(text)).failures
    if code != 2:
        data = api.load(source).data
        assert jsonpatch.apply_patch(data, json.loads(patch.read_text())) == api.load(out).data
        again = api.repair(out)
        assert not again.changed
