"""Outputs without an export, where the profile or the requirements ask for exports."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection


def detect(context: Context) -> Iterator[Detection]:
    """One detection for each output that other stacks cannot import."""
    if context.settings.asked("export-outputs") is not True:
        return
    for name, body in context.template.section("Outputs").items():
        if isinstance(body, dict) and "Value" in body and "Export" not in body:
            path = ("Outputs", name, "Export")
            value = {"Name": {"Fn::Sub": f"${{AWS::StackName}}-{name}"}}
            yield Detection(path, f"The output {name} is not exported.", (Ensure(path, value),))
