"""Which calls of an app may make a construct: by its id, its class, and the scope that it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from repair.cdk.source import App, Call, Function, Text

_SELF = ("self", "this")
_CONSTRUCTORS = ("__init__", "constructor")
_EXACT, _DERIVED, _IN_VARIABLE, _BY_METHOD = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Around:
    """Where to look for what is made within a construct.

    Attributes:
        lineage: The classes whose bodies are looked at; ("",) for what stands in none.
        scope: The variable that holds the construct, or "" for a class that makes things within itself.
        loose: Whether the construct may be in any variable, such as that of a loop.
    """

    lineage: tuple[str, ...]
    scope: str = ""
    loose: bool = False

    @property
    def itself(self) -> bool:
        """Whether it is what the classes make within themselves."""
        return not self.scope and not self.loose


@dataclass(frozen=True, slots=True)
class _Reach:
    """How a call is given a scope and an id.

    Attributes:
        sure: Whether something says so; else nothing speaks against it.
        literal: How many characters of the id are fixed.
        near: How near the class of the call is, 0 for the class itself and less for those it derives from.
    """

    sure: bool
    literal: int
    near: int


class Making:
    """The calls of an app, as makers of constructs."""

    def __init__(self, app: App) -> None:
        self.app = app

    def likeliest(self, step: str, wanted: str, around: Around) -> Call | None:
        """The call that most likely makes a construct; None when none does.

        Args:
            step: Its id.
            wanted: Its class, or the one of a library that its class derives from; "" when that is not known.
            around: What it is made within.
        """
        ranked = []
        for number, call in enumerate(self.app.calls):
            if call.id is None or not call.scope or not call.id.matches(step):
                continue
            kind = self._kind(call, wanted)
            reached = None if kind is None else self._reached(call, step, around)
            if kind is None or reached is None or (kind == _BY_METHOD and not reached.literal):
                continue
            ranked.append(((reached.sure, kind, reached.literal, reached.near, -number), call))
        return max(ranked, key=lambda entry: entry[0], default=(None, None))[1]

    def inside(self, call: Call, step: str, wanted: str) -> Iterator[Around]:
        """Where the constructs within the one that a call makes may be made, the likeliest first."""
        for name in self._classes_of(call, step, wanted):
            yield Around(self.app.lineage(name))
        if call.target:
            yield Around((call.owner,), call.target)
        if wanted:  # without classes, any id of that name would do
            yield Around((call.owner,), loose=True)

    def _kind(self, call: Call, wanted: str) -> int | None:
        """How well what is called fits the class; None when it cannot make one."""
        if call.name[:1].isupper():
            name, module = self._origin(call.file, call.callee)
            own = self._own(call)
            known = self._library_class(name) if own else name
            if wanted in ("", known):
                return _EXACT
            # what is of neither the app nor the CDK may derive from anything
            return _DERIVED if not known or not (own or _is_library(module)) else None
        if self._in_variable(call):
            return _IN_VARIABLE
        method = "." in call.callee and not self._functions.get(call.name)
        named = wanted.lower() in call.name.replace("_", "").lower()
        return _BY_METHOD if method and wanted and named else None

    def _origin(self, file: str, written: str) -> tuple[str, str]:
        """A class by its own name, and the module that it is imported from; "" for one of the file itself."""
        root, _, rest = written.partition(".")
        found = next((one for one in self.app.files[file].imports if one.name == root), None)
        if found is None:
            return written.rsplit(".", 1)[-1], ""
        return (rest.rsplit(".", 1)[-1] if rest else found.member or root), found.module

    def _own(self, call: Call) -> bool:
        """Whether a class of the app is called."""
        name, module = self._origin(call.file, call.callee)
        return name in self.app.classes and not _is_library(module)

    def _in_variable(self, call: Call) -> bool:
        """Whether the class is in a variable, as in `kind(self, name)`."""
        known = call.callee == "super" or call.callee in self._functions
        return call.callee.isidentifier() and not known

    def _classes_of(self, call: Call, step: str, wanted: str) -> Sequence[str]:
        """The classes of the app that a call may make one of; several where the class is in a variable."""
        if self._own(call):
            return (self._origin(call.file, call.callee)[0],)
        if not self._in_variable(call) or not wanted:
            return ()
        text = self.app.file_of(call).text
        known = [
            name
            for name in self.app.classes
            if self._library_class(name) == wanted and re.search(rf"\b{name}\b", text)
        ]
        return sorted(known, key=lambda name: name != step)

    def _library_class(self, name: str) -> str:
        """The class of a library that a class of the app derives from, however far; "" when it is of none."""
        last = self.app.classes[self.app.lineage(name)[-1]]
        return self._origin(last.file, last.bases[0])[0] if last.bases else ""

    def _reached(self, call: Call, step: str, around: Around) -> _Reach | None:
        """How a call is given the scope and the id; None when it is not."""
        if call.id is None:
            return None
        near = -around.lineage.index(call.owner) if call.owner in around.lineage else 0
        texts = self._texts(call, call.id, step)
        if self._holds(call, around):
            literal = max(texts, default=0)
            return None if around.loose and not literal else _Reach(bool(texts), literal, near)
        if not self._is_parameter(call, call.scope):
            return None
        given = [one for one in self._invoked(call) if self._given(one, around, set())]
        texts = self._texts(call, call.id, step, given)
        if texts:
            return _Reach(True, max(texts), near)
        passed_on = call.owner in around.lineage and call.owner and call.function not in _CONSTRUCTORS
        return _Reach(False, call.id.literal, near) if passed_on and around.itself else None

    def _texts(self, call: Call, text: Text, step: str, given: Sequence[Call] | None = None) -> list[int]:
        """How much of the id is fixed, for each text that it may come from; empty when none of them leads to the step.

        Args:
            call: What makes the construct.
            text: Its id.
            step: The id that it should be.
            given: The calls of the function around `call`; None to look for them.
        """
        if not text.name or not self._is_parameter(call, text.name):
            return [text.literal] if given is None or given else []
        callers = self._invoked(call) if given is None else given
        return [one.literal for caller in callers for one in caller.texts if one.matches(step)]

    def _holds(self, call: Call, around: Around) -> bool:
        """Whether the call stands there and is given the construct itself."""
        if call.owner not in around.lineage:
            return False
        if around.loose:
            return call.scope not in _SELF and not self._is_parameter(call, call.scope)
        if around.scope:
            return call.scope == around.scope
        return call.scope in _SELF or not call.owner

    def _given(self, call: Call, around: Around, seen: set[tuple[str, str]]) -> bool:
        """Whether a call is given the construct, if need be by the functions around it; those `seen` are not looked at again."""
        if self._holds(call, around):
            return True
        if (call.owner, call.function) in seen or not self._is_parameter(call, call.scope):
            return False
        seen.add((call.owner, call.function))
        return any(self._given(one, around, seen) for one in self._invoked(call))

    def _is_parameter(self, call: Call, name: str) -> bool:
        """Whether a name is a parameter of the function that a call stands in."""
        return name not in _SELF and any(
            one.owner == call.owner and name in one.parameters
            for one in self._functions.get(call.function, ())
        )

    def _invoked(self, call: Call) -> Sequence[Call]:
        """The calls of the function that a call stands in; of a constructor, those that make one of its class."""
        if call.function not in _CONSTRUCTORS:
            return self._by_name.get(call.function, ())
        return [
            one
            for name in self.app.classes
            if call.owner in self.app.lineage(name)
            for one in self._by_name.get(name, ())
        ]

    @cached_property
    def _functions(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for one in self.app.functions:
            found.setdefault(one.name, []).append(one)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = {}
        for one in self.app.calls:
            found.setdefault(one.name, []).append(one)
        return found


def _is_library(module: str) -> bool:
    return module.startswith(("aws_cdk", "aws-cdk-lib", "@aws-cdk/", "constructs"))
