import datetime

import pytest

from repair import knowledge
from repair.rules.context import Context, Settings
from repair.rules.runtime_lifecycle import Stage, outdated_runtimes, successor_of
from repair.template.template import Template

DAY = datetime.date(2026, 11, 1)


def context_of(resources, stack="new", day=DAY, **sections):
    return Context(Template({**sections, "Resources": resources}), Settings(stack=stack, as_of=day))


def function(runtime, **properties):
    return {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": runtime, **properties}}


@pytest.mark.parametrize("name", sorted(knowledge.runtimes()))
def test_a_successor_is_of_age_and_not_yet_old(name):
    found = successor_of(name, DAY)
    if found is not None and found in knowledge.runtimes():
        end = knowledge.runtimes()[found].deprecated
        assert found != name
        assert end is None or end > DAY


def test_a_runtime_is_refused_earlier_for_new_functions_than_for_existing_ones():
    resources = {"F": function("nodejs14.x")}
    assert [one.stage for one in outdated_runtimes(context_of(resources), Stage.REFUSED)] == [Stage.REFUSED]
    existing = context_of(resources, stack="existing")
    assert [one.stage for one in outdated_runtimes(existing, Stage.ABANDONED)] == [Stage.ABANDONED]


def test_a_runtime_is_abandoned_a_year_after_its_end():
    end = knowledge.runtimes()["python3.9"].deprecated
    for days, stage in ((364, Stage.DEPRECATED), (365, Stage.ABANDONED)):
        context = context_of({"F": function("python3.9")}, day=end + datetime.timedelta(days=days))
        assert [one.stage for one in outdated_runtimes(context, stage)] == [stage]


def test_before_its_end_a_runtime_is_fine():
    context = context_of({"F": function("nodejs14.x")}, day=datetime.date(2022, 1, 1))
    assert not [*outdated_runtimes(context, Stage.REFUSED), *outdated_runtimes(context, Stage.DEPRECATED)]


def test_one_parameter_for_many_functions_is_one_place():
    resources = {"F": function({"Ref": "R"}), "G": function({"Ref": "R"}, Code={"ZipFile": "callback(null)"})}
    context = context_of(resources, Parameters={"R": {"Type": "String", "Default": "nodejs14.x"}})
    (one,) = outdated_runtimes(context, Stage.REFUSED)
    assert one.given.path == ("Parameters", "R", "Default")
    assert one.obstacle is not None


def test_a_parameter_that_serves_other_purposes_is_let_be():
    resources = {"F": function({"Ref": "R"}, Description={"Ref": "R"})}
    context = context_of(resources, Parameters={"R": {"Type": "String", "Default": "nodejs14.x"}})
    assert not list(outdated_runtimes(context, Stage.REFUSED))


@pytest.mark.parametrize(
    ("runtime", "code"),
    [
        ("nodejs14.x", 'const AWS = require("aws-sdk");'),
        ("nodejs12.x", "import S3 from 'aws-sdk/clients/s3'"),
        ("nodejs14.x", "exports.handler = (e, c, callback) => callback(null, 1)"),
        ("nodejs14.x", "exports.handler = (e, c, cb) => { cb(null, 1) }"),
        ("nodejs14.x", "exports.handler = function (e, c, done) { done() }"),
        ("nodejs14.x", "exports.handler = (e, context) => { context.succeed(1) }"),
        ("python3.7", "from botocore.vendored import requests"),
        ("python3.7", "import imp\n"),
    ],
)
def test_inline_code_that_the_move_would_break_is_seen(runtime, code):
    context = context_of({"F": function(runtime, Code={"ZipFile": {"Fn::Sub": code}})})
    (one,) = outdated_runtimes(context, Stage.REFUSED)
    assert one.obstacle is not None


def test_code_that_runs_on_either_is_no_obstacle():
    code = "const { S3Client } = require('@aws-sdk/client-s3'); exports.handler = async () => 1"
    (one,) = outdated_runtimes(
        context_of({"F": function("nodejs14.x", Code={"ZipFile": code})}), Stage.REFUSED
    )
    assert one.obstacle is None
