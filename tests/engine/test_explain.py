"""Differences become the failures that a person would list."""

import os
from collections import Counter
from pathlib import Path

import pytest
from paired import findings, listed

import repair
from repair.engine.finding import FixStatus
from repair.engine.wording import LONG
from repair.rules.taxonomy import categories, kinds

CORPUS = os.environ.get("REPAIR_CORPUS", "")
STEP = int(os.environ.get("REPAIR_CORPUS_STEP", "12"))
FOLDERS = sorted(path for path in Path(CORPUS).iterdir() if path.is_dir())[::STEP] if CORPUS else []

NAMED = """\
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: a}}
  B: {Type: AWS::SNS::Topic, Properties: {TopicName: b}}
  C: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmName: c, ComparisonOperator: X, EvaluationPeriods: 1}}
"""
SUFFIXED = """\
Parameters:
  EnvironmentSuffix: {Type: String, Default: dev}
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "a-${EnvironmentSuffix}"}}
  B: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub "b-${EnvironmentSuffix}"}}
  C:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmName: !Sub "c-${EnvironmentSuffix}", ComparisonOperator: X, EvaluationPeriods: 1}
"""


def test_a_new_parameter_and_the_names_that_use_it_are_one_finding():
    (found,) = findings(NAMED, SUFFIXED)
    assert {place.path[1] for place in found.places} == {"EnvironmentSuffix", "A", "B", "C"}
    assert found.category == "naming"


def test_the_same_failure_on_several_resources_is_one_finding_whatever_the_values_are():
    found = listed(
        "Resources: {A: {Type: AWS::Lambda::Function, Properties: {Timeout: 3, Role: r}},"
        " B: {Type: AWS::Lambda::Function, Properties: {Timeout: 5, Role: r}}}",
        "Resources: {A: {Type: AWS::Lambda::Function, Properties: {Timeout: 30, Role: r}},"
        " B: {Type: AWS::Lambda::Function, Properties: {Timeout: 60, Role: r}}}",
    )
    assert found == {"lambda-timeout-memory": {"A.Timeout", "B.Timeout"}}


def test_all_renames_are_one_finding():
    found = listed(
        "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 7}},"
        " B: {Type: AWS::SNS::Topic, Properties: {DisplayName: seen}}}",
        "Resources: {X: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 7}},"
        " Y: {Type: AWS::SNS::Topic, Properties: {DisplayName: seen}}}",
    )
    assert found == {"resource-renamed": {"A", "B"}}


BEFORE = (
    "Resources: {Fn: {Type: AWS::Lambda::Function, Properties: {Role: r, Environment: {Variables: {A: a}}}}}"
)
WITH_TABLE = """\
Parameters:
  Mode: {Type: String, Default: PAY_PER_REQUEST}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: !Ref Mode
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Role: r, Environment: {Variables: {A: a, TABLE: !Ref Table}}}
Outputs:
  TableName: {Value: !Ref Table}
"""


def test_a_new_resource_with_its_parameter_its_output_and_who_is_told_its_name_is_one_finding():
    assert listed(BEFORE, WITH_TABLE) == {
        "resource-missing": {"Mode", "Table", "Fn.Environment.Variables.TABLE", "TableName"}
    }


def test_what_only_the_generated_template_has_is_one_finding_too():
    assert listed(WITH_TABLE, BEFORE) == {
        "resource-extra": {"Mode", "Table", "Fn.Environment.Variables.TABLE", "TableName"}
    }


FEATURES = """\
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Statement: []}}}
  Group: {Type: AWS::Logs::LogGroup, Properties: {KmsKeyId: !GetAtt Key.Arn}}
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      SSESpecification: {SSEEnabled: true, KMSMasterKeyId: !Ref Key}
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
"""


def test_what_several_failures_use_ties_nothing_together():
    found = listed("Resources: {Queue: {Type: AWS::SQS::Queue}}", FEATURES)
    assert found["kms-key-or-alias-missing"] == {"Key"}
    assert len(found) == 3


def test_a_rule_explains_what_it_finds_and_does_not_find_in_the_ideal():
    found = findings(
        "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketNam: shop}}}",
        "Resources: {B: {Type: AWS::S3::Bucket, Properties: {BucketName: shop}}}",
    )
    assert [one.id for one in found] == ["properties-unknown"]
    assert found[0].kind == "unsupported-property"


def test_a_finding_of_several_kinds_says_which_and_what_differs_in_the_templates_words():
    before = "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Role: r, Timeout: 3, Layers: [a]}}}"
    after = """\
    Resources:
      F:
        Type: AWS::Lambda::Function
        Properties:
          Role: r
          Timeout: 30
          ReservedConcurrentExecutions: 5
          VpcConfig: {SubnetIds: [s]}
          Environment: {Variables: {A: a}}
    """
    found = next(one for one in findings(before, after) if one.category == "serverless")
    assert found.title == (
        "Serverless and messaging: missing ReservedConcurrentExecutions; different Timeout; and 3 more"
    )
    assert {"lambda-timeout-memory", "lambda-vpc-config", "lambda-env-vars"} < set(found.kinds)
    assert len(found.title) <= LONG


def test_a_rule_keeps_its_id_where_its_places_are_told_with_others():
    names = "Resources: {{Q: {{Type: AWS::SQS::Queue, Properties: {{QueueName: {}}}}}, T: {{Type: AWS::SNS::Topic, {}}}}}"
    (found,) = findings(
        names.format("q", "Properties: {DisplayName: a}"),
        names.format("!Sub 'q-${AWS::Region}'", "Properties: {DisplayName: b}"),
    )
    assert found.rules == ("naming-fixed",)
    assert found.kinds == ("naming-convention", "physical-name-collision")
    assert len(found.places) == 2


