"""Policy documents as what they allow and deny, and what a change of one does to it.

Source: IAM User Guide, "Policy evaluation logic": what no statement allows is denied, and a statement that denies
outweighs all that allow. So one document allows at least what another one does if it denies no more, and allows all
that the other one allows and does not deny itself.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from repair.diff.delta import Permissions
from repair.diff.meaning.equality import frozen
from repair.diff.meaning.json_text import json_of_parts, json_of_text
from repair.diff.permissions.statements import Statement, read_statement, unmatched
from repair.diff.permissions.wildcards import Language
from repair.template.data import Data, scalar_text
from repair.template.intrinsics import intrinsic, is_intrinsic, is_no_value
from repair.template.values import concatenated, normal

OLD_VERSION = "2008-10-17"
"""The version of a policy that states none."""
_ELEMENTS = frozenset({"Version", "Id", "Statement"})


@dataclass(frozen=True, slots=True)
class Document:
    """What a policy document, or several in force together, allow and deny.

    Attributes:
        allow: Statements that allow.
        deny: Statements that deny.
        unread: What cannot be read, by its form: it allows or denies something that is the same in every document
            that has it.
    """

    allow: frozenset[Statement] = frozenset()
    deny: frozenset[Statement] = frozenset()
    unread: frozenset[Hashable] = frozenset()

    def short_of(self, other: Document) -> int:
        """How much that `other` allows is not provably allowed, whatever other policies say; 0 if all is."""
        allowed = self.allow | other.deny
        return (
            len(self.unread ^ other.unread)
            + sum(unmatched(one, other.deny) for one in self.deny)
            + sum(unmatched(one, allowed) for one in other.allow)
        )

    def __or__(self, other: Document) -> Document:
        return Document(self.allow | other.allow, self.deny | other.deny, self.unread | other.unread)


def compare(mine: Data, theirs: Data) -> Permissions:
    """What a change from one policy document to another does to what is allowed.

    "same" and "narrower" are proven, "narrower" in the sense of "nothing more"; so is "broader", in the sense of
    "nothing less". What cannot be proven is "incomparable".
    """
    old, new = read_document(mine), read_document(theirs)
    return verdict(lost=new.short_of(old), gained=old.short_of(new))


def verdict(*, lost: int, gained: int) -> Permissions:
    """What it comes to that so much may no longer be allowed, and so much newly is."""
    if not lost:
        return "broader" if gained else "same"
    return "incomparable" if gained else "narrower"


def is_document(value: Data) -> bool:
    """Whether a value is a policy document by its shape: as an object, as JSON text or as a function that makes one."""
    document = _opened(value)
    return isinstance(document, dict) and "Statement" in document


def read_document(value: Data) -> Document:
    """What a policy document allows and denies; None and `AWS::NoValue` are a document without statements."""
    return Reader().document(value)


class Reader:
    """Reads the policy documents of one template; values that it has read before, it knows."""

    def __init__(self, resources: Collection[str] = ()) -> None:
        self._resources = resources
        # By identity; the values are kept, so that no other takes their place.
        self._documents: dict[int, tuple[Data, Document]] = {}
        self._statements: dict[tuple[int, str], tuple[Data, Document]] = {}

    def document(self, value: Data) -> Document:
        """What a policy document allows and denies; None and `AWS::NoValue` are a document without statements."""
        if value is None or is_no_value(value):
            return Document()
        known = self._documents.get(id(value))
        if known is None:
            known = self._documents[id(value)] = (value, self._document(value))
        return known[1]

    def _document(self, value: Data) -> Document:
        document = _opened(value)
        if not isinstance(document, dict) or is_intrinsic(document) or not document.keys() <= _ELEMENTS:
            return Document(unread=frozenset({frozen(normal(value))}))
        version = document.get("Version", OLD_VERSION)
        said = (
            scalar_text(version) if isinstance(version, (str, int, float)) else repr(frozen(normal(version)))
        )
        statements = document.get("Statement", [])
        statements = normal(statements) if is_intrinsic(statements) else statements
        read = [
            self._statement(one, said)
            for one in (statements if isinstance(statements, list) else [statements])
        ]
        return Document(
            frozenset().union(*(one.allow for one in read)),
            frozenset().union(*(one.deny for one in read)),
            frozenset().union(*(one.unread for one in read)),
        )

    def _statement(self, value: Data, version: str) -> Document:
        known = self._statements.get((id(value), version))
        if known is None:
            form = normal(value)
            read = read_statement(form, Language(version, self._resources))
            if is_no_value(form):
                said = Document()
            elif read is None:
                said = Document(unread=frozenset({(version, frozen(_without_sid(form)))}))
            else:
                one = frozenset({read[1]})
                said = Document(allow=one) if read[0] == "Allow" else Document(deny=one)
            known = self._statements[id(value), version] = (value, said)
        return known[1]


def _without_sid(statement: Data) -> Data:
    if not isinstance(statement, dict):
        return statement
    return {key: item for key, item in statement.items() if key != "Sid"}


def _opened(value: Data) -> Data:
    """The object behind a JSON text, also where CloudFormation puts the text together."""
    if isinstance(value, str):
        found = json_of_text(value)
    elif is_intrinsic(value):
        function = intrinsic(value)
        if function is not None and function[0] == "Fn::ToJsonString":
            return function[1]
        found = json_of_parts(concatenated(normal(value)))
    else:
        return value
    return value if found is None else found
