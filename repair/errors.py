"""The errors a caller may see. Each says in one sentence what is wrong, where, and what to do."""

from __future__ import annotations


class RepairError(ValueError):
    """Base of all errors raised on purpose; the command turns one into a sentence and exit code 2."""


class InputError(RepairError):
    """A file that cannot be read as what it should be.

    Attributes:
        name: The file's name as the user gave it, `-` for standard input.
        line: 1-based line of the fault, or None when the whole file is at fault.
        column: 1-based column of the fault, or None.
    """

    def __init__(
        self, message: str, *, name: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        self.message = message
        self.name = name
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.name, self.line, self.column) if part not in ("", None))
        return f"{where}: {self.message}" if where else self.message


class DuplicateKeyError(InputError):
    """A mapping that has a key twice; line and column are those of the second."""


class FunctionKeyError(InputError):
    """A key that a function is to make: no mistake of syntax, but what CloudFormation does not have."""


class LimitError(InputError):
    """A file that asks for more than the limits allow; nothing in it is mended to get below them."""


class UsageError(RepairError):
    """A request that makes no sense: an unknown rule id, two options that exclude each other, a bad value."""
