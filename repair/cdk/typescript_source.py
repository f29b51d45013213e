"""Calls, classes and imports of a TypeScript file, by tree-sitter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

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
from repair.errors import UsageError

MISSING = (
    "reading TypeScript takes tree-sitter and tree-sitter-typescript, and they are not installed: "
    "pip install 'cfn-template-repair[cdk]'"
)
_FUNCTIONS = frozenset({"function_declaration", "method_definition", "function_expression", "arrow_function"})
_STATEMENTS = frozenset(
    {"lexical_declaration", "variable_declaration", "expression_statement", "return_statement"}
)
_COMPUTED = frozenset({"member_expression", "subscript_expression", "call_expression"})


@cache
def _parser() -> Any:
    try:
        import tree_sitter
        import tree_sitter_typescript
    except ImportError:
        raise UsageError(MISSING) from None
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_typescript()))


def tree_of(text: str) -> Any:
    """The root node of a text; its offsets are bytes of UTF-8.

    Raises:
        UsageError: The parser is not installed.
    """
    return _parser().parse(text.encode("utf-8")).root_node


def parse(name: str, text: str) -> SourceFile:
    """The file.

    Raises:
        SyntaxError: It is no TypeScript.
        UsageError: The parser is not installed.
    """
    root = tree_of(text)
    if root.has_error:
        line = _first_error(root)
        raise SyntaxError("it does not parse", (name, line, 1, None))
    reader = _Reader(name, text)
    reader.walk(root, Where())
    return reader.file()


class _Reader(Reader):
    language = "typescript"

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text)
        self._data = text.encode("utf-8")
        self._ascii = len(self._data) == len(text)

    def walk(self, node: Any, where: Where) -> None:
        """Everything below a node."""
        for child in node.children:
            self._one(child, where)

    def _one(self, node: Any, where: Where) -> None:
        kind = node.type
        self._declare(node, where)
        if kind in ("class_declaration", "class", "abstract_class_declaration"):
            if not node.child_by_field_name("name"):
                self.walk(node, where)
                return
            name = self.of(node.child_by_field_name("name"))
            self.classes.append(Class(name, tuple(self._bases(node)), self.name, node.start_point[0] + 1))
            self.walk(node, Where(owner=name))
            return
        if kind in _FUNCTIONS:
            where = self._function(node, where)
        elif kind == "import_statement":
            self._import(node)
        elif kind in _STATEMENTS:
            where = replace(where, statement=self.span(node), target="")
        if kind == "variable_declarator":
            where = self._declared(node, where)
        elif kind == "assignment_expression":
            where = replace(where, target=self.of(node.child_by_field_name("left")))
        elif kind in ("new_expression", "call_expression"):
            call = self._call(node, where)
            if call is not None:
                self.calls.append(call)
            where = replace(where, target="")
        elif kind == "public_field_definition":
            where = replace(where, target=f"this.{self.of(node.child_by_field_name('name'))}")
        elif kind == "pair" and node.child_by_field_name("value").type in _FUNCTIONS:
            where = replace(where, target=self.of(node.child_by_field_name("key")))
        elif kind in ("object", "array"):
            where = replace(where, target="")
        self.walk(node, where)

    def _declare(self, node: Any, where: Where) -> None:
        name, kind = node.child_by_field_name("name"), ""
        public = node.parent is not None and node.parent.type == "export_statement"
        if node.type in (
            "interface_declaration",
            "type_alias_declaration",
            "class_declaration",
            "enum_declaration",
        ):
            kind = "name"
        elif node.type == "lexical_declaration" and not where.owner and not where.function:
            kind, name = "name", node.named_children[0].child_by_field_name("name")
        elif node.type == "public_field_definition":
            kind = "field"
            public = not any(
                one.type == "accessibility_modifier" and self.of(one) != "public" for one in node.children
            )
        elif node.type in ("required_parameter", "optional_parameter") and where.function == "constructor":
            kind, name, public = "parameter", node.child_by_field_name("pattern"), True
        if kind and name is not None:
            typed = node.child_by_field_name("type")
            written = self.of(typed).lstrip(": ") if typed is not None else ""
            self.declarations.append(
                Declaration(kind, where.owner, self.of(name), written, public, self.span(node))
            )

    def _declared(self, node: Any, where: Where) -> Where:
        name, value = self.of(node.child_by_field_name("name")), node.child_by_field_name("value")
        if value is not None and value.type == "string":
            self.constants[name] = self.of(value)[1:-1]
        return replace(where, target=name)

    def _function(self, node: Any, where: Where) -> Where:
        name = node.child_by_field_name("name")
        called = self.of(name) if name is not None else where.target.removeprefix("this.")
        parameters = node.child_by_field_name("parameters")
        names = tuple(
            self.of(one.child_by_field_name("pattern"))
            for one in (parameters.named_children if parameters is not None else ())
            if one.child_by_field_name("pattern") is not None
        )
        if not where.function and called:
            self.functions.append(Function(called, where.owner, names))
        return Where(where.owner, where.function or called, "", where.statement)

    def _bases(self, node: Any) -> Iterator[str]:
        for child in node.children:
            if child.type == "class_heritage":
                for clause in child.children:
                    if clause.type == "extends_clause":
                        value = clause.child_by_field_name("value")
                        if value is not None:
                            yield self.of(value)

    def _call(self, node: Any, where: Where) -> Call | None:
        callee = node.child_by_field_name("constructor") or node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if callee is None or arguments is None or arguments.type != "arguments":
            return None
        given = [one for one in arguments.named_children if one.type != "comment"]
        props = given[-1] if given and given[-1].type == "object" else None
        texts = (self._text(one) for one in given)
        start = node.start_point
        line_start = self._data.rfind(b"\n", 0, node.start_byte) + 1
        return Call(
            self.name,
            start[0] + 1,
            len(self._data[line_start : node.start_byte].decode("utf-8")) + 1,
            self.span(node),
            "".join(self.of(callee).split()),
            self.of(given[0]) if given else "",
            self._id(*given[:2]) if len(given) > 1 else None,
            tuple(one for one in texts if one is not None),
            tuple(self._pairs(props)) if props is not None else (),
            self._inside(props, arguments, given),
            where.owner,
            where.function,
            where.target,
            where.statement,
        )

    def _inside(self, props: Any, arguments: Any, given: list[Any]) -> Span | None:
        """Where named arguments stand; the end of the arguments when there is no props object yet."""
        if props is not None:
            start, end = self.span(props)
            return start + 1, end - 1
        if len(given) == 2:
            _, end = self.span(arguments)
            return end - 1, end - 1
        return None

    def _pairs(self, props: Any) -> Iterator[Argument]:
        for child in props.named_children:
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                yield Argument(self.of(key).strip("'\""), self.span(child), self.span(value))
            elif child.type == "shorthand_property_identifier":
                yield Argument(self.of(child), self.span(child), self.span(child))

    def _id(self, scope: Any, node: Any) -> Text | None:
        """The id that a construct is given; anything, where it is computed and the scope is `this`."""
        found = self._text(node)
        if found is None and scope.type == "this" and node.type in _COMPUTED:
            return Text(ANY, 0)
        return found

    def _text(self, node: Any) -> Text | None:
        if node.type == "identifier":
            return self.named(self.of(node))
        parts = list(self._parts(node))
        return text_of(parts) if any(part is not None for part in parts) else None

    def _parts(self, node: Any) -> Iterator[str | None]:
        if node.type == "string":
            yield self.of(node)[1:-1]
        elif node.type == "template_string":
            for child in node.children:
                if child.type == "template_substitution":
                    yield None
                elif child.type == "string_fragment":
                    yield self.of(child)
        elif node.type == "binary_expression":
            for side in ("left", "right"):
                yield from self._parts(node.child_by_field_name(side))
        else:
            yield None

    def _import(self, node: Any) -> None:
        source = node.child_by_field_name("source")
        module = self.of(source)[1:-1] if source is not None else ""
        span = self.span(node)
        for clause in node.children:
            if clause.type != "import_clause":
                continue
            for child in clause.named_children:
                if child.type == "namespace_import":
                    self.imports.append(Import(self.of(child.named_children[-1]), module, "", span))
                elif child.type == "identifier":
                    self.imports.append(Import(self.of(child), module, "default", span))
                elif child.type == "named_imports":
                    entries = child.named_children
                    last = self.span(entries[-1])[1] if entries else None
                    for entry in entries:
                        name = self.of(entry.child_by_field_name("name"))
                        alias = entry.child_by_field_name("alias")
                        self.imports.append(
                            Import(self.of(alias) if alias is not None else name, module, name, span, last)
                        )

    def of(self, node: Any) -> str:
        """The text of a node."""
        return self._data[node.start_byte : node.end_byte].decode("utf-8")

    def span(self, node: Any) -> Span:
        """Characters from start to end."""
        return self._at(node.start_byte), self._at(node.end_byte)

    def _at(self, offset: int) -> int:
        return offset if self._ascii else len(self._data[:offset].decode("utf-8"))


def _first_error(node: Any) -> int:
    waiting = [node]
    while waiting:
        one = waiting.pop(0)
        if one.type == "ERROR" or one.is_missing:
            return int(one.start_point[0]) + 1
        waiting = [child for child in one.children if child.has_error or child.is_missing] + waiting
    return 1
