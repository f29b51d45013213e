"""JSON pointers (RFC 6901) and paths, each from the other."""

from __future__ import annotations

from repair.errors import InputError

Path = tuple[str | int, ...]


def to_pointer(path: Path) -> str:
    """Return the JSON pointer of a path: `("a/b", 0)` -> `"/a~1b/0"`; the root is `""`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def from_pointer(pointer: str, data: object = None) -> Path:
    """Return the path that a JSON pointer means in `data`.

    Whether a part is an index shows only where it meets a list; `-` is then the index after the last
    item. Parts that lead nowhere in `data` stay text.

    Raises:
        InputError: The pointer is malformed, or a part that meets a list is no index.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise InputError(f"the JSON pointer {pointer!r} must be empty or start with '/'")
    path: list[str | int] = []
    here = data
    for raw in pointer[1:].split("/"):
        if "~" in raw.replace("~0", "").replace("~1", ""):
            raise InputError(f"the JSON pointer {pointer!r} has a '~' that is neither '~0' nor '~1'")
        part = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(here, list):
            if part == "-":
                index = len(here)
            elif part.isascii() and part.isdigit() and (part == "0" or not part.startswith("0")):
                index = int(part)
            else:
                raise InputError(f"in the JSON pointer {pointer!r}, {part!r} meets a list but is no index")
            path.append(index)
            here = here[index] if index < len(here) else None
        else:
            path.append(part)
            here = here.get(part) if isinstance(here, dict) else None
    return tuple(path)
