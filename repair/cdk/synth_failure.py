"""Why an app does not synthesise: its own words, the place in the source, and the name that was probably meant."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from repair.template.near import nearest

_PYTHON_FRAME = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)
_PYTHON_ERROR = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt)): (.*)", re.MULTILINE)
_TSC = re.compile(r"^(.+?)(?:\((\d+),(\d+)\)|:(\d+):(\d+)) - error (TS\d+): (.*)", re.MULTILINE)
_TSC_PLAIN = re.compile(r"^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)", re.MULTILINE)
_NODE_FRAME = re.compile(r"\(?([^()\s]+\.ts):(\d+):(\d+)\)?")
_NODE_ERROR = re.compile(r"^(?:\w*Error|[A-Z]\w+Exception)(?: \[.*?\])?: (.*)", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"(?:type object|module|partially initialized module) '([\w.]+)'.* has no attribute '(\w+)'"
)
_MEMBER = re.compile(r"(\w+)(?:\. Did you mean: .*)?")
_PYTHON_HINT = re.compile(r"Did you mean: '(\w+)'")
_ARGUMENT = re.compile(r"([\w.]+)\(\) got an unexpected keyword argument '(\w+)'")
_IMPORT = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_TS_MEMBER = re.compile(r"Property '(\w+)' does not exist on type")
_TS_KNOWN = re.compile(r"'(\w+)' does not exist in type '(\w+)'")
_TS_HINT = re.compile(r"Did you mean (?:to write )?'(\w+)'")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a synthesis failed.

    Attributes:
        message: What is wrong, in one sentence.
        file: The file of the app that it is wrong in, or "".
        line: From 1; 0 when nothing says.
        column: From 1; 0 when nothing says.
        wrong: The name that does not exist, or "".
        meant: The nearest valid name, or "".
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    wrong: str = ""
    meant: str = ""

    @property
    def sentence(self) -> str:
        """The message with what was probably meant."""
        return f"{self.message}; {self.meant} was probably meant" if self.meant else self.message


def cause_of(said: str, folder: Path, code: int) -> Cause:
    """The cause, from all that the run said; a general one when nothing in it is understood."""
    typed = _TSC.search(said) or _TSC_PLAIN.search(said)
    if typed:
        return _typed(typed, said, folder)
    errors = list(_PYTHON_ERROR.finditer(said))
    if errors and "Traceback" in said:
        return _raised(errors[-1], said, folder)
    thrown = _NODE_ERROR.search(said)
    if thrown:
        file, line, column = _node_place(said, folder)
        return Cause(f"the app stops: {thrown[1].strip()}", file, line, column)
    last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
    return Cause(f"the app ended with exit code {code}: {last}")


def _typed(match: re.Match[str], said: str, folder: Path) -> Cause:
    groups = [one for one in match.groups() if one is not None]
    file, line, column, _, message = groups[0], int(groups[1]), int(groups[2]), groups[3], groups[4]
    below = said[match.end() : match.end() + 1500]
    whole = f"{message}\n{below}"
    known, member, hint = _TS_KNOWN.search(whole), _TS_MEMBER.search(message), _TS_HINT.search(whole)
    meant = hint[1] if hint else ""
    if known:
        meant = meant or _nearest(known[1], _interface_members(folder, known[2]))
        return Cause(
            f"{known[2]} has no property {known[1]}", _own(file, folder), line, column, known[1], meant
        )
    if member:
        return Cause(
            f"there is no {member[1]}: {message}", _own(file, folder), line, column, member[1], meant
        )
    return Cause(message.rstrip("."), _own(file, folder), line, column, "", meant)


def _raised(match: re.Match[str], said: str, folder: Path) -> Cause:
    message = match[2].strip()
    file, line = _python_place(said, folder)
    attribute, argument, missing = (pattern.search(message) for pattern in (_ATTRIBUTE, _ARGUMENT, _IMPORT))
    hint = _PYTHON_HINT.search(message)
    if attribute:
        wrong = attribute[2]
        meant = hint[1] if hint else _nearest(wrong, _python_members(attribute[1]))
        return Cause(f"{attribute[1]} has no attribute {wrong}", file, line, 0, wrong, meant)
    member = _MEMBER.fullmatch(message) if match[1].endswith("AttributeError") else None
    if member:
        wrong = member[1]
        owner = re.search(rf"(\w+)\s*\.\s*{wrong}\b", _source_line(folder, file, line))
        name = owner[1] if owner else "the class"
        meant = hint[1] if hint else _nearest(wrong, _class_members(name))
        return Cause(f"{name} has no attribute {wrong}", file, line, 0, wrong, meant)
    if argument:
        called, wrong = argument[1].removesuffix(".__init__"), argument[2]
        meant = _nearest(wrong, _python_parameters(called))
        return Cause(f"{called} takes no argument {wrong}", file, line, 0, wrong, meant)
    if missing:
        meant = hint[1] if hint else _nearest(missing[1], _python_members(missing[2]))
        return Cause(f"{missing[2]} has no {missing[1]} to import", file, line, 0, missing[1], meant)
    return Cause(f"the app stops with {match[1].rsplit('.', 1)[-1]}: {message}", file, line)


def _python_place(said: str, folder: Path) -> tuple[str, int]:
    """The innermost frame of the app's own files."""
    for match in reversed(list(_PYTHON_FRAME.finditer(said))):
        if _own(match[1], folder) and "site-packages" not in match[1]:
            return _own(match[1], folder), int(match[2])
    return "", 0


