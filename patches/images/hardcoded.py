"""Machine images that are written out: in the resource, as a parameter's default, or in a mapping of regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from repair.document.pointer import Path
from repair.patch.operations import Operation, RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.data import value_at
from repair.template.intrinsics import IF, REF, intrinsic
from repair.template.template import Resource

_IMAGE = re.compile(r"ami-(?:[0-9a-f]{8}|[0-9a-f]{17})")
_ARM = re.compile(r"(?:a1|[a-z]{1,3}\d+g[a-z]*|g5g|im4gn|is4gen|x2gd)\.")
_TYPES = ("String", "AWS::EC2::Image::Id")

_AMAZON = "/aws/service/ami-amazon-linux-latest/"
_UBUNTU = "/aws/service/canonical/ubuntu/server/22.04/stable/current/"
_IMAGES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"amazon-linux-extras"),
        f"{_AMAZON}amzn2-ami-hvm-x86_64-gp2",
        f"{_AMAZON}amzn2-ami-hvm-arm64-gp2",
    ),
    (
        re.compile(r"\bapt(?:-get)? |/home/ubuntu"),
        f"{_UBUNTU}amd64/hvm/ebs-gp2/ami-id",
        f"{_UBUNTU}arm64/hvm/ebs-gp2/ami-id",
    ),
    (
        re.compile(r"<powershell>|<script>"),
        "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
        "",
    ),
    (
        re.compile(r""),
        f"{_AMAZON}al2023-ami-kernel-default-x86_64",
        f"{_AMAZON}al2023-ami-kernel-default-arm64",
    ),
)
"""What the start-up script speaks of, and the public parameters of that system for x86_64 and arm64."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield one detection for each place of the resource that names a fixed image."""
    below: Path = ("LaunchTemplateData",) if resource.type == "AWS::EC2::LaunchTemplate" else ()
    launched = value_at(resource.properties, below)
    if not isinstance(launched, dict) or "ImageId" not in launched:
        return
    base = (*resource.path, "Properties", *below, "ImageId")
    for path, value in _branches(launched["ImageId"], base):
        evidence = _evidence(context, value)
        if evidence is None:
            continue
        message = f"{resource.id} starts from {evidence}."
        public = _public_image(context, launched)
        if not public:
            why = "no public parameter is known for this system and architecture"
            yield Detection(path, message, refusal=Refused(RefusalCode.NEEDS_VALUE, why))
            continue
        operations: tuple[Operation, ...] = (Set(path, f"{{{{resolve:ssm:{public}}}}}"),)
        yield Detection(path, message, operations)


def _branches(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    call = intrinsic(value)
    if call is not None and call[0] == IF and isinstance(call[1], list) and len(call[1]) == 3:
        for index in (1, 2):
            yield from _branches(call[1][index], (*path, IF, index))
    else:
        yield path, value


def _evidence(context: Context, value: Any) -> str | None:
    """What is fixed about the image, as words; None when nothing is."""
    if isinstance(value, str):
        return f"the image {value}" if _IMAGE.fullmatch(value) else None
    name, argument = intrinsic(value) or ("", None)
    if name == REF and isinstance(argument, str):
        parameter = context.template.section("Parameters").get(argument)
        if isinstance(parameter, dict) and parameter.get("Type") in _TYPES:
            default = parameter.get("Default")
            if isinstance(default, str) and _IMAGE.fullmatch(default):
                return f"the image {default}, the default of {argument}"
    if name == "Fn::FindInMap" and isinstance(argument, list) and len(argument) == 3:
        mapping, _, key = argument
        table = context.template.section("Mappings").get(mapping) if isinstance(mapping, str) else None
        if isinstance(table, dict) and isinstance(key, str):
            rows = [row.get(key) for row in table.values() if isinstance(row, dict)]
            if rows and all(isinstance(row, str) and _IMAGE.fullmatch(row) for row in rows):
                return f"the images of the mapping {mapping}"
    return None


def _public_image(context: Context, launched: Mapping[str, Any]) -> str:
    script = "\n".join(_texts(launched.get("UserData")))
    for pattern, intel, arm in _IMAGES:
        if pattern.search(script):
            kinds = {
                bool(_ARM.match(kind)) for kind in _instance_types(context, launched.get("InstanceType"))
            }
            return "" if len(kinds) > 1 else arm if True in kinds else intel
    return ""


def _instance_types(context: Context, value: Any) -> Iterator[str]:
    """The types of instance that may be started, as far as the template tells."""
    call = intrinsic(value)
    if isinstance(value, str):
        yield value
    elif call is not None and call[0] == REF and isinstance(call[1], str):
        parameter = context.template.section("Parameters").get(call[1])
        if isinstance(parameter, dict):
            allowed = parameter.get("AllowedValues")
            for one in allowed if isinstance(allowed, list) and allowed else [parameter.get("Default")]:
                if isinstance(one, str):
                    yield one
    else:
        yield from (text for text in _texts(value) if "." in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
