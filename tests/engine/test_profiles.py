"""Profiles: bundled ones, overlays, a team's file, and what is wrong with one."""

from pathlib import Path

import pytest

from repair.api import Options, chosen, repair
from repair.engine.loop import mend
from repair.engine.profile import profile_of
from repair.engine.select import selected_rules
from repair.engine.values import VALUES
from repair.errors import InputError, UsageError
from repair.rules.context import Context, Settings
from repair.rules.load import rule
from repair.rules.model import Safety, Severity
from repair.template.load import from_text
from repair.template.template import Template

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def team(tmp_path):
    def write(text, name="team.yaml"):
        file = tmp_path / name
        file.write_text(text)
        return str(file)

    return write


def rules_of(profile):
    options = chosen(Options(), profile)
    return {one.id: one for one in selected_rules(options.settings.profile, options.selection)}


def mended(rule_id, resources, profile="baseline", parameters=None, **values):
    data = {**({"Parameters": parameters} if parameters else {}), "Resources": resources}
    settings = Settings(profile, "new", values={name.replace("_", "-"): v for name, v in values.items()})
    outcome = mend(Context(Template(data), settings), [rule(rule_id)])
    again = mend(Context(Template(outcome.data), settings), [rule(rule_id)])
    assert again.data is outcome.data
    return outcome


def test_the_default_is_baseline_and_reads_no_file():
    options = Options()
    assert chosen(options, []) is options
    assert chosen(options, ["baseline"]) is options


def test_the_base_comes_before_the_overlays_whatever_the_order():
    assert profile_of(["emulator", "test"]).choices.layers == ("test", "emulator")
    assert profile_of(["compliance"]).base == "baseline"


@pytest.mark.parametrize(
    ("profile", "order", "image", "encryption"),
    [
        ([], Safety.DISPLAY_ONLY, Safety.DISPLAY_ONLY, Safety.DISPLAY_ONLY),
        (["test"], Safety.SAFE, Safety.UNSAFE, Safety.UNSAFE),
        (["production"], Safety.SAFE, Safety.UNSAFE, Safety.SAFE),
        (["compliance"], Safety.DISPLAY_ONLY, Safety.UNSAFE, Safety.UNSAFE),
        (["production", "compliance"], Safety.SAFE, Safety.UNSAFE, Safety.SAFE),
    ],
)
def test_what_is_only_shown_is_mended_where_a_profile_asks(profile, order, image, encryption):
    rules = rules_of(profile)
    found = [rules[name].safety for name in ("vpc-gateway-order", "images-hardcoded", "kinesis-encryption")]
    assert found == [order, image, encryption]


def test_two_kinds_of_environment_exclude_each_other():
    with pytest.raises(UsageError, match="production and test exclude each other"):
        profile_of(["test", "production"])


def test_an_unknown_profile_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError, match="Did you mean production"):
        profile_of(["prodution"])


def test_a_team_extends_a_profile_and_changes_rules(team):
    file = team(
        "extends: [test]\n"
        "values: {log-retention-days: 14}\n"
        "rules: {on: [rds-multi-az], off: [logs-retention], safe: [lambda-tracing]}\n"
        "severities: {s3-versioning: low}\n"
    )
    assert profile_of([file]).base == "test"
    assert profile_of([file]).values == {"removal": "destroy", "log-retention-days": 14}
    rules = rules_of([file])
    assert "rds-multi-az" in rules
    assert "logs-retention" not in rules
    assert rules["lambda-tracing"].safety is Safety.SAFE
    assert rules["lifecycle-kept-after-delete"].safety is Safety.SAFE
    assert rules["s3-versioning"].severity is Severity.LOW


def test_a_file_extends_a_file_beside_it(team):
    team("values: {log-retention-days: 7}\n", "company.yaml")
    assert profile_of([team("extends: company.yaml\n")]).values == {"log-retention-days": 7}


