"""Rules that act on what the profile or the requirements ask for."""

import pytest

from repair.engine.loop import mend
from repair.rules.context import Context, Settings
from repair.rules.load import rule
from repair.template.template import Template


def run(rule_id, resources, values, unsafe=False, **sections):
    template = Template({"Resources": resources, **sections})
    return mend(Context(template, Settings(values=values)), [rule(rule_id)], unsafe=unsafe)


def function(**properties):
    return {"Type": "AWS::Lambda::Function", "Properties": properties}


def properties(outcome, name):
    return outcome.data["Resources"][name]["Properties"]


SIZE = {"function-timeout-seconds": 60, "function-memory-mb": 256}


def test_functions_get_the_timeout_and_the_memory_that_were_asked_for():
    outcome = run("account-function-size", {"Take": function(Timeout=300)}, SIZE)
    assert properties(outcome, "Take") == {"Timeout": 60, "MemorySize": 256}


def test_a_size_known_only_at_deployment_stays():
    resources = {"Take": function(Timeout={"Ref": "Seconds"}, MemorySize="256")}
    assert not run("account-function-size", resources, SIZE).applied


def test_a_function_that_answers_cloudformation_keeps_its_timeout():
    seed = {"Type": "Custom::Seed", "Properties": {"ServiceToken": {"Fn::GetAtt": ["Setup", "Arn"]}}}
    resources = {"Setup": function(Timeout=900, MemorySize=128), "Seed": seed}
    assert not run("account-function-size", resources, SIZE).first


def test_the_size_of_one_function_says_nothing_of_two():
    values = {**SIZE, "function-size-of": "the only one"}
    two = {"Take": function(), "Send": function()}
    assert not run("account-function-size", two, values).first
    assert run("account-function-size", {"Take": function()}, values).applied


@pytest.mark.parametrize(
    ("code", "asked", "found"),
    [
        ({"ImageUri": "i"}, "zip", 1),
        ({"ZipFile": "x"}, "image", 1),
        ({"ImageUri": "i"}, "image", 0),
        ({"Fn::If": ["C", {"ImageUri": "i"}, {"ZipFile": "x"}]}, "zip", 0),
    ],
)
def test_code_in_the_other_form_is_shown(code, asked, found):
    outcome = run("account-lambda-packaging", {"Take": function(Code=code)}, {"lambda-packaging": asked})
    assert len(outcome.left) == found
    assert not outcome.applied


def alarm(**more):
    properties = {
        "Namespace": "AWS/Lambda",
        "MetricName": "Errors",
        "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": "Take"}}],
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": {**properties, **more}}


def test_a_count_of_errors_becomes_the_rate_that_was_asked_for():
    values = {"error-rate-percent": 5, "error-rate-minutes": 10}
    made = properties(run("cloudwatch-asked-error-rate", {"Failed": alarm()}, values), "Failed")
    assert made.keys() == {"EvaluationPeriods", "Threshold", "ComparisonOperator", "Metrics"}
    assert (made["Threshold"], made["ComparisonOperator"], made["EvaluationPeriods"]) == (
        5,
        "GreaterThanThreshold",
        1,
    )
    rate, errors, calls = made["Metrics"]
    assert rate["ReturnData"]
    assert [one["MetricStat"]["Metric"]["MetricName"] for one in (errors, calls)] == ["Errors", "Invocations"]
    assert {one["MetricStat"]["Period"] for one in (errors, calls)} == {600}


def test_an_alarm_on_another_metric_counts_on():
    resources = {"Slow": alarm(MetricName="Duration")}
    assert not run("cloudwatch-asked-error-rate", resources, {"error-rate-percent": 5}).first


def test_alarms_treat_missing_data_as_was_asked_for():
    outcome = run("cloudwatch-asked-missing-data", {"Failed": alarm()}, {"missing-data": "notBreaching"})
    assert properties(outcome, "Failed")["TreatMissingData"] == "notBreaching"


def bucket(*rules):
    return {"Type": "AWS::S3::Bucket", "Properties": {"LifecycleConfiguration": {"Rules": [*rules]}}}


def rules_of(outcome, name):
    return properties(outcome, name)["LifecycleConfiguration"]["Rules"]


