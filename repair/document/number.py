"""Numbers that remember how they were written."""

from __future__ import annotations


class WrittenFloat(float):
    """A number whose text differs from Python's `repr` of its value: `5.10`, `1e3`, `1.0e2`.

    It is equal to, and hashes as, its value. Version numbers such as `5.10` need the text.

    Attributes:
        text: The number as it stands in the file.
    """

    __slots__ = ("text",)

    text: str

    def __new__(cls, value: float, text: str) -> WrittenFloat:
        """Make a number of this value that stands as `text` in its file."""
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __repr__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[WrittenFloat], tuple[float, str]]:
        return WrittenFloat, (float(self), self.text)

    def __copy__(self) -> WrittenFloat:
        return self

    def __deepcopy__(self, memo: object) -> WrittenFloat:
        return self


def written(value: float, text: str) -> float:
    """Return `value` as a plain float when `text` is how Python writes it, else with its text."""
    return value if float.__repr__(value) == text else WrittenFloat(value, text)


def number_text(value: float) -> str:
    """Return a float as written in its file, or as Python writes it."""
    return value.text if isinstance(value, WrittenFloat) else float.__repr__(value)
