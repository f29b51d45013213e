"""Dynamic references to services that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.property_names import same_letters
from repair.rules.sweep import sweep
from repair.template.near import distance

_REFERENCE = re.compile(r"\{\{(\s*)resolve(\s*):\s*([A-Za-z-]+)\s*:([^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}\}")
_SERVICES = ("ssm", "ssm-secure", "secretsmanager")
_ALSO = {"secrets": "secretsmanager", "secret": "secretsmanager", "parameterstore": "ssm", "parameter": "ssm"}
_NEEDS_VALUE = Refused(RefusalCode.NEEDS_VALUE, "no service is like it")
_SLIPS = 2


def detect(context: Context) -> Iterator[Detection]:
    """Yield a detection for each text with such a reference."""
    for path, text in sweep(context).dynamic:
        if path[0] != "Resources" or len(path) < 4 or path[2] != "Properties" or "resolve" not in text:
            continue
        right, unknown = text, None
        for found in _REFERENCE.finditer(text):
            service = _meant(found[3])
            unknown = unknown or (found[3] if service is None else None)
            if service is not None:
                right = right.replace(found[0], f"{{{{resolve:{service}:{found[4].strip()}}}}}")
        if unknown is not None:
            yield Detection(path, f"{path[1]}: nothing resolves {unknown} references.", refusal=_NEEDS_VALUE)
        elif right != text:
            yield Detection(path, f"{path[1]}: the dynamic reference is misspelt.", (Set(path, right),))


def _meant(name: str) -> str | None:
    if name in _SERVICES:
        return name
    same = _ALSO.get(name.lower()) or same_letters(name, _SERVICES)
    if same is not None:
        return same
    return _SERVICES[2] if distance(name.lower(), _SERVICES[2], _SLIPS) is not None else None
