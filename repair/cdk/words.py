"""Names and values as Python and TypeScript write them."""

from __future__ import annotations

import json
import re
from typing import Any

from repair.cdk.source import SourceFile

_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")


def snake(name: str) -> str:
    """`enforceSSL` is `enforce_ssl`, `removalPolicy` is `removal_policy`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z]+)", lambda match: "_" + match[1].lower(), name).lower()


def camel(name: str) -> str:
    """A property of a template as the CDK calls it: `SSESpecification` is `sseSpecification`."""
    return re.sub(r"^[A-Z]+(?=[A-Z][a-z]|\d|$)|^[A-Z]", lambda match: match[0].lower(), name)


def constant(value: str) -> str:
    """A value as the CDK names the constant: `python3.12` is `PYTHON_3_12`, `GreaterThan` is `GREATER_THAN`."""
    parted = re.sub(r"(?<=[a-z])(?=\d|[A-Z])", "_", value)
    return re.sub(r"[^A-Z0-9]+", "_", parted.upper()).strip("_")


def argument_name(file: SourceFile, name: str) -> str:
    """A property in camel case as an argument of the file's language."""
    return snake(name) if file.language == "python" else name


def quoted(file: SourceFile, value: str) -> str:
    """A text, in the quotes that the file has most of; Python in double ones."""
    if file.language == "python":
        return json.dumps(value, ensure_ascii=False)
    mark = "'" if file.text.count("'") >= file.text.count('"') else '"'
    plain = value.replace("\\", "\\\\").replace(mark, "\\" + mark).replace("\n", "\\n")
    return mark + plain + mark


def written(file: SourceFile, value: Any, *, properties: bool = False) -> str:
    """A value of a template as a literal.

    Args:
        file: Where it is to stand.
        value: Texts, numbers, lists and objects.
        properties: Whether the keys are properties that the CDK has in camel case.

    Raises:
        ValueError: It holds properties, and Python has a class for each that is not known here.
    """
    if isinstance(value, str):
        return quoted(file, value)
    python = file.language == "python"
    if isinstance(value, bool) or value is None:
        words = {True: "True", False: "False", None: "None"} if python else {}
        return words.get(value) or json.dumps(value)
    if isinstance(value, list):
        return "[" + ", ".join(written(file, one, properties=properties) for one in value) + "]"
    if isinstance(value, dict):
        if properties and python:
            raise ValueError("what it sets has a class of its own in Python")
        entries = [
            f"{_key(file, camel(key) if properties else key)}: {written(file, one, properties=properties)}"
            for key, one in value.items()
        ]
        return ("{" + ", ".join(entries) + "}") if python else "{ " + ", ".join(entries) + " }"
    return json.dumps(value)


def _key(file: SourceFile, key: str) -> str:
    if file.language == "python" or not _IDENTIFIER.fullmatch(key):
        return quoted(file, key)
    return key
