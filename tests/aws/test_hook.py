"""The Lambda Hook: events as CloudFormation sends them, answers as it takes them."""

import io
import json
from urllib.error import HTTPError, URLError
from urllib.request import OpenerDirector, Request

import pytest

from repair.aws.hook import MAX_MESSAGE, answer, handler
from repair.aws.payload import Redirects, fetch
from repair.aws.settings import settings
from repair.errors import InputError

BAD = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySecond": 5}}}}
GOOD = {
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns"}}}
}


def event(target, kind=None, **request):
    kind = kind or target
    return {
        "clientRequestToken": "7b8e",
        "awsAccountId": "123456789012",
        "stackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/s/1",
        "changeSetId": None,
        "hookTypeName": "Private::Repair::Check",
        "hookTypeVersion": "00000001",
        "hookModel": {"LambdaFunction": "arn:aws:lambda:us-east-1:123456789012:function:repair"},
        "actionInvocationPoint": "CREATE_PRE_PROVISION",
        "requestData": {"targetName": target, "targetType": kind, **request},
        "requestContext": {"invocation": 1, "callbackContext": None},
    }


def resource(type_name, properties):
    model = {"resourceProperties": properties, "previousResourceProperties": None}
    return event(type_name, "RESOURCE", targetLogicalId="Queue", targetModel=model)


def asked(sent, template=None, **environment):
    return answer(sent, settings(environment), lambda _: {"template": template})


def test_a_bad_resource_is_refused_with_a_reason():
    said = asked(resource("AWS::SQS::Queue", {"DelaySecond": 5}))
    assert said["hookStatus"] == "FAILED"
    assert said["errorCode"] == "NonCompliant"
    assert said["clientRequestToken"] == "7b8e"
    assert "Queue" in said["message"]
    assert "properties-unknown" in said["message"]


def test_a_good_resource_passes():
    said = asked(resource("AWS::SNS::Topic", GOOD["Resources"]["Topic"]["Properties"]))
    assert said["hookStatus"] == "SUCCESS"
    assert "errorCode" not in said


@pytest.mark.parametrize("target", ["STACK", "CHANGE_SET"])
def test_the_template_of_a_stack_or_change_set_is_fetched_and_judged(target):
    sent = event(target, payload="https://bucket.s3.us-east-1.amazonaws.com/p?X-Amz-Signature=1")
    assert asked(sent, json.dumps(BAD))["hookStatus"] == "FAILED"
    assert asked(sent, json.dumps(GOOD))["hookStatus"] == "SUCCESS"
    assert asked(sent, "Resources:\n  T:\n    Type: AWS::SNS::Topic\n")["hookStatus"] == "SUCCESS"


def test_a_stack_that_is_deleted_has_nothing_to_check():
    assert asked(event("STACK"))["hookStatus"] == "SUCCESS"


def test_fail_on_says_how_bad_is_too_bad():
    sent = resource("AWS::SQS::Queue", {"DelaySecond": 5})
    assert asked(sent, REPAIR_FAIL_ON="critical")["hookStatus"] == "SUCCESS"


def test_a_long_reason_is_cut_and_says_how_many_more():
    many = {f"Queue{n}": {"Type": f"AWS::SQS::Queu{n}"} for n in range(90)}
    said = asked(event("STACK", payload="https://x.s3.amazonaws.com/"), json.dumps({"Resources": many}))
    assert len(said["message"]) <= MAX_MESSAGE
    assert said["hookStatus"] == "FAILED"


def test_what_cannot_be_read_is_an_answer_and_no_crash(monkeypatch):
    monkeypatch.setenv("REPAIR_FAIL_ON", "awful")
    said = handler(resource("AWS::SNS::Topic", {}))
    assert said["hookStatus"] == "FAILED"
    assert said["errorCode"] == "InternalFailure"
    assert "REPAIR_FAIL_ON" in said["message"]


def test_a_defect_is_an_answer_without_anything_of_the_template(monkeypatch):
    monkeypatch.setattr("repair.aws.hook.check", lambda *_, **__: 1 / 0)
    said = handler(resource("AWS::SQS::Queue", {"QueueName": "hidden"}))
    assert (said["hookStatus"], said["errorCode"]) == ("FAILED", "InternalFailure")
    assert "ZeroDivisionError" in said["message"]
    assert "hidden" not in said["message"]


