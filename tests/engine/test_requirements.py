"""What sentences of requirements documents are understood as."""

import pytest

from repair.engine.profile import profile_of
from repair.engine.requirements import read, sentences, with_requirements


def profile(text, *words):
    return with_requirements(profile_of(words), read(text))


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("All resources must be destroyable (no Retain policies)", {"removal": "destroy"}),
        ("No DeletionPolicy: Retain or UpdateReplacePolicy: Retain allowed", {"removal": "destroy"}),
        ("All resources must be destroyable (use RemovalPolicy: Delete, NOT Retain)", {"removal": "destroy"}),
        ("NO deletion protection enabled on any resources", {"removal": "destroy"}),
        ("Stack can be completely deleted without retained resources", {"removal": "destroy"}),
        ("Use DeletionPolicy: Retain for the table", {"removal": "protect"}),
        ("Resource names must include **environmentSuffix** for uniqueness", {"environment-suffix": True}),
        ("Lambda functions must use Python 3.12", {"lambda-runtime": "python3.12"}),
        ("Create a Lambda function using the Node.js 22.x runtime.", {"lambda-runtime": "nodejs22.x"}),
        ("CloudWatch Logs configuration with 30-day retention", {"log-retention-days": 30}),
        ("CloudWatch logs retained for 90 days", {"log-retention-days": 90}),
        ("DLQ must retain messages for exactly 14 days", {"queue-retention-days": 14, "asked-resources": ["AWS::SQS::Queue"]}),
        ("Configure automated backups with minimum 7-day retention", {"backup-retention-days": 7}),
        ("Set reserved concurrent executions to 100 for all functions", {"reserved-concurrency": 100}),
        ("Do not set reserved concurrency on Lambda", {"reserved-concurrency": "none"}),
        ("Lambda functions must use ARM-based Graviton2 processors", {"lambda-architecture": "arm64"}),
        ("Tag all resources with Environment=production and Team", {"tags": {"Environment": "production"}, "required-tags": ["Team"]}),
        ("Resources that can carry tags must have the tags `Owner` and `Purpose`.", {"required-tags": ["Owner", "Purpose"]}),
        ("All Lambda functions have 512MB memory and a timeout of 2 minutes", {"function-memory-mb": 512, "function-timeout-seconds": 120}),
        ("Set Lambda timeout to 30 seconds", {"function-timeout-seconds": 30, "function-size-of": "the only one"}),
        ("Lambda functions must have a timeout not exceeding 30 seconds", {}),
        ("The validator function has a timeout of 30 seconds", {}),
        ("S3 lifecycle policy must transition objects to Glacier after exactly 90 days", {"archive-after-days": 90}),
        ("S3 objects move to Glacier Deep Archive after 365 days", {}),
        ("Records in the bucket must not be deleted.", {"keep-objects": True}),
        ("A function whose error rate exceeds 5 % over 10 minutes is reported", {"error-rate-percent": 5, "error-rate-minutes": 10}),
        ("DynamoDB index `by-status-index` with `status` as partition key and `at` as sort key", {"asked-indexes": ["by-status-index: status, at"]}),
        ("A DynamoDB index must answer queries by `status`, ordered by `at`.", {"asked-indexes": ["*: status, at"]}),
        ("The DynamoDB table has id as partition key and no index", {}),
        ("Missing data must be treated as not breaching.", {"missing-data": "notBreaching"}),
        ("ECR keeps the last 10 images", {"image-count": 10}),
        ("Outputs must be exported for other stacks", {"export-outputs": True}),
        ("Do not use container images for Lambda", {"lambda-packaging": "zip"}),
        ("Deploy the stack to two regions", {"several-regions": True}),
        ("Parameters are grouped with AWS::CloudFormation::Interface", {"parameter-groups": True}),
        ("Do not set ReservedConcurrentExecutions at all", {"reserved-concurrency": "none"}),
    ],
)  # fmt: skip
def test_a_sentence_states_values(sentence, values):
    assert profile(f"- {sentence}")[0].values == values


