"""Texts of which parts are known only at deployment: what these are, and whether two such texts can be equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repair.diff.meaning.equality import frozen
from repair.knowledge.ref_values import REF_IS, REF_IS_NO_ARN
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import IF, NO_VALUE, PSEUDO_PARAMETERS, REF, TRANSFORM, is_intrinsic
from repair.template.template import Template
from repair.template.values import concatenated, normal

Finding = tuple[bool | None, frozenset[str]]
"""Equal, different or (None) open, and then what it hinges on."""

EQUAL: Finding = (True, frozenset())
DIFFERENT: Finding = (False, frozenset())

_DYNAMIC = re.compile(r"(\{\{resolve:[^{}]*\}\})")
_FORMS: dict[str | None, re.Pattern[str]] = {
    "AWS::AccountId": re.compile(r"[0-9]{12}"),
    "AWS::Partition": re.compile(r"aws(-[a-z]+)*"),
    "AWS::Region": re.compile(r"[a-z]+(-[a-z]+)+-[0-9]+"),
    "AWS::StackId": re.compile(r"arn:.*", re.DOTALL),
    "AWS::StackName": re.compile(r"[A-Za-z][A-Za-z0-9-]*"),
}
_ARN = re.compile(r"arn:.*", re.DOTALL)
_NO_ARN = re.compile(r"(?!arn:).*", re.DOTALL)
#: Longer texts, and texts of more parts, are not matched with what their unknown parts can look like.
_LONGEST, _MOST_PARTS = 256, 8


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part of a text that is known only at deployment: an intrinsic function or a dynamic reference."""

    value: Data
    template: Template

    def is_like(self, other: Unknown) -> bool:
        """Whether both yield the same in one deployment."""
        return self.value is other.value or frozen(self.value) == frozen(other.value)

    @property
    def resource(self) -> str | None:
        """The resource that a `Ref` or `Fn::GetAtt` names."""
        target, _ = _target(self.value)
        return target if target in self.template.resources else None

    @property
    def choices(self) -> frozenset[str] | None:
        """The only texts it can be, as a value looked up in a mapping is one of that mapping's."""
        keys = self.value.get("Fn::FindInMap") if type(self.value) is dict else None
        if type(keys) is not list or len(keys) != 3 or type(keys[0]) is not str:
            return None
        mapping = self.template.section("Mappings").get(keys[0])
        if not isinstance(mapping, dict) or not mapping:
            return None
        found: set[str] = set()
        for top, entries in mapping.items():
            if not isinstance(entries, dict) or (type(keys[1]) is str and top != keys[1]):
                continue
            for name, value in entries.items():
                if type(keys[2]) is str and name != keys[2]:
                    continue
                if not isinstance(value, (str, int, float)) or "{{resolve:" in scalar_text(value):
                    return None
                found.add(scalar_text(value))
        return frozenset(found) or None

    @property
    def form(self) -> re.Pattern[str] | None:
        """What every text that it can be looks like."""
        target, attribute = _target(self.value)
        resource = self.template.resources.get(target) if target is not None else None
        if resource is None:
            return _FORMS.get(target) if attribute is None else None
        if resource.type not in REF_IS_NO_ARN:
            return None
        return _NO_ARN if attribute is None else _ARN if attribute == "Arn" else None


Part = str | Unknown


def _target(value: Data) -> tuple[str | None, str | None]:
    """The name that a `Ref` or `Fn::GetAtt` in normal form refers to, and the attribute."""
    if type(value) is dict and len(value) == 1:
        name, parts = value.get(REF), value.get("Fn::GetAtt")
        if isinstance(name, str):
            return name, None
        if isinstance(parts, list) and len(parts) == 2 and all(isinstance(part, str) for part in parts):
            return parts[0], parts[1]
    return None, None


def _as_reference(value: Data, template: Template) -> Data:
    """A `Fn::GetAtt` of the attribute that `Ref` is, as that `Ref`; others as they are."""
    name, attribute = _target(value)
    resource = template.resources.get(name) if name is not None and attribute is not None else None
    if resource is None:
        return value
    same_as = REF_IS.get(resource.type)
    if resource.type == "AWS::EC2::SecurityGroup" and "VpcId" in resource.properties:
        same_as = "GroupId"  # without a VPC, Ref may be the group's name
    return {REF: name} if attribute == same_as else value


def is_unknown(value: Data) -> bool:
    """Whether anything in a value is known only at deployment."""
    kind = type(value)
    if kind is dict:
        return is_intrinsic(value) or any(is_unknown(item) for item in value.values())
    if kind is list:
        return any(is_unknown(item) for item in value)
    return kind is str and "{{resolve:" in value


def compared_texts(mine: Data, theirs: Data, generated: Template, ideal: Template) -> Finding:
    """Whether two texts, each a scalar or a function that yields one, can be and must be equal."""
    a, b = _parts(mine, generated), _parts(theirs, ideal)
    a, b = _without_common_start(a, b)
    reversed_a, reversed_b = _without_common_start(_backwards(a), _backwards(b))
    a, b = _backwards(reversed_a), _backwards(reversed_b)
    if not a and not b:
        return EQUAL
    if (
        _never_equal(a, b)
        or _never_equal(_backwards(a), _backwards(b))
        or _cannot_be(a, b)
        or _cannot_be(b, a)
    ):
        return DIFFERENT
    return None, witnesses_of((*a, *b))


def witnesses_of(parts: Iterable[Part]) -> frozenset[str]:
    """What the unknown parts hinge on, in words."""
    return frozenset(
        word for part in parts if isinstance(part, Unknown) for word in witnesses(part.value, part.template)
    )


