"""Secrets are planted in every place that a template has; nothing but the template and its patch tells one.

Each place has a secret of its own, so that none is hidden because another place gave it away.
"""

import json
import random
import string
from pathlib import Path

import pytest

from repair.cli.main import main

PLACES = (
    "property", "hidden parameter", "parameter", "allowed value", "environment variable", "user data", "inline code",
    "metadata", "mapping", "output", "json in a text", "url", "container variable", "tag", "connection string",
    "api key", "comment", "misspelt property", "launch option", "nested variable", "sub variable", "join",
)  # fmt: skip


def secret(place, side):
    """A text that is like no other, and no word."""
    chance = random.Random(f"{place} {side}")
    return "Zq" + "".join(chance.choices(string.ascii_letters + string.digits, k=16)) + "9x"


def template(side):
    """A template with a secret in each place, and with faults beside them."""

    def planted(place):
        return secret(place, side)

    size = len(side)
    return {
        "Description": f"made for {side}",
        "Parameters": {
            "Hidden": {
                "Type": "String",
                "NoEcho": True,
                "Default": planted("hidden parameter"),
                "MinLenght": size,
            },
            "DbPassword": {"Type": "String", "Default": planted("parameter")},
            "AdminSecret": {
                "Type": "String",
                "AllowedValues": [planted("allowed value"), "x"],
                "Default": "x",
            },
        },
        "Mappings": {"Stage": {"dev": {"Password": planted("mapping"), "Size": str(size)}}},
        "Resources": {
            "Database": {
                "Type": "AWS::RDS::DBInstance",
                "DeletionPolicy": "Delete" if size % 2 else "Retain",
                "Metadata": {"ApiToken": planted("metadata"), "Size": size},
                "Properties": {
                    "Engine": "mysql",
                    "DBInstanceClass": "db.t3.micro",
                    "AllocatedStorage": size,
                    "MasterUsername": "me",
                    "MasterUserPassword": planted("property"),
                    "MasterUserPasswrd": planted("misspelt property"),
                    "Tags": [
                        {"Key": "Password", "Value": planted("tag")},
                        {"Key": "Size", "Value": str(size)},
                    ],
                },
            },
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Runtime": "python3.8",
                    "Handler": "index.handler",
                    "TimeOut": size,
                    "Role": {"Fn::GetAtt": ["Rule", "Arn"]},
                    "Environment": {
                        "Variables": {
                            "DB_PASSWORD": planted("environment variable"),
                            "URL": f"postgres://me:{planted('url')}@db.example.com/{size}",
                            "CONNECTION": f"Server=db;User=me;Password={planted('connection string')};Size={size}",
                            "API_TOKEN": {"Fn::Sub": ["${T}", {"T": planted("sub variable")}]},
                            "AUTH_SECRET": {"Fn::Join": ["", [planted("join"), {"Ref": "AWS::Region"}]]},
                        }
                    },
                    "Code": {"ZipFile": f"size = {size}\npassword = '{planted('inline code')}'\n"},
                },
            },
            "Server": {
                "Type": "AWS::EC2::Instance",
                "Properties": {
                    "ImageId": "ami-12345678",
                    "InstanceTyp": f"t3.{size}",
                    "UserData": {
                        "Fn::Base64": {
                            "Fn::Sub": f"#!/bin/sh\nexport DB_PASSWORD={planted('user data')}\nsize={size}\n"
                            f"start --db-password {planted('launch option')} --size {size}\n"
                        }
                    },
                },
            },
            "Task": {
                "Type": "AWS::ECS::TaskDefinition",
                "Properties": {
                    "ContainerDefinitions": [
                        {
                            "Name": "app",
                            "Image": f"app:{size}",
                            "Environment": [
                                {"Name": "DB_PASSWORD", "Value": planted("container variable")},
                                {"Name": "SIZE", "Value": str(size)},
                            ],
                            "LogConfiguration": {"Options": {"splunk-token": planted("nested variable")}},
                        }
                    ]
                },
            },
            "Store": {
                "Type": "AWS::SecretsManager::Secret",
                "Properties": {
                    "SecretString": json.dumps({"password": planted("json in a text"), "size": size})
                },
            },
            "Key": {
                "Type": "AWS::ApiGateway::ApiKey",
                "Properties": {"Value": planted("api key"), "Enabled": "yes"},
            },
        },
        "Outputs": {"Password": {"Value": planted("output"), "Descripton": str(size)}},
    }


