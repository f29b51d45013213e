"""Reading a cloud assembly: stacks, construct paths, and what the CDK puts in for itself."""

import json

import pytest
from recording import APPS, CORPUS, GOLDEN

from repair.cdk.assembly import read
from repair.cdk.noise import cleaned, provided, readable
from repair.diff.difference import diff
from repair.errors import InputError


def assembly(app):
    return read(CORPUS / app / GOLDEN)


def written(folder, templates, **manifest):
    """An assembly of our own."""
    artifacts = {
        name: {"type": "aws:cloudformation:stack", "properties": {"templateFile": f"{name}.template.json"}}
        for name in templates
    }
    for name, data in templates.items():
        (folder / f"{name}.template.json").write_text(json.dumps(data))
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts, **manifest}))
    return folder


def bucket(path, **properties):
    return {"Type": "AWS::S3::Bucket", "Properties": properties, "Metadata": {"aws:cdk:path": path}}


@pytest.mark.parametrize("app", APPS)
def test_every_resource_has_a_construct_path_and_no_noise_is_left(app):
    for stack in assembly(app):
        data = stack.template.data
        assert not [name for name in data["Resources"] if name not in stack.constructs]
        assert "BootstrapVersion" not in data.get("Parameters", {})
        assert "Rules" not in data
        assert "aws:cdk" not in json.dumps([body.get("Metadata", {}) for body in data["Resources"].values()])


def test_two_stacks_are_read_in_the_order_of_the_manifest():
    names = [stack.name for stack in assembly("cdk-serverless-typescript/ideal")]
    assert names == ["Jobs-dev", "Alerts-dev"]


def test_a_logical_id_that_differs_in_its_hash_alone_is_no_difference(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    for folder, tag in ((one, "0C3EE094"), (other, "FFFF0000")):
        folder.mkdir()
        written(
            folder,
            {
                "S": {
                    "Resources": {f"Raw{tag}": bucket("S/Raw/Resource")},
                    "Outputs": {"Name": {"Value": {"Ref": f"Raw{tag}"}}},
                }
            },
        )
    (mine,), (theirs,) = read(one), read(other)
    assert list(mine.template.resources) == ["Raw"]
    assert not diff(mine.template, theirs.template).deltas


def test_ids_keep_their_hashes_where_only_those_tell_them_apart():
    data = {"Resources": {"A12345678": bucket("S/A/Resource"), "AABCDEF00": bucket("S/A/Default")}}
    assert readable(data, data["Resources"])[0] is data


def test_a_hash_of_an_asset_is_no_difference(tmp_path):
    def function(tag):
        properties = {"Code": {"S3Key": f"{tag * 32}.zip"}}
        body = {"Type": "AWS::Lambda::Function", "Properties": properties}
        return cleaned({"Resources": {"F": {**body, "Metadata": {"aws:asset:path": f"asset.{tag}"}}}}).data

    assert function("ab") == function("cd")


def test_what_the_cdk_reports_of_itself_is_left_out():
    data = {
        "Resources": {"CDKMetadata": {"Type": "AWS::CDK::Metadata"}, "B": bucket("S/B")},
        "Conditions": {"CDKMetadataAvailable": {"Fn::Equals": ["a", "a"]}, "Own": {"Fn::Equals": ["a", "b"]}},
    }
    clean = cleaned(data).data
    assert list(clean["Resources"]) == ["B"]
    assert list(clean["Conditions"]) == ["Own"]


def test_a_nested_stack_is_a_stack_of_its_own(tmp_path):
    parent = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "x"},
        "Metadata": {
            "aws:cdk:path": "S/Db.NestedStack/Db.NestedStackResource",
            "aws:asset:path": "SDb.nested.template.json",
        },
    }
    written(tmp_path, {"S": {"Resources": {"DbNestedStackResource12345678": parent}}})
    nested = {"Resources": {"T12345678": bucket("S/Db/T/Resource")}}
    (tmp_path / "SDb.nested.template.json").write_text(json.dumps(nested))
    stacks = read(tmp_path)
    assert [stack.name for stack in stacks] == ["S", "S/Db"]
    assert stacks[1].own_path("T") == "T/Resource"


def test_lookups_that_were_left_out_are_named(tmp_path):
    written(
        tmp_path, {"S": {"Resources": {"B": bucket("S/B")}}}, missing=[{"provider": "vpc", "key": "vpc:1"}]
    )
    assert read(tmp_path)[0].missing == ("a lookup was left out: vpc for vpc:1",)


def test_a_template_that_is_gone_is_one_sentence(tmp_path):
    written(tmp_path, {"S": {"Resources": {"B": bucket("S/B")}}})
    (tmp_path / "S.template.json").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("S/Custom::S3AutoDeleteObjectsCustomResourceProvider/Role", True),
        ("S/BucketNotificationsHandler050a0587b7544547bf325f094a3db834/Resource", True),
        ("S/Api/Handler/Resource", False),
    ],
)
def test_helpers_of_the_cdk_are_told_from_what_people_write(path, own):
    assert provided(path) is own


def test_an_assembly_with_values_of_another_kind_is_one_sentence(tmp_path):
    (tmp_path / "manifest.json").write_text('{"artifacts": {"S": 3}}')
    with pytest.raises(InputError, match="not an assembly as the CDK writes it"):
        read(tmp_path)
