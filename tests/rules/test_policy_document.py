"""What is read from policy documents, and what is not guessed."""

import pytest

from repair.rules.policy_document import allows_everyone, identity_policies, is_known, statements, texts
from repair.template.template import Resource

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        ({**ALLOW, "Principal": "*"}, True),
        ({**ALLOW, "Principal": {"AWS": "*"}}, True),
        ({**ALLOW, "Principal": {"AWS": ["arn:aws:iam::1:root", "*"]}}, True),
        ({**ALLOW, "Principal": {"Service": "logging.s3.amazonaws.com"}}, False),
        ({**ALLOW, "Principal": {"AWS": {"Ref": "Account"}}}, False),
        ({**ALLOW, "Effect": "Deny", "Principal": "*"}, False),
        ({**ALLOW, "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}, None),
        ({**ALLOW, "Effect": {"Ref": "Effect"}, "Principal": "*"}, None),
        ({**ALLOW, "NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}, None),
    ],
)
def test_a_statement_allows_everyone_or_not_or_that_is_open(statement, answer):
    assert allows_everyone(statement) is answer


def test_a_single_statement_needs_no_list():
    assert list(statements({"Statement": ALLOW}, ("P",))) == [(("P", "Statement"), ALLOW)]
    assert list(statements({"Statement": [ALLOW]}, ("P",))) == [(("P", "Statement", 0), ALLOW)]


@pytest.mark.parametrize(
    ("document", "known"),
    [
        ({"Statement": [ALLOW]}, True),
        ({"Statement": ALLOW}, True),
        ({"Statement": [ALLOW, {"Fn::If": ["Live", ALLOW, {"Ref": "AWS::NoValue"}]}]}, False),
        ({"Statement": {"Ref": "Statements"}}, False),
        ({"Fn::Transform": {"Name": "AWS::Include"}}, False),
        ("text", False),
        (None, False),
    ],
)
def test_a_document_is_known_when_every_statement_stands_there(document, known):
    assert is_known(document) is known


def test_an_entry_that_is_no_literal_is_none():
    assert texts(["a", {"Ref": "B"}]) == ("a", None)
    assert texts("a") == ("a",)
    assert texts(None) == (None,)


@pytest.mark.parametrize(
    "policies", [None, 1, "x", {"Ref": "Policies"}, [1, {"PolicyName": "x"}, {"Fn::If": []}]]
)
def test_any_shape_may_stand_in_place_of_policies(policies):
    role = Resource(
        "Role", "AWS::IAM::Role", {"Type": "AWS::IAM::Role", "Properties": {"Policies": policies}}
    )
    assert list(identity_policies(role)) == []
