"""Where the installed cfn-lint keeps its data, and how to read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any

from repair.errors import UsageError

# Schemas differ by region in little; cfn-lint itself takes this one when a region is not known.
REGION = "us-east-1"
_SAM = "sam"


@dataclass(frozen=True, slots=True)
class Source:
    """The data folder of one installed cfn-lint."""

    data: Path
    version: str

    def json(self, *parts: str) -> Any:
        """The content of a JSON file under the data folder."""
        return json.loads(self.data.joinpath(*parts).read_text(encoding="utf-8"))

    def schema_date(self) -> str:
        """The day (ISO 8601) of the provider schemas."""
        return str(self.json("schemas", "version.json")["schema_date"])[:10]

    def types(self) -> dict[str, tuple[str, str]]:
        """Type name -> (file stem of its schema, region it was taken from).

        `REGION` where the type exists there, else the first region by name that has it; "sam" for SAM's.
        """
        folder = self.data / "schemas" / "providers"
        others = sorted(path.stem for path in folder.glob("*.json") if path.stem not in (REGION, _SAM))
        found: dict[str, tuple[str, str]] = {}
        for region in (REGION, _SAM, *others):
            for name, stem in self.json("schemas", "providers", f"{region}.json").items():
                found.setdefault(name, (stem, region))
        return dict(sorted(found.items()))

    def provider_schema(self, stem: str) -> dict[str, Any]:
        """One provider schema as cfn-lint ships it: AWS's schema with cfn-lint's patches already in it."""
        schema: dict[str, Any] = self.json("schemas", "resources", f"{stem}.json")
        return schema

    def extensions(self) -> Iterator[tuple[str, Any]]:
        """Every extension schema as (`aws_lambda_function/zipfile_runtime_enum`, content)."""
        for path in sorted((self.data / "schemas" / "extensions").glob("*/*.json")):
            yield f"{path.parent.name}/{path.stem}", json.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def installed() -> Source:
    """The installed cfn-lint.

    Raises:
        UsageError: when it is not installed.
    """
    spec = util.find_spec("cfnlint")
    if spec is None or spec.origin is None:
        raise UsageError('cfn-lint is not installed: pip install "cfn-template-repair[referee]"')
    return Source(Path(spec.origin).parent / "data", metadata.version("cfn-lint"))


@lru_cache(maxsize=1)
def rules() -> tuple[Any, ...]:
    """cfn-lint's rules, as it loads them itself; untyped, for cfn-lint has no types."""
    folder = import_module("cfnlint.config")._DEFAULT_RULESDIR
    return tuple(import_module("cfnlint.rules").Rules.create_from_directory(folder).values())


def attribute_patterns(schema: dict[str, Any]) -> list[str]:
    """Valid names for `Fn::GetAtt` by cfn-lint's reading of a schema; regular expressions for open ones."""
    return list(import_module("cfnlint.schema").Schema(schema).get_atts.data)
