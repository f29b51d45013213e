"""Names whose fixed part runs into the name of the environment: `lake-raw${suffix}` is `lake-rawdev`.

A name is changed by this, so it is for stacks that do not run yet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from repair.cdk.assembly import Stack
from repair.cdk.edit import Edit
from repair.cdk.loading import Loaded
from repair.cdk.source import SourceFile

ID = "cdk-joined-name"

_HOLE = {
    "python": re.compile(r"f\"((?:[^\"{}\\\n])*[a-z0-9])\{((?:\w+\.)*(\w+))\}(?=\")|f'((?:[^'{}\\\n])*[a-z0-9])\{((?:\w+\.)*(\w+))\}(?=')"),
    "typescript": re.compile(r"`((?:[^`${}\\\n])*[a-z0-9])\$\{((?:\w+\.)*(\w+))\}(?=`)"),
}  # fmt: skip
_ENVIRONMENT = re.compile(
    r"(?:^|_)(?:env|environment|stage|suffix)$|(?:[a-z])(?:Env|Environment|Stage|Suffix)$"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The names of a stack that run into one value.

    Attributes:
        stack: The stack's name.
        file: The file.
        line: Of the first name.
        value: What they run into, as the source calls it.
        edits: What sets them apart.
        renames: What stands in the template, and what is to stand there.
    """

    stack: str
    file: str
    line: int
    value: str
    edits: tuple[Edit, ...]
    renames: tuple[tuple[str, str], ...]


def joined_names(loaded: Loaded) -> Iterator[Joined]:
    """The names of each file that run into the same value, where the template shows that they do."""
    for file in loaded.app.files.values():
        found: dict[str, list[tuple[str, int]]] = {}
        for match in _HOLE[file.language].finditer(file.text):
            text, value = match[1] or match[4], match[2] or match[5]
            at = match.start(2 if match[1] else 5) - (1 if file.language == "python" else 2)
            if _ENVIRONMENT.search(value.rsplit(".", 1)[-1]) and "-" in text and " " not in text:
                found.setdefault(value, []).append((text, at))
        for value, places in found.items():
            for stack in loaded.stacks:
                yield from _in_stack(stack, file, value, places)


def _in_stack(stack: Stack, file: SourceFile, value: str, places: list[tuple[str, int]]) -> Iterator[Joined]:
    texts = set(_texts(stack.template.data.get("Resources")))
    rests = [{rest for one in texts for rest in _after(text, one)} for text, _ in places]
    count = Counter(rest for each in rests for rest in each if rest[:1] not in ("-", "_", ".", "/"))
    if not count:
        return
    rest, seen = count.most_common(1)[0]
    own = [(text, at) for (text, at), each in zip(places, rests, strict=True) if rest in each]
    if seen != len(own) or not own or (list(count.values()).count(seen) > 1 and len(own) == 1):
        return
    edits = tuple(Edit(file.file, (at, at), "-") for _, at in own)
    renames = tuple((text + rest, f"{text}-{rest}") for text, _ in own)
    yield Joined(stack.name, file.file, file.line(own[0][1]), value, edits, renames)


def _after(text: str, whole: str) -> Iterator[str]:
    """What stands behind a text where it stands in another as a word of its own."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(text)}", whole):
        yield whole[match.end() :]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(one)
