"""Credentials that stand in the environment of a build project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.template import Resource

_SECRET = re.compile(
    r"AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)|(.*_)?(PASSWORD|PASSWD|SECRET|API_KEY|TOKEN)", re.I
)


def detect(_context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each variable of the type PLAINTEXT whose name says that it is secret."""
    environment = resource.properties.get("Environment")
    variables = environment.get("EnvironmentVariables") if isinstance(environment, dict) else None
    for index, variable in enumerate(variables if isinstance(variables, list) else ()):
        if not isinstance(variable, dict) or variable.get("Type", "PLAINTEXT") != "PLAINTEXT":
            continue
        name, value = variable.get("Name"), variable.get("Value")
        if isinstance(name, str) and _SECRET.fullmatch(name) and isinstance(value, str) and value:
            if "{{resolve:" in value:
                continue
            place = (*resource.path, "Properties", "Environment", "EnvironmentVariables", index, "Value")
            message = f"{resource.id} has the secret {name} in plain text."
            yield Detection(place, message, safety=Safety.DISPLAY_ONLY)
