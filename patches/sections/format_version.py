"""Format versions that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.model import Detection

_KEY = "AWSTemplateFormatVersion"
_VERSION = "2010-09-09"


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for such a version."""
    given = context.template.data.get(_KEY, _VERSION)
    if given is not None and str(given) != _VERSION:
        yield Detection((_KEY,), f"{_KEY} can only be {_VERSION}.", (Set((_KEY,), _VERSION),))
