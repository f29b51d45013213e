"""Names for the differences that no rule explains, so that every delta is in exactly one finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from repair.diff.delta import Delta, Permissions
from repair.rules.model import Severity

REFERENCES: Mapping[str, str] = {
    "Resources": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    "Parameters": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
    "Mappings": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html",
    "Conditions": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html",
    "Outputs": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html",
    "Rules": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html",
    "Metadata": "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html",
}
TEMPLATE_REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html"

_NOUNS: Mapping[str, str] = {
    "Resources": "resource",
    "Parameters": "parameter",
    "Mappings": "mapping",
    "Conditions": "condition",
    "Outputs": "output",
    "Rules": "rule",
    "Metadata": "metadata",
}

_ENTRY_SEVERITY: Mapping[str, Severity] = {
    "Resources": Severity.HIGH,
    "Parameters": Severity.MEDIUM,
    "Mappings": Severity.MEDIUM,
    "Conditions": Severity.MEDIUM,
    "Outputs": Severity.MEDIUM,
    "Rules": Severity.MEDIUM,
}

_WORDS: Mapping[str, tuple[str, str]] = {
    "added": ("missing", "is missing"),
    "removed": ("extra", "is not wanted"),
    "changed": ("differs", "differs"),
    "moved": ("moved", "stands in another place"),
    "renamed": ("renamed", "has another name"),
    "retyped": ("retyped", "has another type"),
    "relocated": ("relocated", "belongs in another resource"),
}

STRUCTURE = "structure"
"""The category of every structural kind."""

STRUCTURAL_IDS = frozenset(
    f"{noun}-{suffix}"
    for noun in ("template", "property", *_NOUNS.values(), *(f"{noun}-detail" for noun in _NOUNS.values()))
    for suffix, _ in _WORDS.values()
)
"""Every id that `structural_kind` can give."""

_IMPACT: Mapping[str, str] = {
    "added": "What the ideal template provides here is absent from the stack.",
    "removed": "The stack carries something that the ideal template does without.",
    "changed": "The stack behaves differently from the ideal template here.",
    "moved": "The order or the place matters here, and it is not the ideal template's.",
    "renamed": "A renamed logical id makes CloudFormation replace the resource in a running stack.",
    "retyped": "CloudFormation replaces a resource whose type changes.",
    "relocated": "The ideal template manages this apart from the resource that it stands in, or together with it.",
}

_PERMISSIONS: Mapping[Permissions, tuple[Severity, str]] = {
    "narrower": (Severity.HIGH, "The generated template allows more than the ideal one."),
    "broader": (
        Severity.MEDIUM,
        "The generated template allows less than the ideal one, so calls may be refused.",
    ),
    "incomparable": (Severity.MEDIUM, "The generated template allows something else than the ideal one."),
    "same": (Severity.LOW, "What is allowed stays the same; it is written otherwise."),
}


@dataclass(frozen=True, slots=True)
class StructuralKind:
    """The name of a difference that no rule explains."""

    id: str
    title: str
    severity: Severity
    root_cause: str
    impact: str
    reference: str


def structural_kind(delta: Delta) -> StructuralKind:
    """The kind of `delta`, from what it is and how deep in the template it stands."""
    path = delta.path or delta.ideal_path or ()
    section = str(path[0]) if path else ""
    whole_entry = len(path) <= 2
    noun = _NOUNS.get(section, "template")
    if not whole_entry:
        noun = "property" if section == "Resources" else f"{noun}-detail"
    change = _change(delta)
    suffix, words = _WORDS[change]
    severity = _ENTRY_SEVERITY.get(section, Severity.LOW) if whole_entry else _detail_severity(section, delta)
    impact = _IMPACT[change]
    if delta.permissions is not None and not whole_entry:
        severity, impact = _PERMISSIONS[delta.permissions]
    return StructuralKind(
        id=f"{noun}-{suffix}",
        title=f"{noun.replace('-', ' ').capitalize()} {words}",
        severity=severity,
        root_cause="The generated template departs from the ideal one here, and no rule of the library names the reason.",
        impact=impact,
        reference=REFERENCES.get(section, TEMPLATE_REFERENCE),
    )


def _change(delta: Delta) -> str:
    """What happened; a delta with parts has more to say than its kind."""
    if not delta.parts:
        return delta.kind
    if delta.kind == "moved":
        return "relocated"
    return "retyped" if delta.path is not None and len(delta.path) == 2 else delta.kind


def _detail_severity(section: str, delta: Delta) -> Severity:
    if delta.deployment.data_loss:
        return Severity.HIGH
    return Severity.MEDIUM if section == "Resources" else Severity.LOW
