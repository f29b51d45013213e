"""Profiles: which rules apply and with what values, bundled ones and a team's file, laid over one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any

from repair.document.document import Document, parse
from repair.document.files import read_text, shown
from repair.engine.select import OVERLAYS, PROFILES, Choices
from repair.engine.statements import Statements, known, statements, texts, unknown, wrong
from repair.errors import UsageError
from repair.template.near import nearest

_BUNDLED = FilePath(__file__).parent / "profiles"
_KEYS = ("extends", "overlay", "rules", "severities", "values")
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
    made = Profile()
    bases: set[str] = set()
    ordered = sorted(words, key=lambda word: (word not in PROFILES) + (word in LIMITS))
    for word in ordered:
        layer = _layer(word, ())
        if layer.base != "baseline":
            bases.add(layer.base)
        made = over(made, layer)
    if len(bases) > 1:
        raise UsageError(f"{' and '.join(sorted(bases))} exclude each other; choose one of them.")
    return replace(made, names=tuple(words))


def is_file(word: str) -> bool:
    """Whether `--profile` means a file by `word`."""
    return word.endswith((".yaml", ".yml", ".json")) or "/" in word


def over(lower: Profile, upper: Profile) -> Profile:
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
    if not isinstance(data, dict):
        raise wrong(document, (), "a mapping is expected here")
    known(document, (), data, _KEYS, "key")
    made = Profile(base=bundled if bundled in PROFILES else "baseline")
    parents = data.get("extends", [])
    for parent in [parents] if isinstance(parents, str) else texts(document, ("extends",), parents):
        if not is_file(parent) and parent not in (*PROFILES, *OVERLAYS):
            raise wrong(document, ("extends",), unknown("profile", parent, [*PROFILES, *OVERLAYS]))
        target = str(folder / parent) if is_file(parent) else parent
        made = over(made, _layer(target, within))
    own = layer_of(statements(document, data), (bundled,) if bundled else ())
    limits = frozenset(own.values) if bundled in LIMITS else frozenset()
    return over(made, replace(own, base=made.base, limits=limits))


def layer_of(said: Statements, layers: tuple[str, ...] = ()) -> Profile:
    """What a file says of values and rules, to be laid over profiles; `layers` are the bundled ones that it is."""
    choices = Choices(layers, said.on, said.off, said.safe, said.severities)
    return Profile(values=said.values, choices=choices)
