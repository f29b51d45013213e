"""The source of an app, in the terms that both languages share: files, classes, functions and calls."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from repair.document.files import read_text
from repair.errors import RepairError

Span = tuple[int, int]
"""Start and end in characters of the file's text; the end is outside."""

LANGUAGES: Mapping[str, str] = {".py": "python", ".ts": "typescript"}
_SKIPPED = frozenset({"node_modules", "cdk.out", "venv", "dist", "build", "__pycache__", "tests", "test"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text as far as syntax tells it: f-strings and templates are patterns.

    Attributes:
        pattern: Matches what it may be.
        literal: How many of its characters are fixed.
        name: The bare name that it is read from, as a parameter or a loop's variable; "" when it is none.
    """

    pattern: re.Pattern[str]
    literal: int
    name: str = ""

    def matches(self, text: str) -> bool:
        """Whether it may be `text`."""
        return bool(self.pattern.fullmatch(text))


def text_of(parts: Iterable[str | None]) -> Text:
    """A text of fixed parts and, as None, unknown ones."""
    parts = list(parts)
    pattern = "".join(".*" if part is None else re.escape(part) for part in parts)
    return Text(re.compile(pattern, re.DOTALL), sum(len(part) for part in parts if part is not None))


ANY = re.compile(".+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Argument:
    """A named argument of a call: a keyword in Python, a property of the props object in TypeScript.

    Attributes:
        name: As it is spelled.
        span: Of name and value.
        value: Of the value alone.
    """

    name: str
    span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A call or `new` expression.

    Attributes:
        file: The file, relative to the app's folder.
        line: From 1.
        column: In characters, from 1.
        span: Of the whole expression.
        callee: What is called, as `s3.Bucket`.
        scope: The first argument as written, such as `this`; "" without one.
        id: The second argument when it is a text; None when it is none.
        texts: The positional arguments that are texts.
        arguments: The named ones.
        props: Where named arguments stand, inside of the brackets; None when the last argument is no plain
            object, so that nothing can be added.
        owner: The class that it stands in, or "".
        function: The function that it stands in, or "".
        target: What it is assigned to, as `bucket` or `this.bucket`; "" when to nothing.
        statement: The statement around it.
    """

    file: str
    line: int
    column: int
    span: Span
    callee: str
    scope: str
    id: Text | None
    texts: tuple[Text, ...]
    arguments: tuple[Argument, ...]
    props: Span | None
    owner: str
    function: str
    target: str
    statement: Span

    @property
    def name(self) -> str:
        """The last part of the callee: `Bucket` of `s3.Bucket`."""
        return self.callee.rsplit(".", 1)[-1]

    def argument(self, name: str) -> Argument | None:
        """The named argument, or None."""
        return next((one for one in self.arguments if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Class:
    """A class that the app defines."""

    name: str
    bases: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method that the app defines; `owner` is its class or ""."""

    name: str
    owner: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """A name that an import brings.

    Attributes:
        name: As the file uses it.
        module: Where it comes from: `aws_cdk.aws_s3` or `aws-cdk-lib/aws-s3`.
        member: The member of the module, or "" for the module itself.
        span: The import statement.
        insert: Where another member can be added; None where none can.
    """

    name: str
    module: str
    member: str
    span: Span
    insert: int | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a module or class shows to others, or could.

    Attributes:
        kind: `name` at the top of a module, `field` of a class, or `parameter` of a constructor.
        owner: The class, or "".
        name: What is declared.
        type: Its type as written, or "".
        public: Whether others may use it: exported, or a public field.
        span: Of the declaration.
    """

    kind: str
    owner: str
    name: str
    type: str
    public: bool
    span: Span


@dataclass(frozen=True)
class SourceFile:
    """One file of the app.

    Attributes:
        file: Relative to the app's folder, with slashes.
        language: `python` or `typescript`.
        text: Its text.
        calls: Every call in it.
        classes: The classes it defines.
        functions: The functions and methods.
        imports: What it imports.
        declarations: What it shows to others, or could.
    """

    file: str
    language: str
    text: str
    calls: tuple[Call, ...] = ()
    classes: tuple[Class, ...] = ()
    functions: tuple[Function, ...] = ()
    imports: tuple[Import, ...] = ()
    declarations: tuple[Declaration, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines, for snippets."""
        return tuple(self.text.splitlines())

    def line(self, offset: int) -> int:
        """The line, from 1, of a character."""
        return self.text.count("\n", 0, offset) + 1

    def of(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]

    @cached_property
    def statements(self) -> tuple[Span, ...]:
        """The statements that hold a call, in the order of the text."""
        return tuple(sorted({call.statement for call in self.calls if call.statement != (0, 0)}))

    def snippet(self, span: Span) -> str:
        """The whole lines of a span, without the indentation they share."""
        first = self.text.count("\n", 0, span[0])
        last = self.text.count("\n", 0, span[1])
        lines = self.lines[first : last + 1]
        indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        return "\n".join(line[indent:] for line in lines)


@dataclass(frozen=True)
class App:
    """The source files of an app.

    Attributes:
        folder: The app's folder.
        files: By name relative to it.
        unread: One sentence for each file that could not be read.
    """

    folder: Path
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The calls of all files."""
        return tuple(call for file in self.files.values() for call in file.calls)

    @cached_property
    def classes(self) -> Mapping[str, Class]:
        """The classes of all files, by name."""
        return {one.name: one for file in self.files.values() for one in file.classes}

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions of all files."""
        return tuple(one for file in self.files.values() for one in file.functions)

    def lineage(self, name: str) -> tuple[str, ...]:
        """The class and those of the app that it derives from, itself first."""
        found: list[str] = []
        waiting = [name]
        while waiting:
            one = waiting.pop(0)
            if one in found or one not in self.classes:
                continue
            found.append(one)
            waiting += [base.rsplit(".", 1)[-1] for base in self.classes[one].bases]
        return tuple(found)

    def file_of(self, call: Call) -> SourceFile:
        """The file that a call stands in."""
        return self.files[call.file]


def read_app(folder: Path) -> App:
    """The Python and TypeScript files of an app.

    What cannot be parsed, or takes a parser that is not installed, is named in `unread`.
    """
    files: dict[str, SourceFile] = {}
    unread: list[str] = []
    for path in _source_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = parse(name, read_text(path))
        except SyntaxError as error:
            unread.append(f"{name}:{error.lineno}: is not {LANGUAGES[path.suffix].title()}: {error.msg}")
        except RepairError as error:
            unread.append(str(error))
    return App(folder, files, tuple(dict.fromkeys(unread)))


def parse(name: str, text: str) -> SourceFile:
    """One file.

    Raises:
        SyntaxError: It is not of its language.
        UsageError: The parser for its language is not installed.
    """
    if name.endswith(".py"):
        from repair.cdk.python_source import parse as python

        return python(name, text)
    from repair.cdk.typescript_source import parse as typescript

    return typescript(name, text)


def _source_files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in _SKIPPED and not one.startswith("."))
        for name in sorted(names):
            if Path(name).suffix in LANGUAGES and not name.endswith(".d.ts"):
                yield Path(place) / name
