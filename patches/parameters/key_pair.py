"""Key pairs that a stack demands of whoever deploys it."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure, Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.logical_ids import fresh_id, names_in
from repair.rules.model import Detection
from repair.template.intrinsics import IF, NO_VALUE, REF

_TYPE = "AWS::EC2::KeyPair::KeyName"


def detect(context: Context) -> Iterator[Detection]:
    """Yield one detection for each parameter without a default that must name a key pair."""
    for name, parameter in context.template.section("Parameters").items():
        if not isinstance(parameter, dict) or parameter.get("Type") != _TYPE or "Default" in parameter:
            continue
        uses = context.template.references.to(name, "value")
        if not uses:
            continue
        path = ("Parameters", name)
        message = f"The stack cannot be made without a key pair for {name}."
        if not all(
            one.section == "Resources" and one.kind == "Ref" and one.path[-1] == "KeyName" for one in uses
        ):
            why = f"{name} is not only used as a KeyName"
            yield Detection(path, message, refusal=Refused(RefusalCode.CONFLICT, why))
            continue
        condition = fresh_id(f"Has{name}", names_in(context.template.data))
        operations: list[Operation] = [
            Set((*path, "Type"), "String"),
            Ensure((*path, "Default"), ""),
            Ensure(("Conditions", condition), {"Fn::Not": [{"Fn::Equals": [{REF: name}, ""]}]}),
        ]
        operations += [Set(one.path, {IF: [condition, {REF: name}, {REF: NO_VALUE}]}) for one in uses]
        if any(key in parameter for key in ("AllowedPattern", "MinLength", "AllowedValues")):
            why = f"the declaration of {name} forbids the empty text"
            yield Detection(path, message, refusal=Refused(RefusalCode.CONFLICT, why))
            continue
        yield Detection(path, message, tuple(operations))