def _node_place(said: str, folder: Path) -> tuple[str, int, int]:
    for match in _NODE_FRAME.finditer(said):
        if "node_modules" not in match[1] and _own(match[1], folder):
            return _own(match[1], folder), int(match[2]), int(match[3])
    return "", 0, 0


def _own(file: str, folder: Path) -> str:
    """The file relative to the app, or "" when it is not of the app."""
    path = Path(file) if Path(file).is_absolute() else folder / file
    try:
        inside = path.resolve().relative_to(folder.resolve())
    except ValueError:
        return ""
    return inside.as_posix() if path.is_file() else ""


def _source_line(folder: Path, file: str, line: int) -> str:
    if not file:
        return ""
    lines = (folder / file).read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _nearest(wrong: str, candidates: Sequence[str]) -> str:
    found = nearest(wrong, candidates, limit=1)
    return found[0].name if found else ""


_FULL = re.compile(r"aws_cdk(?:\.\w+)*")


def _python_members(name: str) -> list[str]:
    """What a module of the CDK defines, or a class of any of its modules."""
    if _FULL.fullmatch(name):
        root = _package_folder()
        file = root.joinpath(*name.split(".")[1:], "__init__.py") if root is not None else None
        text = file.read_text(encoding="utf-8") if file is not None and file.is_file() else ""
        return re.findall(r"^class (\w+)", text, re.MULTILINE)
    return _class_members(name.rsplit(".", 1)[-1])


def _python_parameters(called: str) -> list[str]:
    return _class_parameters(called.rsplit(".", 1)[-1])


def _class_members(name: str) -> list[str]:
    body = _class_body(name)
    names = re.findall(r"^    (?:def )?([A-Za-z]\w*)(?: =|\()", body, re.MULTILINE)
    return sorted(set(names))


def _class_parameters(name: str) -> list[str]:
    made = re.search(r"def __init__\((.*?)\) -> None:", _class_body(name), re.DOTALL)
    return re.findall(r"^\s+(\w+):", made[1], re.MULTILINE) if made else []


def _class_body(name: str) -> str:
    """The text of the first class of that name in the installed CDK; "" when there is none."""
    root = _package_folder()
    if root is None:
        return ""
    start = re.compile(rf"^class {re.escape(name)}\b.*?(?=^class |\Z)", re.MULTILINE | re.DOTALL)
    for file in (root / "__init__.py", *sorted(root.glob("aws_*/__init__.py"))):
        text = file.read_text(encoding="utf-8")
        found = start.search(text) if f"class {name}(" in text else None
        if found:
            return found[0]
    return ""


def _package_folder() -> Path | None:
    python = shutil.which("python3")
    if python is None:
        return None
    asked = "import importlib.util as u; s = u.find_spec('aws_cdk'); print(s.origin if s else '')"
    answer = subprocess.run([python, "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    place = answer.stdout.strip()
    return Path(place).parent if place else None


def _interface_members(folder: Path, name: str) -> list[str]:
    """The properties of an interface of the CDK for TypeScript, from its declarations."""
    root = folder / "node_modules" / "aws-cdk-lib"
    start = re.compile(rf"export interface {re.escape(name)}\b.*?\n}}", re.DOTALL)
    for file in sorted(root.glob("aws-*/lib/*.d.ts")) + sorted(root.glob("core/lib/*.d.ts")):
        text = file.read_text(encoding="utf-8")
        found = start.search(text) if f"interface {name} " in text else None
        if found:
            return re.findall(r"^    readonly (\w+)\??:", found[0], re.MULTILINE)
    return []
