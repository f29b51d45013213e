import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.template.load import from_text
from repair.template.secret_names import is_secret_name
from repair.template.secrets import (
    CHANGED,
    REDACTED,
    is_secret,
    redacted,
    secret_paths,
    secret_spans,
    secrets,
)

AT = ("Resources", "R", "Properties")


def resource(properties, kind="AWS::X::Y"):
    return {"Resources": {"R": {"Type": kind, "Properties": properties}}}


@pytest.mark.parametrize(
    "name",
    [
        "Password", "MasterUserPassword", "SecretString", "Token", "ApiKey", "APIKey", "api_key", "SecretKey", "PrivateKey",
        "AccessKey", "AccessKeyId", "AuthToken", "OAuthToken", "DB_PASSWORD", "DB_PASS", "jwt_secret", "client_secret",
        "PreSharedKey", "Passwords", "masteruserpassword", "GITHUB_TOKEN",
    ],
)  # fmt: skip
def test_name_says_that_it_holds_a_secret(name):
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "SecretArn", "SecretName", "PasswordPolicy", "KmsKeyId", "ManageMasterUserPassword", "PasswordLength",
        "MaxPasswordAge", "HttpTokens", "ServiceToken", "GenerateSecretString", "SecretId", "DB_SECRET_ARN", "KeyName",
        "SECRETS_MANAGER_ENDPOINT", "ApiKeyRequired", "TokenValidityUnits", "AllowUsersToChangePassword", "Bypass",
        "SecretStringTemplate", "PasswordReusePrevention", "PublicKey", "ClientRequestToken", "DBPasswordParameter",
    ],
)  # fmt: skip
def test_name_is_of_something_about_a_secret(name):
    assert not is_secret_name(name)


SECRETS = {
    "a password": resource({"MasterUserPassword": "hunter2"}),
    "a password as a number": resource({"MasterUserPassword": 12345678}),
    "in a Sub without variables": resource({"Password": {"Fn::Sub": "hunter2"}}),
    "in a branch": resource({"Password": {"Fn::If": ["Prod", {"Ref": "P"}, "hunter2"]}}),
    "in a join": resource({"Password": {"Fn::Join": ["", ["hunter", {"Ref": "P"}]]}}),
    "a variable": resource({"Environment": {"Variables": {"DB_PASSWORD": "hunter2"}}}),
    "a pair of name and value": resource({"Environment": [{"Name": "DB_PASSWORD", "Value": "hunter2"}]}),
    "a list": resource({"Passwords": ["hunter2-hunter2"]}),
    "a secret's text": resource({"SecretString": '{"a": "b"}'}, "AWS::SecretsManager::Secret"),
    "a parameter store value": resource(
        {"Name": "/app/service/db-password", "Value": "hunter2"}, "AWS::SSM::Parameter"
    ),
    "an API key's value": resource({"Value": "0123456789"}, "AWS::ApiGateway::ApiKey"),
    "a NoEcho default": {"Parameters": {"Pin": {"NoEcho": True, "Default": "1234"}}},
    "a NoEcho default in text": {"Parameters": {"Pin": {"NoEcho": "true", "Default": 1234}}},
    "a default of a secret's name": {"Parameters": {"DBPassword": {"Type": "String", "Default": "hunter2"}}},
    "a mapping": {"Mappings": {"Env": {"prod": {"DbPassword": "hunter2"}}}},
    "an output": {"Outputs": {"AdminPassword": {"Value": "hunter2"}}},
    "an access key": resource({"Anything": "AKIAIOSFODNN7EXAMPLE"}),
    "a private key": resource(
        {"Anything": "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n"}
    ),
    "credentials in a URL": resource({"Url": "postgresql://me:hunter2@db.example.com/x"}),
    "user data": resource(
        {"UserData": {"Fn::Base64": {"Fn::Sub": "#!/bin/bash\nexport DB_PASSWORD=hunter2\n"}}}
    ),
    "an option": resource({"UserData": "mysql --user x --password hunter2 db"}),
    "inline code": resource({"Code": {"ZipFile": "conn(user='x', password='hunter2')"}}),
    "embedded JSON": resource({"Text": '{"user": "x", "api_key": "hunter2"}'}),
    "escaped embedded JSON": resource({"Text": '"{\\"token\\": \\"hunter2\\"}"'}),
}


@pytest.mark.parametrize("name", SECRETS)
def test_it_is_a_secret(name):
    data = SECRETS[name]
    (path,) = secret_paths(data)
    hidden = redacted(data, (), data)
    for text in secrets(data)[path]:
        assert text not in str(hidden)
    assert REDACTED in str(hidden)
    assert secret_paths(hidden) <= {path}


