"""cfn-lint's schemas of what is no resource type: policy documents, update policies, state machines, …."""

from __future__ import annotations

from typing import Any

from repair.knowledge.harvest.source import Source, rules
from repair.knowledge.harvest.strip import stripped

# Name in the pack -> file under cfn-lint's schemas/other.
_PLAIN = {
    "cfn_init": "resources/cfn_init",
    "globals": "sam/globals",
    "interface": "metadata/interface",
    "mappings": "mappings/configuration",
    "outputs": "outputs/configuration",
    "parameters": "parameters/configuration",
    "resources": "resources/configuration",
    "ssm_document": "ssm/document",
    "state_machine": "step_functions/statemachine",
    "tags": "resources/tagging",
    "template": "template/configuration",
    "update_policy": "resources/update_policy",
}
_POLICIES = {
    "identity": "iam/policy_identity",
    "resource": "iam/policy_resource",
    "repository": "iam/policy_resource_ecr",
    "trust": "iam/policy_trust",
}
# cfn-lint's rule classes that say which properties hold which kind of policy document.
_RULES = {
    "IdentityPolicy": "identity",
    "ResourcePolicy": "resource",
    "ResourceEcrPolicy": "repository",
    "TrustPolicy": "trust",
}
_SHARED = "iam/policy"


def language_schemas(source: Source) -> dict[str, Any]:
    """Name -> schema; those of policy documents are named `policy_` + kind."""
    schemas = {name: stripped(_file(source, path)) for name, path in _PLAIN.items()}
    shared = _moved(stripped(_file(source, _SHARED)), "#/", "#/definitions/policy/")
    for kind, path in _POLICIES.items():
        schema = _moved(stripped(_file(source, path)), "policy#/", "#/definitions/policy/")
        definitions = {**schema.get("definitions", {}), "policy": shared}
        schemas[f"policy_{kind}"] = {**schema, "definitions": definitions}
    return schemas


def policy_documents() -> dict[str, dict[str, str]]:
    """Type -> property path ("Policies/*/PolicyDocument") -> kind of policy document."""
    found: dict[str, dict[str, str]] = {}
    for rule in rules():
        kind = _RULES.get(type(rule).__name__)
        for keyword in rule.keywords if kind else ():
            _, type_name, _, *path = keyword.split("/")
            found.setdefault(type_name, {})["/".join(path)] = str(kind)
    return found


def _file(source: Source, path: str) -> Any:
    return source.json("schemas", "other", *f"{path}.json".split("/"))


def _moved(schema: Any, start: str, new_start: str) -> Any:
    """`schema` with every `$ref` that begins with `start` beginning with `new_start`."""
    if isinstance(schema, list):
        return [_moved(item, start, new_start) for item in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {name: _moved(value, start, new_start) for name, value in schema.items()}
    pointer = moved.get("$ref")
    if isinstance(pointer, str) and pointer.startswith(start):
        moved["$ref"] = new_start + pointer[len(start) :]
    return moved
