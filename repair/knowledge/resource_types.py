"""What is known of one resource type: schema, paths with a special meaning, attributes, constraints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from repair.knowledge import pack
from repair.knowledge.subschema import ANY, Path, Schema, subschema

PropertyPath = tuple[str, ...]
_CUSTOM = "AWS::CloudFormation::CustomResource"
_MODULE_SUFFIX = "::MODULE"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The end of a service, as announced by AWS.

    Attributes:
        status: "maintenance" (no new customers or features), "sunset" (will be shut down), "shutdown" (gone).
        date: The day the status takes effect, None when not announced.
    """

    status: Literal["maintenance", "sunset", "shutdown"]
    date: date | None


@dataclass(frozen=True, slots=True)
class Constraint:
    """An extension schema of cfn-lint: what the provider schema cannot say of a type.

    Attributes:
        id: Name of cfn-lint's schema file, e.g. "aws_lambda_function/zipfile_runtime_enum".
        rule: cfn-lint's rule that reports it, e.g. "E3677"; the first letter is its level (E, W, I).
        title: One line of cfn-lint's on what is checked.
        at: Where in the type it applies, from the resource's body: ("Properties", "Layers", "*").
    """

    id: str
    rule: str
    title: str
    at: PropertyPath

    @property
    def schema(self) -> Any:
        """The JSON Schema that the value at `at` must keep (us-east-1's, where it differs by region)."""
        return _constraint_schema(self.id)

    @property
    def needs_template(self) -> bool:
        """Whether it looks at other resources (`cfnGather`), so that the value alone cannot be judged."""
        schema = self.schema
        return isinstance(schema, dict) and "cfnGather" in schema


@dataclass(frozen=True, slots=True, eq=False)
class ResourceType:
    """One resource type as its provider describes it.

    `schema` is the JSON Schema (draft 7) of `Properties`, without prose; `$ref`s are "#/definitions/X".
    Beside the standard keywords it holds CloudFormation's and cfn-lint's:

    - `insertionOrder` (bool, default true): whether the order of a list matters; see `list_meaning`.
    - `arrayType`: "AttributeList" for a list of name-value pairs of which only those given are changed.
    - `requiredXor` / `requiredOr` (list of names): exactly one / at least one must be there.
    - `dependentRequired` / `dependentExcluded` (name -> names): if it is there, these must / must not be.
      `dependencies` is draft 7's name for the first (or for name -> schema).
    - `enumCaseInsensitive`: an `enum` compared without case.
    - `uniqueKeys` (list of names): no two items agree in all of these. `maxUniqueItems`: most distinct items.
    - `prefixItems`: schemas by position, beside `items`.
    - `relationshipRef` ({typeName, propertyPath}): the value names a resource of that type by that property.
    - `format`: also what kind of identifier it is, e.g. "AWS::EC2::SecurityGroup.Id", "AWS::S3::Bucket.Arn".

    Paths (`read_only`, …) are tuples of property names with "*" for any list item or map key.

    Attributes:
        attributes: Names valid in `Fn::GetAtt`, nested ones dotted; "*" stands for any step.
        read_only: Set by the service only; a template that sets one is refused.
        write_only: Never read back (passwords).
        create_only: A change replaces the resource.
        conditional_create_only: A change replaces it in some circumstances.
        deprecated: Kept for old templates.
        primary_identifier: Names of the properties that identify it, nested ones dotted; `Ref` gives a lone one.
        additional_identifiers: Other such sets.
        tag_property: The property that holds the tags, None when there is none.
        tag_on_create: Whether tags are set with creation; `tag_updatable`: whether they can change later.
        lifecycle: The end of the service, None while it lives.
        replacement_strategy: In which order a replacement happens.
        region: Where the schema was taken from: "us-east-1", another region, or "sam".
    """

    name: str
    schema: Schema
    attributes: frozenset[str]
    read_only: frozenset[PropertyPath]
    write_only: frozenset[PropertyPath]
    create_only: frozenset[PropertyPath]
    conditional_create_only: frozenset[PropertyPath]
    deprecated: frozenset[PropertyPath]
    primary_identifier: tuple[str, ...]
    additional_identifiers: tuple[tuple[str, ...], ...]
    tag_property: str | None
    tag_on_create: bool
    tag_updatable: bool
    lifecycle: Lifecycle | None
    replacement_strategy: Literal["create_then_delete", "delete_then_create"]
    constraints: tuple[Constraint, ...]
    region: str
    _resolved: dict[Path, Schema | None] = field(default_factory=dict, repr=False)

    @property
    def properties(self) -> Schema:
        """Property name -> schema, at the top level."""
        found: Schema = self.schema["properties"]
        return found

    @property
    def required(self) -> tuple[str, ...]:
        """Properties that must be there."""
        return tuple(self.schema.get("required", ()))

    def resolve(self, path: Path) -> Schema | None:
        """The sub-schema of the property at `path` (without "Properties"), `$ref`s followed; cached.

        An int or "*" stands for a list item, "*" also for the value of any key. None where the schema allows
        nothing, `{}` where it allows anything; see `subschema`.
        """
        plain = tuple(ANY if isinstance(step, int) else step for step in path)
        try:
            return self._resolved[plain]
        except KeyError:
            return self._resolved.setdefault(plain, subschema(self.schema, plain))

    def has_attribute(self, name: str) -> bool:
        """Whether `Fn::GetAtt` knows the attribute `name` ("Arn", "Endpoint.Address")."""
        if name in self.attributes:
            return True
        steps = name.split(".")
        return any(_covers(known.split("."), steps) for known in self.attributes if ANY in known)

    def attribute_schema(self, name: str) -> Schema | None:
        """The schema of what `Fn::GetAtt` returns: type and, where known, `format`.

        None for an unknown attribute, `{}` where the type is open (a nested stack, a custom resource).
        """
        if not self.has_attribute(name):
            return None
        return self.resolve(tuple(name.split("."))) or {}

    @property
    def ref_schema(self) -> Schema:
        """The schema of what `Ref` returns: the identifier's, or a string when there are several or none."""
        if len(self.primary_identifier) != 1:
            return {"type": "string"}
        return self.resolve(tuple(self.primary_identifier[0].split("."))) or {"type": "string"}

    @property
    def tag_shape(self) -> Literal["list", "map"] | None:
        """Whether tags are a list of {Key, Value} or a map of key to value; None without tags."""
        if self.tag_property is None:
            return None
        schema = self.resolve((self.tag_property,)) or {}
        return "list" if "array" in str(schema.get("type")) or "items" in schema else "map"


