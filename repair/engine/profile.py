"""Profiles: which rules apply and with what values, bundled ones and a team's file, laid over one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from repair.document.document import Document, parse
from repair.document.files import read_text, shown
from repair.document.pointer import Path
from repair.engine.select import OVERLAYS, PROFILES, Choices
from repair.engine.values import VALUES
from repair.errors import InputError, UsageError
from repair.rules.load import rule_files
from repair.rules.model import Severity
from repair.template.near import nearest

_BUNDLED = FilePath(__file__).parent / "profiles"
_KEYS = ("extends", "overlay", "rules", "severities", "values")
_RULE_KEYS = ("on", "off", "safe")
LIMITS = frozenset({"emulator", "restricted-account"})
"""Overlays that say what the place of deployment cannot do: no requirement talks it out of that."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the user chose, all layers laid over one another.

    Attributes:
        base: The kind of environment: baseline, test or production.
        values: By name, see `repair.engine.values.VALUES`.
        limits: The names of the values that the account or the emulator dictates.
        choices: What it says of single rules.
        names: The layers in words, as the user gave them.
    """

    base: str = "baseline"
    values: Mapping[str, Any] = field(default_factory=dict)
    limits: frozenset[str] = frozenset()
    choices: Choices = field(default_factory=lambda: Choices(("baseline",)))
    names: tuple[str, ...] = ()


def profile_of(words: Sequence[str]) -> Profile:
    """The profile that these names and files make together: later ones win, limits win over all.

    Args:
        words: Names of bundled profiles or paths of files (`.yaml`, `.yml`, `.json`); none: baseline.

    Raises:
        UsageError: A name is not known, or two kinds of environment are named.
        InputError: A file cannot be read, or says what no profile can say; with line and column.
    """
    made = Profile(names=tuple(words))
    bases: set[str] = set()
    ordered = sorted(words, key=lambda word: (word not in PROFILES) + (word in LIMITS))
    for word in ordered:
        layer = _layer(word, ())
        if layer.base != "baseline":
            bases.add(layer.base)
        made = _over(made, layer)
    if len(bases) > 1:
        raise UsageError(f"{' and '.join(sorted(bases))} exclude each other; choose one of them.")
    return replace(made, names=tuple(words))


def is_file(word: str) -> bool:
    """Whether `--profile` means a file by `word`."""
    return word.endswith((".yaml", ".yml", ".json")) or "/" in word


def _over(lower: Profile, upper: Profile) -> Profile:
    """`upper` laid over `lower`."""
    base = upper.base if upper.base != "baseline" else lower.base
    overlays = [name for name in (*lower.choices.layers, *upper.choices.layers) if name in OVERLAYS]
    below, above = lower.choices, upper.choices
    switched_on = above.on | above.safe
    values = {**lower.values, **upper.values}
    values.update({name: lower.values[name] for name in lower.limits - upper.limits})
    return Profile(
        base=base,
        values=values,
        limits=lower.limits | upper.limits,
        choices=Choices(
            (base, *dict.fromkeys(overlays)),
            (below.on - above.off) | above.on,
            (below.off - switched_on) | above.off,
            (below.safe - above.off) | above.safe,
            {**below.severities, **above.severities},
        ),
    )


def _layer(word: str, within: tuple[str, ...]) -> Profile:
    """One name or file, with what it extends."""
    if is_file(word):
        real = str(FilePath(word).resolve())
        if real in within:
            raise UsageError(f"the profile {shown(word)} extends itself.")
        document = parse(read_text(word), name=shown(word))
        return _read(document, "", FilePath(word).parent, (*within, real))
    if word not in (*PROFILES, *OVERLAYS):
        near = nearest(word, [*PROFILES, *OVERLAYS])
        hint = f" Did you mean {near[0].name}?" if near else " A file ends in .yaml, .yml or .json."
        raise UsageError(
            f"there is no profile called {word}; the profiles are {', '.join((*PROFILES, *OVERLAYS))}.{hint}"
        )
    file = _BUNDLED / f"{word}.yaml"
    return _read(parse(file.read_text(encoding="utf-8"), name=file.name), word, _BUNDLED, within)


def _read(document: Document, bundled: str, folder: FilePath, within: tuple[str, ...]) -> Profile:
    """What a profile file says; `bundled` is the name when it is one of ours."""
    data = document.data
    _mapping(document, (), data)
    _known(document, (), data, _KEYS, "key")
    made = Profile(base=bundled if bundled in PROFILES else "baseline")
    parents = data.get("extends", [])
    parents = [parents] if isinstance(parents, str) else parents
    _texts(document, ("extends",), parents)
    for parent in parents:
        if not is_file(parent) and parent not in (*PROFILES, *OVERLAYS):
            raise _wrong(document, ("extends",), _unknown("profile", parent, [*PROFILES, *OVERLAYS]))
        target = str(folder / parent) if is_file(parent) else parent
        made = _over(made, _layer(target, within))
    values = _section(data, "values")
    _mapping(document, ("values",), values)
    _known(document, ("values",), values, VALUES, "value")
    for name, value in values.items():
        if not VALUES[name].accepts(value):
            raise _wrong(document, ("values", name), f"{name} takes {VALUES[name].takes}")
    on, off, safe = _rules(document, _section(data, "rules"))
    severities = _severities(document, _section(data, "severities"))
    own = Choices((bundled,) if bundled else (), on, off, safe, severities)
    limits = frozenset(values) if bundled in LIMITS else frozenset()
    return _over(made, Profile(made.base, values, limits, own))


def _section(data: Mapping[str, Any], name: str) -> Any:
    """What stands under a key; an empty mapping where nothing does."""
    found = data.get(name)
    return {} if found is None else found


def _rules(document: Document, rules: Any) -> list[frozenset[str]]:
    _mapping(document, ("rules",), rules)
    _known(document, ("rules",), rules, _RULE_KEYS, "key")
    found = []
    for key in _RULE_KEYS:
        ids = rules.get(key) or []
        _texts(document, ("rules", key), ids)
        for number, rule_id in enumerate(ids):
            if rule_id not in rule_files():
                raise _wrong(document, ("rules", key, number), _unknown("rule", rule_id, rule_files()))
        found.append(frozenset(ids))
    return found


def _severities(document: Document, severities: Any) -> Mapping[str, Severity]:
    _mapping(document, ("severities",), severities)
    _known(document, ("severities",), severities, rule_files(), "rule")
    levels = [level.value for level in Severity]
    for rule_id, level in severities.items():
        if level not in levels:
            raise _wrong(document, ("severities", rule_id), f"a severity is one of {', '.join(levels)}")
    return {rule_id: Severity(level) for rule_id, level in severities.items()}


def _known(document: Document, path: Path, given: Mapping[str, Any], names: Iterable[str], what: str) -> None:
    for key in given:
        if key not in names:
            raise _wrong(document, (*path, key), _unknown(what, str(key), names))


def _unknown(what: str, name: str, names: Iterable[str]) -> str:
    near = nearest(name, names)
    return f"there is no {what} called {name}." + (f" Did you mean {near[0].name}?" if near else "")


def _mapping(document: Document, path: Path, value: Any) -> None:
    if not isinstance(value, dict):
        raise _wrong(document, path, "a mapping is expected here")


def _texts(document: Document, path: Path, value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(document, path, "a list of names is expected here")


def _wrong(document: Document, path: Path, message: str) -> InputError:
    place = document.position(path)
    return InputError(message, name=document.name, line=place.line, column=place.column)
