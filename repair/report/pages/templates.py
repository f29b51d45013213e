"""The Jinja templates of the HTML pages, every text escaped unless it says that it is markup."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from repair.report.pages.rows import lines_of
from repair.report.pages.text import bare, link, prose


def body(name: str, **values: Any) -> str:
    """What the template `name` of this folder makes of `values`."""
    return _environment().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(prose=prose, bare=bare, link=link, lines=lines_of)
    return environment