def test_a_profile_that_extends_itself_is_refused(team):
    with pytest.raises(UsageError, match="extends itself"):
        profile_of([team("extends: [../" + Path(team("")).parent.name + "/team.yaml]\n")])


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("valeus: {}\n", (1, 1), "Did you mean values"),
        ("values:\n  log-retention-day: 3\n", (2, 3), "Did you mean log-retention-days"),
        ("values:\n  log-retention-days: 8\n", (2, 3), "log-retention-days takes"),
        ("rules:\n  off:\n    - s3-versionin\n", (3, 7), "Did you mean s3-versioning"),
        ("extends: tset\n", (1, 1), "Did you mean test"),
        ("severities: {s3-versioning: urgent}\n", (1, 14), "a severity is one of"),
        ("rules: []\n", (1, 1), "a mapping is expected"),
        ("- a\n", (1, 1), "a mapping is expected"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(team, text, place, message):
    with pytest.raises(InputError, match=message) as raised:
        profile_of([team(text)])
    assert (raised.value.line, raised.value.column) == place


def test_a_limit_of_the_account_stands_above_the_team(team):
    file = team("values: {reserved-concurrency: required}\n")
    for words in ([file, "restricted-account"], ["restricted-account", file]):
        assert profile_of(words).values["reserved-concurrency"] == "none"


def test_the_documentation_names_every_value():
    text = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    assert [name for name in VALUES if f"`{name}`" not in text] == []


def test_a_fixed_name_gets_the_suffix_and_the_template_the_parameter():
    queue = {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders.fifo"}}}
    data = mended("suffix-physical-name", queue, environment_suffix=True).data
    assert data["Resources"]["Q"]["Properties"]["QueueName"] == {
        "Fn::Sub": "orders-${EnvironmentSuffix}.fifo"
    }
    assert data["Parameters"]["EnvironmentSuffix"]["Type"] == "String"


def test_a_name_that_is_written_elsewhere_is_left():
    resources = {
        "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "orders"}},
        "P": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": "https://sqs/orders"}},
    }
    outcome = mended("suffix-physical-name", resources, environment_suffix=True)
    assert [left.refusal for left in outcome.left] == ["ambiguous"]


def test_tags_are_merged_and_those_that_are_there_stay():
    topic = {"T": {"Type": "AWS::SNS::Topic", "Properties": {"Tags": [{"Key": "Team", "Value": "mine"}]}}}
    outcome = mended("tags-required", topic, tags={"Team": "theirs", "Project": "p"})
    assert outcome.data["Resources"]["T"]["Properties"]["Tags"] == [
        {"Key": "Team", "Value": "mine"},
        {"Key": "Project", "Value": "p"},
    ]


def test_a_tag_without_a_value_comes_from_the_parameter_of_its_name_or_is_left():
    topic = {"T": {"Type": "AWS::SNS::Topic"}}
    found = mended("tags-required", topic, required_tags=["Owner"], parameters={"Owner": {"Type": "String"}})
    assert found.data["Resources"]["T"]["Properties"]["Tags"] == [{"Key": "Owner", "Value": {"Ref": "Owner"}}]
    assert [one.refusal for one in mended("tags-required", topic, required_tags=["Owner"]).left] == [
        "needs-value"
    ]


def test_the_runtime_asked_for_is_taken_in_its_language_only():
    functions = {
        "A": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.12"}},
        "B": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "nodejs22.x"}},
    }
    data = mended("account-lambda-runtime", functions, lambda_runtime="python3.13").data
    assert [one["Properties"]["Runtime"] for one in data["Resources"].values()] == [
        "python3.13",
        "nodejs22.x",
    ]


def test_reserved_concurrency_that_was_asked_for_is_the_neighbours():
    functions = {
        "A": {"Type": "AWS::Lambda::Function", "Properties": {}},
        "B": {"Type": "AWS::Lambda::Function", "Properties": {"ReservedConcurrentExecutions": 10}},
    }
    data = mended("account-missing-concurrency", functions, reserved_concurrency="required").data
    assert data["Resources"]["A"]["Properties"] == {"ReservedConcurrentExecutions": 10}


def test_only_queues_that_take_failures_get_the_retention_asked_for():
    redrive = {"deadLetterTargetArn": {"Fn::GetAtt": ["Failed", "Arn"]}, "maxReceiveCount": 3}
    queues = {
        "Work": {"Type": "AWS::SQS::Queue", "Properties": {"RedrivePolicy": redrive}},
        "Failed": {"Type": "AWS::SQS::Queue"},
    }
    data = mended("account-queue-retention", queues, queue_retention_days=14).data
    assert data["Resources"]["Failed"]["Properties"] == {"MessageRetentionPeriod": 1209600}
    assert data["Resources"]["Work"] == queues["Work"]


def test_a_kind_of_resource_that_was_asked_for_is_missed_unless_something_stands_for_it():
    custom = {"T": {"Type": "Custom::GlobalTable"}}
    asked = ["AWS::DynamoDB::GlobalTable", "AWS::EC2::VPCEndpoint"]
    messages = [
        one.detected.detection.message
        for one in mended("account-asked-resource", custom, asked_resources=asked).left
    ]
    assert messages == ["The requirements ask for AWS::EC2::VPCEndpoint, and the template has none."]


def test_a_test_environment_is_made_destroyable():
    text = '{"Resources": {"D": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain", "Properties": {"KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}], "AttributeDefinitions": [{"AttributeName": "a", "AttributeType": "S"}], "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": true}}}}'
    result = repair(from_text(text, "t.json"), options=chosen(Options(), ["test"]))
    table = result.repaired["Resources"]["D"]
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Delete", "Delete")
    assert table["Properties"]["DeletionProtectionEnabled"] is False
