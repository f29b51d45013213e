"""How much a file may ask for before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from repair.errors import LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have at most.

    CloudFormation takes templates of up to one megabyte; the defaults leave room for what no tool should choke on.

    Attributes:
        size: Bytes of the file.
        depth: Levels that mappings and lists nest, aliases followed.
        nodes: Values that are written in it.
        expansion: Values that its aliases stand for.
    """

    size: int = 20_000_000
    depth: int = 100  # what walks a tree takes up to six calls a level, and Python allows 1 000
    nodes: int = 250_000
    expansion: int = 100_000

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
