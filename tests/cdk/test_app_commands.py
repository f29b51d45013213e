"""The commands on apps, from the assemblies beside the apps of `corpus/`: no CDK is needed."""

import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from recording import APPS, CORPUS, GOLDEN

from repair.api import Options
from repair.cdk import typescript_source
from repair.cdk.annotated import results_of
from repair.cdk.assembly import Stack
from repair.cdk.cause import Cause
from repair.cdk.edit import applied
from repair.cdk.judge import judge
from repair.cdk.loading import Loaded, is_cdk, load
from repair.cdk.merge import candidates, edits_of
from repair.cdk.source import App, parse, read_app
from repair.cli.app_given import app_given
from repair.cli.main import main
from repair.errors import UsageError
from repair.report.write import render
from repair.template.load import from_text

NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


@pytest.fixture(autouse=True)
def _parser(request):
    if "typescript" in request.node.name:
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)


def golden(case, side):
    return str(CORPUS / case / side / GOLDEN)


@cache
def report(case):
    """The exit code of `repair report` on a pair of apps, and the document."""
    with TemporaryDirectory() as folder:
        out = Path(folder, "report.md")
        code = main(["report", golden(case, "generated"), golden(case, "ideal"), "-o", str(out)])
        return code, out.read_text()


def test_findings_name_construct_file_and_line(capsys):
    assert main(["check", golden("cdk-etl-python", "generated"), "--profile", "test"]) == 1
    said = capsys.readouterr().out
    source = (CORPUS / "cdk-etl-python/generated/lib/intake_stack.py").read_text().splitlines()
    (line,) = [one for one in said.splitlines() if "s3-versioning" in one]
    place, *_ = line.split("  ")
    assert "IntakeStack/RawBucket/Resource" in line
    assert "raw_bucket = s3.Bucket(" in source[int(place.split(":")[1]) - 1]


def test_helpers_of_the_cdk_are_passed_over_and_counted(capsys):
    main(["check", golden("cdk-etl-python", "generated"), "--profile", "test"])
    said = capsys.readouterr().out
    assert "CustomResourceProvider" not in said
    assert "helpers that the CDK makes are passed over" in said


def test_the_json_of_a_check_has_the_source_of_each_place(tmp_path):
    out = tmp_path / "findings.json"
    main(["check", golden("cdk-etl-python", "generated"), "-o", str(out)])
    data = json.loads(out.read_text())
    places = [place for one in data["findings"] for place in one["places"]]
    assert places
    assert {place["source"]["file"] for place in places if place["source"]} == {"lib/intake_stack.py"}


def test_one_template_of_an_assembly_is_looked_at_alone_typescript(capsys):
    template = CORPUS / "cdk-serverless-typescript/ideal" / GOLDEN / "Alerts-dev.template.json"
    main(["check", str(template), "--profile", "production"])
    said = capsys.readouterr().out
    assert "lib/alerts-stack.ts" in said
    assert "in 1 stack" in said
    assert "Jobs-dev/" not in said


def test_the_difference_of_an_app_with_itself_is_none(capsys):
    same = golden("cdk-etl-python", "ideal")
    copy = CORPUS / "cdk-etl-python" / "ideal" / "golden" / "IntakeStack.template.json"
    assert main(["diff", same, str(copy)]) == 0
    assert "mean the same" in capsys.readouterr().out


PYTHON_SHOWS = (
    "versioned=True",
    "removal_policy=RemovalPolicy.DESTROY",
    "point_in_time_recovery_enabled=True",
    "runtime=lambda_.Runtime.PYTHON_3_11",
    "retention=logs.RetentionDays.ONE_MONTH",
    "validation_task.add_retry(",
    '{"suffix": ".csv"}',
    'expression="(errors / invocations) * 100"',
)


@pytest.mark.parametrize("shown", PYTHON_SHOWS)
def test_the_report_shows_the_source_of_each_failure_that_was_planted(shown):
    code, text = report("cdk-etl-python")
    assert code == 1
    assert shown in text


TYPESCRIPT_SHOWS = (
    "removalPolicy: RemovalPolicy.DESTROY",
    "pendingWindow: Duration.days(7)",
    "autoDeleteObjects: true",
    "lambda.Runtime.PYTHON_3_12",
    "glueVersion: '4.0'",
    "resultConfiguration: {",
    "numberOfWorkers: 2",
    "`lake-raw-${nameSuffix}`",
    "`lake_db_${nameSuffix}`",
    "eventBridgeEnabled: true",
    "exportName: `RawBucketName-${nameSuffix}`",
    "glue.driver.aggregate.elapsedTime",
    "public readonly dataKey: kms.Key;",
    "export const config = {",
    "props?: LakeStackProps",
)


