"""The macro: repairs the fragment that CloudFormation hands it."""

import pytest

from repair.aws.macro import handler


def event(fragment, **params):
    return {
        "region": "us-east-1",
        "accountId": "123456789012",
        "fragment": fragment,
        "transformId": "123456789012::Repair",
        "params": params,
        "requestId": "r-1",
        "templateParameterValues": {},
    }


BAD = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySecond": 5}}}}


def test_a_fragment_is_repaired():
    said = handler(event(BAD))
    assert said["status"] == "success"
    assert said["requestId"] == "r-1"
    assert said["fragment"]["Resources"]["Queue"]["Properties"]["DelaySeconds"] == 5


def test_repairing_again_changes_nothing():
    once = handler(event(BAD))["fragment"]
    assert handler(event(once))["fragment"] == once


def test_parameters_of_the_transform_choose_the_rules():
    said = handler(event(BAD, Ignore="properties-unknown"))
    assert said["fragment"]["Resources"]["Queue"]["Properties"] == {"DelaySecond": 5}


def test_a_snippet_is_refused_with_a_sentence():
    said = handler(event({"Type": "AWS::SQS::Queue"}))
    assert said["status"] == "failure"
    assert "Resources" in said["errorMessage"]


def test_a_parameter_that_nobody_knows_is_refused_with_a_sentence():
    said = handler(event(BAD, Profile="nowhere"))
    assert said["status"] == "failure"
    assert "nowhere" in said["errorMessage"]


def test_a_defect_is_an_answer_without_anything_of_the_template(monkeypatch):
    monkeypatch.setattr("repair.aws.macro.repair", lambda *_, **__: 1 / 0)
    said = handler(event({"Resources": {"Hidden": {"Type": "AWS::SNS::Topic"}}}))
    assert said["status"] == "failure"
    assert "ZeroDivisionError" in said["errorMessage"]
    assert "Hidden" not in said["errorMessage"]


@pytest.mark.parametrize(
    "params",
    [{"UnsafeFixes": "true"}, {"Unsafe_Fixes": True}, {"unsafe-fixes": "yes", "Select": ["low", "high"]}],
)
def test_parameters_may_be_spelled_as_templates_spell_them(params, monkeypatch):
    asked = []
    monkeypatch.setattr("repair.aws.macro.answer", lambda _, chosen: asked.append(chosen.options))
    handler(event(BAD, **params))
    assert asked[0].unsafe
    assert asked[0].selection.select == (("low", "high") if "Select" in params else ())


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"Profil": "test"}, "there is no parameter called Profil; the transform takes Profile, Select"),
        ({"UnsafeFixes": "treu"}, "is true or false, not treu"),
        ({"Select": "validty"}, "Did you mean validity?"),
    ],
)
def test_a_misspelt_parameter_is_refused_with_a_sentence(params, words):
    said = handler(event(BAD, **params))
    assert said["status"] == "failure"
    assert words in said["errorMessage"]


@pytest.mark.parametrize(
    "odd", [None, [], "x", {}, {"fragment": None}, {"fragment": [1]}, {"fragment": BAD, "params": 3}]
)
def test_whatever_comes_there_is_an_answer(odd):
    assert handler(odd)["status"] in ("success", "failure")
