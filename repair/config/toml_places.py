"""Where in a TOML text each key and item is said; the standard library tells only what it means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from repair.document.pointer import Path

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_KEY = re.compile(r""""(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'|[A-Za-z0-9_-]+""")
_TEXT = re.compile(
    r'''"""(?:[^\\]|\\.)*?""""{0,2}|\'\'\'.*?\'\'\'\'{0,2}|"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*\'''', re.S
)
_ATOM = re.compile(r"[^,\]}\r\n#]+")


def toml_places(text: str) -> Mapping[Path, int]:
    """The offset of each key, table and array item of a text that `tomllib` can read, by path."""
    return _Scan(text).run()


class _Scan:
    """One walk through the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.places: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}  # the tables so far of each array of tables

    def run(self) -> Mapping[Path, int]:
        table: Path = ()
        while self._skip() < len(self.text):
            start = self.at
            table = self._header() if self.text[start] == "[" else self._pair(table)
            if self.at == start:  # no TOML: what is known so far is the answer
                break
        return self.places

    def _skip(self) -> int:
        """Go to the next character that is neither blank nor comment."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _take(self, mark: str) -> bool:
        """Go past `mark` when it comes next."""
        taken = self.text.startswith(mark, self._skip())
        self.at += len(mark) if taken else 0
        return taken

    def _keys(self) -> Iterator[tuple[str, int]]:
        """The parts of a dotted key, each with its offset."""
        while True:
            found = _KEY.match(self.text, self._skip())
            if found is None:
                return
            self.at = found.end()
            word = found[0]
            yield (str(tomllib.loads(f"x={word}")["x"]) if word[0] in "\"'" else word), found.start()
            if not self._take("."):
                return

    def _header(self) -> Path:
        """A table's header; gives the path of the table."""
        start = self.at
        several = self._take("[[") or not self._take("[")
        path: Path = ()
        for key, _ in self._keys():
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
            path = (*path, key)
            self.places.setdefault(path, start)
        if several:
            self.counts[path] = self.counts.get(path, 0) + 1
        if path in self.counts:
            path = (*path, self.counts[path] - 1)
            self.places.setdefault(path, start)
        self._take("]]" if several else "]")
        return path

    def _pair(self, table: Path) -> Path:
        """A key and its value; gives the path of the table they are in."""
        path = table
        for key, start in self._keys():
            path = (*path, key)
            self.places.setdefault(path, start)
        if self._take("="):
            self._value(path)
        return table

    def _value(self, path: Path) -> None:
        if self._take("["):
            number = 0
            while self._skip() < len(self.text) and not self._take("]"):
                start = self.at
                self.places[(*path, number)] = start
                self._value((*path, number))
                number += 1
                if not self._take(",") and self.at == start:
                    return
        elif self._take("{"):
            while self._skip() < len(self.text) and not self._take("}"):
                start = self.at
                self._pair(path)
                if not self._take(",") and self.at == start:
                    return
        else:
            found = _TEXT.match(self.text, self._skip()) or _ATOM.match(self.text, self.at)
            self.at = found.end() if found else self.at
