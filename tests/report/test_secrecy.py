"""A secret that is planted in a template is in no output, wherever it was planted."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import finding, fix, place, result
from reading import as_markdown

import repair
from repair.report.difference import as_json as diff_json
from repair.report.difference import as_text as diff_text
from repair.report.json_report import as_json, json_text
from repair.report.terminal import summary
from repair.report.unified import unified_diff
from repair.report.write import KINDS, render
from repair.template.load import from_text

OLD, NEW = "S3cr3t-Horse!Battery", "N3w-St4ple%Hidden"

TEMPLATE = """\
# the password: {secret} is what we use
Parameters:
  Hidden: {{Type: String, NoEcho: true, Default: "{secret}"}}
Resources:
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: '{secret}'
      AllocatedStorage: {size}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Description: {size}
      Environment:
        Variables: {{DB_PASSWORD: "{secret}", URL: "postgres://me:{secret}@db/x"}}
      Code:
        ZipFile: |
          password = '{secret}'
          size = {size}
  Store:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: !Sub '{{"user": "me", "password": "{secret}"}}'
  Misspelt:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPasswrd: {secret}
"""


def everything(run):
    yield json_text(as_json(run))
    yield from (render(run, kind) for kind in KINDS)
    yield unified_diff(run)
    yield unified_diff(run, colour=True)
    yield summary(run, colour=False, width=0)
    yield summary(run, colour=True, width=80)


def test_no_report_of_a_real_run_tells_a_secret():
    generated = from_text(TEMPLATE.format(secret=OLD, size=5), "generated.yaml")
    ideal = from_text(TEMPLATE.format(secret=NEW, size=6), "ideal.yaml")
    for run in (
        repair.repair(generated),
        repair.repair(generated, ideal),
        repair.report(generated, ideal),
        repair.check(generated),
    ):
        for text in everything(run):
            assert OLD not in text
            assert NEW not in text
    difference = repair.diff(generated, ideal)
    for text in (
        diff_json(difference, generated, ideal),
        diff_text(difference, generated, ideal, colour=False),
    ):
        assert OLD not in text
        assert NEW not in text


def test_a_difference_without_its_templates_hides_every_default():
    source = 'Resources: {{}}\nParameters: {{Hidden: {{Type: String, NoEcho: true, Default: "{}"}}}}'
    generated, ideal = from_text(source.format(OLD)), from_text(source.format(NEW))
    text = diff_json(repair.diff(generated, ideal))
    assert OLD not in text
    assert NEW not in text


@settings(max_examples=30, deadline=None)
@given(st.from_regex(r"[A-Za-z][A-Za-z0-9!%+.-]{6,20}[0-9][!%]", fullmatch=True))
def test_a_secret_is_told_neither_by_a_sentence_nor_by_an_operation(secret):
    path = ("Resources", "Database", "Properties", "MasterUserPassword")
    told = finding(
        places=(
            place(path=path, message=f"The password {secret} is weak.", before=secret, after=secret + "2"),
        ),
        fix=fix(ops=({"op": "replace", "path": "/" + "/".join(path), "value": secret + "2"},)),
    )
    source = json.dumps(
        {"Resources": {"Database": {"Type": "X", "Properties": {"MasterUserPassword": secret, "Size": 5}}}}
    )
    for text in everything(result(told, source=source, failures=[("a-b", f"KeyError: {secret}")])):
        assert secret not in text


def test_a_short_secret_is_hidden_where_it_stands_and_no_word_elsewhere_suffers():
    source = (
        "Resources: {Db: {Type: X, Properties: {MasterUserPassword: password, MasterUsername: password}}}"
    )
    path = ("Resources", "Db", "Properties", "MasterUserPassword")
    told = finding(
        root_cause="A password in a template is read by many.",
        places=(place(path=path, message="Db has password `password`.", before="password", after=None),),
    )
    report = as_json(result(told, source=source))["findings"][0]
    assert report["places"][0]["before"] == "[redacted]"
    assert "A password in a template" in report["root_cause"]
    assert "`[redacted]`" in as_markdown(result(told, source=source))


def test_a_changed_secret_says_that_it_changed():
    path = ("Resources", "Db", "Properties", "MasterUserPassword")
    shown = as_json(result(finding(places=(place(path=path, before=OLD, after=NEW),))))["findings"][0][
        "places"
    ][0]
    assert (shown["before"], shown["after"]) == ("[redacted]", "[redacted, changed]")


@pytest.mark.parametrize("output", [as_markdown, lambda run: json_text(as_json(run))])
def test_a_value_of_the_ideal_is_hidden_by_what_the_ideal_knows_of_it(output):
    generated = 'Parameters: {Pin: {Type: String, Default: "x"}}\nResources: {}'
    ideal = f'Parameters: {{Pin: {{Type: String, NoEcho: true, Default: "{NEW}"}}}}\nResources: {{}}'
    run = repair.report(from_text(generated, "g.yaml"), from_text(ideal, "i.yaml"))
    assert run.findings
    assert NEW not in output(run)
