"""CloudFormation's short YAML tags and the long keys they stand for."""

from __future__ import annotations

from repair.document.dialect import Dialect

_PREFIX = "Fn::"
_BARE = frozenset({"Ref", "Condition"})
_DOTTED = frozenset({"Fn::GetAtt"})


def tag_key(tag: str) -> str:
    """The long key of a short tag: `!Sub` is "Fn::Sub", `!Ref` is "Ref", a tag that we do not know "Fn::…" too."""
    name = tag.removeprefix("!")
    return name if name in _BARE else _PREFIX + name


def key_tag(key: str) -> str | None:
    """The short tag of a long key, the reverse of `tag_key`; None for a key that has none.

    `Fn::Transform` and `Fn::ForEach::…` keys have no tag that CloudFormation reads in every place,
    so they stay long. So does "Fn::Ref", a mistake whose tag would be read as `Ref`.
    """
    if key in _BARE:
        return "!" + key
    name = key.removeprefix(_PREFIX)
    if name == key or not name.isalnum() or name == "Transform" or name in _BARE:
        return None
    return "!" + name


CLOUDFORMATION = Dialect(tag_key=tag_key, dotted=_DOTTED, key_tag=key_tag)
"""The dialect to parse templates with: short tags become long keys, "a.b" under GetAtt becomes ["a", "b"]."""
