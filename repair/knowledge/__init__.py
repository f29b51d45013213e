"""What AWS says about resource types: a compact index built from the data that cfn-lint ships.

The data lies in `data/`, is read lazily type by type, and is refreshed with one command (it needs the extra
`referee`, which is cfn-lint): `python -m repair.knowledge.build`; `--check` says whether it is current.
The language's constants (sections, functions, parameter types, …) are in `repair.knowledge.language`.
"""

from __future__ import annotations

from repair.knowledge.language import language_schema, language_schema_names, policy_documents, snapshot_types
from repair.knowledge.list_meaning import ListMeaning, list_meaning
from repair.knowledge.resource_types import (
    Constraint,
    Lifecycle,
    ResourceType,
    resource_type,
    resource_type_names,
)
from repair.knowledge.subschema import dereferenced, subschema
from repair.knowledge.tables import (
    EngineVersions,
    Runtime,
    built_from,
    delete_requires_empty,
    engine_versions,
    runtimes,
    stateful_types,
)

__all__ = [
    "Constraint",
    "EngineVersions",
    "Lifecycle",
    "ListMeaning",
    "ResourceType",
    "Runtime",
    "built_from",
    "delete_requires_empty",
    "dereferenced",
    "engine_versions",
    "language_schema",
    "language_schema_names",
    "list_meaning",
    "policy_documents",
    "resource_type",
    "resource_type_names",
    "runtimes",
    "snapshot_types",
    "stateful_types",
    "subschema",
]