def _covers(known: list[str], steps: list[str]) -> bool:
    if known[-1] == ANY and len(steps) > len(known):
        steps = steps[: len(known)]
    return len(known) == len(steps) and all(a in (ANY, b) for a, b in zip(known, steps, strict=True))


@lru_cache(maxsize=4096)
def resource_type(name: str) -> ResourceType | None:
    """What is known of the type `name`; None for a type that neither AWS nor SAM has.

    `Custom::Anything` is a custom resource, `Some::Registry::Name::MODULE` a module: anything goes.
    """
    if name.endswith(_MODULE_SUFFIX):
        return _resource_type(name, {"schema": {"type": "object", "properties": {}}, "attributes": [ANY]})
    record = pack.record("types", _CUSTOM if name.startswith("Custom::") else name)
    return None if record is None else _resource_type(name, record)


@cache
def resource_type_names() -> frozenset[str]:
    """The names of all known types, `Custom::…` and modules left out; no type is loaded for it."""
    return pack.names("types")


def _resource_type(name: str, record: dict[str, Any]) -> ResourceType:
    tags = record.get("tags", {})
    end = record.get("lifecycle")
    return ResourceType(
        name=name,
        schema=record["schema"],
        attributes=frozenset(record.get("attributes", ())),
        read_only=_paths(record.get("read_only", ())),
        write_only=_paths(record.get("write_only", ())),
        create_only=_paths(record.get("create_only", ())),
        conditional_create_only=_paths(record.get("conditional_create_only", ())),
        deprecated=_paths(record.get("deprecated", ())),
        primary_identifier=_dotted(record.get("primary_identifier", ())),
        additional_identifiers=tuple(_dotted(group) for group in record.get("additional_identifiers", ())),
        tag_property=tags.get("property"),
        tag_on_create=tags.get("on_create", False),
        tag_updatable=tags.get("updatable", False),
        lifecycle=Lifecycle(end["status"], _day(end.get("date"))) if end else None,
        replacement_strategy=record.get("replacement_strategy", "create_then_delete"),
        constraints=tuple(
            Constraint(row["id"], row["rule"], row["title"], tuple(row["at"]))
            for row in record.get("constraints", ())
        ),
        region=record.get("region", ""),
    )


def _paths(texts: Iterable[str]) -> frozenset[PropertyPath]:
    return frozenset(tuple(text.split("/")) for text in texts)


def _dotted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.replace("/", ".") for text in texts)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _constraint_schema(name: str) -> Any:
    return pack.record("constraints", name)