def test_objects_move_to_glacier_on_the_day_that_was_asked_for():
    resources = {
        "Audit": {"Type": "AWS::S3::Bucket"},
        "AccessLogs": {"Type": "AWS::S3::Bucket"},
    }
    outcome = run("s3-asked-archive", resources, {"archive-after-days": 90})
    (rule_,) = rules_of(outcome, "Audit")
    assert rule_["Transitions"] == [{"StorageClass": "GLACIER", "TransitionInDays": 90}]
    assert outcome.data["Resources"]["AccessLogs"] == {"Type": "AWS::S3::Bucket"}


def test_a_bucket_for_logs_counts_where_there_is_no_other():
    resources = {"AuditLogs": {"Type": "AWS::S3::Bucket"}}
    assert run("s3-asked-archive", resources, {"archive-after-days": 90}).applied


def test_another_day_is_mended_and_the_right_one_stays():
    moved = {"Status": "Enabled", "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 30}]}
    outcome = run("s3-asked-archive", {"Audit": bucket(moved)}, {"archive-after-days": 90})
    assert rules_of(outcome, "Audit")[0]["Transitions"][0]["TransitionInDays"] == 90
    assert not run("s3-asked-archive", {"Audit": bucket(moved)}, {"archive-after-days": 30}).first


def test_which_of_two_buckets_is_meant_a_person_says():
    resources = {"Audit": {"Type": "AWS::S3::Bucket"}, "Orders": {"Type": "AWS::S3::Bucket"}}
    outcome = run("s3-asked-archive", resources, {"archive-after-days": 90})
    assert [left.refusal for left in outcome.left] == ["ambiguous"] * 2


def test_rules_that_delete_go_and_what_else_they_do_stays():
    resources = {
        "Audit": bucket(
            {"Status": "Enabled", "NoncurrentVersionExpirationInDays": 30},
            {
                "Status": "Enabled",
                "ExpirationInDays": 9,
                "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 1}],
            },
        )
    }
    (left,) = rules_of(run("s3-kept-objects", resources, {"keep-objects": True}), "Audit")
    assert left == {
        "Status": "Enabled",
        "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 1}],
    }


def test_the_last_rule_that_goes_takes_the_configuration_with_it():
    resources = {"Audit": bucket({"Status": "Enabled", "ExpirationInDays": 30})}
    outcome = run("s3-kept-objects", resources, {"keep-objects": True})
    assert "LifecycleConfiguration" not in outcome.data["Resources"]["Audit"].get("Properties", {})


def table(*attributes, **more):
    definitions = [{"AttributeName": name, "AttributeType": "S"} for name in attributes]
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    properties = {"AttributeDefinitions": definitions, "KeySchema": keys, **more}
    return {"Type": "AWS::DynamoDB::Table", "Properties": properties}


INDEX = {"asked-indexes": ["status-index: status, id"]}


def test_an_index_on_known_attributes_is_added():
    made = properties(run("dynamodb-asked-index", {"Orders": table("id", "status")}, INDEX), "Orders")
    (index,) = made["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "status-index"
    assert [key["AttributeName"] for key in index["KeySchema"]] == ["status", "id"]


def test_an_index_on_a_new_attribute_waits_for_unsafe_fixes():
    assert not run("dynamodb-asked-index", {"Orders": table("id")}, INDEX).applied
    made = properties(run("dynamodb-asked-index", {"Orders": table("id")}, INDEX, unsafe=True), "Orders")
    assert made["AttributeDefinitions"][-1] == {"AttributeName": "status", "AttributeType": "S"}


def test_an_index_of_any_name_with_these_keys_is_enough():
    index = {"IndexName": "mine", "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}]}
    resources = {"Orders": table("id", "status", GlobalSecondaryIndexes=[index])}
    assert not run("dynamodb-asked-index", resources, {"asked-indexes": ["*: status"]}).first
    assert run("dynamodb-asked-index", resources, {"asked-indexes": ["*: state"]}).left


def test_the_key_of_the_table_itself_is_no_index():
    assert not run("dynamodb-asked-index", {"Orders": table("id")}, {"asked-indexes": ["x-index: id"]}).first


def test_outputs_are_exported_under_the_name_of_the_stack():
    outputs = {"Topic": {"Value": {"Ref": "Topic"}}, "Own": {"Value": "1", "Export": {"Name": "own"}}}
    resources = {"Topic": {"Type": "AWS::SNS::Topic"}}
    outcome = run("outputs-export", resources, {"export-outputs": True}, Outputs=outputs)
    assert outcome.data["Outputs"]["Topic"]["Export"] == {"Name": {"Fn::Sub": "${AWS::StackName}-Topic"}}
    assert outcome.data["Outputs"]["Own"] == outputs["Own"]


def test_a_repository_keeps_as_many_images_as_were_asked_for():
    resources = {"Images": {"Type": "AWS::ECR::Repository"}}
    outcome = run("ecr-lifecycle-policy", resources, {"image-count": 10}, unsafe=True)
    text = properties(outcome, "Images")["LifecyclePolicy"]["LifecyclePolicyText"]
    assert '"countType": "imageCountMoreThan", "countNumber": 10' in text


def test_tags_with_a_known_value_are_added_and_the_others_are_left():
    resources = {"Topic": {"Type": "AWS::SNS::Topic"}}
    values = {"required-tags": ["Environment", "Purpose"]}
    outcome = run("tags-required", resources, values, Parameters={"EnvironmentSuffix": {"Type": "String"}})
    assert properties(outcome, "Topic")["Tags"] == [
        {"Key": "Environment", "Value": {"Ref": "EnvironmentSuffix"}}
    ]
    assert [left.reason for left in outcome.left] == ["nothing says the value of Purpose"]


def test_names_of_iam_and_buckets_end_in_the_region_where_there_are_several():
    resources = {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Fn::Sub": "orders-${Stage}"}}},
        "Files": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Fn::Sub": "f-${AWS::Region}"}}},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "orders"}},
    }
    outcome = run("naming-several-regions", resources, {"several-regions": True}, unsafe=True)
    assert properties(outcome, "Role")["RoleName"] == {"Fn::Sub": "orders-${Stage}-${AWS::Region}"}
    assert len(outcome.applied) == 1
    assert not run("naming-several-regions", resources, {}).first


def test_parameters_are_shown_in_groups():
    parameters = {name: {"Type": "String"} for name in ("Owner", "VpcCidr", "DBName", "Project")}
    outcome = run("parameters-groups", {}, {"parameter-groups": True}, Parameters=parameters)
    groups = outcome.data["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert [(one["Label"]["default"], one["Parameters"]) for one in groups] == [
        ("General", ["Owner", "Project"]),
        ("Network", ["VpcCidr"]),
        ("Database", ["DBName"]),
    ]


ASKED = {
    **SIZE, **INDEX, "archive-after-days": 90, "keep-objects": True, "error-rate-percent": 5, "export-outputs": True,
    "lambda-packaging": "zip", "missing-data": "ignore", "parameter-groups": True, "several-regions": True,
}  # fmt: skip
RULES = [
    rule(name)
    for name in (
        "account-function-size", "account-lambda-packaging", "cloudwatch-asked-error-rate", "naming-several-regions",
        "cloudwatch-asked-missing-data", "dynamodb-asked-index", "outputs-export", "parameters-groups",
        "s3-asked-archive", "s3-kept-objects",
    )
]  # fmt: skip
ALL = {
    "Parameters": {"Owner": {"Type": "String"}, "VpcCidr": {"Type": "String"}},
    "Resources": {
        "Take": function(Code={"ImageUri": "i"}),
        "Failed": alarm(),
        "Orders": table("id", "status"),
        "Audit": bucket({"Status": "Enabled", "ExpirationInDays": 9}),
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "orders"}},
    },
    "Outputs": {"Orders": {"Value": {"Ref": "Orders"}}},
}
ODD = (None, 1, "", [], {}, [None], {"Ref": 1}, {"Fn::GetAtt": []}, {"Fn::Sub": [1]}, {"Fn::If": ["C", 1, 2]})


def replaced(node, wanted):
    """Every tree that `node` becomes when one of its values is `wanted`."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inside in items:
        for new in (wanted, *replaced(inside, wanted)):
            copy = node.copy()
            copy[key] = new
            yield copy


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_any_json_may_stand_anywhere(odd):
    for data in replaced(ALL, odd):
        context = Context(Template(data), Settings(values=ASKED))
        outcome = mend(context, RULES, unsafe=True)
        assert outcome.failures == ()
        assert mend(context.with_template(Template(outcome.data)), RULES, unsafe=True).data is outcome.data
