"""Repair towards an ideal, finding by finding."""

import jsonpatch
import pytest
from paired import findings

from repair.engine.finding import FixStatus
from repair.engine.guided import repair_towards
from repair.engine.result import Options
from repair.engine.select import Selection
from repair.errors import UsageError
from repair.template.load import from_text

GENERATED = """\
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: a, DelaySeconds: 1}}
  B: {Type: AWS::S3::Bucket, Properties: {BucketNam: shop}}
"""
IDEAL = """\
Parameters:
  Suffix: {Type: String, Default: dev}
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "a-${Suffix}", DelaySeconds: 2}}
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: shop}}
"""


def repaired(**selection):
    template, ideal = from_text(GENERATED, "generated.yaml"), from_text(IDEAL, "ideal.yaml")
    return repair_towards(template, ideal, Options(selection=Selection(**selection)))


def resources(result):
    return {name: body["Properties"] for name, body in result.repaired["Resources"].items()}


def test_a_finding_is_picked_by_its_rule_by_its_kind_and_by_its_category():
    for word in ("properties-unknown", "unsupported-property", "validity"):
        result = repaired(select=(word,))
        assert resources(result)["B"] == {"BucketName": "shop"}
        assert resources(result)["A"] == {"QueueName": "a", "DelaySeconds": 1}


def test_a_picked_finding_mends_all_its_places():
    result = repaired(select=("naming",))
    assert resources(result)["A"] == {"QueueName": {"Fn::Sub": "a-${Suffix}"}, "DelaySeconds": 1}
    assert "Suffix" in result.repaired["Parameters"]
    assert [one.fix.status for one in result.findings if one.category == "naming"] == [FixStatus.APPLIED]


def test_what_is_ignored_stays():
    result = repaired(ignore=("naming",))
    assert resources(result)["A"] == {"QueueName": "a", "DelaySeconds": 2}


def test_a_word_that_names_nothing_is_refused():
    with pytest.raises(UsageError):
        repaired(select=("property-differs",))


def test_the_operations_of_each_finding_mend_it_alone():
    data = from_text(GENERATED).data
    for one in findings(GENERATED, IDEAL, operations=True):
        mended = jsonpatch.apply_patch(data, list(one.fix.ops))
        assert mended != data
        for place in one.places:
            value = mended
            for step in place.path:
                value = value.get(step) if isinstance(value, dict) else value
            assert value == place.after
