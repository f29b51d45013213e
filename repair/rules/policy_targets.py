"""What the Resource element of a policy statement names: a resource of the template, an ARN, or something unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from repair.document.pointer import Path
from repair.template.intrinsics import intrinsic
from repair.template.template import Template
from repair.template.values import concatenated, normal


def entries(statement: Mapping[str, Any], path: Path, element: str = "Resource") -> list[tuple[Path, Any]]:
    """The entries of an element that may be one value or a list, with their paths."""
    value = statement.get(element)
    if isinstance(value, list):
        return [((*path, element, index), entry) for index, entry in enumerate(value)]
    return [] if value is None else [((*path, element), value)]


@dataclass(frozen=True, slots=True)
class Named:
    """A resource of the template at the start of a value.

    Attributes:
        target: Its logical id.
        attribute: "Arn" and the like; None for a Ref.
        rest: The text behind it; None when that is not all text.
    """

    target: str
    attribute: str | None
    rest: str | None


def named(template: Template, value: Any) -> Named | None:
    """The resource that a value begins with, as a reference; None when it begins otherwise."""
    pieces = concatenated(normal(value))
    function = intrinsic(pieces[0]) if pieces else None
    if function is None:
        return None
    name, argument = function
    attribute: str | None = None
    if name == "Fn::GetAtt" and isinstance(argument, list) and len(argument) == 2:
        argument, attribute = argument if all(isinstance(part, str) for part in argument) else (None, None)
    elif name != "Ref":
        return None
    if not isinstance(argument, str) or argument not in template.resources:
        return None
    rest = pieces[1:]
    texts = [piece for piece in rest if isinstance(piece, str)]
    return Named(argument, attribute, "".join(texts) if len(texts) == len(rest) else None)


_BUCKET = re.compile(r"arn:(?:aws[a-z-]*|\0):s3:::([^/*?]+)(/.*)?", re.DOTALL)


def bucket_level(template: Template, value: Any) -> str | None:
    """Says "bucket" or "object" for what names a bucket or what is in it; None for all else, patterns of both too."""
    found = named(template, value)
    if found is not None:
        bucket = template.resources[found.target].type == "AWS::S3::Bucket" and found.attribute == "Arn"
        if not bucket or found.rest is None:
            return None
        return "bucket" if not found.rest else "object" if found.rest.startswith("/") else None
    pieces = concatenated(normal(value))
    # What is put in later stands as \0; of the name of a bucket that is good enough, it holds no slash.
    text = "".join(piece if isinstance(piece, str) else "\0" for piece in pieces)
    match = _BUCKET.fullmatch(text)
    if match is None or not _are_names(template, pieces):
        return None
    return "object" if match[2] else "bucket"


def _are_names(template: Template, pieces: list[Any]) -> bool:
    """Whether the references among the pieces are to buckets and pseudo parameters, whose values hold no slash."""
    for piece in pieces:
        target = piece.get("Ref") if isinstance(piece, dict) and len(piece) == 1 else None
        if isinstance(piece, str) or (isinstance(target, str) and target.startswith("AWS::")):
            continue
        other = template.resources.get(target) if isinstance(target, str) else None
        if other is None or other.type != "AWS::S3::Bucket":
            return False
    return True


def other_level(template: Template, value: Any, level: str) -> Any:
    """The same bucket's objects, or the bucket of the objects, written as `value` is; None when there is no way."""
    found = named(template, value)
    if found is not None:
        if level == "bucket":
            return {"Fn::GetAtt": [found.target, "Arn"]}
        return {"Fn::Sub": f"${{{found.target}.Arn}}/*"}
    text = value if isinstance(value, str) else _plain_sub(value)
    if text is None:
        return None
    head, mark, name = text.partition(":::")
    new = head + mark + (name.split("/", 1)[0] if level == "bucket" else name + "/*")
    return new if isinstance(value, str) else {"Fn::Sub": new}


def _plain_sub(value: Any) -> str | None:
    argument = value.get("Fn::Sub") if isinstance(value, dict) and len(value) == 1 else None
    return argument if isinstance(argument, str) else None
