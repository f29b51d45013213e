"""Passwords that a parameter hands to what they protect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, RefusalCode, Refused, Remove, Set
from repair.rules.context import Context
from repair.rules.decidable import is_rewritten
from repair.rules.dependency_reach import needs
from repair.rules.generated_secrets import (
    PLACES,
    SECRET,
    below_properties,
    defines_password,
    generation,
    new_secret,
    password_of,
    template_with,
)
from repair.rules.interface import without_parameters
from repair.rules.logical_ids import fresh_id, names_in
from repair.rules.model import Detection
from repair.template.data import value_at
from repair.template.intrinsics import IF
from repair.template.references import Reference
from repair.template.substitution import variables

_UNRESOLVED = ("Custom::", "AWS::CloudFormation::")
"""Types whose properties are handed on as they are written: a dynamic reference is not resolved there."""


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each parameter that defines a password."""
    template = context.template
    parameters = template.section("Parameters")
    if (
        not parameters
        or is_rewritten(template)
        or not any(r.type in PLACES for r in template.resources.values())
    ):
        return
    for name, parameter in parameters.items():
        if not isinstance(parameter, dict) or parameter.get("Type") != "String":
            continue
        uses = template.references.to(name, "value")
        defined = [one for one in uses if one.kind == "Ref" and _defines(context, one)]
        if not defined:
            continue
        what = below_properties(defined[0].path)[-1]
        message = f"{defined[0].entry}: {what} comes from the parameter {name}."
        stuck = next((one for one in uses if not _follows(context, one)), None)
        if stuck is not None:
            why = f"{name} is used in {'.'.join(map(str, stuck.path))}, where no dynamic reference can stand"
            yield Detection(defined[0].path, message, refusal=Refused(RefusalCode.CONFLICT, why))
            continue
        operations = tuple(_operations(context, name, parameter, uses, defined))
        yield Detection(defined[0].path, message, operations)


def _defines(context: Context, one: Reference) -> bool:
    resource = context.template.resources.get(one.entry)
    return one.section == "Resources" and resource is not None and defines_password(resource, one.path)


def _follows(context: Context, one: Reference) -> bool:
    """Whether a dynamic reference may take the place of a reference."""
    resource = context.template.resources.get(one.entry)
    if one.section != "Resources" or resource is None or resource.type.startswith(_UNRESOLVED):
        return False
    if one.path[2:3] != ("Properties",) or one.kind not in ("Ref", "Sub") or one.attribute is not None:
        return False
    functions = {step for step in one.path if isinstance(step, str) and step.startswith("Fn::")}
    return functions <= {IF, "Fn::Join", "Fn::Sub"}


def _operations(
    context: Context,
    name: str,
    parameter: dict[str, Any],
    uses: tuple[Reference, ...],
    defined: list[Reference],
) -> Iterator[Operation]:
    template = context.template
    users = list(
        {
            one.entry: template.resources[one.entry] for one in defined if one.entry in template.resources
        }.values()
    )
    kept = next(filter(None, (_kept(context, name, one, uses) for one in uses)), None)
    if kept is not None:
        secret, key, entries = kept
        base = ("Resources", secret, "Properties")
        made = generation(users, template_with(entries, substituted=True), key, parameter)
        yield Remove((*base, "SecretString"))
        yield Set((*base, "GenerateSecretString"), made)
        text = password_of(secret, key)
    else:
        taken = names_in(template.data)
        secret = fresh_id(f"{name}Secret", taken)
        attachments = (fresh_id(f"{secret}Attachment", {*taken, secret}) for _ in count())
        conditions = {template.resources[one.entry].condition for one in uses}
        condition = conditions.pop() if len(conditions) == 1 else None
        yield from new_secret(secret, users, attachments, condition=condition, parameter=parameter)
        text = password_of(secret)
    gone = ("Resources", secret, "Properties", "SecretString") if kept is not None else None
    for path, value in _rewritten(context, name, uses, text).items():
        if gone is None or path[:4] != gone:
            yield Set(path, value)
    yield Remove(("Parameters", name), prune=True)
    yield from without_parameters(template.data, {name})


def _rewritten(context: Context, name: str, uses: tuple[Reference, ...], text: str) -> dict[Path, Any]:
    """What stands in the place of every reference to the parameter, by path."""
    found: dict[Path, Any] = {}
    for one in uses:
        if one.kind == "Ref":
            found[one.path] = {"Fn::Sub": text}
            continue
        written = value_at(context.template.data, one.path)
        for variable in reversed(variables(written) if isinstance(written, str) else ()):
            if variable.name == name and variable.attribute is None:
                written = written[: variable.start] + text + written[variable.end :]
        found[one.path] = written
    return found


def _kept(
    context: Context, name: str, one: Reference, uses: tuple[Reference, ...]
) -> tuple[str, str, dict[str, Any]] | None:
    """A secret of the template that holds the parameter's value already: its id, the key, and its other entries.

    It can make the password itself if it is always there and needs nothing that needs the password.
    """
    template = context.template
    resource = template.resources.get(one.entry)
    if resource is None or resource.type != SECRET or resource.condition is not None:
        return None
    if one.path[3:] != ("SecretString", "Fn::Sub") or "GenerateSecretString" in resource.properties:
        return None
    try:
        entries = json.loads(value_at(template.data, one.path))
    except (TypeError, ValueError):
        return None
    if not isinstance(entries, dict):
        return None
    keys = [key for key, value in entries.items() if value == f"${{{name}}}"]
    rest = {key: value for key, value in entries.items() if key not in keys}
    if len(keys) != 1 or f"${{{name}}}" in json.dumps(rest):
        return None
    others = {use.entry for use in uses if use.entry != resource.id}
    if any(needs(template.references, resource.id, other) for other in others):
        return None
    return resource.id, keys[0], rest
