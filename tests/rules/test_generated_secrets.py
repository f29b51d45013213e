"""Secrets that the library adds: what they demand of a password, and who counts as one that has a password."""

import itertools

import pytest

from repair.rules.generated_secrets import defines_password, generation, new_secret, password_of
from repair.template.template import Template


def resource(kind, properties=None, **body):
    data = {"Resources": {"It": {"Type": kind, "Properties": properties or {}, **body}}}
    return Template(data).resources["It"]


PATH = ("Resources", "It", "Properties", "MasterUserPassword")


def test_what_a_database_is_given_defines_its_password():
    assert defines_password(resource("AWS::RDS::DBInstance"), PATH)
    assert defines_password(resource("AWS::RDS::DBInstance"), (*PATH, "Fn::If", 2))


def test_what_must_know_the_password_of_another_defines_none():
    assert not defines_password(resource("AWS::DMS::Endpoint"), (*PATH[:3], "Password"))
    assert not defines_password(resource("AWS::RDS::DBInstance", {"ManageMasterUserPassword": True}), PATH)


def test_any_user_of_a_broker_counts():
    assert defines_password(resource("AWS::AmazonMQ::Broker"), (*PATH[:3], "Users", 7, "Password"))


@pytest.mark.parametrize(
    ("parameter", "length"),
    [
        ({}, 32),
        ({"MaxLength": "20"}, 20),
        ({"MinLength": 40, "MaxLength": 41}, 40),
        ({"MaxLength": "many"}, 32),
    ],
)
def test_a_password_is_as_long_as_the_parameter_allowed(parameter, length):
    made = generation([resource("AWS::RDS::DBInstance")], "{}", parameter=parameter)
    assert made["PasswordLength"] == length


def test_oracle_takes_thirty_characters():
    made = generation([resource("AWS::RDS::DBInstance", {"Engine": "oracle-se2"})], "{}")
    assert made["PasswordLength"] == 30


@pytest.mark.parametrize(
    ("pattern", "plain"), [("[a-zA-Z0-9]*", True), ("^[a-zA-Z0-9]+$", True), (".*", False), (None, False)]
)
def test_a_parameter_that_forbids_signs_gets_a_password_without_them(pattern, plain):
    made = generation([resource("AWS::RDS::DBInstance")], "{}", parameter={"AllowedPattern": pattern})
    assert made.get("ExcludePunctuation", False) is plain


def test_a_token_of_a_cache_has_no_signs_that_the_cache_refuses():
    assert generation([resource("AWS::ElastiCache::ReplicationGroup")], "{}")["ExcludePunctuation"]


def test_a_user_name_that_is_not_known_makes_no_attachment():
    database = resource("AWS::RDS::DBInstance", {"MasterUsername": {"Fn::GetAtt": ["A", "B"]}})
    [secret] = new_secret("S", [database], itertools.repeat("A"), condition=None)
    assert secret.value["Properties"]["GenerateSecretString"]["SecretStringTemplate"] == "{}"


def test_the_attachment_is_there_when_the_database_is():
    database = resource("AWS::RDS::DBInstance", {"MasterUsername": "main"}, Condition="Own")
    secret, attachment = new_secret("S", [database], itertools.repeat("A"), condition=None)
    assert "Condition" not in secret.value
    assert attachment.value["Condition"] == "Own"


def test_the_password_is_read_from_the_secret_by_its_logical_id():
    assert password_of("Login", "pass") == "{{resolve:secretsmanager:${Login}:SecretString:pass}}"
