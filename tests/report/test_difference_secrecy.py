"""A secret that is planted in two templates is in no form of their difference."""

import json

import pytest
from differing import delta, made
from hypothesis import given, settings
from hypothesis import strategies as st

from repair.diff.difference import diff
from repair.report.difference import KINDS, render
from repair.template.load import from_text

OLD, NEW = "S3cr3t-Horse!Battery", "N3w-St4ple%Hidden"

TEMPLATE = """\
Parameters:
  Hidden: {{Type: String, NoEcho: true, Default: "{secret}"}}
  {only}: {{Type: String, NoEcho: true, Default: "{secret}"}}
Mappings:
  {only}: {{a: {{Password: "{secret}"}}}}
Resources:
  {only}:
    Type: AWS::RDS::DBInstance
    Properties: {{MasterUserPassword: "{secret}", DBInstanceClass: db.t3.micro}}
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: "{secret}"
      AllocatedStorage: {size}
      Tags: [{{Key: "{secret}", Value: "{size}"}}]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Description: the password={secret} of size {size}
      Environment:
        Variables: {{DB_PASSWORD: "{secret}", URL: "postgres://me:{secret}@db/x"}}
      Code:
        ZipFile: |
          import os
          password = '{secret}'
          size = {size}
          token = os.environ["TOKEN"]
  Store:
    Type: AWS::SecretsManager::Secret
    Properties:
      SecretString: '{{"user": "me", "password": "{secret}", "size": "{size}", "more": "{size}{size}{size}{size}"}}'
  Misspelt:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPasswrd: {secret}
"""


def both():
    return (
        from_text(TEMPLATE.format(secret=OLD, size=5, only="OnlyHere"), "generated.yaml"),
        from_text(TEMPLATE.format(secret=NEW, size=6, only="OnlyThere"), "ideal.yaml"),
    )


def forms(found, *templates):
    for kind in KINDS:
        yield render(found, *templates, kind=kind)
    yield render(found, *templates, kind="text", colour=True, width=60)


@pytest.mark.parametrize("exact", [False, True])
def test_no_form_tells_a_secret_of_either_template(exact):
    generated, ideal = both()
    found = diff(generated, ideal, exact=exact)
    assert {one.kind for one in found.deltas} >= {"changed"}
    for words in forms(found, generated, ideal):
        assert OLD not in words
        assert NEW not in words
        assert "[redacted" in words


def test_parts_tell_no_secret():
    generated, ideal = both()
    body = {"Type": "AWS::RDS::DBInstance", "Properties": {"MasterUserPassword": OLD, "Size": 5}}
    new = {"Type": "AWS::RDS::DBCluster", "Properties": {"MasterUserPassword": NEW, "Size": 6}}
    path = ("Resources", "Database", "Properties", "MasterUserPassword")
    whole = delta(
        path=path[:2],
        before=body,
        after=new,
        parts=(
            delta(path=path, before=OLD, after=NEW),
            delta("added", ("Resources", "More"), after=new),
            delta("removed", ("Resources", "Less"), before={**body, "x": ["y" * 80] * 9}),
        ),
    )
    for words in forms(made(whole), generated, ideal):
        assert OLD not in words
        assert NEW not in words
    parts = json.loads(render(made(whole), generated, ideal, kind="json"))["deltas"][0]["parts"]
    assert (parts[0]["before"], parts[0]["after"]) == ("[redacted]", "[redacted, changed]")


def test_sentences_tell_no_secret():
    generated, ideal = both()
    found = made(delta(depends_on=(f"export {OLD}",)), coarse=(f"The list with {NEW} was too long.",))
    for words in forms(found, generated, ideal):
        assert OLD not in words
        assert NEW not in words


def test_without_the_templates_every_default_is_hidden():
    generated, ideal = both()
    for words in forms(diff(generated, ideal)):
        assert f"Default: {OLD}" not in words
        assert f'"Default": "{NEW}"' not in words


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"[A-Za-z][A-Za-z0-9!%+.-]{6,40}[0-9][!%]", fullmatch=True), st.integers(0, 400))
def test_cutting_a_text_never_uncovers_the_secret_in_it(secret, before):
    source = 'Resources: {{F: {{Type: AWS::Lambda::Function, Properties: {{MasterUserPassword: "{0}", Text: "{1}{0}{2}"}}}}}}'
    generated = from_text(source.format(secret, "x " * before, "end " * 60))
    ideal = from_text(source.format(secret, "x " * before, "and " * 60))
    for words in forms(diff(generated, ideal), generated, ideal):
        assert secret not in words
