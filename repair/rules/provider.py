"""What the provider's schema says against a resource: computed once, used by every validity rule."""

from __future__ import annotations

from repair import knowledge
from repair.rules.context import Context
from repair.template.schema import Violation, violations
from repair.template.template import Resource


def provider_violations(context: Context, resource: Resource) -> tuple[Violation, ...]:
    """Where the properties break the schema of their type, paths from the template's root; none for unknown types."""
    return context.of_body("provider", resource, lambda: tuple(_violations(resource)))


def _violations(resource: Resource) -> list[Violation]:
    kind = knowledge.resource_type(resource.type)
    if kind is None:
        return []
    return list(violations(resource.properties, kind.schema, kind.schema, (*resource.path, "Properties")))
