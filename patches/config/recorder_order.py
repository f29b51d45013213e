"""AWS Config rules that may be created before the recorder without which Config takes none."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.creation_order import of_type, unordered
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a rule that does not wait for the template's recorder."""
    recorders = of_type(context, "AWS::Config::ConfigurationRecorder")
    yield from unordered(context, resource, recorders, "AWS Config takes no rule without a recorder")
