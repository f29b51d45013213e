"""Parameters whose values have a well-known shape that nothing checks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.intrinsics import is_section_function

_OCTET = r"(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_SHAPES: tuple[tuple[re.Pattern[str], str, str, str], ...] = (
    (
        re.compile(r"(?:\d{1,3}\.){3}\d{1,3}/\d{1,2}"),
        rf"^({_OCTET}\.){{3}}{_OCTET}/(3[0-2]|[12]?[0-9])$",
        "an IPv4 range",
        "Must be an IPv4 range in CIDR notation, such as 10.0.0.0/16.",
    ),
    (
        re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+"),
        r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
        "an e-mail address",
        "Must be an e-mail address, such as team@example.org.",
    ),
)
"""A default of the shape, the pattern to demand, and how to say it."""


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each String parameter whose default has such a shape."""
    for name, parameter in context.template.section("Parameters").items():
        if not isinstance(parameter, dict) or is_section_function(name) or parameter.get("Type") != "String":
            continue
        default = parameter.get("Default")
        if not isinstance(default, str) or any(
            key in parameter for key in ("AllowedPattern", "AllowedValues")
        ):
            continue
        for shape, pattern, what, description in _SHAPES:
            if shape.fullmatch(default) and re.search(pattern, default):
                path = ("Parameters", name)
                operations = [Ensure((*path, "AllowedPattern"), pattern)]
                if "ConstraintDescription" not in parameter:
                    operations.append(Ensure((*path, "ConstraintDescription"), description))
                message = f"The parameter {name} takes any text where {what} is meant."
                yield Detection(path, message, tuple(operations))
