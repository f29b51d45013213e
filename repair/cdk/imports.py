"""How a file calls the modules of the CDK, and the imports that it takes to call one."""

from __future__ import annotations

from repair.cdk.edit import Edit, with_import
from repair.cdk.source import Call, Import, SourceFile

CORE = {"python": "aws_cdk", "typescript": "aws-cdk-lib"}
"""The package of the core by language."""


def core_name(file: SourceFile, name: str) -> tuple[str, list[Edit]]:
    """How a file calls the core of the CDK before `name`, and the import that it takes when it has none."""
    return _called(file, CORE[file.language], name)


def sibling_name(file: SourceFile, call: Call, name: str) -> tuple[str, list[Edit]]:
    """How a file calls the module of a call's class before `name`: `s3.` of `s3.Bucket`."""
    prefix = call.callee.removesuffix(call.name)
    if prefix:
        return prefix, []
    module = next((one.module for one in file.imports if one.name == call.name), None)
    return _imported(file, Import(name, module, name, (0, 0))) if module is not None else ("", [])


def module_name(file: SourceFile, call: Call, service: str, name: str) -> tuple[str, list[Edit]]:
    """How a file calls the module of a service, as `logs`, before `name`; imported as those that it has are."""
    core = CORE[file.language]
    part = f"aws_{service}"
    module = f"{core}.{part}" if file.language == "python" else f"{core}/aws-{service}"
    for one in file.imports:
        if (one.module == module and not one.member) or (one.module == core and one.member == part):
            return f"{one.name}.", []
    if any(one.module == module and one.name == name for one in file.imports):
        return "", []
    if "." not in call.callee:
        return _imported(file, Import(name, module, name, (0, 0)))
    outer = call.callee.split(".")[0]
    known = next((one for one in file.imports if one.name == outer), None)
    if known is not None and known.module == core and not known.member:
        return f"{outer}.{part}.", []  # cdk.aws_s3.Bucket
    by_member = known is not None and known.module == core
    wanted = Import(service, core, part, (0, 0)) if by_member else Import(service, module, "", (0, 0))
    return f"{service}.", _imported(file, wanted)[1]


def _called(file: SourceFile, module: str, name: str) -> tuple[str, list[Edit]]:
    if any(one.name == name and one.module == module for one in file.imports):
        return "", []
    whole = next((one.name for one in file.imports if one.module == module and not one.member), None)
    return (f"{whole}.", []) if whole is not None else _imported(file, Import(name, module, name, (0, 0)))


def _imported(file: SourceFile, wanted: Import) -> tuple[str, list[Edit]]:
    edit = with_import(file, wanted)
    return "", [edit] if edit is not None else []
