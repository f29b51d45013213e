"""From a construct path to the call in the source that makes the construct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repair.cdk.assembly import Frame, Stack
from repair.cdk.source import App, Call

_SELF = ("self", "this")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a construct comes from.

    Attributes:
        path: The construct's path.
        call: The call that makes it, or the nearest construct of the source that does.
        inside: What lies between that and the construct, in a library: "" when `call` makes the resource or the
            construct that is all for it.
        via: The calls around it, outermost first: the stack, constructs of the app, a helper.
    """

    path: str
    call: Call
    inside: str = ""
    via: tuple[Call, ...] = ()

    def __str__(self) -> str:
        return f"{self.call.file}:{self.call.line}:{self.call.column}"


def locate(app: App, stack: Stack, path: str) -> Site | None:
    """The call that makes the construct at `path`; None when nothing of the source does."""
    site = _Search(app, stack.classes).site(path)
    exact = _traced(app, stack.traces, path)
    if exact is None or (site is not None and exact.span == site.call.span and exact.file == site.call.file):
        return site
    return Site(path, exact, site.inside if site is not None else "", site.via if site is not None else ())


def _traced(app: App, traces: Mapping[str, Sequence[Frame]], path: str) -> Call | None:
    """The construct that the innermost line of the app in the trace makes; None when it makes none of the path."""
    for frame in traces.get(path, ())[:1]:
        name = max((one for one in app.files if frame.file.endswith(f"/{one}")), key=len, default="")
        for call in app.files[name].calls if name else ():
            makes = call.id is not None and any(call.id.matches(step) for step in path.split("/")[1:])
            if makes and (call.line, call.column) == (frame.line, frame.column):
                return call
    return None


class _Search:
    """Follows a path from construct to construct."""

    def __init__(self, app: App, classes: Mapping[str, str]) -> None:
        self.app = app
        self.classes = classes

    def site(self, path: str) -> Site | None:
        steps = path.split("/")
        return self._below(path, steps, 0, "", (), None)

    def _below(
        self,
        path: str,
        steps: Sequence[str],
        at: int,
        owner: str,
        via: tuple[Call, ...],
        parent: Call | None,
    ) -> Site | None:
        """The site of the steps from `at` on, in the class `owner` (or in none, at the top)."""
        for call in self._candidates(steps, at, owner, parent):
            found = Site(path, call, "/".join(steps[at + 1 :]), via)
            if at + 1 == len(steps):
                return found
            if call.name in self.app.classes:
                deeper = self._below(path, steps, at + 1, call.name, (*via, call), None)
                return deeper or self._attached(path, steps, at, owner, via, call) or found
            return self._attached(path, steps, at, owner, via, call) or found
        return None

    def _attached(
        self, path: str, steps: Sequence[str], at: int, owner: str, via: tuple[Call, ...], call: Call
    ) -> Site | None:
        """What the source makes within a construct of a library: `Policy(role, "Extra")`."""
        if not call.target or at + 1 >= len(steps):
            return None
        return self._below(path, steps, at + 1, owner, (*via, call), call)

    def _candidates(self, steps: Sequence[str], at: int, owner: str, parent: Call | None) -> list[Call]:
        """The calls that may make the step, the likeliest first."""
        step = steps[at].removesuffix(".NestedStack")
        wanted = self.classes.get("/".join(steps[: at + 1]), "").rsplit(".", 1)[-1]
        ranked = [
            (rank, -number, call)
            for number, call in enumerate(self.app.calls)
            if call.id is not None
            and call.id.matches(step)
            and (rank := self._rank(call, step, owner, parent, wanted)) is not None
        ]
        ranked.sort(key=lambda entry: (entry[0], entry[1]), reverse=True)
        return [call for _, _, call in ranked]

    def _rank(
        self, call: Call, step: str, owner: str, parent: Call | None, wanted: str
    ) -> tuple[object, ...] | None:
        """How likely the call makes the step; None when it cannot."""
        if not call.scope or call.id is None:
            return None
        known = call.name in self.app.classes
        if not call.name[:1].isupper() or (wanted and not known and call.name != wanted):
            return None
        if parent is not None:
            if call.scope != parent.target or call.owner != parent.owner:
                return None
            return (2, call.id.literal, 0)
        lineage = self.app.lineage(owner) if owner else ("",)
        mine = call.owner in lineage
        if mine and owner and call.scope not in _SELF and not self._is_parameter(call, call.scope):
            return None
        if mine:
            near = -lineage.index(call.owner)
            if call.id.name and not self._called_with(call, step, owner):
                return (0, call.id.literal, near)
            return (2, call.id.literal, near)
        helped = (
            call.scope not in _SELF
            and self._is_parameter(call, call.scope)
            and self._called_with(call, step, owner)
        )
        return (1, call.id.literal, 0) if helped else None

    def _is_parameter(self, call: Call, name: str) -> bool:
        return any(
            one.name == call.function and one.owner == call.owner and name in one.parameters
            for one in self.app.functions
        )

    def _called_with(self, call: Call, step: str, owner: str) -> bool:
        """Whether the function around the call is called, from `owner`, with a text that leads to the step."""
        lineage = self.app.lineage(owner) if owner else ("",)
        for one in self.app.calls:
            if one.name != call.function or one.owner not in lineage:
                continue
            if call.id is None or not call.id.name:
                return True
            if any(text.matches(step) for text in one.texts):
                return True
        return False
