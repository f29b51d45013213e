"""Functions whose code comes as an image where zip files were asked for, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import RefusalCode, Refused
from repair.rules.context import Context
from repair.rules.model import Detection
from repair.template.template import Resource


def detect(context: Context, resource: Resource) -> Iterator[Detection]:
    """One detection for a function whose code is certainly in the other form."""
    asked = context.settings.asked("lambda-packaging")
    code = resource.properties.get("Code")
    if asked is None or not isinstance(code, dict):
        return
    has = "image" if "ImageUri" in code else "zip" if {"ZipFile", "S3Key"} & code.keys() else asked
    if has == asked or any("ServiceToken" in ref.path for ref in context.template.references.to(resource.id)):
        return
    forms = {"image": "a container image", "zip": "a zip file"}
    yield Detection(
        (*resource.path, "Properties", "Code"),
        f"{resource.id} comes as {forms[has]}; {forms[asked]} was asked for.",
        refusal=Refused(RefusalCode.NEEDS_VALUE, "its code lies elsewhere"),
    )
