"""The mutants of a text of Python: each is one splice that changes what the code does, or should.

What no run can tell apart is left out: annotations, docstrings, decorators (`slots`, `frozen`, sizes of caches), imports,
`__all__`, blocks under `TYPE_CHECKING`, and assertions and `zip(strict=...)`, which say what cannot happen.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

_COMPARISONS = {
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}  # fmt: skip
_ARITHMETIC = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"), ast.BitXor: ("^", "|"), ast.Pow: ("**", "*"),
    ast.LShift: ("<<", ">>"), ast.RShift: (">>", "<<"),
}  # fmt: skip
_COMMA = re.compile(r"\s*,\s*|")
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list", "reversed": "list"}
_METHODS = {
    "startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip", "find": "rfind",
    "rfind": "find", "partition": "rpartition", "rpartition": "partition", "lower": "upper", "upper": "lower",
    "union": "intersection", "intersection": "union", "match": "search", "fullmatch": "match",
}  # fmt: skip

_SYMMETRIC = {"same", "same_value", "likeness", "overlap", "worse", "min", "max"}
"""Functions that answer the same with their first two arguments swapped, by what they are."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one file, stated by offsets into its text."""

    file: str
    line: int
    start: int
    end: int
    text: str
    """What stands there instead."""
    operator: str
    function: tuple[str, int] | None
    """Qualified name and first line of the outermost function around it; None for what runs when the module is loaded."""

    def applied(self, source: str) -> str:
        """The source with the change in it."""
        return source[: self.start] + self.text + source[self.end :]


def mutants(file: str, source: str) -> list[Mutant]:
    """All mutants of a file, by place; a few do not compile."""
    return _Finder(file, source).all()


def compiles(mutant: Mutant, source: str) -> bool:
    """Whether Python takes the mutant at all."""
    try:
        compile(mutant.applied(source), "<mutant>", "exec")
    except SyntaxError:
        return False
    return True