def witnesses(value: Data, template: Template) -> frozenset[str]:
    """What a value hinges on: "parameter Stage", "AWS::Region", "export shared-vpc", "attribute Queue.Arn"."""
    found: set[str] = set()
    _gather(normal(value), template, found)
    return frozenset(found)


def _gather(value: Data, template: Template, found: set[str]) -> None:
    if isinstance(value, str):
        found.update(f"dynamic reference {name[len('{{resolve:') : -2]}" for name in _DYNAMIC.findall(value))
    elif isinstance(value, list):
        for item in value:
            _gather(item, template, found)
    elif isinstance(value, dict):
        if not is_intrinsic(value):
            for item in value.values():
                _gather(item, template, found)
            return
        ((key, argument),) = value.items()
        own = _own_witness(key, argument, template)
        if own:
            found.add(own)
        if key in (REF, "Fn::GetAtt", TRANSFORM):
            return
        before = len(found)
        _gather(argument, template, found)
        if own is None and len(found) == before:
            found.add(f"function {key}")


def _own_witness(key: str, argument: Data, template: Template) -> str | None:
    if key == REF and isinstance(argument, str):
        if argument in PSEUDO_PARAMETERS:
            return None if argument == NO_VALUE else argument
        if argument in template.section("Parameters"):
            return f"parameter {argument}"
        return f"resource {argument}" if argument in template.resources else f"name {argument}"
    if isinstance(argument, list) and argument:
        if key == "Fn::GetAtt":
            return "attribute " + ".".join(_shown(part) for part in argument)
        if key == "Fn::FindInMap" and isinstance(argument[0], str):
            return f"mapping {argument[0]}"
        if key == IF and isinstance(argument[0], str):
            return f"condition {argument[0]}"
    if key == "Fn::ImportValue":
        return f"export {_shown(argument)}"
    if key == "Fn::GetAZs":
        return "availability zones"
    if key == TRANSFORM:
        name = argument.get("Name") if isinstance(argument, dict) else None
        return f"transform {_shown(normal(name))}"
    return None


def _shown(value: Data) -> str:
    """A value as a short text, references as `${…}`."""
    shown = []
    for piece in concatenated(value):
        if isinstance(piece, dict) and is_intrinsic(piece):
            ((key, argument),) = piece.items()
            if key == "Fn::GetAtt" and isinstance(argument, list):
                argument = ".".join(str(part) for part in argument)
            shown.append(f"${{{argument}}}" if isinstance(argument, str) else "${…}")
        else:
            shown.append(str(piece))
    return "".join(shown)


def _parts(value: Data, template: Template) -> list[Part]:
    parts: list[Part] = []
    for piece in concatenated(normal(value)):
        if not isinstance(piece, str):
            parts.append(Unknown(_as_reference(piece, template), template))
        elif "{{resolve:" not in piece:
            parts.append(piece)
        else:
            for at, text in enumerate(_DYNAMIC.split(piece)):
                if text:
                    parts.append(Unknown(text, template) if at % 2 else text)
    return [part for part in parts if part != ""]


def _backwards(parts: Sequence[Part]) -> list[Part]:
    return [part[::-1] if isinstance(part, str) else part for part in reversed(parts)]


def _without_common_start(a: Sequence[Part], b: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Both without what they begin with in common; what is left is equal exactly when the whole is."""
    left, right = list(a), list(b)
    while left and right:
        one, other = left[0], right[0]
        if isinstance(one, str) and isinstance(other, str):
            size = _common_length(one, other)
            if not size:
                break
            left[:1] = [one[size:]] if size < len(one) else []
            right[:1] = [other[size:]] if size < len(other) else []
        elif isinstance(one, Unknown) and isinstance(other, Unknown) and one.is_like(other):
            del left[0], right[0]
        else:
            break
    return left, right


def _common_length(a: str, b: str) -> int:
    size = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        size += 1
    return size


def _never_equal(a: Sequence[Part], b: Sequence[Part]) -> bool:
    """Whether two texts that begin differently do so in letters that are known, or name different resources."""
    if not a or not b:
        return False  # whether the other can be empty, `_cannot_be` says
    one, other = a[0], b[0]
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str)
    if len(a) == len(b) == 1:
        if one.resource and other.resource:
            return one.resource != other.resource or {one.form, other.form} == {_ARN, _NO_ARN}
        choices, others = one.choices, other.choices
        return choices is not None and others is not None and choices.isdisjoint(others)
    return False


def _cannot_be(pattern: Sequence[Part], text: Sequence[Part]) -> bool:
    """Whether no values of its unknown parts make `pattern` the `text`, when that is wholly known."""
    if any(isinstance(part, Unknown) for part in text):
        return False
    whole = "".join(part for part in text if isinstance(part, str))
    first = pattern[0] if len(pattern) == 1 else None
    if isinstance(first, Unknown) and first.choices is not None:
        return whole not in first.choices
    at = 0
    for part in pattern:
        if isinstance(part, str):
            found = whole.find(part, at)
            if found < 0:
                return True
            at = found + len(part)
    if (
        len(whole) > _LONGEST
        or len(pattern) > _MOST_PARTS
        or not any(isinstance(part, Unknown) and part.form for part in pattern)
    ):
        return False
    expression = "".join(
        re.escape(part) if isinstance(part, str) else f"(?:{part.form.pattern})" if part.form else ".*"
        for part in pattern
    )
    return re.fullmatch(expression, whole, re.DOTALL) is None
