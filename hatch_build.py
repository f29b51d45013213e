"""Builds the wheel's copy of the library: JSON instead of YAML, which loads many times faster."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LibraryBuildHook(BuildHookInterface):
    """Puts `library.json` and `taxonomy.json` into the wheel's `repair/_library`, made from `patches/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files beside the build and have them included; an editable install reads the YAML itself."""
        if version == "editable":
            return
        root = Path(self.root) / "patches"
        self._folder = tempfile.TemporaryDirectory()
        for name, data in {"library.json": library(root), "taxonomy.json": taxonomy(root)}.items():
            target = Path(self._folder.name) / name
            target.write_text(json.dumps(data), encoding="utf-8")
            build_data["force_include"][str(target)] = f"repair/_library/{name}"


def library(root: Path) -> dict[str, Any]:
    """File name to rule, without the examples."""
    return {
        file.relative_to(root).as_posix(): {
            key: value for key, value in _parsed(file).items() if key != "examples"
        }
        for file in sorted(root.glob("*/*.yaml"))
    }


def taxonomy(root: Path) -> dict[str, Any]:
    """The categories, and the kinds by category (see `repair/rules/taxonomy.py`)."""
    categories = _parsed(root / "taxonomy.yaml")
    kinds = {name: _parsed(root / "taxonomy" / "kinds" / f"{name}.yaml") for name in categories}
    return {"categories": categories, "kinds": kinds}


def _parsed(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
