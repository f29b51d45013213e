"""Why an app does not synthesise, read from what it said."""

from pathlib import Path

import pytest

from repair.cdk import installed
from repair.cdk.app import synthesise
from repair.cdk.cause import Cause
from repair.cdk.source import App, parse
from repair.cdk.start import put_right
from repair.cdk.synth_failure import cause_of
from repair.cli.main import main
from repair.errors import InputError


@pytest.fixture
def app(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "stack.py").write_text("\n" * 30)
    (tmp_path / "lib" / "stack.ts").write_text("\n" * 30)
    return tmp_path


def trace(app, error):
    return (
        "Traceback (most recent call last):\n"
        f'  File "{app}/app.py", line 8, in <module>\n'
        f'  File "{app}/lib/stack.py", line 12, in __init__\n'
        '  File "/x/site-packages/jsii/_runtime.py", line 118, in __call__\n'
        f"{error}\n"
    )


def test_an_attribute_that_does_not_exist_is_named_with_the_nearest(app, monkeypatch):
    members = "class BillingMode:\n    PAY_PER_REQUEST = 1\n    PROVISIONED = 2\n"
    monkeypatch.setattr(installed, "class_body", lambda name: members)
    cause = cause_of(
        trace(app, "AttributeError: type object 'BillingMode' has no attribute 'PAY_PER_REQEST'"), app, 1
    )
    assert (cause.file, cause.line) == ("lib/stack.py", 12)
    assert (cause.wrong, cause.meant) == ("PAY_PER_REQEST", "PAY_PER_REQUEST")


def test_an_argument_that_does_not_exist_is_named_with_the_nearest(app, monkeypatch):
    body = "class Table:\n    def __init__(\n        self,\n        *,\n        billing_mode: int,\n        table_name: str,\n    ) -> None:\n"
    monkeypatch.setattr(installed, "class_body", lambda name: body)
    cause = cause_of(
        trace(app, "TypeError: Table.__init__() got an unexpected keyword argument 'tablename'"), app, 1
    )
    assert cause.sentence == "Table takes no argument tablename; table_name was probably meant"


def test_a_message_of_the_compiler_gives_file_line_column_and_its_own_hint(app):
    said = (
        "lib/stack.ts:7:9 - error TS2561: Object literal may only specify known properties, but 'versionned' "
        "does not exist in type 'BucketProps'. Did you mean to write 'versioned'?\n"
    )
    cause = cause_of(said, app, 1)
    assert (cause.file, cause.line, cause.column) == ("lib/stack.ts", 7, 9)
    assert cause.sentence == "BucketProps has no property versionned; versioned was probably meant"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            "TypeError: Metric.create_alarm() missing 1 required keyword-only argument: 'threshold'",
            "Metric.create_alarm needs threshold",
        ),
        ("TypeError: T.__init__() missing 2 required keyword-only arguments: 'a' and 'b'", "T needs a and b"),
        (
            "TypeError: type of argument retention_period must be one of (aws_cdk.Duration, NoneType); got int instead",
            "retention_period takes aws_cdk.Duration, and int is given",
        ),
        (
            "AttributeError: 'Dashboard' object has no attribute 'add_widget'. Did you mean: 'add_widgets'?",
            "Dashboard has no attribute add_widget; add_widgets was probably meant",
        ),
        (
            "ImportError: cannot import name 'Setting' from 'lib.settings' (/x/lib/settings.py)",
            "lib.settings has no Setting to import; Settings was probably meant",
        ),
        ("ModuleNotFoundError: No module named 'boto3'", "there is no module boto3: is it installed?"),
        (
            "NameError: name 'iam' is not defined",
            "iam is not defined: add from aws_cdk import aws_iam as iam",
        ),
        ("ValueError: odd", "the app stops with ValueError: odd"),
    ],
)
def test_what_python_says_is_one_sentence_with_what_was_meant(error, sentence, app):
    (app / "lib" / "settings.py").write_text(
        "from aws_cdk import aws_iam as iam\n\n\nclass Settings:\n    pass\n"
    )
    cause = cause_of(trace(app, error), app, 1)
    assert (cause.file, cause.line) == ("lib/stack.py", 12)
    assert cause.sentence == sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            "TS2551: Property 'Failed' does not exist on type 'typeof import(\"/x/node_modules/aws-cdk-lib/aws-stepfunctions/index\")'. Did you mean 'Fail'?",
            "aws-cdk-lib/aws-stepfunctions has no member Failed; Fail was probably meant",
        ),
        (
            "TS2345: Argument of type '{ a: number; }' is not assignable to parameter of type 'AlarmProps'.\n"
            "  Property 'threshold' is missing in type '{ a: number; }' but required in type 'AlarmProps'.",
            "AlarmProps needs the property threshold",
        ),
        (
            "TS2322: Type 'number' is not assignable to type 'Duration'.",
            "Duration is needed here, and number is given",
        ),
        (
            "TS2503: Cannot find namespace 'sqs'.",
            "sqs is not defined: add import * as sqs from 'aws-cdk-lib/aws-sqs'",
        ),
        (
            "TS2307: Cannot find module 'aws-cdk-lib/aws-sqss' or its corresponding type declarations.",
            "there is no module aws-cdk-lib/aws-sqss; aws-cdk-lib/aws-sqs was probably meant",
        ),
        (
            "TS2724: '\"aws-cdk-lib\"' has no exported member named 'CfnOutputs'. Did you mean 'CfnOutput'?",
            "aws-cdk-lib exports no CfnOutputs; CfnOutput was probably meant",
        ),
        ("TS1005: ')' expected.", "')' expected"),
    ],
)
def test_what_the_compiler_says_is_one_sentence_with_what_was_meant(error, sentence, app):
    module = app / "node_modules" / "aws-cdk-lib" / "aws-sqs"
    module.mkdir(parents=True)
    (module / "index.d.ts").write_text("")
    other = "lib/stack.ts(9,1): error TS2551: Property 'x' does not exist on type 'Y'. Did you mean 'z'?\n"
    cause = cause_of(f"lib/stack.ts(7,9): error {error}\n{other}", app, 1)
    assert (cause.file, cause.line, cause.column) == ("lib/stack.ts", 7, 9)
    assert cause.sentence == sentence


