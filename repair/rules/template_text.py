"""How often a text stands anywhere in the template."""

from __future__ import annotations

import json

from repair.rules.context import Context


def occurrences(context: Context, text: str) -> int:
    """How often `text` stands in keys and values, whole or as part of another text.

    The template is written out once for each of its states.
    """
    data = context.template.data
    kept = context.memo.get("template-text")
    if kept is None or kept[0] is not data:
        kept = context.memo["template-text"] = (data, json.dumps(data, ensure_ascii=False))
    written: str = kept[1]
    return written.count(json.dumps(text, ensure_ascii=False)[1:-1])
