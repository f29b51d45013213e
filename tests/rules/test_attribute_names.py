import pytest

from repair import knowledge
from repair.rules.attribute_names import reading
from repair.rules.model import Safety
from repair.template.template import Resource


def read(type_name, attribute, **properties):
    kind = knowledge.resource_type(type_name)
    return reading(
        Resource("R", type_name, {"Type": type_name, "Properties": properties}), kind, attribute, {}
    )


@pytest.mark.parametrize(
    ("type_name", "attribute", "text"),
    [
        ("AWS::RDS::DBCluster", "ReaderEndpoint.Address", "${R.ReadEndpoint.Address}"),
        ("AWS::RDS::DBInstance", "endpoint.address", "${R.Endpoint.Address}"),
        ("AWS::S3::Bucket", "BucketArn", "${R.Arn}"),
        ("AWS::SNS::Topic", "Arn", "${R}"),
        ("AWS::RDS::DBCluster", "Arn", "${R.DBClusterArn}"),
        ("AWS::S3::Bucket", "Name", "${R}"),
        ("AWS::Logs::LogGroup", "LogGroupName", "${R}"),
        ("AWS::CertificateManager::Certificate", "Arn", "${R}"),
    ],
)
def test_a_near_attribute_or_what_ref_returns_is_the_one_reading(type_name, attribute, text):
    found = read(type_name, attribute)
    assert (found.text, found.safety) == (text, Safety.SAFE)


def test_a_property_of_the_template_is_read_from_it():
    assert read("AWS::XRay::Group", "GroupName", GroupName="traces").text == "traces"


def test_what_is_like_nothing_has_no_reading():
    assert read("AWS::SNS::Topic", "Owner") is None
