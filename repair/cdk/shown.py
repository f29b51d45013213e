"""What may be shown of an app's source: no secret of its templates, and no text that is given to a name like one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from repair.cdk.assembly import Stack
from repair.report.redaction import Redaction
from repair.template.secrets import REDACTED

_NAMED = re.compile(
    r"""(?ix) (\w*(?:password|passwd|secret|token|api_?key|unsafe_?plain_?text)\w*["']?\s*(?:[:=]|\()\s*)"""
    r"""(["'`])([^"'`\n]+)\2"""
)


def redaction_of(stacks: Iterable[Stack]) -> Redaction:
    """The redaction for all stacks of one or two apps."""
    return Redaction(*(stack.template.data for stack in stacks))


def shown(redaction: Redaction, text: str) -> str:
    """Lines of source, or a sentence about them, without secrets."""
    return redaction.text(_NAMED.sub(lambda match: f"{match[1]}{match[2]}{REDACTED}{match[2]}", text))