def test_an_error_that_node_throws_is_placed_in_the_source(app):
    said = (
        "/x/node_modules/aws-cdk-lib/a.js:1\nValidationError: Queue name must end in .fifo\n"
        f"    at new Queue (/x/node_modules/aws-cdk-lib/a.js:1:1)\n    at new Main ({app}/lib/stack.ts:5:3)\n"
    )
    cause = cause_of(said, app, 1)
    assert (cause.file, cause.line) == ("lib/stack.ts", 5)
    assert "must end in .fifo" in cause.message


def test_what_is_not_understood_is_said_as_it_was(app):
    assert cause_of("something odd\n", app, 3).message == "the app ended with exit code 3: something odd"


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ("{", "is not JSON"),
        ('{"context": {}}', "names no app"),
        ('{"app": "no-such-program-here x"}', "no-such-program-here, and it is not installed"),
        ('{"app": "\\""}', "no command"),
        ('{"app": "  "}', "names no app"),
    ],
)
def test_settings_that_cannot_be_run_are_one_sentence(settings, why, tmp_path):
    (tmp_path / "cdk.json").write_text(settings)
    with pytest.raises(InputError, match=why):
        synthesise(tmp_path)


def test_an_app_that_writes_no_assembly_is_told_what_is_missing(tmp_path):
    (tmp_path / "cdk.json").write_text('{"app": "true"}')
    run = synthesise(tmp_path)
    assert run.stacks == ()
    assert "has to call synth()" in run.cause.message


def test_an_app_that_fails_is_a_finding_of_the_check_and_of_the_report(tmp_path, capsys):
    (tmp_path / "cdk.json").write_text('{"app": "false"}')
    assert main(["check", str(tmp_path)]) == 1
    assert "cdk-synthesis" in capsys.readouterr().out
    assert main(["report", str(tmp_path), str(tmp_path)]) == 1
    assert "does not synthesise" in capsys.readouterr().out
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 1
    assert main([str(tmp_path), "--diff"]) == 2
    assert "does not synthesise" in capsys.readouterr().err


def mended(text, **cause):
    return put_right(App(Path(), {"a.py": parse("a.py", text)}), Cause("", "a.py", **cause))


def test_a_name_is_put_right_within_the_call_that_failed():
    text = 'Bucket(\n    self,\n    "B",\n    versionned=True,\n)\nversionned = 1\n'
    assert mended(text, line=1, wrong="versionned", meant="versioned") == text.replace(
        "versionned=", "versioned="
    )


@pytest.mark.parametrize(
    "cause",
    [
        {"line": 1, "wrong": "x", "meant": ""},
        {"line": 9, "wrong": "x", "meant": "y"},
        {"line": 1, "wrong": "x", "meant": "y"},
    ],
)
def test_nothing_is_put_right_where_it_is_not_plain_what_to_write(cause):
    assert mended("f(x, x)\n", **cause) is None
