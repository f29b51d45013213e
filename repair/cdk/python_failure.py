"""What Python says when an app stops, as a cause."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from repair.cdk.cause import Cause, likeliest, own_file
from repair.cdk.installed import python_members, python_parameters

_FRAME = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)
_ERROR = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt)): (.*)", re.MULTILINE)
_HINT = re.compile(r"\.? ?Did you mean: '(\w+)'\?")
_DEFINED = re.compile(r"^(?:class|def|async def) (\w+)|^(\w+)(?:: [^=\n]+)? = ", re.MULTILINE)
_MANY = 6
"""How many names are listed at most when none of them is near."""

_Told = tuple[str, str, str]
"""A sentence, the name that does not exist, and the nearest that does; "" where there are none."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where an app stopped; the file is "" when that is not in its own source."""

    folder: Path
    file: str
    line: int

    def written(self) -> str:
        """The line of the source."""
        if not self.file:
            return ""
        lines = (self.folder / self.file).read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[self.line - 1] if 0 < self.line <= len(lines) else ""


def raised(said: str, folder: Path) -> Cause | None:
    """The last exception of a run, as a cause; None when it raised none."""
    errors = list(_ERROR.finditer(said))
    if not errors or not _FRAME.search(said):
        return None
    kind, message = errors[-1][1].rsplit(".", 1)[-1], errors[-1][2].strip()
    stop = _place(said, folder)
    hint = _HINT.search(message)
    plain = _HINT.sub("", message)
    for pattern, told in _KNOWN:
        if found := pattern.fullmatch(plain) or pattern.fullmatch(f"{kind}: {plain}"):
            text, wrong, meant = told(found, stop)
            return Cause(text, stop.file, stop.line, 0, wrong, hint[1] if hint and wrong else meant)
    return Cause(f"the app stops with {kind}: {plain}", stop.file, stop.line)


def _place(said: str, folder: Path) -> _Stop:
    """The innermost frame of the app's own files."""
    for match in reversed(list(_FRAME.finditer(said))):
        if "site-packages" not in match[1] and own_file(match[1], folder):
            return _Stop(folder, own_file(match[1], folder), int(match[2]))
    return _Stop(folder, "", 0)


def _attribute(found: re.Match[str], stop: _Stop) -> _Told:
    owner, wrong = found.groups()
    return f"{owner} has no attribute {wrong}", wrong, likeliest(wrong, _members(owner, stop))


def _member(found: re.Match[str], stop: _Stop) -> _Told:
    """Of an enumeration Python says the member alone."""
    wrong = found[1]
    owner = re.search(rf"(\w+)\s*\.\s*{wrong}\b", stop.written())
    name = owner[1] if owner else "the class"
    return f"{name} has no attribute {wrong}", wrong, likeliest(wrong, _members(name, stop))


def _argument(found: re.Match[str], _: _Stop) -> _Told:
    called, wrong = found[1].removesuffix(".__init__"), found[2]
    known = python_parameters(called)
    meant = likeliest(wrong, known)
    takes = f"; it takes {_listed(known)}" if known and not meant and len(known) <= _MANY else ""
    return f"{called} takes no argument {wrong}{takes}", wrong, meant


def _lacking(found: re.Match[str], _: _Stop) -> _Told:
    names = re.findall(r"'(\w+)'", found[2])
    return f"{found[1].removesuffix('.__init__')} needs {_listed(names)}", "", ""


def _kind(found: re.Match[str], _: _Stop) -> _Told:
    kinds = [one for one in found[2].strip("()").split(", ") if one != "NoneType"]
    return f"{found[1]} takes {' or '.join(kinds)}, and {found[3]} is given", "", ""


def _import(found: re.Match[str], stop: _Stop) -> _Told:
    wrong, module = found.groups()
    return f"{module} has no {wrong} to import", wrong, likeliest(wrong, _members(module, stop))


def _module(found: re.Match[str], stop: _Stop) -> _Told:
    package, _, wrong = found[1].rpartition(".")
    if not package:
        return f"there is no module {found[1]}: is it installed?", "", ""
    return f"{package} has no module {wrong}", wrong, likeliest(wrong, _members(package, stop))


def _name(found: re.Match[str], stop: _Stop) -> _Told:
    """A name that is not defined, with the import that brings it elsewhere in the app, or in the CDK."""
    name = found[1]
    brings = re.compile(rf"^(?:from \S+ import (?:\w+ as )?{name}|import (?:\S+ as )?{name})$", re.MULTILINE)
    for file in sorted(stop.folder.rglob("*.py")):
        if other := brings.search(file.read_text(encoding="utf-8", errors="replace")):
            return f"{name} is not defined: add {other[0]}", name, ""
    for member in (name, f"aws_{name.rstrip('_')}"):
        if member in python_members("aws_cdk"):
            word = member if member == name else f"{member} as {name}"
            return f"{name} is not defined: add from aws_cdk import {word}", name, ""
    return f"{name} is not defined", name, likeliest(name, _defined(stop.folder / stop.file))


def _members(owner: str, stop: _Stop) -> list[str]:
    """What a module of the app defines, or a module or class of the CDK."""
    own = stop.folder.joinpath(*owner.split("."))
    for file in (own.with_suffix(".py"), own / "__init__.py"):
        if file.is_file():
            return _defined(file)
    return python_members(owner)


def _defined(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    return [match[1] or match[2] for match in _DEFINED.finditer(text)]


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Stop], _Told]], ...] = (
    (
        re.compile(
            r"(?:type object|module|partially initialized module) '([\w.]+)'.* has no attribute '(\w+)'.*"
        ),
        _attribute,
    ),
    (re.compile(r"'(\w+)' object has no attribute '(\w+)'"), _attribute),
    (re.compile(r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'"), _argument),
    (re.compile(r"([\w.]+)\(\) missing \d+ required [\w\- ]*arguments?: (.+)"), _lacking),
    (re.compile(r"type of argument (\w+) must be (?:one of )?(\(.*\)|[\w.]+); got ([\w.]+) instead"), _kind),
    (re.compile(r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'.*"), _import),
    (re.compile(r"No module named '([\w.]+)'.*"), _module),
    (re.compile(r"name '(\w+)' is not defined"), _name),
    (re.compile(r"AttributeError: (\w+)"), _member),
)
