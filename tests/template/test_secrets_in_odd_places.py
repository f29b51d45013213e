"""Which values are secrets by where they stand, by their labels, by their forms, and at the edges of each."""

import pytest

from repair.template.secret_names import is_secret_name
from repair.template.secrets import (
    CHANGED,
    REDACTED,
    certain_spans,
    redacted,
    secret_paths,
    secret_spans,
    secrets,
    secrets_in,
)

AT = ("Resources", "R", "Properties")


def resource(properties, kind="AWS::X::Y", name="R"):
    return {"Resources": {name: {"Type": kind, "Properties": properties}}}


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        # parameters
        ({"Parameters": {"P": {"NoEcho": True, "Default": "x", "AllowedValues": ["y"], "Description": "z"}}}, {("Parameters", "P", "Default"), ("Parameters", "P", "AllowedValues", 0)}),
        ({"Parameters": {"P": {"NoEcho": "TRUE", "Default": 1}}}, {("Parameters", "P", "Default")}),
        ({"Parameters": {"P": {"NoEcho": True, "Default": True}}}, set()),
        ({"Parameters": {"P": {"NoEcho": True, "Default": None}}}, set()),
        ({"Parameters": {"P": {"NoEcho": "false", "Default": "x"}}}, set()),
        ({"Parameters": {"DbPassword": {"Default": "x"}}}, {("Parameters", "DbPassword", "Default")}),
        ({"Parameters": {"DbPassword": {"Default": 12345}}}, set()),
        ({"Parameters": {"DbPassword": {"Default": 123456}}}, {("Parameters", "DbPassword", "Default")}),
        ({"Parameters": {"DbPassword": {"Default": True}}}, set()),
        ({"Parameters": {"DbPassword": {"Default": None}}}, set()),
        ({"Parameters": {"DbPassword": {"Type": "AWS::SSM::Parameter::Name", "Default": "x"}}}, set()),
        ({"Parameters": {"P": {"Password": "x", "Labels": {"Password": "x"}}}}, set()),
        # outputs, mappings, metadata, conditions, rules
        ({"Outputs": {"Token": {"Value": "x", "Description": "x", "Export": {"Name": "x"}}}}, {("Outputs", "Token", "Value")}),
        ({"Outputs": {"O": {"Value": "x"}}}, set()),
        ({"Mappings": {"Password": {"a": {"b": "x"}}}}, set()),
        ({"Mappings": {"M": {"Password": "x", "a": {"Token": "y", "Value": "z"}}}}, {("Mappings", "M", "Password"), ("Mappings", "M", "a", "Token")}),
        ({"Metadata": {"Password": "x"}}, {("Metadata", "Password")}),
        ({"Metadata": {"M": {"Password": "x"}}}, {("Metadata", "M", "Password")}),
        ({"Conditions": {"C": {"Password": "x", "a": {"Password": "x"}}}}, set()),
        ({"Rules": {"R": {"a": {"Password": "x"}}}}, set()),
        ({"Hooks": {"R": {"Password": "x"}}}, set()),
        ({"Hooks": {"R": {"a": {"Password": "x"}}}}, {("Hooks", "R", "a", "Password")}),
        # resources
        ({"Resources": {"R": {"Type": "T", "Password": "x"}}}, {("Resources", "R", "Password")}),
        ({"Resources": {"Password": "x"}}, set()),
        (resource({"a": {"b": {"c": {"d": {"Password": "x"}}}}}), {("a", "b", "c", "d", "Password")}),
        (resource({"Password": {"a": "x", "b": ["y"]}}), set()),
        (resource({"Passwords": ["x", "y"]}), {("Passwords", 0), ("Passwords", 1)}),
        # values with a label beside them
        (resource({"L": [{"Name": "DB_TOKEN", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Key": "DB_TOKEN", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"OptionName": "DB_TOKEN", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"ParameterKey": "DB_TOKEN", "ParameterValue": "x"}]}), {("L", 0, "ParameterValue")}),
        (resource({"L": [{"HeaderName": "DB_TOKEN", "HeaderValue": "x"}]}), {("L", 0, "HeaderValue")}),
        (resource({"L": [{"AttributeName": "DB_TOKEN", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"name": "DB_TOKEN", "value": "x"}, {"key": "DB_TOKEN", "value": "x"}]}), {("L", 0, "value"), ("L", 1, "value")}),
        (resource({"L": [{"Name": "a", "Key": "DB_TOKEN", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Name": "/a/b/token", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Name": "token/a", "Value": "x"}]}), set()),
        (resource({"L": [{"Name": {"Fn::Sub": "/${A}/token"}, "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Name": {"Fn::Join": ["", ["/a/", "token"]]}, "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Name": {"Fn::Join": ["/", ["token", "zone"]]}, "Value": "x"}]}), set()),
        (resource({"L": [{"Name": {"Ref": "Token"}, "Value": "x"}]}), set()),
        (resource({"L": [{"Name": "DB_TOKEN", "Other": "x"}]}), set()),
        (resource({"L": [{"Name": "DB_TOKEN", "Type": "PLAINTEXT", "Value": "x"}]}), {("L", 0, "Value")}),
        (resource({"L": [{"Name": "DB_TOKEN", "Type": "SECRETS_MANAGER", "Value": "x"}]}), set()),
        (resource({"L": [{"Name": "DB_TOKEN", "Type": ["PARAMETER_STORE"], "Value": "x"}]}), {("L", 0, "Value")}),
        # types whose value is one
        (resource({"Value": "x"}, "AWS::ApiGateway::ApiKey"), {("Value",)}),
        (resource({"Value": "x"}, "AWS::ApiGateway::Model"), set()),
        (resource({"a": {"Value": "x"}}, "AWS::ApiGateway::ApiKey"), set()),
        (resource({"Value": "x"}, "AWS::SSM::Parameter", "TokenParameter"), {("Resources", "TokenParameter", "Properties", "Value")}),
        (resource({"Value": "x"}, "AWS::SSM::Parameter", "LimitParameter"), set()),
        (resource({"Name": "/a/token", "Value": "x"}, "AWS::SSM::Parameter"), {("Value",)}),
        (resource({"Value": "x"}, "AWS::SNS::Topic", "TokenParameter"), set()),
        # functions
        (resource({"Password": {"Fn::If": ["C", "x", {"Fn::Sub": "y"}]}}), {("Password", "Fn::If", 1), ("Password", "Fn::If", 2, "Fn::Sub")}),
        (resource({"Password": {"Fn::Select": ["x", ["y"]]}}), {("Password", "Fn::Select", 1, 0)}),
        (resource({"Password": {"Fn::Join": ["x", ["y"]]}}), {("Password", "Fn::Join", 1, 0)}),
        (resource({"Password": {"Fn::Split": ["x", "y"]}}), {("Password", "Fn::Split", 1)}),
        (resource({"Password": {"Fn::Sub": ["y${A}zzzz", {"A": "x", "B": {"Ref": "C"}}]}}), {("Password", "Fn::Sub", 0), ("Password", "Fn::Sub", 1, "A")}),
        (resource({"Text": {"Fn::Sub": ["${Token}", {"Token": "x", "B": "y"}]}}), {("Text", "Fn::Sub", 1, "Token")}),
        (resource({"Password": {"Fn::FindInMap": ["M", "x", "y"]}}), set()),
        (resource({"Password": {"Fn::GetAtt": ["R", "Arn"]}}), set()),
        (resource({"Text": {"Fn::ToJsonString": {"Token": "x", "a": [{"Password": "y"}], "b": "z"}}}), {("Text", "Fn::ToJsonString", "Token"), ("Text", "Fn::ToJsonString", "a", 0, "Password")}),
        (resource({"Password": {"Fn::ToJsonString": {"a": {"Ref": "B"}, "b": {"Fn::Sub": "x"}}}}), {("Password", "Fn::ToJsonString", "b", "Fn::Sub")}),
        ({"Parameters": {"P": {"NoEcho": True, "Default": {"Fn::Sub": "x"}}}}, {("Parameters", "P", "Default", "Fn::Sub")}),
        ({"Parameters": {"P": {"NoEcho": True, "Default": {"Fn::Select": [0, [12]]}}}}, {("Parameters", "P", "Default", "Fn::Select", 1, 0)}),
        # what is harmless
        (resource({"Password": "Required"}), set()),
        (resource({"Password": "arn:aws:x"}), set()),
        (resource({"Password": "${A}"}), set()),
        (resource({"Password": "${A}abc"}), set()),
        (resource({"Password": "${A}abcd"}), {("Password",)}),
        (resource({"Password": "a-${A}-b.c"}), set()),
        (resource({"Password": " {{resolve:ssm:${A}}} "}), set()),
        (resource({"Password": "  "}), set()),
        (resource({"Password": REDACTED}), set()),
        (resource({"Password": CHANGED}), set()),
    ],
    ids=lambda one: str(sorted(one, key=str) if isinstance(one, set) else one),  # every process names it alike
)  # fmt: skip
def test_a_value_is_a_secret_by_where_it_stands(data, paths):
    assert secret_paths(data) == {
        (*AT, *path) if data.get("Resources") and path[0] != "Resources" else path for path in paths
    }


KEY = "AKIAIOSFODNN7EXAMPLE"
PRIVATE = "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (f"a {KEY} b", [KEY]),
        ("ASIA" + "A1" * 8, ["ASIA" + "A1" * 8]),
        (f"x{KEY}", []),
        (f"{KEY}x", []),
        (f"-{PRIVATE}-", [PRIVATE]),
        ("-----BEGIN PRIVATE KEY-----\nabc", ["-----BEGIN PRIVATE KEY-----\nabc"]),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc", ["-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc"]),
        ("-----BEGIN PUBLIC KEY-----\nabc", []),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.abcdefgh1", ["eyJhbGciOiJI.eyJzdWIiOiIx.abcdefgh1"]),
        ("ghp_" + "a" * 30, ["ghp_" + "a" * 30]),
        ("ghx_" + "a" * 30, []),
        ("github_pat_" + "a" * 20, ["github_pat_" + "a" * 20]),
        ("glpat-" + "a" * 20, ["glpat-" + "a" * 20]),
        ("npm_" + "a" * 36, ["npm_" + "a" * 36]),
        ("xoxb-" + "1" * 10, ["xoxb-" + "1" * 10]),
        ("sk_live_" + "a" * 16, ["sk_live_" + "a" * 16]),
        ("AIza" + "a" * 35, ["AIza" + "a" * 35]),
        ("SG." + "a" * 16 + "." + "b" * 16, ["SG." + "a" * 16 + "." + "b" * 16]),
        ("https://hooks.slack.com/services/" + "T0/" * 7, ["T0/" * 7]),
        ("Bearer abcdefgh12345678==", ["abcdefgh12345678=="]),
        ("basic abcdefgh12345678", ["abcdefgh12345678"]),
        ("postgres://me:hunter2@host/db", ["hunter2"]),
        ("postgres://${User}:hunter2@host", ["hunter2"]),
        ("postgres://me:${Password}@host", []),
        ("postgres://me:****@host", []),
        ("postgres://me:pw@host", []),
        ("postgres://me:pwd1@host", ["pwd1"]),
        ("postgres://host:5432/db", []),
    ],
)
def test_a_text_is_a_secret_by_its_form_alone(text, hidden):
    assert [text[start:end] for start, end in certain_spans(text)] == hidden
    assert [text[start:end] for start, end in secret_spans(text)] == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("password = 'hunter2'", ["hunter2"]),
        ('"password": "hunter2"', ["hunter2"]),
        ('\\"password\\": \\"hunter2\\"', ["hunter2"]),
        ("DB_PASSWORD=hunter2", ["hunter2"]),
        ("DB_PASSWORD = hunter", []),
        ("DB_PASSWORD: hunter22", ["hunter22"]),
        ("password=hunter2", ["hunter2"]),
        ("password=hunter", []),
        ("password=hunt2", []),
        ("api_key => 'abc'", ["abc"]),
        ("api_key => 'ab'", []),
        ("passwordLength = '1234567'", []),
        ("the password: a-long-word", []),
        ("password = get_password1(1)", []),
        ("password = args[1]", []),
        ("token = self.token1", []),
        ("token = self.token1-x", ["self.token1-x"]),
        ("password='${A}'", []),
        ("password='$(cat x)y'", ["$(cat x)y"]),
        ("password='%(pw)s'", []),
        ("password='<yours>'", []),
        ("password='{pw}'", []),
        ("password='none'", []),
        ("password='arn:aws:x'", []),
        ("password='https://x.y'", []),
        ("password='$abc/def'", ["$abc/def"]),
        ("{{resolve:secretsmanager:x:SecretString:password}}", []),
        ("arn:aws:secretsmanager:eu:1:secret:prod-a1b2c3", []),
        ("--db-password hunter2", ["hunter2"]),
        ("--password $PASSWORD", []),
        ("--password pw1", []),
        ("a=password='hunter2' token='hunter3'", ["hunter2", "hunter3"]),
        ("password='a' password='hunter2'", ["hunter2"]),
        ("secret='hunter2'\nx=1\nsecret='hunter3'", ["hunter2", "hunter3"]),
        ("pwd=a1", []),
        ("pass pwd secret token credential key password='hunter2'", ["hunter2"]),
        ("DB_PASSWORD=hunter", ["hunter"]),
        ("password=abc-def-ghi", []),
        ("password=abc_def_ghi", []),
        ("max_password=hunter22", []),
        ("public-token=hunter22", []),
    ],
)
def test_a_text_holds_secrets_where_a_name_says_so(text, hidden):
    assert [text[start:end] for start, end in secret_spans(text)] == hidden


