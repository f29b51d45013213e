"""From a construct path to the call in the source that makes the construct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from repair.cdk.assembly import Frame, Stack
from repair.cdk.making import Around, Making
from repair.cdk.source import App, Call


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
        self.making = Making(app)

    def site(self, path: str) -> Site | None:
        return self._below(path.split("/"), 0, Around(("",)), ())

    def _below(self, steps: Sequence[str], at: int, around: Around, via: tuple[Call, ...]) -> Site | None:
        """The site of the steps from `at` on; None when nothing makes the first of them."""
        step = steps[at].removesuffix(".NestedStack")
        wanted = self._wanted((*steps[:at], step))
        call = self.making.likeliest(step, wanted, around)
        if call is None:
            return None
        if at + 1 < len(steps):
            for inside in self.making.inside(call, step, wanted):
                deeper = self._below(steps, at + 1, inside, (*via, call))
                if deeper is not None:
                    return deeper
        return Site("/".join(steps), call, "/".join(steps[at + 1 :]), via)

    def _wanted(self, steps: Sequence[str]) -> str:
        """The class that the CDK notes for the construct, without its package; "" when it notes none."""
        return self.classes.get("/".join(steps), "").rsplit(".", 1)[-1]
