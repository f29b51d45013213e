"""Which template a deploy command would deploy: `aws cloudformation`, `sam`, `cdk`, `rain` and their like."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from repair.cli.walk import looks_like_template
from repair.errors import InputError

_PREFIX = re.compile(r"fileb?://")


@dataclass(frozen=True, slots=True)
class Deployed:
    """A template in a command line.

    Attributes:
        file: Its path.
        index: The argument that names it; None when the command finds it by itself.
        before: What stands before the path in that argument: `--template-file=`, `file://`.
        made_anew: Whether the command makes it once more: what is deployed may be another.
    """

    file: str
    index: int | None = None
    before: str = ""
    made_anew: bool = False

    def moved(self, command: Sequence[str], path: str) -> list[str]:
        """The command with the template at `path` in its place; only for one that is named."""
        if self.index is None:
            raise ValueError("the command finds its template by itself")
        return [*command[: self.index], self.before + path, *command[self.index + 1 :]]

    def further(self, words: int) -> Deployed:
        """The same, with so many words before the command."""
        return self if self.index is None else replace(self, index=self.index + words)


def deployed(command: Sequence[str], folder: Path) -> list[Deployed]:
    """The templates that `command` would deploy from `folder`.

    Raises:
        InputError: The command names none that is a file here; the message says what to do.
    """
    words = list(command)
    start, find = _program(words)
    if start == 0:
        found = find(words, folder) or _any_argument(words, folder)
    else:
        found = _any_argument(words, folder) or [one.further(start) for one in find(words[start:], folder)]
    if not found:
        raise InputError(
            "names no template that is a file here: deploy from a file, or give the template to `repair --check` first",
            name=" ".join(command[:3]),
        )
    return found


def _program(command: Sequence[str]) -> tuple[int, Callable[[list[str], Path], list[Deployed]]]:
    """Where the deploying program stands, behind `npx`, `aws-vault exec …` and their like, and what finds its templates."""
    for index, word in enumerate(command):
        name = Path(word).name.removesuffix(".exe").removesuffix(".cmd").partition("@")[0]
        if name in _PROGRAMS:
            return index, _PROGRAMS[name]
    return 0, _any_argument


def _aws(command: list[str], folder: Path) -> list[Deployed]:
    named = _option(command, ("--template-file", "--template-body"))
    if named and not (folder / named[0].file).is_file() and re.search(r"[\n{]", named[0].file):
        raise InputError(
            "holds the template itself: put it into a file and give file://FILE", name="--template-body"
        )
    for option in ("--template-url", "--use-previous-template"):
        if not named and any(word.partition("=")[0] == option for word in command):
            raise InputError(
                "the template is no file here: give a copy of it to `repair --check` first", name=option
            )
    return named


def _sam(command: list[str], folder: Path) -> list[Deployed]:
    named = _option(command, ("--template-file", "--template", "-t"))
    if named:
        return named
    configured = _of_samconfig(command, folder)
    if configured is not None:
        return [Deployed(configured)]
    built = ".aws-sam/build/template.yaml"
    names = ("template.yaml", "template.yml", "template.json")
    candidates = names if "build" in command or "validate" in command else (built, *names)
    return [Deployed(name) for name in candidates if (folder / name).is_file()][:1]


def _of_samconfig(command: list[str], folder: Path) -> str | None:
    """The template that `samconfig.toml` names for the command, if it does."""
    file, environment = (_value(command, (name,)) for name in ("--config-file", "--config-env"))
    path = folder / (file[1] if file else "samconfig.toml")
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None  # sam itself says so
    tables = _table(said, environment[1] if environment else "default")
    verb = next((word for word in command[1:] if word in tables), "global")
    for words in (_table(_table(tables, verb), "parameters"), _table(_table(tables, "global"), "parameters")):
        for key in ("template_file", "template"):
            if isinstance(words.get(key), str):
                return str(words[key])
    return None


def _table(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _cdk(command: list[str], folder: Path) -> list[Deployed]:
    """The templates of the assembly: of `--app FOLDER`, or of what the last `cdk synth` wrote."""
    given = _value(command, ("--app", "-a"))
    ready = given is not None and (folder / given[1]).is_dir()
    assembly = Path(given[1]) if given is not None and ready else _assembly(command, folder)
    if not (folder / assembly).is_dir():
        return []
    found = sorted((folder / assembly).rglob("*.template.json"))
    inside = (file.relative_to(folder / assembly) for file in found)
    return [
        Deployed(str(assembly / file), made_anew=not ready)
        for file in inside
        if not any(step.startswith("asset.") for step in file.parts[:-1])
    ]


def _assembly(command: list[str], folder: Path) -> Path:
    given = _value(command, ("--output", "-o"))
    if given is not None:
        return Path(given[1])
    try:
        settings = json.loads((folder / "cdk.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Path("cdk.out")
    output = settings.get("output") if isinstance(settings, dict) else None
    return Path(output) if isinstance(output, str) else Path("cdk.out")


def _any_argument(command: list[str], folder: Path) -> list[Deployed]:
    """Every argument that is, or ends in, the path of a template."""
    found = []
    for index, argument in enumerate(command[1:], 1):
        before, sign, rest = argument.partition("=") if argument.startswith("-") else ("", "", argument)
        prefix = _PREFIX.match(rest)
        path = rest[prefix.end() :] if prefix else rest
        if path and (folder / path).is_file() and looks_like_template(str(folder / path)):
            found.append(Deployed(path, index, before + sign + rest[: len(rest) - len(path)]))
    return found


def _option(command: list[str], names: Sequence[str]) -> list[Deployed]:
    """What the last of these options names; whether there is such a file is seen when it is read."""
    given = _value(command, names)
    if given is None:
        return []
    index, value, before = given
    prefix = _PREFIX.match(value)
    path = value[prefix.end() :] if prefix else value
    return [Deployed(path, index, before + value[: len(value) - len(path)])]


def _value(command: list[str], names: Sequence[str]) -> tuple[int, str, str] | None:
    """The argument that holds the value of the last of these options, the value, and what stands before it there."""
    found = None
    for index, argument in enumerate(command):
        for name in names:
            if argument == name and index + 1 < len(command):
                found = index + 1, command[index + 1], ""
            elif argument.startswith(f"{name}="):
                found = index, argument[len(name) + 1 :], f"{name}="
    return found


_PROGRAMS: dict[str, Callable[[list[str], Path], list[Deployed]]] = {
    "aws": _aws,
    "awslocal": _aws,
    "sam": _sam,
    "samlocal": _sam,
    "cdk": _cdk,
    "aws-cdk": _cdk,
    "cdklocal": _cdk,
}