def test_spans_that_overlap_are_one():
    text = f"password='x {KEY} y'"
    assert [text[start:end] for start, end in secret_spans(text)] == [f"x {KEY} y"]
    assert secret_spans("pwd='abc'") == ((5, 8),)
    assert secret_spans("pwd='ab'") == ()
    assert secret_spans("://:abc@") == ()
    assert secret_spans("://a:bcd@") == ((5, 8),)


def test_each_secret_of_a_text_is_told_once_and_hidden_everywhere():
    text = "password='hunter2' # was password='hunter2'"
    data = resource({"Text": text})
    assert secrets(data) == {(*AT, "Text"): ("hunter2",)}
    hidden = "password='[redacted]' # was password='[redacted]'"
    assert redacted(data)["Resources"]["R"]["Properties"]["Text"] == hidden


def test_a_number_is_hidden_as_it_was_written():
    data = resource({"Password": 1234567, "Token": 12345.5, "Secret": 12.5})
    assert redacted(data)["Resources"]["R"]["Properties"] == {
        "Password": REDACTED,
        "Token": REDACTED,
        "Secret": 12.5,
    }
    assert redacted(1234567, (*AT, "Password"), {}, frozenset({"1234567"})) == REDACTED
    assert redacted(1234567, (*AT, "Password"), {}, frozenset()) == CHANGED


