"""Bucket names with letters or signs that S3 refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused, Set
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.rules.template_text import occurrences
from repair.template.intrinsics import intrinsic
from repair.template.substitution import Variable, parse_sub, sub_form
from repair.template.template import Resource

_WRONG = re.compile(r"[A-Z_]")
_VALID = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """Yield a detection for a name, or the literal parts of one, with capitals or underscores."""
    name = resource.properties.get("BucketName")
    path = (*resource.path, "Properties", "BucketName")
    call = intrinsic(name)
    if isinstance(name, str):
        mended = _mended(name)
        if "{{" not in name and mended != name and _VALID.fullmatch(mended):
            message = f"{resource.id} is called {name}: bucket names have no capitals and no underscores."
            if occurrences(context, name) > 1:
                why = f"{name} stands elsewhere in the template as well"
                yield Detection(path, message, refusal=Refused(RefusalCode.CONFLICT, why))
            else:
                yield Detection(path, message, (Set(path, mended),))
    elif call is not None and call[0] == "Fn::Sub" and sub_form(call[1]) is not None:
        text, names = sub_form(call[1]) or ("", {})
        mended = "".join(
            part.text if isinstance(part, Variable) else _mended(part) for part in parse_sub(text)
        )
        if mended != text and "{{" not in text and "${!" not in text:
            message = f"{resource.id} is called {text}: bucket names have no capitals and no underscores."
            place = (*path, "Fn::Sub", 0) if names or isinstance(call[1], list) else (*path, "Fn::Sub")
            if occurrences(context, text) > 1:
                why = f"{text} stands elsewhere in the template as well"
                yield Detection(path, message, refusal=Refused(RefusalCode.CONFLICT, why))
            else:
                yield Detection(path, message, (Set(place, mended),))


def _mended(text: str) -> str:
    return _WRONG.sub(lambda match: "-" if match[0] == "_" else match[0].lower(), text)
