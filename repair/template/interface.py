"""The parameters that the console's metadata mentions: `AWS::CloudFormation::Interface`.

Source: User Guide, "AWS::CloudFormation::Interface": groups list parameters, labels are keyed by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repair.template.data import Data, Path, rewritten, value_at

INTERFACE: Path = ("Metadata", "AWS::CloudFormation::Interface")
LABELS: Path = (*INTERFACE, "ParameterLabels")
"""Where the labels stand, by parameter."""


def interface_mentions(data: Data, name: str) -> list[Path]:
    """The properties of the metadata that mention a parameter."""
    found = list(dict.fromkeys(path[:-1] for path, listed in _listed(data) if listed == name))
    labels = value_at(data, LABELS)
    if isinstance(labels, dict) and name in labels:
        found.append(LABELS)
    return found


def interface_renamed(data: Data, names: Mapping[str, str]) -> Data:
    """`data` with other names of parameters in the groups' lists and the labels' keys."""
    replacements: dict[Path, Data] = {path: names[name] for path, name in _listed(data) if name in names}
    labels = value_at(data, LABELS)
    if isinstance(labels, dict) and any(name in labels for name in names):
        replacements[LABELS] = {names.get(key, key): label for key, label in labels.items()}
    return rewritten(data, replacements) if replacements else data


def _listed(data: Data) -> Iterator[tuple[Path, str]]:
    """Every name in the groups' lists, with its path."""
    groups = value_at(data, (*INTERFACE, "ParameterGroups"))
    for index, group in enumerate(groups if isinstance(groups, list) else ()):
        listed = group.get("Parameters") if isinstance(group, dict) else None
        for at, name in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(name, str):
                yield (*INTERFACE, "ParameterGroups", index, "Parameters", at), name
