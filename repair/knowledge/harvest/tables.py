"""The small tables: Lambda runtimes, database engine versions, types that hold data."""

from __future__ import annotations

from typing import Any

from repair.knowledge.harvest.source import Source


def runtimes(source: Source) -> dict[str, Any]:
    """Runtime -> dates and successor, from AWS's Lambda runtime pages as cfn-lint keeps them."""
    return {
        name: {
            "deprecated": row.get("deprecated") or None,
            "create_block": row.get("create-block") or None,
            "update_block": row.get("update-block") or None,
            "successor": row.get("successor") or None,
        }
        for name, row in source.json("AdditionalSpecs", "LmbdRuntimeLifecycle.json").items()
    }


def stateful(source: Source) -> dict[str, Any]:
    """Types that hold data, and those of them that CloudFormation deletes only when empty."""
    rows = source.json("AdditionalSpecs", "StatefulResources.json")["ResourceTypes"]
    must_be_empty = [name for name, row in rows.items() if row.get("DeleteRequiresEmptyResource")]
    return {"types": sorted(rows), "delete_requires_empty": sorted(must_be_empty)}


def engine_versions(extensions: dict[str, Any], type_names: dict[str, str]) -> dict[str, Any]:
    """Type -> engine -> {"versions", "deprecated"}.

    Args:
        extensions: Extension name -> schema.
        type_names: Folder of the extension (`aws_rds_dbinstance`) -> type name.
    """
    found: dict[str, Any] = {}
    for name, schema in extensions.items():
        folder, _, file = name.partition("/")
        if file != "engine_version":
            continue
        valid = _by_engine(schema)
        deprecated = _by_engine(extensions.get(f"{folder}/engine_version_deprecated", {}))
        found[type_names[folder]] = {
            engine: {"versions": valid.get(engine), "deprecated": sorted(deprecated.get(engine) or ())}
            for engine in sorted({*valid, *_engines(schema)})
        }
    return found


def _by_engine(schema: dict[str, Any]) -> dict[str, list[str]]:
    """Engine -> versions, of branches "if Engine is E [and EngineVersion in V] then [EngineVersion in V]"."""
    found: dict[str, list[str]] = {}
    for branch in schema.get("allOf", ()):
        condition = branch.get("if", {}).get("properties", {})
        engine = condition.get("Engine", {}).get("const")
        consequence = branch.get("then")
        stated = consequence.get("properties", {}) if isinstance(consequence, dict) else {}
        versions = stated.get("EngineVersion", {})
        listed = versions.get("enum") if isinstance(versions, dict) else None
        listed = listed or condition.get("EngineVersion", {}).get("enum")
        if engine and listed:
            found[engine] = [str(version) for version in listed]
    return found


def _engines(schema: dict[str, Any]) -> list[str]:
    """Every engine that the schema allows, also those whose versions it leaves open."""
    for branch in schema.get("allOf", ()):
        consequence = branch.get("then")
        if isinstance(consequence, dict):
            listed = consequence.get("properties", {}).get("Engine", {}).get("enum")
            if listed:
                return [str(engine) for engine in listed]
    return []
