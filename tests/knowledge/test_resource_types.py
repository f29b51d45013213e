import json
import re
from datetime import date

import pytest

from repair.knowledge import resource_type, resource_type_names


def test_a_bucket_is_known_by_its_name_and_replaced_when_that_changes():
    bucket = resource_type("AWS::S3::Bucket")
    assert bucket.primary_identifier == ("BucketName",)
    assert ("BucketName",) in bucket.create_only
    assert bucket.ref_schema["format"] == "AWS::S3::Bucket.Name"
    assert (
        resource_type("AWS::Lambda::Function").attribute_schema("Arn")["format"]
        == "AWS::Lambda::Function.Arn"
    )
    assert ("Arn",) in bucket.read_only
    assert (bucket.tag_property, bucket.tag_shape, bucket.tag_updatable) == ("Tags", "list", True)


def test_schemas_hold_no_prose_but_keep_properties_that_are_named_like_it():
    function = resource_type("AWS::Lambda::Function")
    assert function.properties["Description"]["type"] == "string"
    assert "description" not in function.schema
    widget = resource_type("AWS::DLM::LifecyclePolicy")
    assert '"description"' not in json.dumps(widget.schema)


def test_a_property_is_resolved_through_references_lists_and_maps():
    bucket = resource_type("AWS::S3::Bucket")
    rule = ("BucketEncryption", "ServerSideEncryptionConfiguration", 0, "ServerSideEncryptionByDefault")
    assert "aws:kms" in bucket.resolve((*rule, "SSEAlgorithm"))["enum"]
    assert bucket.resolve(("BucketEncryption", "Nonsense")) is None
    assert bucket.resolve(("BucketName", "deeper")) is None
    function = resource_type("AWS::Lambda::Function")
    assert "string" in function.resolve(("Environment", "Variables", "ANY_NAME"))["type"]
    assert resource_type("AWS::IAM::Role").resolve(("AssumeRolePolicyDocument", "Statement", 0)) == {}


def test_resolving_twice_gives_the_same_object():
    table = resource_type("AWS::DynamoDB::Table")
    assert table.resolve(("KeySchema", 0)) is table.resolve(("KeySchema", 1))
    assert resource_type("AWS::DynamoDB::Table") is table


def test_getatt_knows_plain_nested_and_open_attributes():
    assert resource_type("AWS::RDS::DBInstance").has_attribute("Endpoint.Address")
    assert not resource_type("AWS::S3::Bucket").has_attribute("BucketArn")
    stack = resource_type("AWS::CloudFormation::Stack")
    assert stack.has_attribute("Outputs.VpcId")
    assert not stack.has_attribute("Outputs")
    assert not stack.has_attribute("VpcId")


def test_a_custom_resource_takes_and_gives_anything_but_needs_its_token():
    custom = resource_type("Custom::AnythingAtAll")
    assert custom.name == "Custom::AnythingAtAll"
    assert custom.required == ("ServiceToken",)
    assert custom.resolve(("Whatever", "Deep", 3)) == {}
    assert custom.has_attribute("Some.Name")
    assert custom.attribute_schema("Some.Name") == {}


def test_a_registry_module_takes_and_gives_anything():
    module = resource_type("My::Own::Thing::MODULE")
    assert module.resolve(("Whatever",)) == {}
    assert module.has_attribute("Bucket.Arn")


def test_sam_types_are_known():
    function = resource_type("AWS::Serverless::Function")
    assert function.region == "sam"
    assert "CodeUri" in function.properties
    assert function.has_attribute("Arn")


def test_an_unknown_type_is_none():
    assert resource_type("AWS::S3::Buckett") is None
    assert resource_type("AWS::EC2::NATGateway") is None


def test_a_type_that_the_main_region_lacks_is_taken_from_another():
    project = resource_type("AWS::DeviceFarm::Project")
    assert project.region == "us-west-2"


def test_a_service_that_ends_says_when():
    lifecycle = resource_type("AWS::AppMesh::Mesh").lifecycle
    assert lifecycle.status in ("sunset", "shutdown")
    assert isinstance(lifecycle.date, date)
    assert resource_type("AWS::S3::Bucket").lifecycle is None


def test_constraints_name_their_rule_and_place():
    function = resource_type("AWS::Lambda::Function")
    by_id = {constraint.id: constraint for constraint in function.constraints}
    image = by_id["aws_lambda_function/packagetype_image_exclusions"]
    assert (image.rule, image.at, image.needs_template) == ("E3685", ("Properties",), False)
    assert image.schema["then"]["dependentExcluded"]["PackageType"] == ["Handler", "Runtime", "Layers"]
    assert by_id["aws_lambda_function/awslayer"].at == ("Properties", "Layers", "*")
    mapping = resource_type("AWS::Lambda::EventSourceMapping")
    assert any(constraint.needs_template for constraint in mapping.constraints)


def test_a_constraint_that_differs_by_region_holds_one_regions_values():
    instance = resource_type("AWS::EC2::Instance")
    (types,) = [row for row in instance.constraints if row.id == "aws_ec2_instance/instancetype_enum"]
    assert "t3.micro" in types.schema["enum"]


@pytest.fixture(scope="module")
def every_type():
    return [resource_type(name) for name in sorted(resource_type_names())]


def test_every_reference_resolves(every_type):
    for kind in every_type:
        for pointer in set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(kind.schema))):
            section, name = pointer.removeprefix("#/").split("/")
            assert name in kind.schema[section], (kind.name, pointer)
            assert kind.schema[section][name] != {"$ref": pointer}, (kind.name, pointer)


def test_every_constraint_stands_at_a_place_that_exists(every_type):
    for kind in every_type:
        for constraint in kind.constraints:
            assert constraint.at[0] == "Properties"
            assert kind.resolve(constraint.at[1:]) is not None, (kind.name, constraint)
            assert constraint.schema is not None


def test_every_special_path_exists_in_its_schema(every_type):
    """AWS's own schemas name a few that do not; nothing here may make that worse."""
    paths = [
        (kind, path) for kind in every_type for path in kind.create_only | kind.read_only | kind.write_only
    ]
    lost = [(kind.name, path) for kind, path in paths if kind.resolve(path) is None]
    assert len(lost) < len(paths) / 100, lost
