"""Builds the wheel's copy of the library: all rule files in one JSON, which loads many times faster than YAML."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LibraryBuildHook(BuildHookInterface):
    """Puts `repair/_library/library.json` into the wheel, made from `patches/*/*.yaml`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file beside the build and have it included; an editable install reads the YAML itself."""
        if version == "editable":
            return
        root = Path(self.root) / "patches"
        rules = {
            file.relative_to(root).as_posix(): {
                key: value
                for key, value in yaml.safe_load(file.read_text(encoding="utf-8")).items()
                if key != "examples"
            }
            for file in sorted(root.glob("*/*.yaml"))
        }
        self._folder = tempfile.TemporaryDirectory()
        target = Path(self._folder.name) / "library.json"
        target.write_text(json.dumps(rules), encoding="utf-8")
        build_data["force_include"][str(target)] = "repair/_library/library.json"
