"""Everything put together, and on disk: an index of names, one compressed record a name, small tables."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repair.knowledge import pack as reader
from repair.knowledge.harvest import tables
from repair.knowledge.harvest.constraints import extension_schemas, places
from repair.knowledge.harvest.facts import type_record
from repair.knowledge.harvest.language import language_schemas, policy_documents
from repair.knowledge.harvest.source import REGION, Source, attribute_patterns, installed

DATA = reader.DATA


@dataclass(frozen=True, slots=True)
class Pack:
    """The data before it is written: records by type name, schemas by name, small tables by name."""

    types: dict[str, Any]
    constraints: dict[str, Any]
    language: dict[str, Any]
    tables: dict[str, Any]

    def blobs(self) -> tuple[dict[str, Any], bytes]:
        """The index and the bytes that it points into."""
        index: dict[str, Any] = {"built_from": self.tables["built_from"]}
        body = bytearray()
        for section in reader.SECTIONS:
            offsets: dict[str, list[int]] = {}
            for name, record in sorted(getattr(self, section).items()):
                blob = zlib.compress(_dump(record), 9)
                offsets[name] = [len(body), len(blob)]
                body += blob
            index[section] = offsets
        return index, bytes(body)

    def size(self) -> int:
        """Bytes on disk."""
        index, body = self.blobs()
        return len(body) + len(_dump(index)) + len(_dump(self.tables))

    def write(self, folder: Path) -> None:
        """Write the three files."""
        index, body = self.blobs()
        folder.mkdir(exist_ok=True)
        (folder / reader.INDEX).write_bytes(_dump(index))
        (folder / reader.BODY).write_bytes(body)
        (folder / reader.TABLES).write_bytes(_dump(self.tables))


def build(source: Source | None = None) -> Pack:
    """The data of the installed cfn-lint (or of `source`)."""
    source = source or installed()
    found = source.types()
    extensions, skipped = extension_schemas(source)
    applied = places(source)
    by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name in extensions:
        for place in applied.get(name, ()):
            by_type[place.type_name].append(
                {"id": name, "rule": place.rule, "title": place.title, "at": list(place.at)}
            )
    records: dict[str, Any] = {}
    for name, (stem, region) in found.items():
        schema = source.provider_schema(stem)
        records[name] = type_record(schema, region, _attributes(schema))
        if by_type.get(name):
            records[name]["constraints"] = sorted(by_type[name], key=lambda row: (row["id"], row["at"]))
    folders = {name.replace("::", "_").lower(): name for name in found}
    made = Pack(
        records,
        extensions,
        language_schemas(source),
        {
            "built_from": _built_from(source, skipped),
            "policy_documents": policy_documents(),
            "runtimes": tables.runtimes(source),
            "stateful": tables.stateful(source),
            "engine_versions": tables.engine_versions(extensions, folders),
        },
    )
    made.tables["built_from"]["content"] = content(made)
    return made


def _built_from(source: Source, skipped: dict[str, str]) -> dict[str, Any]:
    return {
        "what": "CloudFormation provider schemas and extension schemas as shipped in cfn-lint",
        "cfn_lint": source.version,
        "schema_date": source.schema_date(),
        "region": REGION,
        "source": "https://github.com/aws-cloudformation/cfn-lint",
        "licence": "cfn-lint: MIT-0; provider schemas: Amazon Web Services, as distributed by cfn-lint",
        "refresh": "python -m repair.knowledge.build",
        "skipped": skipped,
    }


def _attributes(schema: dict[str, Any]) -> list[str]:
    """Valid names for `Fn::GetAtt`; a step `*` stands for any."""
    # cfn-lint keeps regular expressions for the two kinds of open names: `.*` and `Outputs\..*`.
    return ["*" if name == ".*" else name.replace("\\..*", ".*") for name in attribute_patterns(schema)]


def content(made: Pack) -> str:
    """SHA-256 of what the data says, the same whatever zlib compresses it."""
    origin = {name: value for name, value in made.tables["built_from"].items() if name != "content"}
    said = [made.types, made.constraints, made.language, {**made.tables, "built_from": origin}]
    return hashlib.sha256(_dump(said)).hexdigest()


def stored_content() -> str | None:
    """The `content` written in the data that is there, None without any."""
    path = DATA / reader.TABLES
    return json.loads(path.read_bytes())["built_from"]["content"] if path.exists() else None


def _dump(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