def test_a_resource_that_goes_is_not_explained_by_what_it_lacks():
    bucket = "B: {Type: AWS::S3::Bucket}"
    found = listed(
        f"Resources: {{Q: {{Type: AWS::SQS::Queue}}, {bucket}}}", "Resources: {Q: {Type: AWS::SQS::Queue}}"
    )
    assert found == {"resource-extra": {"B"}}


def test_what_a_rule_would_add_is_explained_by_it():
    vpc = "V: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}"
    log = "{Type: AWS::EC2::FlowLog, Properties: {ResourceId: !Ref V, ResourceType: VPC, TrafficType: ALL}}"
    assert listed(f"Resources: {{{vpc}}}", f"Resources: {{{vpc}, L: {log}}}") == {"vpc-flow-logs": {"L"}}


def test_a_place_stands_in_both_documents():
    queue = "  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: {}\n"
    (found,) = findings("Resources:\n" + queue.format(1), "\n\nResources:\n" + queue.format(2))
    (place,) = found.places
    assert place.path == place.ideal_path == ("Resources", "A", "Properties", "DelaySeconds")
    assert (place.line, place.column) == (5, 7)
    assert (place.ideal_line, place.ideal_column) == (7, 7)


def test_a_long_chain_of_resources_that_exist_for_each_other_is_followed_without_recursion():
    groups = "".join(
        f"  G{n}: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: !Ref G{n + 1}}}}}\n"
        for n in range(1200)
    )
    queue = "Resources:\n  Q: {Type: AWS::SQS::Queue}\n"
    last = "  G1200: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: last}}\n"
    found = findings(queue, queue + groups + last)
    assert sum(len(one.places) for one in found) == 1201


def test_a_place_has_the_type_that_its_resource_has_or_would_have():
    queue = "Q: {Type: AWS::SQS::Queue}"
    old, new = (
        "D: {Type: AWS::RDS::DBInstance, Properties: {Engine: a}}",
        "D: {Type: AWS::RDS::DBCluster, Properties: {Engine: b}}",
    )
    found = findings(
        f"Resources: {{{queue}, {old}}}", f"Resources: {{{queue}, {new}, L: {{Type: AWS::Logs::LogGroup}}}}"
    )
    types = {
        place.path[1]: place.resource_type for one in found for place in one.places if len(place.path) == 2
    }
    assert types["L"] == "AWS::Logs::LogGroup"
    assert {place.resource_type for one in found for place in one.places if place.path[1] == "D"} <= {
        "AWS::RDS::DBInstance"
    }


def test_what_the_ideal_does_without_has_no_place_there():
    (found,) = findings(
        "Resources: {A: {Type: AWS::SQS::Queue}, B: {Type: AWS::SNS::Topic}}",
        "Resources: {A: {Type: AWS::SQS::Queue}}",
    )
    assert (found.places[0].ideal_path, found.places[0].ideal_line, found.places[0].ideal_column) == (
        None,
    ) * 3


def test_a_property_that_is_added_is_placed_by_the_generated_templates_names():
    found = findings(
        "Resources: {Old: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 7, QueueName: q}}}",
        "Resources: {New: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 7, QueueName: q, FifoQueue: true}}}",
    )
    places = {place.path: place.ideal_path for one in found for place in one.places}
    assert places["Resources", "Old", "Properties", "FifoQueue"] == (
        "Resources",
        "New",
        "Properties",
        "FifoQueue",
    )


def test_the_worst_comes_first_and_the_order_does_not_depend_on_the_files_order():
    flipped = "Resources:\n" + "\n".join(
        reversed([line for line in NAMED.splitlines() if line.startswith("  ")])
    )
    one = [found.fingerprint for found in findings(NAMED, SUFFIXED)]
    assert one == [found.fingerprint for found in findings(flipped, SUFFIXED)]
    ranks = [found.severity.rank for found in findings(BEFORE, FEATURES)]
    assert ranks == sorted(ranks)


def test_every_finding_hangs_in_the_taxonomy_and_says_why_and_what_it_costs():
    for found in findings(BEFORE, FEATURES):
        assert found.kind in kinds()
        assert found.category in categories()
        assert found.title
        assert found.root_cause
        assert found.impact
        assert found.references


@pytest.mark.skipif(not CORPUS, reason="REPAIR_CORPUS names no folder of template pairs")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_difference_of_a_real_pair_is_in_exactly_one_finding(folder):
    try:
        generated, ideal = (repair.load(next(folder.glob(f"{stem}.*"))) for stem in ("generated", "ideal"))
    except repair.InputError as error:
        pytest.skip(str(error))
    found = repair.report(generated, ideal).findings
    deltas = repair.diff(generated, ideal).deltas

    def marks(path, ideal_path, before, after):
        return path, ideal_path, repr(before), repr(after)

    wanted = Counter(
        marks(one.path or one.target or one.ideal_path, one.ideal_path, one.before, one.after)
        for one in deltas
    )
    assert wanted == Counter(
        marks(place.path, place.ideal_path, place.before, place.after)
        for one in found
        for place in one.places
    )
    assert len({one.fingerprint for one in found}) == len(found)
    assert all(one.kind in kinds() and one.category in categories() for one in found)
    assert all(one.fix.status is FixStatus.AVAILABLE for one in found)
