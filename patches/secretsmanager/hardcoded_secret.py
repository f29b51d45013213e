"""Literal secrets in resources. Their values never leave this module; reports redact them by the same reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.generated_secrets import defines_password, new_secret, password_of
from repair.rules.logical_ids import fresh_id, names_in
from repair.rules.model import Detection, Safety
from repair.rules.template_text import occurrences
from repair.template.data import value_at
from repair.template.secret_names import is_secret_name
from repair.template.secrets import secrets_in
from repair.template.template import Resource

_SAYS_WHERE = re.compile(r"(arn:|alias/|/|https?://)")
"""Beginnings of texts that are no secret but say where one lies."""

_TRACES = ("passw", "secret", "token", "apikey", "api_key", "api-key", "://", "akia", "asia", "private key")
"""What a text that holds a secret, and is called nothing of the kind, has in it (in lower case)."""

_VALUES_BY_OTHER_NAMES = ("AWS::ApiGateway::ApiKey", "AWS::SSM::Parameter")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for each value that is or holds a secret."""
    for path in context.of_body("hardcoded-secret", resource, lambda: tuple(_places(resource, context))):
        name = next(
            (step for step in reversed(path) if isinstance(step, str) and step[:4] != "Fn::"), "Properties"
        )
        message = f"{name} of {resource.id} holds a secret in plain text."
        operations = tuple(_generated(context, resource, path))
        safety = Safety.UNSAFE if operations else Safety.DISPLAY_ONLY
        yield Detection(path, message, operations, safety)


def _generated(context: Context, resource: Resource, path: Path) -> Iterator[Operation]:
    """What makes Secrets Manager make the password; nothing where the text is used for something else as well."""
    data = context.template.data
    text = value_at(data, path)
    if not isinstance(text, str) or not defines_password(resource, path) or is_rewritten(context.template):
        return
    if occurrences(context, text) > 1:
        return
    taken = names_in(data)
    secret = fresh_id(f"{resource.id}Secret", taken)
    attachments = (fresh_id(f"{secret}Attachment", {*taken, secret}) for _ in count())
    yield from new_secret(secret, [resource], attachments, condition=resource.condition)
    yield Set(path, {"Fn::Sub": password_of(secret)})


def _places(resource: Resource, context: Context) -> Iterator[Path]:
    if resource.type not in _VALUES_BY_OTHER_NAMES and not _worth_reading(resource.properties):
        return
    data = context.template.data
    for path, texts in secrets_in(resource.properties, (*resource.path, "Properties"), data).items():
        if texts != (value_at(data, path),) or not _SAYS_WHERE.match(texts[0]):
            yield path


def _worth_reading(properties: Any) -> bool:
    """Whether a look at names and texts alone finds a trace: the careful reading takes ten times as long."""
    pending = [properties]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            label = node.get("Name", node.get("Key")) if "Value" in node else None
            if isinstance(label, str) and is_secret_name(label):
                return True
            for key in node:
                if is_secret_name(key):
                    return True
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, str) and len(node) > 8:
            text = node.lower()
            for trace in _TRACES:
                if trace in text:
                    return True
    return False
