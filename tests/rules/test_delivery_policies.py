"""Policies for topics and queues, callers of functions, and the narrowing of wildcards."""

from repair.rules.context import Context
from repair.rules.delivery_policies import QUEUE, TOPIC, short_of_access
from repair.rules.function_callers import callers, permissions
from repair.rules.narrowing import narrowed
from repair.rules.service_statements import lets_in, with_statements
from repair.template.template import Template

ARN = {"Fn::GetAtt": ["Queue", "Arn"]}


def found(resources, target, kind):
    template = Template({"Resources": resources})
    return list(short_of_access(Context(template), template.resources[target], kind))


def test_a_source_that_needs_the_policy_is_not_named_in_it():
    resources = {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Rule": {"Type": "AWS::Events::Rule", "DependsOn": "P", "Properties": {"Targets": [{"Arn": ARN}]}},
        "P": {
            "Type": "AWS::SQS::QueuePolicy",
            "Properties": {"Queues": [{"Ref": "Queue"}], "PolicyDocument": {"Statement": []}},
        },
    }
    (one,) = found(resources, "Queue", QUEUE)
    (merge,) = one.operations
    assert merge.items[0]["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_a_policy_for_queues_known_later_may_be_this_one():
    resources = {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Targets": [{"Arn": ARN}]}},
        "P": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": {"Ref": "Queues"}}},
    }
    assert found(resources, "Queue", QUEUE) == []


def test_an_alarm_needs_a_statement_only_where_a_policy_replaces_the_default():
    alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmActions": [{"Ref": "Topic"}]}}
    policy = {
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": {"Topics": [{"Ref": "Topic"}], "PolicyDocument": {"Statement": []}},
    }
    topic = {"Type": "AWS::SNS::Topic"}
    assert found({"Topic": topic, "Alarm": alarm}, "Topic", TOPIC) == []
    assert len(found({"Topic": topic, "Alarm": alarm, "P": policy}, "Topic", TOPIC)) == 1


def test_a_sid_that_is_taken_gets_a_number():
    document = {"Statement": {"Sid": "A", "Effect": "Deny"}}
    operation = with_statements(document, ("D",), ({"Sid": "A", "Effect": "Allow"},))
    assert operation.value == [{"Sid": "A", "Effect": "Deny"}, {"Sid": "A2", "Effect": "Allow"}]


def test_whether_a_service_is_let_in_may_be_unknown():
    assert lets_in({"Statement": [{"Effect": "Allow", "Principal": {"Service": {"Ref": "S"}}}]}, "s") is None
    assert lets_in({"Statement": [{"Effect": "Allow", "Principal": "*"}]}, "s3.amazonaws.com") is True
    assert lets_in({"Statement": [{"Effect": "Deny", "Principal": "*"}]}, "s3.amazonaws.com") is False


def test_a_wildcard_is_narrowed_only_to_what_is_there_before():
    table = {"Type": "AWS::DynamoDB::Table", "DependsOn": "Role"}
    template = Template({"Resources": {"Role": {"Type": "AWS::IAM::Role"}, "Table": table}})
    statement = {"Action": ["dynamodb:GetItem"], "Resource": "*"}
    assert narrowed(template, template.resources["Role"], statement) is None
    free = Template({"Resources": {"Role": {"Type": "AWS::IAM::Role"}, "Q": {"Type": "AWS::SQS::Queue"}}})
    send = {"Action": "sqs:SendMessage", "Resource": ["*"]}
    assert narrowed(free, free.resources["Role"], send) == {"Fn::GetAtt": ["Q", "Arn"]}
    assert narrowed(free, free.resources["Role"], {"Action": "sqs:*", "Resource": "*"}) is None
    assert (
        narrowed(free, free.resources["Role"], {"Action": ["sqs:SendMessage", "s3:Get*"], "Resource": "*"})
        is None
    )


def test_callers_and_permissions_of_a_function_are_found():
    function = {"Fn::GetAtt": ["F", "Arn"]}
    template = Template(
        {
            "Resources": {
                "F": {"Type": "AWS::Lambda::Function"},
                "Rule": {
                    "Type": "AWS::Events::Rule",
                    "Properties": {"Targets": [{"Arn": function}, {"Arn": function}]},
                },
                "P": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": function}},
            }
        }
    )
    assert [caller.resource.id for caller in callers(template, "F")] == ["Rule"]
    assert [one.id for one in permissions(template, "F")] == ["P"]
