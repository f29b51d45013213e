"""An app as it is given - its folder, a cloud assembly, one template of one - as stacks and source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from repair.cdk.app import SETTINGS, is_app, synthesise, workspace
from repair.cdk.assembly import MANIFEST, Stack, is_assembly, read
from repair.cdk.cause import Cause
from repair.cdk.locate import Site, locate
from repair.cdk.source import App, Call, read_app
from repair.errors import InputError

TEMPLATE_SUFFIX = ".template.json"


@dataclass(frozen=True)
class Loaded:
    """An app, synthesised.

    Attributes:
        name: As the user gave it.
        app: Its source; without files when there is none.
        stacks: Its stacks; empty when the synthesis failed.
        cause: Why it failed, or None.
    """

    name: str
    app: App
    stacks: tuple[Stack, ...]
    cause: Cause | None = None

    @cached_property
    def makers(self) -> frozenset[Call]:
        """The calls that make a resource or an output."""
        sites = (self.site(stack, one) for stack in self.stacks for one in stack.constructs)
        return frozenset(site.call for site in sites if site is not None)

    def site(self, stack: Stack, logical_id: str | None) -> Site | None:
        """Where a resource or output of a stack comes from; None when nothing of the source makes it."""
        path = stack.constructs.get(logical_id or "")
        return None if path is None else locate(self.app, stack, path)


def is_cdk(path: str) -> bool:
    """Whether a path is an app, an assembly, or a template in an assembly."""
    place = Path(path)
    if place.is_dir():
        return is_app(place) or ((place / MANIFEST).is_file() and is_assembly(place))
    return (
        path.endswith(TEMPLATE_SUFFIX) and (place.parent / MANIFEST).is_file() and is_assembly(place.parent)
    )


def load(path: str, *, types: bool = True) -> Loaded:
    """An app by its path; an app folder is synthesised in a copy of it.

    Args:
        path: A folder with `cdk.json`, a cloud assembly, or a template in one.
        types: Whether a synthesis checks TypeScript's types.

    Raises:
        InputError: It is none of these, or cannot be read.
    """
    place = Path(path)
    if place.is_dir() and is_app(place):
        with workspace(place) as copy:
            return loaded_from(path, copy, types=types)
    only = place if place.is_file() else None
    folder = place.parent if only is not None else place
    if not is_assembly(folder):
        raise InputError(
            f"is neither a CDK app (no {SETTINGS}) nor a cloud assembly (no {MANIFEST})", name=path
        )
    return Loaded(path, _source_of(folder), read(folder, only))


def loaded_from(name: str, copy: Path, *, types: bool) -> Loaded:
    """An app from a `workspace`, which may be edited and loaded again."""
    app = read_app(copy)
    run = synthesise(copy, types=types)
    return Loaded(name, app, run.stacks, run.cause)


@contextmanager
def opened(path: str) -> Iterator[Path]:
    """A workspace of an app folder.

    Raises:
        InputError: It is no app folder: there is no source to mend.
    """
    if not is_app(Path(path)):
        raise InputError(
            f"has no {SETTINGS}: give the app's folder, for its source is what is mended", name=path
        )
    with workspace(Path(path)) as copy:
        yield copy


def _source_of(assembly: Path) -> App:
    """The app above an assembly; one without files when there is none."""
    for folder in assembly.resolve().parents:
        if is_app(folder):
            return replace(read_app(folder), folder=folder)
    return App(assembly)


def paired(mine: Loaded, theirs: Loaded) -> tuple[tuple[Stack, Stack], ...]:
    """The stacks of two apps that belong together: by name, the others in their order."""
    by_name = {stack.name: stack for stack in theirs.stacks}
    same = [(stack, by_name[stack.name]) for stack in mine.stacks if stack.name in by_name]
    left = [stack for stack in mine.stacks if stack.name not in by_name]
    names = {stack.name for stack in mine.stacks}
    right = [stack for stack in theirs.stacks if stack.name not in names]
    pairs = [*same, *zip(left, right, strict=False)]
    order = {stack.name: number for number, stack in enumerate(mine.stacks)}
    return tuple(sorted(pairs, key=lambda pair: order[pair[0].name]))


def unpaired(mine: Loaded, theirs: Loaded) -> tuple[str, ...]:
    """A sentence for each stack that the other app has nothing for."""
    pairs = paired(mine, theirs)
    left = {stack.name for stack, _ in pairs}
    right = {stack.name for _, stack in pairs}
    return (
        *(f"Stack {one.name} is only in {mine.name}" for one in mine.stacks if one.name not in left),
        *(f"Stack {one.name} is only in {theirs.name}" for one in theirs.stacks if one.name not in right),
    )
