"""The places of a template's sections and of their entries."""

from __future__ import annotations

from functools import cache

from repair.diff.meaning.place import ANY, CONDITION, PARAMETER, SET, STRICT, TEXT, Place
from repair.diff.meaning.typed_place import properties_place, resource_place

_ASSERTION = Place(text=True, children={"Assert": CONDITION})
_RULE = Place(
    text=True,
    children={"RuleCondition": CONDITION, "Assertions": Place(lists=SET, children={ANY: _ASSERTION})},
)
_SECTIONS = {
    "AWSTemplateFormatVersion": TEXT,
    "Conditions": Place(children={ANY: CONDITION}),
    "Description": TEXT,
    "Mappings": TEXT,
    "Outputs": TEXT,
    "Parameters": Place(children={ANY: PARAMETER}),
    "Rules": Place(children={ANY: _RULE}),
    # Macros are applied from first to last; one may stand without its list.
    "Transform": Place(text=True, one_or_many=True),
}
# Source: AWS SAM Developer Guide, "Globals section of the AWS SAM template".
_GLOBALS = {
    "Api": "AWS::Serverless::Api",
    "CapacityProvider": "AWS::Serverless::CapacityProvider",
    "Function": "AWS::Serverless::Function",
    "HttpApi": "AWS::Serverless::HttpApi",
    "SimpleTable": "AWS::Serverless::SimpleTable",
    "StateMachine": "AWS::Serverless::StateMachine",
}


@cache
def section_place(name: str) -> Place:
    """The place of a whole section; types and order count in one that is not known."""
    if name == "Globals":
        return Place(children={kind: properties_place(of_type) for kind, of_type in _GLOBALS.items()})
    return _SECTIONS.get(name, STRICT)


def entry_place(section: str, type_name: str | None = None) -> Place:
    """The place of an entry of a section; for `Resources` that of a resource of the given type."""
    return resource_place(type_name or "") if section == "Resources" else section_place(section).below(ANY)
