"""Which references point at nothing. Only what is certain: names that a transform may make are let be.

Source for names that SAM makes: AWS SAM documentation, "Generated CloudFormation resources".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from repair.template.data import Data
from repair.template.intrinsics import FOR_EACH_PREFIX, PSEUDO_PARAMETERS, TRANSFORM
from repair.template.references import Reference
from repair.template.sections import LANGUAGE_EXTENSIONS, SAM, section, transforms

_KEEPS_NAMES = frozenset(
    {LANGUAGE_EXTENSIONS, SAM, "AWS::CodeDeployBlueGreen", "AWS::SecretsManager-2020-07-23",
     "AWS::SecretsManager-2024-09-16"}
)  # fmt: skip
"""Transforms that add no names a template refers to, other than by SAM's known rules."""

_SAM_PREFIX = "AWS::Serverless::"
_SAM_SINGLETONS = (
    "ServerlessRestApi",
    "ServerlessHttpApi",
    "ServerlessDeploymentApplication",
    "CodeDeployServiceRole",
)
_SECTION_OF = {"condition": "Conditions", "mapping": "Mappings"}
_LOOP_VARIABLE = re.compile(r"[$&]\{[^}]*\}")


def undefined_references(data: Data, references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The references, in order, whose target the template certainly does not define.

    Parameters, resources, pseudo parameters, conditions and mappings are looked up. Nothing is judged
    when a macro that we do not know (`AWS::Include` is one) may make names, or a section that an
    `Fn::Transform` fills; and no name that a SAM transform, a module or an `Fn::ForEach` may make.
    """
    declared = transforms(data)
    if not isinstance(data, dict) or not _KEEPS_NAMES.issuperset(declared):
        return ()
    made = _Made(data, sam=SAM in declared)
    return tuple(ref for ref in references if _judged(ref) and not made.may_hold(ref))


def _judged(ref: Reference) -> bool:
    # An export belongs to another stack; "${…}" in a name is for a language extension to fill.
    return ref.space != "export" and "${" not in ref.target


class _Made:
    """The names that a template defines or may come to define, by section."""

    def __init__(self, data: dict[str, Data], *, sam: bool) -> None:
        self._sections = {
            name: section(data, name) for name in ("Parameters", "Resources", "Conditions", "Mappings")
        }
        self._patterns = {name: _patterns(entries) for name, entries in self._sections.items()}
        self._prefixes = tuple(_prefixes(self._sections["Resources"], sam=sam))

    def may_hold(self, ref: Reference) -> bool:
        if ref.space == "value":
            if ref.kind == "ValueOf":
                return self._in("Parameters", ref.target)
            if ref.attribute is None and (
                ref.target in PSEUDO_PARAMETERS or self._in("Parameters", ref.target)
            ):
                return True
        where = _SECTION_OF.get(ref.space, "Resources")
        if self._in(where, ref.target):
            return True
        return where == "Resources" and ref.target.startswith(self._prefixes)

    def _in(self, where: str, name: str) -> bool:
        if name in self._sections[where]:
            return True
        pattern = self._patterns[where]
        return pattern is not None and pattern.fullmatch(name) is not None


def _patterns(entries: Mapping[str, Data]) -> re.Pattern[str] | None:
    """What the names look like that the section's functions make, or None when it has no functions."""
    shapes = [re.escape(shape).replace("\0", ".*") for shape in _shapes(entries)]
    return re.compile("|".join(shapes), re.DOTALL) if shapes else None


def _shapes(entries: Mapping[str, Data]) -> Iterator[str]:
    """Names with a NUL for every part that is known only after the loop."""
    for key, body in entries.items():
        if key == TRANSFORM:
            yield "\0"
        elif key.startswith(FOR_EACH_PREFIX):
            fragment = body[2] if isinstance(body, list) and len(body) == 3 else None
            if isinstance(fragment, dict):
                for name in fragment:
                    if name.startswith("Fn::"):
                        yield from _shapes({name: fragment[name]})
                    else:
                        yield _LOOP_VARIABLE.sub("\0", name)
            else:
                yield "\0"


def _prefixes(resources: Mapping[str, Data], *, sam: bool) -> Iterator[str]:
    if sam:
        yield from _SAM_SINGLETONS
    for name, body in resources.items():
        kind = body.get("Type") if isinstance(body, dict) else None
        if isinstance(kind, str) and ((sam and kind.startswith(_SAM_PREFIX)) or kind.endswith("::MODULE")):
            yield name
