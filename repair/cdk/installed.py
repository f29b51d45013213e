"""What the installed CDK defines: the names of which the nearest to a wrong one is looked for."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

_MODULE = re.compile(r"aws_cdk(?:\.\w+)*")


def python_members(name: str) -> list[str]:
    """What a module of the CDK defines, its own modules too, or a class of any of its modules."""
    if not _MODULE.fullmatch(name):
        return _class_members(name.rsplit(".", 1)[-1])
    root = _package()
    if root is None:
        return []
    folder = root.joinpath(*name.split(".")[1:])
    file = folder / "__init__.py"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    inner = [one.name for one in folder.glob("*/") if (one / "__init__.py").is_file()]
    return [*re.findall(r"^class (\w+)", text, re.MULTILINE), *inner]


def python_parameters(called: str) -> list[str]:
    """The keyword arguments of a class of the CDK."""
    made = re.search(r"def __init__\((.*?)\) -> None:", class_body(called.rsplit(".", 1)[-1]), re.DOTALL)
    return re.findall(r"^\s+(\w+):", made[1], re.MULTILINE) if made else []


def class_body(name: str) -> str:
    """The text of the first class of that name in the CDK for Python; "" when there is none."""
    root = _package()
    if root is None:
        return ""
    start = re.compile(rf"^class {re.escape(name)}\b.*?(?=^class |\Z)", re.MULTILINE | re.DOTALL)
    for file in (root / "__init__.py", *sorted(root.glob("aws_*/__init__.py"))):
        text = file.read_text(encoding="utf-8")
        found = start.search(text) if f"class {name}(" in text else None
        if found:
            return found[0]
    return ""


def interface_members(folder: Path, name: str) -> list[str]:
    """The properties of an interface of the CDK for TypeScript that an app has installed."""
    root = folder / "node_modules" / "aws-cdk-lib"
    start = re.compile(rf"export interface {re.escape(name)}\b.*?\n}}", re.DOTALL)
    for file in sorted(root.glob("aws-*/lib/*.d.ts")) + sorted(root.glob("core/lib/*.d.ts")):
        text = file.read_text(encoding="utf-8")
        found = start.search(text) if f"interface {name} " in text else None
        if found:
            return re.findall(r"^    readonly (\w+)\??:", found[0], re.MULTILINE)
    return []


def node_modules(folder: Path) -> list[str]:
    """The modules of the CDK for TypeScript that an app has installed, as they are imported."""
    root = folder / "node_modules" / "aws-cdk-lib"
    return [f"aws-cdk-lib/{one.name}" for one in root.glob("*/") if (one / "index.d.ts").is_file()]


def _class_members(name: str) -> list[str]:
    return sorted(set(re.findall(r"^    (?:def )?([A-Za-z]\w*)(?: =|\()", class_body(name), re.MULTILINE)))


@cache
def _package() -> Path | None:
    python = shutil.which("python3")
    if python is None:
        return None
    asked = "import importlib.util as u; s = u.find_spec('aws_cdk'); print(s.origin if s else '')"
    answer = subprocess.run([python, "-c", asked], capture_output=True, text=True, timeout=60, check=False)
    place = answer.stdout.strip()
    return Path(place).parent if place else None
