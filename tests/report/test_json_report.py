import json

import jsonschema
from hypothesis import given, settings
from made_up import BUCKET, FINDINGS, NO_FIX, UNSAFE, finding, fix, place, result

import repair
from repair.report.json_report import as_json, json_text, shown_name
from repair.report.schema import Report, published
from repair.template.load import from_text

SCHEMA = jsonschema.Draft202012Validator(json.loads(published(Report)))


@settings(max_examples=25, deadline=None)
@given(FINDINGS)
def test_every_report_is_valid_json_of_the_published_shape_and_its_counts_add_up(findings):
    text = json_text(as_json(result(*findings)))
    report = json.loads(text)
    SCHEMA.validate(report)
    summary = report["summary"]
    assert summary["findings"] == len(report["findings"]) == len(findings)
    for counts in (summary["severity"], summary["category"], summary["status"]):
        assert sum(counts.values()) == len(findings)
    places = [place for one in report["findings"] for place in one["places"] if not place["part"]]
    assert summary["places"] == len(places)


def test_the_shape_is_the_contract():
    report = as_json(result(finding(), finding(fix=UNSAFE), ideal=BUCKET))
    assert list(report) == ["schema_version", "tool", "generated", "ideal", "summary", "findings"]
    one = report["findings"][0]
    assert list(one) == [
        "id", "kind", "kinds", "rules", "title", "category", "severity", "places", "root_cause", "impact",
        "references", "aliases", "fix", "deployment", "fingerprint", "suppression",
    ]  # fmt: skip
    assert one["places"] == [
        {
            "path": "/Resources/RawBucket/Properties",
            "part": False,
            "resource": "RawBucket",
            "resource_type": "AWS::S3::Bucket",
            "line": 4,
            "column": 5,
            "ideal_path": None,
            "ideal_line": None,
            "ideal_column": None,
            "before": {"BucketName": "raw"},
            "after": {"BucketName": "raw", "VersioningConfiguration": {"Status": "Enabled"}},
        }
    ]
    assert one["fix"]["status"] == "applied"
    assert one["fix"]["refusal"] is None
    assert report["findings"][1]["fix"]["refusal"] == "unsafe-not-enabled"
    assert report["ideal"] == {"name": "ideal.yaml", "format": "yaml", "resources": 2}


def test_without_an_ideal_it_is_null():
    assert as_json(result())["ideal"] is None


def test_what_only_one_template_has_is_followed_by_its_parts():
    queue = "\n  Fifo:\n    Type: AWS::SQS::Queue\n    DeletionPolicy: Delete\n    Properties: {FifoQueue: true}\n"
    generated, ideal = from_text(BUCKET, "generated.yaml"), from_text(BUCKET + queue, "ideal.yaml")
    (found,) = as_json(repair.report(generated, ideal))["findings"]
    whole, *parts = found["places"]
    assert (whole["path"], whole["part"]) == ("/Resources/Fifo", False)
    assert [(one["path"], one["ideal_path"], one["after"]) for one in parts] == [
        ("/Resources/Fifo/DeletionPolicy", "/Resources/Fifo/DeletionPolicy", "Delete"),
        ("/Resources/Fifo/Properties/FifoQueue", "/Resources/Fifo/Properties/FifoQueue", True),
    ]
    assert all(one["part"] and one["before"] is None for one in parts)
    last = len(BUCKET.splitlines()) + 5
    assert [one["ideal_line"] for one in parts] == [last - 1, last]


def test_what_only_the_generated_template_has_has_parts_too():
    queue = "  Fifo:\n    Type: AWS::SQS::Queue\n    Properties: {FifoQueue: true}\n"
    generated, ideal = from_text(BUCKET + queue, "generated.yaml"), from_text(BUCKET, "ideal.yaml")
    (found,) = as_json(repair.report(generated, ideal))["findings"]
    (_, part) = found["places"]
    assert (part["path"], part["ideal_path"], part["before"], part["after"]) == (
        "/Resources/Fifo/Properties/FifoQueue", None, True, None,
    )  # fmt: skip
    assert part["line"] == len((BUCKET + queue).splitlines())


def test_secrets_in_parts_are_hidden():
    secret = "\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: {MasterUserPassword: Hunter2hunter2}\n"
    text = json_text(
        as_json(repair.report(from_text(BUCKET, "a.yaml"), from_text(BUCKET + secret, "b.yaml")))
    )
    assert "/Resources/Db/Properties/MasterUserPassword" in text
    assert "Hunter2" not in text


def test_a_failed_rule_is_named():
    report = as_json(result(failures=[("s3-odd", "KeyError: 'Status'")]))
    assert report["summary"]["failed_rules"] == [{"id": "s3-odd", "error": "KeyError: 'Status'"}]


def test_a_number_keeps_the_text_that_the_template_gave_it():
    source = "Resources: {A: {Type: X, Properties: {EngineVersion: 5.10}}}"
    data = from_text(source).data["Resources"]["A"]["Properties"]["EngineVersion"]
    text = json_text(as_json(result(finding(places=(place(before=data),)), source=source)))
    assert '"before": 5.10' in text


def test_large_values_stay_whole():
    many = {f"Key{n}": n for n in range(500)}
    report = as_json(result(finding(places=(place(before=many),), fix=NO_FIX)))
    assert report["findings"][0]["places"][0]["before"] == many


def test_a_path_of_this_machine_is_not_told():
    assert shown_name(from_text(BUCKET, "/home/somebody/stack.yaml")) == "stack.yaml"
    assert shown_name(from_text(BUCKET, "templates/stack.yaml")) == "templates/stack.yaml"
    assert shown_name(from_text(BUCKET, "-")) == "standard input"


def test_operations_are_those_of_the_fix():
    op = {"op": "move", "from": "/Resources/A", "path": "/Resources/B"}
    assert as_json(result(finding(fix=fix(ops=(op,)))))["findings"][0]["fix"]["operations"] == [op]
