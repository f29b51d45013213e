"""What the readers of both languages keep while they walk the tree of a file."""

from __future__ import annotations

from dataclasses import dataclass

from repair.cdk.source import ANY, Call, Class, Declaration, Function, Import, SourceFile, Span, Text, text_of


@dataclass(frozen=True, slots=True)
class Where:
    """What stands around a node.

    Attributes:
        owner: The class, or "".
        function: The outermost function or method, or "".
        target: What the value is assigned to, or "".
        statement: The statement.
    """

    owner: str = ""
    function: str = ""
    target: str = ""
    statement: Span = (0, 0)


class Reader:
    """Walks a tree once and keeps what is wanted of it; each language says how."""

    language: str

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.calls: list[Call] = []
        self.classes: list[Class] = []
        self.functions: list[Function] = []
        self.imports: list[Import] = []
        self.declarations: list[Declaration] = []
        self.constants: dict[str, str] = {}

    def named(self, name: str) -> Text:
        """The text that a bare name stands for: a constant of the file, else anything."""
        return text_of([self.constants[name]]) if name in self.constants else Text(ANY, 0, name)

    def file(self) -> SourceFile:
        """All that was kept."""
        return SourceFile(
            self.name,
            self.language,
            self.text,
            tuple(self.calls),
            tuple(self.classes),
            tuple(self.functions),
            tuple(self.imports),
            tuple(self.declarations),
        )