class _Finder:
    def __init__(self, file: str, source: str) -> None:
        self.file, self.source, self.tree = file, source, ast.parse(source)
        lines = source.splitlines(keepends=True)
        self.lines = lines
        self.starts = [0, *accumulate(len(line) for line in lines)]

    def all(self) -> list[Mutant]:
        """Sorted by place, without doubles."""
        found = {(m.start, m.end, m.text): m for m in self.visited(self.tree, None, [])}
        return [found[key] for key in sorted(found)]

    def offset(self, line: int, column: int) -> int:
        """Columns of `ast` count bytes of UTF-8."""
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def span(self, node: ast.AST) -> tuple[int, int]:
        return (
            self.offset(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self.offset(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def visited(self, node: ast.AST, function: tuple[str, int] | None, around: list[str]) -> Iterator[Mutant]:
        """The mutants of a node and of all below it."""
        for start, end, text, operator in self.of(node):
            line = self.source.count("\n", 0, start) + 1
            yield Mutant(self.file, line, start, end, text, operator, function)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # Defaults are evaluated when the module is loaded, the body when the function runs.
            for default in (*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)):
                yield from self.visited(default, function, around)
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            inner = function or (".".join((*around, node.name)), first)
            for statement in node.body:
                yield from self.visited(statement, inner, around)
            return
        deeper = [*around, node.name] if isinstance(node, ast.ClassDef) else around
        for child in self.children(node):
            yield from self.visited(child, function, deeper)

    def children(self, node: ast.AST) -> Iterator[ast.AST]:
        """What may be mutated below a node."""
        match node:
            case ast.ClassDef():
                yield from node.body
            case ast.AnnAssign(value=value):
                if value is not None:
                    yield value
            case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]) | ast.Import() | ast.ImportFrom():
                return
            case ast.keyword(arg="strict"):
                return  # of `zip`: like an assertion
            case ast.Assert() | ast.JoinedStr() | ast.Expr(value=ast.Constant()):
                return  # positions inside f-strings are exact only since Python 3.12
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from node.orelse
            case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "NewType" | "ParamSpec")):
                yield from node.args[1:]
            case ast.Lambda():
                yield node.body
            case _:
                yield from ast.iter_child_nodes(node)

    def of(self, node: ast.AST) -> Iterator[tuple[int, int, str, str]]:
        """Start, end, text and operator of the changes of one node."""
        match node:
            case ast.Compare():
                yield from self.comparison(node)
            case ast.BinOp(left=left, op=op, right=right):
                yield from self.between(left, right, _ARITHMETIC.get(type(op)))
            case ast.BoolOp(op=op, values=values):
                pair = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                for left, right in pairwise(values):
                    yield from self.between(left, right, pair)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self.span(node)[0], self.span(operand)[0], "", "not"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                yield self.span(node)[0], self.span(operand)[0], "", "sign"
            case ast.Constant() | ast.JoinedStr():
                yield from self.constant(node)
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                return
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield from self.negated(test)
            case ast.comprehension(ifs=tests):
                for test in tests:
                    yield from self.negated(test)
                    yield *self.span(test), "True", "filter removed"
            case ast.Return(value=value) if value is not None and not (
                isinstance(value, ast.Constant) and value.value is None
            ):
                yield *self.span(value), "None", "return"
            case ast.Expr(value=ast.Constant()):
                return
            case ast.Expr(value=ast.Yield() | ast.YieldFrom() as value) if value.value is not None:
                yield *self.span(node), "yield from ()", "yield removed"
            case ast.Delete(targets=targets) if all(isinstance(target, ast.Name) for target in targets):
                return  # says that an argument is not used
            case ast.Expr() | ast.Delete() | ast.Raise():
                yield *self.span(node), "pass", "statement removed"
            case ast.Assign() if isinstance(node.targets[0], ast.Attribute | ast.Subscript):
                yield *self.span(node), "pass", "statement removed"
            case ast.AugAssign(target=target, op=op, value=value):
                yield *self.span(node), "pass", "statement removed"
                if type(op) in _ARITHMETIC:
                    old, new = _ARITHMETIC[type(op)]
                    yield from self.between(target, value, (f"{old}=", f"{new}="))
            case ast.Continue():
                yield *self.span(node), "break", "loop"
            case ast.Break():
                yield *self.span(node), "continue", "loop"
            case ast.Call():
                yield from self.call(node)

    def comparison(self, node: ast.Compare) -> Iterator[tuple[int, int, str, str]]:
        sides = [node.left, *node.comparators]
        for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
            yield from self.between(left, right, _COMPARISONS[type(op)])

    def between(
        self, left: ast.AST, right: ast.AST, pair: tuple[str, str] | None
    ) -> Iterator[tuple[int, int, str, str]]:
        """The operator that stands between two nodes, replaced."""
        if pair is None:
            return
        old, new = pair
        start, end = self.span(left)[1], self.span(right)[0]
        at = self.source.find(old, start, end)
        if at >= 0:
            yield at, at + len(old), new, f"{old} to {new}"

    def negated(self, test: ast.expr) -> Iterator[tuple[int, int, str, str]]:
        start, end = self.span(test)
        yield start, end, f"not ({self.source[start:end]})", "condition negated"

    def constant(self, node: ast.Constant | ast.JoinedStr) -> Iterator[tuple[int, int, str, str]]:
        start, end = self.span(node)
        value = node.value if isinstance(node, ast.Constant) else ""
        match value:
            case bool():
                yield start, end, str(not value), "constant"
            case int() | float():
                yield start, end, f"{value + 1}", "constant"
            case str():
                yield start, end, '"XX"' if value != "XX" else '"YY"', "text"
            case bytes():
                yield start, end, 'b"XX"', "text"

    def call(self, node: ast.Call) -> Iterator[tuple[int, int, str, str]]:
        match node.func:
            case ast.Name(id=name) if name in _NAMES:
                yield *self.span(node.func), _NAMES[name], "function"
            case ast.Attribute(attr=name) if name in _METHODS:
                end = self.span(node.func)[1]
                yield end - len(name), end, _METHODS[name], "method"
        symmetric = isinstance(node.func, ast.Name) and node.func.id in _SYMMETRIC
        if (
            len(node.args) >= 2
            and not symmetric
            and not any(isinstance(arg, ast.Starred) for arg in node.args[:2])
        ):
            (a, b), (c, d) = self.span(node.args[0]), self.span(node.args[1])
            if self.source[a:b] != self.source[c:d]:
                swapped = self.source[c:d] + self.source[b:c] + self.source[a:b]
                yield a, d, swapped, "arguments swapped"
        for keyword in node.keywords:
            if keyword.arg not in (None, "strict"):
                start, end = self.span(keyword)
                end += len(_COMMA.match(self.source, end).group())  # type: ignore[union-attr]
                yield start, end, "", "argument left out"
