"""What rules would write into the apps of corpus/, told from the assemblies recorded beside them: no CDK runs."""

import pytest
from recording import CORPUS, GOLDEN

from repair.api import Chooser
from repair.cdk.assembly import read
from repair.cdk.attempts import attempts_of, source_attempts
from repair.cdk.edit import applied
from repair.cdk.layout import laid_out
from repair.cdk.loading import Loaded
from repair.cdk.merge import edits_of
from repair.cdk.source import read_app

NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


def written(case, name, **said):
    """A file of the app with the fixes of all rules in it, and why others are not."""
    folder = CORPUS / case / "generated"
    loaded = Loaded(case, read_app(folder), read(folder / GOLDEN))
    options = Chooser({"profile": ("test",), **said})(str(folder)).options
    refused = []
    found = list(attempts_of(loaded, options, refused))
    found += source_attempts(loaded, options, [edit for one in found for edit in one.candidate.edits])
    file = loaded.app.files[name]
    edits = edits_of([one.candidate for one in found])
    assert set(edits) == {name}
    return laid_out(file.text, applied(file.text, edits[name]), file.language), refused


@pytest.fixture(scope="module")
def intake():
    return written("cdk-etl-python", "lib/intake_stack.py")


@pytest.mark.parametrize(
    "text",
    [
        "            versioned=True,\n            auto_delete_objects=True,\n",
        "            removal_policy=RemovalPolicy.DESTROY,\n            lifecycle_rules=",
        "point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(\n",
        '"ValidationFunction",\n            function_name=f"intake-validation-{stage.value_as_string}",\n            runtime=lambda_.Runtime.PYTHON_3_11,\n',
        '            log_group=logs.LogGroup(\n                self,\n                "ValidationFunctionLogs",\n                retention=logs.RetentionDays.ONE_MONTH,\n',
        "        validation_task.add_retry(max_attempts=3, backoff_rate=2, interval=Duration.seconds(2))\n",
        '                    "object": {"key": [{"suffix": ".csv"}, {"suffix": ".json"}]},\n',
        "            event_bridge_enabled=True,\n",
        '                    "invocations": transformation_function.metric_invocations(),\n',
        '        Tags.of(self).add("Environment", "Production")\n        Tags.of(self).add("Project", "Intake")\n',
        "    Stack,\n    Tags,\n",
        "    aws_lambda as lambda_,\n    aws_logs as logs,\n",
    ],
)
def test_the_pipeline_in_python_gets_what_its_requirements_ask_for(intake, text):
    assert text in intake[0]


def test_nothing_that_the_rules_have_to_say_of_the_pipeline_is_without_words(intake):
    assert intake[1] == []


@pytest.fixture(scope="module")
def lake():
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    return written("cdk-lake-typescript", "lib/lake-stack.ts")


@pytest.mark.parametrize(
    "text",
    [
        "removalPolicy: cdk.RemovalPolicy.DESTROY,\n      pendingWindow: cdk.Duration.days(7),\n",
        "removalPolicy: cdk.RemovalPolicy.DESTROY, // raw files cannot be had again\n",
        "      autoDeleteObjects: true,\n",
        "      runtime: lambda.Runtime.PYTHON_3_12,\n",
        "      glueVersion: '4.0',\n",
        "      numberOfWorkers: 2,\n",
        "        resultConfiguration: {\n",
        "        name: `lake_db${nameSuffix}`,\n",
        "      alias: `lake-data-${nameSuffix}`,\n",
        "        JOB_NAME: `lake-curate-${nameSuffix}`,\n",
        "      exportName: `${cdk.Aws.STACK_NAME}-JobName`,\n",
    ],
)
def test_the_lake_in_typescript_gets_what_its_requirements_ask_for(lake, text):
    assert text in lake[0]


def test_names_of_a_stack_that_may_run_stay():
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    text, _ = written("cdk-lake-typescript", "lib/lake-stack.ts", stack="unstated")
    assert "bucketName: `lake-raw${nameSuffix}`" in text
    assert "name: `lake-db${nameSuffix}`" in text
