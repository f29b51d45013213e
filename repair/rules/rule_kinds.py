"""Of what kind each rule's findings are: that much of the taxonomy, and no more, every run needs.

Reading all of the taxonomy takes a quarter of a second in a source tree, so this looks only for the names: a kind at the
beginning of a line, and the list `rules` in it. A test holds it to what the whole says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from repair.rules.load import library_folder

_KIND = re.compile(r"^(?P<kind>[\w-]+):$|^  rules:(?P<rules> \[[^\]]*\]|(?:\n    - .*)+)", re.MULTILINE)
_NAME = re.compile(r"[\w-]*\w")


def kind_id_of_rule(rule_id: str) -> str | None:
    """The id of the kind that the rule's findings are of; None when the rule hangs nowhere, such as a user's own."""
    return _kinds_by_rule().get(rule_id)


@lru_cache(maxsize=1)
def _kinds_by_rule() -> Mapping[str, str]:
    files = sorted((library_folder() / "taxonomy" / "kinds").glob("*.yaml"))
    return {rule: kind for file in files for rule, kind in _read(file.read_text(encoding="utf-8"))}


def _read(text: str) -> Iterator[tuple[str, str]]:
    kind = ""
    for found in _KIND.finditer(text):
        kind = found["kind"] or kind
        yield from ((rule, kind) for rule in _NAME.findall(found["rules"] or ""))
