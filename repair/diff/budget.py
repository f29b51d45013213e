"""Work that is counted, so that the same input always ends in the same place."""

from __future__ import annotations

from collections.abc import Callable


class Budget:
    """Work that may be spent.

    Args:
        sure: What there is for certain.
        more: What there is besides. It may take work to find out, so it is asked when `sure` is spent, and once.
    """

    __slots__ = ("_left", "_more")

    def __init__(self, sure: int, more: Callable[[], int] | None = None) -> None:
        self._left = sure
        self._more = more

    def spend(self, work: int) -> bool:
        """Whether there was so much left. It is gone in any case."""
        self._left -= work
        if self._left < 0 and self._more is not None:
            self._left += self._more()
            self._more = None
        return self._left >= 0
