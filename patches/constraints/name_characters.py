"""Names with characters that the type does not allow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from repair.patch.operations import Set
from repair.rules.context import Context
from repair.rules.decidable import is_decidable
from repair.rules.model import Detection, Safety
from repair.template.intrinsics import intrinsic
from repair.template.substitution import Variable, literal_text, parse_sub
from repair.template.template import Resource

_Spelling = Callable[[str], str]
_NAMES: dict[str, tuple[str, _Spelling]] = {
    "AWS::IoT::TopicRule": ("RuleName", lambda text: re.sub(r"[-. ]", "_", text)),
    "AWS::S3::Bucket": ("BucketName", lambda text: re.sub(r"[_ ]", "-", text.lower())),
    "AWS::ECR::Repository": ("RepositoryName", str.lower),
    "AWS::RDS::DBInstance": ("DBInstanceIdentifier", lambda text: re.sub(r"[_. ]", "-", text)),
    "AWS::RDS::DBCluster": ("DBClusterIdentifier", lambda text: re.sub(r"[_. ]", "-", text)),
}

_LEGAL = {"${AWS::StackId}": "${AWS::AccountId}"}
"""What makes a name unique -> what does so and is legal in one: the id of a stack is an ARN."""


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a name with such characters in what the template itself spells."""
    name, spelling = _NAMES[resource.type]
    value = resource.properties.get(name)
    found = intrinsic(value)
    text = (
        value if isinstance(value, str) else found[1] if found is not None and found[0] == "Fn::Sub" else None
    )
    if not isinstance(text, str) or "{{resolve:" in text or not is_decidable(context.template, resource):
        return
    parts = parse_sub(text) if found is not None else (text,)
    spelt = (part.text if isinstance(part, Variable) else spelling(part) for part in parts)
    right = "".join(_LEGAL.get(part, part) for part in spelt)
    if right == text or any(isinstance(part, str) and literal_text(part) != part for part in parts):
        return
    path: tuple[str | int, ...] = (*resource.path, "Properties", name)
    path = path if found is None else (*path, "Fn::Sub")
    elsewhere = _times(context.template.data.get("Resources"), text) > 1 or _times(
        context.template.data.get("Outputs"), text
    )
    message = f"{resource.id}: {name} has characters that no {resource.type} may have in its name."
    guessed = any(isinstance(part, Variable) and part.text in _LEGAL for part in parts)
    yield Detection(
        path, message, (Set(path, right),), Safety.UNSAFE if elsewhere or guessed else Safety.SAFE
    )


def _times(node: Any, text: str) -> int:
    """How many texts at and below `node` hold `text`."""
    if isinstance(node, str):
        return int(text in node)
    if isinstance(node, dict | list):
        return sum(_times(item, text) for item in (node.values() if isinstance(node, dict) else node))
    return 0
