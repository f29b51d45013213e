"""Names for differences by their form alone: what they are and how deep in the template they stand."""

from __future__ import annotations

from collections.abc import Mapping

from repair.diff.delta import Delta

_NOUNS: Mapping[str, str] = {
    "Resources": "resource",
    "Parameters": "parameter",
    "Mappings": "mapping",
    "Conditions": "condition",
    "Outputs": "output",
    "Rules": "rule",
    "Metadata": "metadata",
}

_WORDS: Mapping[str, str] = {
    "added": "missing",
    "removed": "extra",
    "changed": "differs",
    "moved": "moved",
    "renamed": "renamed",
    "retyped": "retyped",
    "relocated": "relocated",
}

STRUCTURAL_IDS = frozenset(
    f"{noun}-{word}"
    for noun in ("template", "property", *_NOUNS.values(), *(f"{noun}-detail" for noun in _NOUNS.values()))
    for word in _WORDS.values()
)
"""Every id that `structural_id` can give."""


def structural_id(delta: Delta) -> str:
    """The name of `delta`, such as `resource-missing` or `output-detail-differs`."""
    path = delta.path or delta.ideal_path or ()
    section = str(path[0]) if path else ""
    noun = _NOUNS.get(section, "template")
    if len(path) > 2 and section in _NOUNS:
        noun = "property" if section == "Resources" else f"{noun}-detail"
    return f"{noun}-{_WORDS[_change(delta)]}"


def _change(delta: Delta) -> str:
    """What happened; a delta with parts has more to say than its kind."""
    if not delta.parts:
        return delta.kind
    if delta.kind == "moved":
        return "relocated"
    return "retyped" if delta.path is not None and len(delta.path) == 2 else delta.kind