NO_SECRETS = {
    "a reference": resource({"MasterUserPassword": {"Ref": "DBPassword"}}),
    "a dynamic reference": resource(
        {"MasterUserPassword": "{{resolve:secretsmanager:db:SecretString:password}}"}
    ),
    "one in a Sub": resource(
        {"MasterUserPassword": {"Fn::Sub": "{{resolve:secretsmanager:${S}:SecretString:password}}"}}
    ),
    "one in a join": resource(
        {
            "Password": {
                "Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "S"}, ":SecretString:password}}"]]
            }
        }
    ),
    "a variable in a Sub": resource({"Password": {"Fn::Sub": "${DbPassword}"}}),
    "an ARN": resource({"Secret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbC123"}),
    "a policy": resource({"Policies": {"PasswordPolicy": {"MinimumLength": 14, "RequireSymbols": True}}}),
    "a boolean": resource({"ManageMasterUserPassword": True, "Password": True}),
    "a setting": resource({"MetadataOptions": {"HttpTokens": "required"}}),
    "units": resource({"TokenValidityUnits": {"AccessToken": "hours"}}),
    "a generated secret": resource(
        {
            "GenerateSecretString": {
                "SecretStringTemplate": '{"username": "admin"}',
                "GenerateStringKey": "password",
            }
        }
    ),
    "an action": resource({"Action": ["secretsmanager:GetSecretValue", "secretsmanager:GetRandomPassword"]}),
    "a logical id": {
        "Resources": {"Password": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "x"}}}
    },
    "a condition": {"Conditions": {"HasPassword": {"Fn::Equals": [{"Ref": "Password"}, "none"]}}},
    "a parameter's name": {
        "Parameters": {"Password": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/b"}}
    },
    "an empty default": {"Parameters": {"DBPassword": {"NoEcho": True, "Default": ""}}},
    "a stored variable": resource(
        {"Env": [{"Name": "TOKEN", "Type": "PARAMETER_STORE", "Value": "/a/token"}]}
    ),
    "code that reads a secret": resource(
        {"ZipFile": "password = os.environ['DB_PASSWORD']\ntoken = get_token(1)\n"}
    ),
    "code that compares": resource({"ZipFile": "if version == token:\n    return None\n"}),
    "a shell variable": resource(
        {"UserData": "export DB_PASSWORD=$(aws ssm get-parameter)\nmysql --password $PASS"}
    ),
    "a URL of variables": resource({"Url": "postgresql://${User}:${Password}@${Host}/db"}),
    "a starred URL": resource({"Url": "postgresql://${User}:****@${Host}/db"}),
    "an embedded reference": resource({"Text": '{"password": "${DBPassword}"}'}),
}


@pytest.mark.parametrize("name", NO_SECRETS)
def test_it_is_no_secret(name):
    data = NO_SECRETS[name]
    assert secrets(data) == {}
    assert redacted(data, (), data) is data


def test_only_the_secret_part_of_a_text_is_hidden():
    data = resource({"UserData": "setup --fast\nexport TOKEN=abc123def\nrun"})
    assert redacted(data, (), data)["Resources"]["R"]["Properties"]["UserData"] == (
        "setup --fast\nexport TOKEN=[redacted]\nrun"
    )


def test_a_value_is_judged_by_where_it_stands():
    data = resource({"Env": [{"Name": "DB_PASSWORD", "Value": "x1"}]})
    assert is_secret((*AT, "Env", 0, "Value"), "y2", data)
    assert is_secret((*AT, "Env", 0), {"Name": "DB_PASSWORD", "Value": "y2"}, data)
    assert not is_secret((*AT, "Env", 1, "Value"), "y2", data)
    assert is_secret((*AT, "Password"), "y2", {})
    assert is_secret(("Parameters", "P", "Default"), "y2", {"Parameters": {"P": {"NoEcho": True}}})


def test_a_secret_that_was_not_there_before_says_that_it_changed():
    data = resource({"Password": "old"})
    assert redacted("old", (*AT, "Password"), data, frozenset({"old"})) == REDACTED
    assert redacted("new", (*AT, "Password"), data, frozenset({"old"})) == CHANGED


def test_it_reads_what_a_file_gives():
    template = from_text("Resources:\n  R:\n    Type: X\n    Properties:\n      Password: !Sub 'a1b2'\n")
    assert secret_paths(template.data) == {(*AT, "Password", "Fn::Sub")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Password", "Fn::Sub", "Fn::If", "Fn::Join", "Ref", "Value", "Name", "x"]), inner
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    JSON,
    st.sampled_from([(), ("Resources",), AT, (*AT, "Password"), ("Parameters", "P"), ("Metadata", 0, 1)]),
)
def test_redacting_keeps_the_shape_and_a_second_time_changes_nothing(value, path):
    once = redacted(value, path, {})
    assert redacted(once, path, {}) == once
    assert shape(once) == shape(value)


def shape(value):
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value] if isinstance(value, list) else None


@pytest.mark.parametrize(
    "text", ["token" * 20000, "a" * 200000, "password:" * 20000, "://" + "a:" * 50000, "-" * 100000]
)
def test_a_hostile_text_takes_no_time(text):
    import time

    started = time.perf_counter()
    secret_spans(text)
    assert time.perf_counter() - started < 2
