"""Topics whose policy lets messages be published over plain HTTP."""

from __future__ import annotations

from collections.abc import Iterator

from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.resource_policies import policies_of
from repair.rules.secure_transport import open_to_plain_http
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a topic whose policy lacks the statement.

    A topic without a policy of the template is left alone: one that is added takes the place of the default policy,
    which lets the account's alarms and rules publish.
    """
    if any(policies_of(context, resource)):
        yield from open_to_plain_http(context, resource)