@pytest.mark.parametrize(
    ("sentence", "safe"),
    [
        ("Enable point-in-time recovery for data protection", "dynamodb-point-in-time-recovery"),
        ("Enable versioning on the bucket.", "s3-versioning"),
        ("X-Ray tracing must be enabled on every function", "lambda-tracing"),
        ("All data must be encrypted at rest without exception", "sqs-encryption"),
        ("Set DeletionProtection on Aurora", "rds-deletion-protection"),
    ],
)
def test_a_sentence_makes_rules_safe(sentence, safe):
    assert safe in profile(sentence)[0].choices.safe


def test_a_heading_says_what_a_number_is_about():
    size = {"function-timeout-seconds": 60, "function-size-of": "the only one"}
    assert profile("## Lambda\n- The timeout must be 60 seconds.")[0].values == size
    assert (
        profile("1. **Lambda Function** that takes orders:\n   - Timeout: 60 seconds long")[0].values == size
    )
    assert profile("## Load balancer\n- The timeout must be 60 seconds.")[0].values == {}


def test_a_sentence_goes_on_in_the_next_line():
    text = "- Logs are kept for\n  90 days, as CloudWatch\n  log groups.\n- Alarms are named\n\nafter the log of 7 days"
    assert next(one.text for one in sentences(text)) == "Logs are kept for 90 days, as CloudWatch log groups."
    assert [one.line for one in sentences(text)] == [1, 4, 6]


def test_a_sentence_about_one_service_says_nothing_of_others():
    safe = profile("S3 buckets must be encrypted")[0].choices.safe
    assert "s3-encryption" in safe
    assert "sqs-encryption" not in safe


@pytest.mark.parametrize(
    "sentence",
    [
        "Do not enable X-Ray tracing",
        "X-Ray tracing must not be enabled",
        "Tracing is disabled, and all buckets are versioned",
    ],
)
def test_a_negated_sentence_turns_rules_off(sentence):
    choices = profile(sentence)[0].choices
    assert "lambda-tracing" in choices.off
    assert "lambda-tracing" not in choices.safe


def test_a_negation_ends_with_its_clause():
    choices = profile("No YAML, and versioning enabled on the bucket")[0].choices
    assert "s3-versioning" in choices.safe


@pytest.mark.parametrize(
    "text",
    [
        "Consider enabling X-Ray tracing",
        "Enable deletion protection on production clusters only.",
        "Multi-AZ deployment only in production",
        "## Optional Enhancements\n- Add X-Ray tracing to everything",
        "```\nEnable X-Ray tracing everywhere\n```",
    ],
)
def test_what_is_only_thought_of_is_no_wish(text):
    made = profile(text)[0]
    assert not made.values
    assert not made.choices.safe | made.choices.off


def test_what_is_not_understood_is_listed_with_its_line():
    requirements = read("# Title\n\nThe business grows fast.\n- Enable versioning on the bucket\n")
    assert requirements.summary == "1 requirement understood, 1 not."
    assert list(requirements.lines())[-1] == "3: not understood: The business grows fast."


def test_two_numbers_for_one_thing_collide_and_neither_is_taken():
    made, requirements = profile("Keep logs for 7 days.\n\nKeep logs for 30 days.")
    assert "log-retention-days" not in made.values
    assert requirements.collisions == (
        "log-retention-days: asked for 7 (line 1) and 30 (line 3); left alone",
    )


def test_a_wish_against_the_chosen_profile_collides():
    made, requirements = profile("Use DeletionPolicy: Retain for the table", "test")
    assert "removal" not in made.values
    assert {"lifecycle-kept-after-delete", "lifecycle-unprotected-data"} <= made.choices.off
    assert "protect" in requirements.collisions[0]


def test_the_account_stands_above_the_document():
    made, requirements = profile("Reserved concurrency must be set for each function", "restricted-account")
    assert made.values["reserved-concurrency"] == "none"
    assert len(requirements.collisions) == 1


def test_any_text_is_read():
    assert list(sentences("\x00\n```\n#\n- \n**")) == []
