"""Whether a command is given a CDK app where a template may stand. Looked at before every run, so it loads little."""

from __future__ import annotations

import os.path
from collections.abc import Sequence

_COMMANDS = frozenset({"mend", "check", "diff", "report"})
_OUTPUTS = frozenset({"-o", "--output", "--report", "--patch", "--inverse-patch", "--write-baseline"})
"""Options whose value is a place to write to and no input."""


def app_given(name: str, arguments: Sequence[str]) -> bool:
    """Whether the arguments of a command name a CDK app or assembly; a template of one is mended as a template."""
    if name not in _COMMANDS:
        return False
    inputs = [
        one
        for one, last in zip(arguments, ("", *arguments), strict=False)
        if last not in _OUTPUTS and not one.startswith("-")
    ]
    likely = [one for one in inputs if _may_be(one) and (name != "mend" or os.path.isdir(one))]  # noqa: PTH112
    if not likely:
        return False
    from repair.cdk.loading import is_cdk

    return any(is_cdk(one) for one in likely)


def _may_be(path: str) -> bool:
    beside = path if os.path.isdir(path) else os.path.dirname(path)  # noqa: PTH112, PTH120
    if beside == path:
        return any(os.path.isfile(os.path.join(path, one)) for one in ("cdk.json", "manifest.json"))  # noqa: PTH113, PTH118
    return path.endswith(".template.json") and os.path.isfile(os.path.join(beside, "manifest.json"))  # noqa: PTH113, PTH118