@pytest.mark.parametrize("shown", TYPESCRIPT_SHOWS)
def test_the_report_of_the_typescript_app_shows_each_failure(shown):
    code, text = report("cdk-lake-typescript")
    assert code == 1
    assert shown in text


def test_apps_that_differ_in_formatting_have_no_failure_and_the_document_says_so_typescript():
    code, text = report("cdk-serverless-typescript")
    assert code == 0
    assert "there is no failure. Their sources differ in formatting only." in text


def test_snippets_and_lines_of_the_report_are_those_of_the_files():
    _, text = report("cdk-etl-python")
    source = (CORPUS / "cdk-etl-python/generated/lib/intake_stack.py").read_text().splitlines()
    checked = 0
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("**Generated** `generated/lib/intake_stack.py:"):
            first = int(line.split(":")[1].rstrip("`*"))
            assert lines[number + 3].strip() == source[first - 1].strip()
            checked += 1
    assert checked > 3


def test_a_suffix_that_apps_are_not_written_as_is_one_sentence(tmp_path, capsys):
    code = main(["check", golden("cdk-etl-python", "ideal"), "-o", str(tmp_path / "x.html")])
    assert code == 2
    assert "written as text, json, sarif, junit, github or gitlab" in capsys.readouterr().err


def checked(tmp_path, name, *more):
    """What `check` writes of the Python app to a file, and its exit code."""
    out = tmp_path / name
    code = main(["check", golden("cdk-etl-python", "generated"), "--profile", "test", "-o", str(out), *more])
    return code, out.read_text()


def test_code_scanning_gets_the_lines_of_the_source(tmp_path, monkeypatch):
    monkeypatch.chdir(CORPUS)
    source = (CORPUS / "cdk-etl-python/generated/lib/intake_stack.py").read_text().splitlines()
    code, text = checked(tmp_path, "found.sarif")
    assert code == 1
    results = json.loads(text)["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"] for one in results]
    files = {one["artifactLocation"]["uri"] for one in places}
    assert files == {"cdk-etl-python/generated/app.py", "cdk-etl-python/generated/lib/intake_stack.py"}
    (versions,) = [one for one in results if one["ruleId"] == "s3-versioning"]
    region = versions["locations"][0]["physicalLocation"]["region"]
    assert "s3.Bucket(" in source[region["startLine"] - 1][region["startColumn"] - 1 :]
    assert not any("fixes" in one for one in results)


@pytest.mark.parametrize("name", ["found.xml", "found.github", "found.gitlab"])
def test_the_formats_of_pipelines_name_file_and_line(name, tmp_path, monkeypatch):
    monkeypatch.chdir(CORPUS)
    more = [] if name.endswith(".xml") else ["--format", name.rsplit(".", 1)[-1]]
    code, text = checked(tmp_path, name, *more)
    assert code == 1
    assert "cdk-etl-python/generated/lib/intake_stack.py" in text


def test_a_call_that_makes_a_resource_of_two_stacks_is_told_once(tmp_path):
    text = 'class S(Stack):\n    def __init__(self, scope, id):\n        sqs.Queue(self, "Q")\nS(app, "A")\nS(app, "B")\n'
    app = App(tmp_path, {"app.py": parse("app.py", text)})
    data = {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"Nonsense": 1}}}}
    stacks = tuple(
        Stack(name, tmp_path, from_text(json.dumps(data), name), {"Q": f"{name}/Q/Resource"}) for name in "AB"
    )
    loaded = Loaded(str(tmp_path), app, stacks)
    results = results_of(loaded, judge(loaded, Options()))
    ids = [finding.id for result in results for finding in result.findings]
    assert ids
    assert len(ids) == len(set(ids))


def test_an_app_that_does_not_synthesise_is_told_to_code_scanning(tmp_path):
    (tmp_path / "app.py").write_text("import aws_cdk\n\nApp()\n")
    app = App(tmp_path, {"app.py": parse("app.py", (tmp_path / "app.py").read_text())})
    loaded = Loaded(str(tmp_path), app, (), Cause("App is not defined", "app.py", 3))
    text = render(results_of(loaded, judge(loaded, Options())), "github", root=str(tmp_path))
    assert text.startswith("::error file=app.py,line=3")
    assert "App is not defined" in text
    unread = Loaded(str(tmp_path), App(tmp_path), (), Cause("odd", "lib/bad.py", 7, 5))
    text = render(results_of(unread, judge(unread, Options())), "github", root=str(tmp_path))
    assert text.startswith("::error file=lib/bad.py,line=7,endLine=7,col=5,")


