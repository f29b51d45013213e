"""The keywords of JSON Schema (draft 7, and what cfn-lint and newer drafts add), as three-valued checks.

Source: JSON Schema validation draft-handrews-json-schema-validation-01; `dependentRequired` from draft
2019-09, `prefixItems` from 2020-12; `requiredXor`, `requiredOr`, `dependentExcluded`, `uniqueKeys` and
`enumCaseInsensitive` as cfn-lint's schemas use them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from repair.template.data import MISSING, Data, Path, scalar_text
from repair.template.evaluation import TYPES, Check, Evaluator, Keyword, Node, Run, Status, Unknown
from repair.template.intrinsics import is_no_value, is_section_function
from repair.template.objects import OBJECT_KEYWORDS
from repair.template.patterns import search
from repair.template.presence import counted, presence
from repair.template.scalars import equal, unique_key
