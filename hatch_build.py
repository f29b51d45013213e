"""Builds the wheel's copy of our YAML: JSON, which loads many times faster (see `repair/rules/packed.py`)."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = {"patches": "repair/_library", "repair/rules/data": "repair/rules/data"}
"""Folders with YAML in the source tree, and where they lie in the wheel."""


class LibraryBuildHook(BuildHookInterface):
    """Puts a `packed.json` into the wheel beside the YAML of each folder."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files beside the build and have them included; an editable install keeps its own."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        for number, (source, inside) in enumerate(FOLDERS.items()):
            target = Path(self._folder.name) / f"{number}.json"
            target.write_text(json.dumps(contents(Path(self.root) / source)), encoding="utf-8")
            build_data["force_include"][str(target)] = f"{inside}/packed.json"


def contents(folder: Path) -> dict[str, Any]:
    """What each YAML file under `folder` says without its examples, by its path from there."""
    return {
        file.relative_to(folder).as_posix(): _without_examples(yaml.safe_load(file.read_text("utf-8")))
        for file in sorted(folder.rglob("*.yaml"))
    }


def _without_examples(said: Any) -> Any:
    return (
        {key: value for key, value in said.items() if key != "examples"} if isinstance(said, dict) else said
    )
