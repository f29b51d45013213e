import pytest

from repair.rules.context import Context
from repair.rules.undefined_names import Fault, undefined_names
from repair.template.template import Template


def faults(body, **sections):
    resources = {"Topic": {"Type": "AWS::SNS::Topic"}, "Host": {"Type": "AWS::EC2::Instance", **body}}
    return [one.fault for one in undefined_names(Context(Template({**sections, "Resources": resources})))]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("#!/bin/sh\necho ${INSTANCE_ID}", Fault.SCRIPT_VARIABLE),
        ("#!/bin/sh\necho ${instance_id}", Fault.SCRIPT_VARIABLE),
        ("#!/bin/sh\necho ${VAR:-default}", Fault.SCRIPT_VARIABLE),
        ("#!/bin/sh\necho ${TOPIC}", Fault.MISSPELT),
        ("#!/bin/sh\necho ${Bucket}", Fault.UNKNOWN),
        ("#!/bin/sh\necho ${EnvironmentSuffix}", Fault.MISSING_PARAMETER),
    ],
)
def test_a_name_in_a_script_is_the_scripts_or_the_templates(text, fault):
    assert faults({"Properties": {"UserData": {"Fn::Base64": {"Fn::Sub": text}}}}) == [fault]


def test_outside_scripts_there_are_no_script_variables():
    assert faults({"Properties": {"KeyName": {"Fn::Sub": "${INSTANCE_ID}"}}}) == [Fault.UNKNOWN]


def test_a_wait_for_nothing_is_idle():
    assert faults({"DependsOn": ["Gone"]}) == [Fault.IDLE_WAIT]


def test_a_misspelt_wait_is_spelled_right_unless_it_would_be_idle():
    assert faults({"DependsOn": ["topic"]}) == [Fault.MISSPELT]
    assert faults({"DependsOn": ["topic"], "Properties": {"KeyName": {"Ref": "Topic"}}}) == [Fault.IDLE_WAIT]


def test_nothing_is_undefined_where_a_macro_may_define_it():
    assert faults({"DependsOn": ["Gone"]}, Transform="Macro") == []