def test_what_holds_no_secret_comes_back_itself_beside_what_does():
    data = resource({"Password": "x", "a": {"b": 1}, "l": [{"c": 1}]})
    properties = redacted(data)["Resources"]["R"]["Properties"]
    assert properties["a"] is data["Resources"]["R"]["Properties"]["a"]
    assert properties["l"] is data["Resources"]["R"]["Properties"]["l"]
    assert list(properties) == ["Password", "a", "l"]
    assert redacted([1, {"Password": "x"}], AT) == [1, {"Password": REDACTED}]


def test_a_value_is_read_as_what_would_stand_at_a_path():
    data = {"Parameters": {"P": {"NoEcho": True}}, **resource({"L": [{"Name": "token"}, {"Name": "a"}]})}
    assert secrets_in("x", ("Parameters", "P", "Default"), data) == {("Parameters", "P", "Default"): ("x",)}
    assert secrets_in("x", ("Parameters", "Q", "Default"), data) == {}
    assert secrets_in("x", (*AT, "L", 0, "Value"), data) == {(*AT, "L", 0, "Value"): ("x",)}
    assert secrets_in("x", (*AT, "L", 1, "Value"), data) == {}
    assert secrets_in("x", (*AT, "L", 2, "Value"), data) == {}
    assert secrets_in("x", (*AT, "L", "k", "Password"), data) == {(*AT, "L", "k", "Password"): ("x",)}
    assert secrets_in("x", (*AT, 0, "Password"), data) == {(*AT, 0, "Password"): ("x",)}
    assert secrets_in({"Password": "x"}, ("Resources", "R"), data) == {("Resources", "R", "Password"): ("x",)}
    assert secrets_in("x", (*AT, "Password", "Fn::Sub"), {}) == {}
    join = resource({"Password": {"Fn::Join": ["", ["{{resolve:ssm:", "a", "}}"]]}})
    assert secrets_in("xyz", (*AT, "Password", "Fn::Join", 1, 1), join) == {}
    assert secrets_in(
        "xyz", (*AT, "Password", "Fn::Join", 1, 1), resource({"Password": {"Fn::Join": ["", ["a", "b"]]}})
    )


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("Pasword", True), ("Passwort", True), ("Passowrd", True), ("Passsword", True), ("Passwords", True), ("Psword", False), ("Xassword", False),
        ("Secrte", True), ("Secre", True), ("Sercet", True), ("Secrxxt", False), ("Credentail", True), ("Pass", False), ("DbPass", True), ("PassWord", True),
        ("Compass", False), ("AccessKeyId", True), ("KeyId", False), ("AccessKeyIds", False), ("SecretKey", True), ("KeySecret", True), ("SharedKey", True),
        ("MyKey", False), ("ServiceToken", False), ("NextToken", False), ("AuthToken", True), ("TokenUrl", False), ("PWD", True), ("psk", True),
        ("", False), ("apikey", True), ("theapikeys", False), ("mysecretkey", True),
    ],
)  # fmt: skip
def test_a_name_is_of_a_secret_though_a_letter_is_wrong(name, secret):
    assert is_secret_name(name) is secret
