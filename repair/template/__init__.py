"""The CloudFormation meaning of a tree: sections, intrinsics, references, renaming, schemas.

Knows documents and provider knowledge; knows no rules and no differences.
"""

from repair.template.dialect import CLOUDFORMATION
from repair.template.load import from_text, load
from repair.template.template import Resource, Template

__all__ = ["CLOUDFORMATION", "Resource", "Template", "from_text", "load"]
