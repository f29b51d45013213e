"""Literal secrets in resources. Their values never leave this module; reports redact them by the same reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.document.pointer import Path
from repair.rules.context import Context
from repair.rules.model import Detection, Safety
from repair.template.data import value_at
from repair.template.secrets import secrets_in
from repair.template.template import Resource

_SAYS_WHERE = re.compile(r"(arn:|alias/|/|https?://)")
"""Beginnings of texts that are no secret but say where one lies."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each value that is or holds a secret."""
    for path in context.of_body("hardcoded-secret", resource, lambda: tuple(_places(resource, context))):
        name = next((step for step in reversed(path) if isinstance(step, str) and step[:4] != "Fn::"), "Properties")
        message = f"{name} of {resource.id} holds a secret in plain text."
        yield Detection(path, message, safety=Safety.DISPLAY_ONLY)


def _places(resource: Resource, context: Context) -> Iterator[Path]:
    data = context.template.data
    for path, texts in secrets_in(resource.properties, (*resource.path, "Properties"), data).items():
        if texts != (value_at(data, path),) or not _SAYS_WHERE.match(texts[0]):
            yield path
