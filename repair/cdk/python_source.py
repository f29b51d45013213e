"""Calls, classes and imports of a Python file, by `ast`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from repair.cdk.reading import Reader, Where
from repair.cdk.source import (
    ANY,
    Argument,
    Call,
    Class,
    Declaration,
    Function,
    Import,
    SourceFile,
    Span,
    Text,
    text_of,
)


def parse(name: str, text: str) -> SourceFile:
    """The file.

    Raises:
        SyntaxError: It is no Python.
    """
    reader = _Reader(name, text)
    tree = ast.parse(text, name)
    reader.body(tree, Where())
    return reader.file()


class _Reader(Reader):
    language = "python"

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self._starts = [0]
        self._raw = [line.encode("utf-8") for line in text.splitlines(keepends=True)]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def body(self, node: ast.AST, where: Where) -> None:
        """Everything below a node."""
        for child in ast.iter_child_nodes(node):
            self._one(child, where)

    def _one(self, node: ast.AST, where: Where) -> None:
        if isinstance(node, ast.ClassDef):
            bases = tuple(ast.unparse(base) for base in node.bases)
            self.classes.append(Class(node.name, bases, self.name, node.lineno))
            self.body(node, Where(owner=node.name))
            return
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            outer = where.function
            if not outer:
                self.functions.append(Function(node.name, where.owner, tuple(names)))
            self.body(node, Where(owner=where.owner, function=outer or node.name))
            return
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self._import(node)
        if isinstance(node, ast.stmt):
            where = Where(where.owner, where.function, _target(node), self.span(node))
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                for target in node.targets:
                    if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                        self.constants[target.id] = node.value.value
            name = where.target.removeprefix("self.")
            if where.owner and name != where.target and name.isidentifier():
                public = not name.startswith("_")
                self.declarations.append(Declaration("field", where.owner, name, "", public, self.span(node)))
        if isinstance(node, ast.Call):
            self.calls.append(self._call(node, where))
            where = Where(where.owner, where.function, "", where.statement)
        self.body(node, where)

    def _call(self, node: ast.Call, where: Where) -> Call:
        keywords = {one.arg: one.value for one in node.keywords if one.arg}
        scope = node.args[0] if node.args else keywords.get("scope")
        named = node.args[1] if len(node.args) > 1 else keywords.get("id") or keywords.get("construct_id")
        arguments = tuple(
            Argument(one.arg, self.span(one), self.span(one.value)) for one in node.keywords if one.arg
        )
        start, end = self.span(node)
        texts = (self._text(one) for one in (*node.args, *keywords.values()))
        spread = any(one.arg is None for one in node.keywords)
        return Call(
            self.name,
            node.lineno,
            len(self._raw[node.lineno - 1][: node.col_offset].decode("utf-8")) + 1,
            (start, end),
            ast.unparse(node.func),
            ast.unparse(scope) if scope is not None else "",
            self._id(scope, named),
            tuple(one for one in texts if one is not None),
            arguments,
            None if spread else (self.span(node.func)[1] + 1, end - 1),
            where.owner,
            where.function,
            where.target,
            where.statement,
        )

    def _id(self, scope: ast.expr | None, node: ast.expr | None) -> Text | None:
        """The id that a construct is given; anything, where it is computed and the scope is `self`."""
        found = self._text(node) if node is not None else None
        inside = isinstance(scope, ast.Name) and scope.id == "self"
        if found is None and inside and isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
            return Text(ANY, 0)
        return found

    def _text(self, node: ast.expr) -> Text | None:
        if isinstance(node, ast.Name):
            return self.named(node.id)
        parts = list(_parts(node))
        return text_of(parts) if any(part is not None for part in parts) else None

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        span = self.span(node)
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imports.append(Import(alias.asname or alias.name, alias.name, "", span))
            return
        last = self.span(node.names[-1])[1]
        for alias in node.names:
            self.imports.append(
                Import(alias.asname or alias.name, node.module or "", alias.name, span, insert=last)
            )

    def span(self, node: ast.AST) -> Span:
        """Characters from start to end."""
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1)
        return (
            self._at(first, getattr(node, "col_offset", 0)),
            self._at(last, getattr(node, "end_col_offset", 0)),
        )

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._raw[line - 1][:column].decode("utf-8"))


def _target(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return ast.unparse(node.targets[0])
    if isinstance(node, ast.AnnAssign):
        return ast.unparse(node.target)
    return ""


def _parts(node: ast.expr) -> Iterator[str | None]:
    """A text as fixed parts and None for what only a run tells."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _parts(node.left)
        yield from _parts(node.right)
    else:
        yield None
