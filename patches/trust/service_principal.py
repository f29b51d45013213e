"""Roles that are handed to a service which their trust policy does not name."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Merge, Operation, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.model import Detection
from repair.rules.service_roles import Trust, Use, trusts, uses
from repair.template.template import Resource


def detect(context: Context, role: Resource) -> Iterator[Detection]:
    """One detection for each service."""
    known = None if is_rewritten(context.template) else trusts(role)
    if known is None:
        return
    trusted = {service for trust in known for service in trust.services}
    missing: dict[str, Use] = {}
    for use in uses(context, role):
        if use.service not in trusted:
            missing.setdefault(use.service, use)
    base = (*role.path, "Properties", "AssumeRolePolicyDocument")
    open_ones = [trust for trust in known if not trust.conditional]
    for service, use in missing.items():
        path = (*open_ones[0].path, "Principal", "Service") if open_ones else base
        yield Detection(
            path,
            f"{use.user.id} hands {role.id} to {service} in {use.field}, and the role does not trust that service.",
            tuple(_added(role, open_ones, list(missing))),
        )
        return  # one change for all


def _added(role: Resource, open_ones: list[Trust], services: list[str]) -> Iterator[Operation]:
    if open_ones:
        trust = open_ones[0]
        had = trust.value if isinstance(trust.value, list) else [trust.value]
        yield Set((*trust.path, "Principal", "Service"), [*had, *services])
        return
    document = role.properties["AssumeRolePolicyDocument"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": services[0] if len(services) == 1 else services},
        "Action": "sts:AssumeRole",
    }
    path = (*role.path, "Properties", "AssumeRolePolicyDocument", "Statement")
    held = document["Statement"] if isinstance(document, dict) else None
    if isinstance(held, list):
        yield Merge(path, (statement,))
    else:
        yield Set(path, [held, statement])