SIDES = ("generated", "ideal")
SECRETS = {(place, side): secret(place, side) for place in PLACES for side in SIDES}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    import yaml

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPAIR_CACHE_DIR", str(tmp_path / "cache"))
    pair = tmp_path / "pairs" / "one"
    pair.mkdir(parents=True)
    for side in SIDES:
        data = template(side)
        text = yaml.safe_dump(data, sort_keys=False).replace(
            "      AllocatedStorage", f"      # password: {SECRETS['comment', side]}\n      AllocatedStorage"
        )
        (tmp_path / f"{side}.json").write_text(json.dumps(data, indent=2))
        (tmp_path / f"{side}.yaml").write_text(text)
        (pair / f"{side}.yaml").write_text(text)
    return tmp_path


def told(folder, capfd, *arguments):
    """All that a run prints and writes besides the template and its patch."""
    before = set(folder.rglob("*"))
    capfd.readouterr()
    code = main([str(argument) for argument in arguments])
    said = capfd.readouterr()
    assert "internal error" not in said.err
    yield "", f"{code}{said.out}{said.err}"
    for file in sorted(set(folder.rglob("*")) - before):
        if file.is_file() and not file.name.startswith("mended"):
            yield file.name, file.read_text(errors="replace")


def leaks(texts, secrets):
    return sorted(
        {(name, place, side) for name, text in texts for (place, side), one in secrets.items() if one in text}
    )


KINDS = ("text", "markdown", "html", "json", "sarif", "junit", "github", "gitlab", "codeclimate")
RUNS = [
    *(("check", "FILE", "--format", kind) for kind in KINDS),
    *(("FILE", "-o", "mended", "--report", f"r.{kind}", "--unsafe-fixes", "--format", kind) for kind in KINDS),
    *(("FILE", "--ideal", "IDEAL", "-o", "mended", "--report", f"r.{kind}", "--format", kind) for kind in KINDS[1:4]),
    ("FILE", "--diff"),
    ("FILE", "--diff", "--unsafe-fixes"),
    ("FILE", "--ideal", "IDEAL", "--diff", "--exact"),
    ("FILE", "--ideal", "IDEAL", "-o", "mended", "--patch", "mended.patch"),
    *(("diff", "FILE", "IDEAL", "-o", f"d{suffix}", *more) for suffix in (".txt", ".json", ".md", ".html")
      for more in ((), ("--exact",))),
    *(("report", "FILE", "IDEAL", "-o", f"r{suffix}") for suffix in (".html", ".json", ".sarif", ".xml")),
    *(("report", "FILE", "IDEAL", "--style", style) for style in ("analysis", "errors", "changes", "catalogue")),
    ("check", "FILE", "--write-baseline", "baseline.json"),
    ("check", "FILE", "IDEAL"),
    ("report", "pairs", "-o", "reports"),
    ("report", "pairs", "-o", "reports", "--format", "json"),
    ("report", "pairs", "-o", "reports", "--format", "html"),
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize("arguments", RUNS, ids=" ".join)
def test_no_output_tells_a_secret(arguments, suffix, folder, capfd):
    names = {"FILE": f"generated.{suffix}", "IDEAL": f"ideal.{suffix}"}
    words = [names.get(word, word) for word in arguments]
    assert leaks(told(folder, capfd, *words), SECRETS) == []


def test_the_patch_is_for_machines_and_holds_the_values(folder, capfd):
    main(["generated.json", "--ideal", "ideal.json", "-o", "mended", "--patch", "patch.json"])
    assert SECRETS["property", "ideal"] in Path("patch.json").read_text()


def broken(text):
    """The text with one line broken, for each of its lines that hold a secret."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if any(one in line for one in SECRETS.values()):
            for old, new in (
                ('"', ""),
                ('"', "'"),
                (": ", " "),
                (": ", ": @"),
                (": ", ": *"),
                (",", ""),
                ("  ", "\t"),
            ):
                if old in line:
                    yield "\n".join([*lines[:number], line.replace(old, new, 1), *lines[number + 1 :]])
                    if old == '"':
                        yield "\n".join([*lines[:number], line.rstrip(",")[:-1], *lines[number + 1 :]])
            yield "\n".join([*lines[: number + 1], line, *lines[number + 1 :]])
            yield "\n".join([*lines[:number], line[: len(line) * 3 // 4]])


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["FILE"],
        ["FILE", "--diff", "--unsafe-fixes"],
        ["check", "FILE", "--format", "json"],
        ["diff", "FILE", "ideal.json"],
    ],
    ids=" ".join,
)
def test_no_message_about_syntax_tells_a_secret(arguments, suffix, folder, capfd):
    text = (folder / f"generated.{suffix}").read_text()
    source = folder / f"broken.{suffix}"
    for number, one in enumerate(broken(text)):
        if number % 5 == 0:
            source.write_text(one)
            words = [source.name if word == "FILE" else word for word in arguments]
            assert leaks(told(folder, capfd, *words), SECRETS) == [], one
