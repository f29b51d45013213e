"""Rules that pipelines of events, functions and state machines need, most of them only when asked."""

import json

import pytest

from repair.engine.loop import mend
from repair.engine.requirements import read
from repair.rules.context import Context, Settings
from repair.rules.load import rule
from repair.template.template import Template


def run(rule_id, resources, values, stack="new"):
    context = Context(Template({"Resources": resources}), Settings(values=values, stack=stack))
    return mend(context, [rule(rule_id)])


def wishes(sentence):
    return {name: value for one in read(sentence).understood for name, value in one.values.items()}


TASK = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True}
RETRIER = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2}


def machine(state, how):
    definition = {"StartAt": "A", "States": {"A": state}}
    text = json.dumps(definition)
    said = {
        "object": {"Definition": definition},
        "text": {"DefinitionString": text},
        "joined": {"DefinitionString": {"Fn::Join": ["", joined(text)]}},
    }
    return {"M": {"Type": "AWS::StepFunctions::StateMachine", "Properties": said[how]}}


def joined(text):
    head, tail = text.split(":aws:")
    return [head + ":", {"Ref": "AWS::Partition"}, ":" + tail]


def state_of(outcome, how):
    properties = outcome.data["Resources"]["M"]["Properties"]
    if how == "object":
        return properties["Definition"]["States"]["A"]
    text = properties["DefinitionString"]
    if how == "joined":
        text = "".join(one if isinstance(one, str) else "aws" for one in text["Fn::Join"][1])
    return json.loads(text)["States"]["A"]


@pytest.mark.parametrize("how", ["object", "text", "joined"])
def test_a_task_is_retried_as_often_as_was_asked(how):
    outcome = run("stepfunctions-asked-retry", machine(TASK, how), {"task-retries": 3})
    assert state_of(outcome, how) == {**TASK, "Retry": [RETRIER]}


def test_what_a_joined_definition_refers_to_stays():
    outcome = run("stepfunctions-asked-retry", machine(TASK, "joined"), {"task-retries": 3})
    parts = outcome.data["Resources"]["M"]["Properties"]["DefinitionString"]["Fn::Join"][1]
    assert parts[1] == {"Ref": "AWS::Partition"}


def test_retriers_for_some_errors_stay_before_the_one_for_all():
    some = {"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 6}
    outcome = run(
        "stepfunctions-asked-retry", machine({**TASK, "Retry": [some]}, "object"), {"task-retries": 3}
    )
    assert state_of(outcome, "object")["Retry"] == [some, RETRIER]


def test_a_task_that_is_retried_stays():
    retried = {**TASK, "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": 1}]}
    assert not run("stepfunctions-asked-retry", machine(retried, "object"), {"task-retries": 3}).first


def event_rule(**pattern):
    given = {"source": ["aws.s3"], "detail-type": ["Object Created"], **pattern}
    return {"R": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": given}}}


SUFFIXES = {"object-suffixes": [".csv", ".json"]}


def test_an_event_rule_takes_the_objects_that_were_asked_for():
    outcome = run("events-asked-suffixes", event_rule(detail={"bucket": {"name": ["b"]}}), SUFFIXES)
    detail = outcome.data["Resources"]["R"]["Properties"]["EventPattern"]["detail"]
    assert detail == {
        "bucket": {"name": ["b"]},
        "object": {"key": [{"suffix": ".csv"}, {"suffix": ".json"}]},
    }


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["aws.ec2"]},
        {"detail-type": ["AWS API Call via CloudTrail"]},
        {"detail": {"object": {"key": [{"prefix": "in/"}]}}},
    ],
)
def test_other_event_rules_stay(pattern):
    assert not run("events-asked-suffixes", event_rule(**pattern), SUFFIXES).first


FUNCTION = {"Type": "AWS::Lambda::Function", "Properties": {"Role": "role"}}
LOGS = {"function-log-groups": True, "log-retention-days": 14}


def test_a_function_logs_to_a_group_of_the_stack_when_that_was_asked():
    resources = run("logs-asked-function-group", {"F": FUNCTION}, LOGS, "existing").data["Resources"]
    assert resources["F"]["Properties"]["LoggingConfig"] == {"LogGroup": {"Ref": "FLogGroup"}}
    assert resources["FLogGroup"]["Properties"] == {"RetentionInDays": 14}


def test_a_function_that_has_a_group_stays():
    group = {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"LogGroupName": {"Fn::Sub": "/aws/lambda/${F}"}, "RetentionInDays": 1},
    }
    assert not run("logs-asked-function-group", {"F": FUNCTION, "G": group}, LOGS).first


def test_a_glue_job_runs_on_the_version_that_was_asked_for():
    jobs = {"J": {"Type": "AWS::Glue::Job", "Properties": {"GlueVersion": "3.0"}}}
    outcome = run("glue-asked-version", jobs, {"glue-version": "4.0"})
    assert outcome.data["Resources"]["J"]["Properties"]["GlueVersion"] == "4.0"


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Step Functions retries tasks with a maximum of 3 attempts.", {"task-retries": 3}),
        ("State machines must retry failed tasks up to 5 times.", {"task-retries": 5}),
        ("EventBridge rules filter for .csv and .json files only.", SUFFIXES),
        ("Glue jobs run on Glue version 4.0.", {"glue-version": "4.0"}),
        (
            "CloudWatch Logs are kept for 14 days for all Lambda functions.",
            {"log-retention-days": 14, "function-log-groups": True},
        ),
        ("VPC flow logs are kept for 14 days.", {"log-retention-days": 14}),
        ("EventBridge invokes handler.py of the function.", {}),
    ],
)
def test_what_sentences_ask_of_pipelines(sentence, values):
    found = wishes(sentence)
    assert {name: found.get(name) for name in values} == values
    assert values or not found.keys() & {"object-suffixes", "task-retries", "glue-version"}
