"""Which template a deploy command would deploy: `aws cloudformation`, `sam`, `cdk`, `rain` and their like."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from repair.cli.files import looks_like_template
from repair.errors import InputError

_PREFIX = "file://"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A template in a command line.

    Attributes:
        file: Its path.
        index: The argument that names it; None when the command finds it by itself.
        before: What stands before the path in that argument: `--template-file=`, `file://`.
    """

    file: str
    index: int | None = None
    before: str = ""

    def moved(self, command: Sequence[str], path: str) -> list[str]:
        """The command with the template at `path` in its place; only for one that is named."""
        if self.index is None:
            raise ValueError("the command finds its template by itself")
        return [*command[: self.index], self.before + path, *command[self.index + 1 :]]


def deployed(command: Sequence[str], folder: Path) -> list[Deployed]:
    """The templates that `command` would deploy from `folder`.

    Raises:
        InputError: The command names none that is a file here; the message says what to do.
    """
    program = Path(command[0]).name.removesuffix(".exe").removesuffix(".cmd")
    if program in ("npx", "pnpm", "yarn", "bunx") and len(command) > 1:
        inner = deployed(command[1:], folder)
        return [one if one.index is None else replace(one, index=one.index + 1) for one in inner]
    found = _PROGRAMS.get(program, _any_argument)(list(command), folder)
    if not found:
        raise InputError(
            "names no template that is a file here: deploy from a file, or give the template to `repair --check` first",
            name=" ".join(command[:3]),
        )
    return found


def _aws(command: list[str], folder: Path) -> list[Deployed]:
    return _option(command, folder, ("--template-file", "--template-body"))


def _sam(command: list[str], folder: Path) -> list[Deployed]:
    named = _option(command, folder, ("--template-file", "--template", "-t"))
    if named:
        return named
    built = ".aws-sam/build/template.yaml"
    names = ("template.yaml", "template.yml", "template.json")
    candidates = names if "build" in command or "validate" in command else (built, *names)
    return [Deployed(name) for name in candidates if (folder / name).is_file()][:1]


def _cdk(command: list[str], folder: Path) -> list[Deployed]:
    """The templates of the assembly: of `--app FOLDER`, or of what the last `cdk synth` wrote."""
    given = _value(command, ("--app", "-a"))
    assembly = (
        Path(given[1]) if given is not None and (folder / given[1]).is_dir() else _assembly(command, folder)
    )
    if not (folder / assembly).is_dir():
        return []
    found = sorted((folder / assembly).rglob("*.template.json"))
    return [Deployed(str(file.relative_to(folder) if not assembly.is_absolute() else file)) for file in found]


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
        path = rest.removeprefix(_PREFIX)
        if path and (folder / path).is_file() and looks_like_template(str(folder / path)):
            found.append(Deployed(path, index, before + sign + rest[: len(rest) - len(path)]))
    return found


def _option(command: list[str], folder: Path, names: Sequence[str]) -> list[Deployed]:
    given = _value(command, names)
    if given is None:
        return []
    index, value, before = given
    path = value.removeprefix(_PREFIX)
    if not (folder / path).is_file():
        return []
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


_PROGRAMS: dict[str, Callable[[list[str], Path], list[Deployed]]] = {"aws": _aws, "sam": _sam, "cdk": _cdk}
