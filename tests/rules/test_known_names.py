import pytest
from hypothesis import given
from hypothesis import strategies as st

from repair.rules.known_names import as_value, known_text, name_text
from repair.template.substitution import escaped_text
from repair.template.template import Resource
from repair.template.values import normal

PARAMETERS = {"Stage": {"Type": "String"}, "Zones": {"Type": "List<String>"}}


def bucket(name):
    return Resource("B", "AWS::S3::Bucket", {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("logs", "logs"),
        ({"Ref": "Stage"}, "${Stage}"),
        ({"Fn::Sub": "logs-${Stage}-${AWS::Region}"}, "logs-${Stage}-${AWS::Region}"),
        ({"Fn::Join": ["-", ["logs", {"Ref": "Stage"}]]}, "logs-${Stage}"),
    ],
)
def test_a_name_of_literals_and_parameters_is_known(name, text):
    assert known_text(bucket(name), None, PARAMETERS) == text
    assert known_text(bucket(name), "Arn", PARAMETERS) == "arn:${AWS::Partition}:s3:::" + text


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        {"Ref": "Other"},
        {"Ref": "Zones"},
        {"Ref": "AWS::NoValue"},
        {"Fn::Sub": "${Other.Arn}"},
        {"Fn::If": ["A", "b", "c"]},
    ],
)
def test_a_name_made_of_anything_else_is_not(name):
    assert known_text(bucket(name), None, PARAMETERS) is None


def test_an_attribute_that_the_service_makes_up_is_not_known():
    assert known_text(bucket("logs"), "WebsiteURL", PARAMETERS) is None
    assert known_text(Resource("V", "AWS::EC2::VPC", {}), None, PARAMETERS) is None


@given(st.text("ab${}!A.", max_size=12))
def test_a_literal_survives_being_written_as_sub_text(text):
    assert as_value(escaped_text(text)) == text


@given(st.lists(st.sampled_from(["a", "${Stage}", "${B.Arn}", "${!x}"]), max_size=4).map("".join))
def test_the_shortest_value_means_what_the_sub_means(text):
    assert normal(as_value(text)) == normal({"Fn::Sub": text})


def test_what_is_no_text_has_no_sub_text():
    assert name_text(5, PARAMETERS) is None
    assert name_text({"Fn::Join": ["-", {"Ref": "Zones"}]}, PARAMETERS) is None
