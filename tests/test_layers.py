"""The arrows of docs/architecture.md: who may import whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "repair"

LAYERS = {
    "document": set(),
    "knowledge": set(),
    "template": {"document", "knowledge"},
    "patch": {"document", "knowledge", "template"},
    "diff": {"document", "knowledge", "template", "patch"},
    "rules": {"document", "knowledge", "template", "patch", "diff"},
    "engine": {"document", "knowledge", "template", "patch", "diff", "rules"},
    "config": {"document", "template", "rules", "engine"},
    "report": {"document", "knowledge", "template", "patch", "diff", "rules", "engine", "config"},
    "api": {"document", "template", "diff", "rules", "engine", "config"},
    "cdk": {"api", "document", "knowledge", "template", "patch", "diff", "rules", "engine", "report"},
    "cli": {"api", "report", "cdk"},
    "aws": {"api"},
    "patches": {"document", "knowledge", "template", "patch", "rules"},
    "__init__": {"api", "diff"},
    "__main__": {"cli"},
}
FREE = {"errors", "version"}
"""Importable from everywhere."""

FILES = [*PACKAGE.rglob("*.py"), *(ROOT / "patches").rglob("*.py")]


def layer_of(file):
    if not file.is_relative_to(PACKAGE):
        return "patches"
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imported_layers(file):
    """(line, layer) of every import of the package, inside functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            parts = node.module.split(".")
            if parts[0] == "repair":
                names = parts[1:2] or [alias.name for alias in node.names]
                yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "repair":
                    yield node.lineno, parts[1] if len(parts) > 1 else "__init__"


@pytest.mark.parametrize("layer", sorted({layer_of(file) for file in FILES} - FREE))
def test_imports_follow_the_arrows(layer):
    allowed = LAYERS[layer] | FREE | {layer}
    broken = [
        f"{file.relative_to(ROOT)}:{line} imports repair.{name}"
        for file in FILES
        if layer_of(file) == layer
        for line, name in imported_layers(file)
        if name not in allowed
    ]
    assert not broken, f"{layer} may know only {sorted(LAYERS[layer])}"


def test_every_folder_of_the_package_has_its_arrows():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders - {"_library"} <= set(LAYERS)


def test_a_file_is_about_one_thing():
    names = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
    assert [file for file in FILES if file.stem in names] == []
    assert [file for file in FILES if len(file.read_text(encoding="utf-8").splitlines()) > 450] == []
