"""How much a file may ask for before it is refused."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from repair.errors import LimitError

MAX_DEPTH = 400
"""Beyond it what Python itself calls recursively would need more stack than threads have."""
_CALLS = 12
"""Python's calls for a level of data, with room to spare."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have at most.

    CloudFormation takes templates of up to one megabyte; the defaults leave room for what no tool should choke on.

    Attributes:
        size: Bytes of the file.
        depth: Levels that mappings and lists nest, aliases followed; at most `MAX_DEPTH`.
        nodes: Values that are written in it.
        expansion: Values that its aliases stand for.
    """

    size: int = 20_000_000
    depth: int = 100  # what walks a tree takes up to six calls a level, and Python allows 1 000
    nodes: int = 250_000
    expansion: int = 100_000

    def __post_init__(self) -> None:
        """Refuse a depth that no process can walk.

        Raises:
            ValueError: The depth is beyond `MAX_DEPTH`.
        """
        if self.depth > MAX_DEPTH:
            raise ValueError(f"a depth of {self.depth} cannot be allowed; {MAX_DEPTH} is the most")

    def make_room(self) -> None:
        """Let Python call as deep as the walks over values of this depth need; the default has room already."""
        if self.depth > DEFAULT.depth:
            sys.setrecursionlimit(max(sys.getrecursionlimit(), 1_000 + _CALLS * self.depth))

    def too_large(self, name: str, size: int | None = None) -> LimitError:
        """The error for a file of more bytes than `size` allows.

        Args:
            name: The file's name for messages.
            size: Its bytes, as far as they are known.
        """
        has = (
            f"has {size} bytes, more than the {self.size}" if size else f"has more than the {self.size} bytes"
        )
        return LimitError(f"{has} that are read: is it a template? --max-size allows more", name=name)


DEFAULT = Limits()