def test_nothing_stands_in_the_way_of_a_deletion():
    sent = {
        **resource("AWS::SQS::Queue", {"DelaySecond": 5}),
        "actionInvocationPoint": "DELETE_PRE_PROVISION",
    }
    assert asked(sent)["hookStatus"] == "SUCCESS"


def test_a_resource_alone_is_judged_by_its_properties_only():
    table = {
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    said = asked(resource("AWS::DynamoDB::Table", table), REPAIR_PROFILE="production", REPAIR_FAIL_ON="low")[
        "message"
    ]
    assert "dynamodb-point-in-time-recovery" in said
    assert "lifecycle" not in said, "what keeps it from being deleted is no property"
    assert "outputs" not in said


def test_values_that_came_from_references_are_not_held_against_a_resource():
    role = "arn:aws:iam::123456789012:role/worker"
    properties = {
        "Runtime": "python3.13",
        "Handler": "a.b",
        "Role": role,
        "TracingConfig": {"Mode": "Active"},
    }
    sent = resource("AWS::Lambda::Function", {**properties, "Code": {"S3Bucket": "code", "S3Key": "k"}})
    assert asked(sent, REPAIR_FAIL_ON="low")["message"].startswith("0 findings")


ELSEWHERE = [
    "http://b.s3.amazonaws.com/x",
    "file:///etc/passwd",
    "https://example.com/x",
    "https://amazonaws.com.evil.org/",
    "https://abc.execute-api.us-east-1.amazonaws.com/",
    "https://s3.evil.org/?s3.amazonaws.com",
    "https://s3-mine-1.us-east-1.elb.amazonaws.com/",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_only_addresses_of_s3_are_opened(address):
    with pytest.raises(InputError, match="not opened"):
        fetch(address)


@pytest.mark.parametrize(
    "host",
    [
        "s3.amazonaws.com",
        "s3.us-west-2.amazonaws.com",
        "b.s3.us-west-2.amazonaws.com",
        "b.c.s3.amazonaws.com",
        "s3-us-west-2.amazonaws.com",
        "b.s3.dualstack.eu-central-1.amazonaws.com",
        "b.s3.cn-north-1.amazonaws.com.cn",
    ],
)
def test_the_addresses_that_s3_has_are_its_own(host, monkeypatch):
    opened = []
    monkeypatch.setattr(
        OpenerDirector,
        "open",
        lambda _, address, timeout: opened.append(address) or io.BytesIO(b'{"template": "x"}'),
    )
    assert fetch(f"https://{host}/k?X-Amz-Signature=1") == {"template": "x"}
    assert opened


@pytest.mark.parametrize("address", ELSEWHERE)
def test_s3_cannot_send_it_elsewhere(address):
    with pytest.raises(InputError, match="not opened"):
        Redirects().redirect_request(Request("https://s3.amazonaws.com/x"), None, 307, "", {}, address)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (HTTPError("https://s3.amazonaws.com/x", 403, "Forbidden", {}, None), "answered 403"),
        (URLError("no such host"), "could not be fetched"),
        (TimeoutError(), "could not be fetched"),
    ],
)
def test_a_payload_that_cannot_be_fetched_is_an_answer(monkeypatch, error, said):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(OpenerDirector, "open", refuse)
    answered = handler(event("STACK", payload="https://b.s3.amazonaws.com/x?X-Amz-Signature=hush"))
    assert (answered["hookStatus"], answered["errorCode"]) == ("FAILED", "InternalFailure")
    assert said in answered["message"]
    assert "hush" not in answered["message"]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "x",
        {},
        {"requestData": None},
        {"requestData": {"targetType": "STACK"}},
        {"requestData": {"targetType": "STACK", "payload": 3}},
        {"requestData": {"targetType": "RESOURCE", "targetModel": {"resourceProperties": 3}}},
        {"requestData": {"targetType": "RESOURCE", "targetName": None, "targetModel": {"x": 1}}},
        {"requestData": [1]},
    ],
)
def test_whatever_comes_there_is_an_answer(odd):
    said = handler(odd)
    assert said["hookStatus"] in ("SUCCESS", "FAILED")
    assert said["message"]
