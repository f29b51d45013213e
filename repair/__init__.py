"""Template diff and auto-repair engine for AWS CloudFormation.

    template = repair.load("template.yaml")
    result = repair.repair(template)
    result.text, result.findings, result.patch

The names below are the public API; they are imported when first used, so that `import repair` costs nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from repair.version import __version__

if TYPE_CHECKING:
    from repair.api import (
        Limits,
        Options,
        Repair,
        Selection,
        Settings,
        Template,
        check,
        diff,
        load,
        repair,
        report,
    )
    from repair.diff.difference import Diff
    from repair.errors import InputError, RepairError, UsageError

__all__ = [
    "Diff",
    "InputError",
    "Limits",
    "Options",
    "Repair",
    "RepairError",
    "Selection",
    "Settings",
    "Template",
    "UsageError",
    "__version__",
    "check",
    "diff",
    "load",
    "repair",
    "report",
]

_HOMES = {"Diff": "repair.diff.difference"} | dict.fromkeys(
    ("InputError", "RepairError", "UsageError"), "repair.errors"
)
"""Where a public name lives, when not in `repair.api`."""


class _Package(ModuleType):
    """`repair.diff` and `repair.report` are functions, although folders of these names are imported too."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES.get(name, "repair.api")), name)


sys.modules[__name__].__class__ = _Package