def test_what_a_baseline_lists_counts_no_more(tmp_path, capsys):
    app, known = golden("cdk-etl-python", "generated"), str(tmp_path / "known.json")
    assert main(["check", app, "--profile", "test", "--write-baseline", known]) == 0
    assert main(["check", app, "--profile", "test", "--baseline", known]) == 0
    assert "nothing found" in capsys.readouterr().out
    assert main(["check", golden("cdk-lake-typescript", "generated"), "--baseline", known]) == 1


def test_only_what_is_as_bad_as_asked_fails_a_check_of_an_app(tmp_path):
    app = golden("cdk-etl-python", "generated")
    assert main(["check", app, "--profile", "test", "--fail-on", "never"]) == 0
    assert main(["check", app, "--profile", "test", "--fail-on", "low"]) == 1


def test_the_configuration_of_an_app_is_read(tmp_path, capsys):
    shutil.copytree(golden("cdk-etl-python", "generated"), tmp_path / "cdk.out")
    (tmp_path / "repair.toml").write_text('ignore = ["s3-versioning"]\n')
    main(["check", str(tmp_path / "cdk.out"), "--profile", "test"])
    assert "s3-versioning" not in capsys.readouterr().out
    main(["check", str(tmp_path / "cdk.out"), "--profile", "test", "--no-config"])
    assert "s3-versioning" in capsys.readouterr().out


def test_an_assembly_without_source_is_not_mended(capsys, tmp_path):
    assert main([golden("cdk-etl-python", "generated"), "-o", str(tmp_path / "out")]) == 2
    assert "give the app's folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["FOLDER"], True),
        (["FOLDER/T.template.json"], True),
        (["x.yaml", "-o", "FOLDER"], False),
        (["x.yaml"], False),
    ],
)
def test_only_an_input_makes_it_a_run_on_an_app(arguments, given, tmp_path):
    (tmp_path / "manifest.json").write_text('{"artifacts": {}}')
    (tmp_path / "T.template.json").write_text("{}")
    assert app_given("check", [one.replace("FOLDER", str(tmp_path)) for one in arguments]) is given


def test_a_manifest_of_something_else_is_no_assembly(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "web app"}')
    assert not is_cdk(str(tmp_path))


@pytest.mark.parametrize("case", ["cdk-etl-python", "cdk-lake-typescript"])
def test_what_is_taken_over_from_the_ideal_is_source_that_parses_and_leaves_comments(case):
    mine, theirs = load(golden(case, "generated")), load(golden(case, "ideal"))
    offered = candidates(mine.app, theirs.app, ())
    assert len(offered) > 15
    for name, edits in edits_of(offered).items():
        text = applied(mine.app.files[name].text, edits)
        parse(name, text)
        assert "raw files cannot be had again" in text or "Storage: what arrives" in text


def test_an_app_is_its_own_goal(tmp_path):
    mine = load(golden("cdk-etl-python", "ideal"))
    assert candidates(mine.app, replace(mine).app, ()) == ()


@pytest.mark.parametrize("app", APPS)
def test_the_assemblies_hold_no_path_of_a_machine(app):
    for file in (CORPUS / app / GOLDEN).iterdir():
        assert "/home/" not in file.read_text()
        assert "/tmp/" not in file.read_text()


def test_without_the_parser_findings_have_no_lines_and_it_is_said_which_to_install(monkeypatch, capsys):
    def missing():
        raise UsageError(typescript_source.MISSING)

    monkeypatch.setattr(typescript_source, "_parser", missing)
    assert main(["check", golden("cdk-lake-typescript", "generated")]) == 1
    said = capsys.readouterr().out
    assert "(not in the source)" in said
    assert said.count("pip install 'cfn-template-repair[cdk]'") == 1


def test_a_file_that_does_not_parse_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "good.py").write_text("x = 1\n")
    (tmp_path / "bad.py").write_text("x = (\n")
    app = read_app(tmp_path)
    assert list(app.files) == ["good.py"]
    assert app.unread[0].startswith("bad.py:1: is not Python")
