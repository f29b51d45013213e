"""Where the provider's schema has the last word, and where something else rewrites the template first."""

from __future__ import annotations

from repair.rules.context import Context
from repair.rules.provider import provider_violations
from repair.template.schema import Violation
from repair.template.template import Resource, Template

_HARMLESS = frozenset(
    {
        "AWS::CodeDeployBlueGreen",
        "AWS::LanguageExtensions",
        "AWS::SecretsManager-2020-07-23",
        "AWS::SecretsManager-2024-09-16",
        "AWS::Serverless-2016-10-31",
        "AWS::ServiceCatalog",
    }
)
"""Transforms that leave the properties of ordinary resources alone."""

_OTHERS = (
    "AWS::Serverless::",
    "Custom::",
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Macro",
)


def is_decidable(template: Template, resource: Resource) -> bool:
    """Whether what stands in the resource is what CloudFormation gets to see, by the provider's schema.

    Not so for a template that a macro rewrites, for types of the SAM transform, and for custom resources.
    """
    return (
        not is_rewritten(template)
        and not resource.type.startswith(_OTHERS)
        and "Fn::Transform" not in resource.body
    )


def is_rewritten(template: Template) -> bool:
    """Whether a macro may make anything of the template."""
    return not set(template.transforms) <= _HARMLESS


def sure_violations(context: Context, resource: Resource) -> tuple[Violation, ...]:
    """What the resource breaks of its provider's schema, where that has the last word."""
    found = provider_violations(context, resource)
    return found if found and is_decidable(context.template, resource) else ()
