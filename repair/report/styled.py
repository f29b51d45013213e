"""A document as Markdown, in one of the styles of `report/styles/` or by a team's own Jinja template.

Every value that a style prints is escaped: a style can lay a document out and cannot break it. What the filters
below return is Markdown already.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repair.errors import InputError, UsageError
from repair.report.markdown_text import code, fence, link, plain, prose

if TYPE_CHECKING:
    from jinja2 import Environment

    from repair.report.document import Document, Snippet

STYLES = ("analysis", "errors", "changes", "catalogue")
"""The styles that come with the program; the first is the default."""

_FOLDER = Path(__file__).parent / "styles"
_SUFFIX = ".md.jinja"
_FENCE = re.compile(r" {0,3}(`{3,})")


def styled(document: Document, style: str = STYLES[0]) -> str:
    """The document in a style.

    Args:
        document: What to write.
        style: A name of `STYLES`, or the path of a Jinja template; see docs/reports.md.

    Raises:
        UsageError: There is no such style.
        InputError: The team's template cannot be read, or fails; the message says where.
    """
    if style in STYLES:
        return _tidy(_environment(None).get_template(style + _SUFFIX).render(document=document))
    file = Path(style)
    if not file.is_file():
        if file.suffix or len(file.parts) > 1:
            raise InputError("there is no such style file.", name=style)
        raise UsageError(f"there is no style called {style}; there are {', '.join(STYLES)}, or give a file.")
    return _own(document, file)


def _own(document: Document, file: Path) -> str:
    """The document by a team's template."""
    from jinja2 import TemplateSyntaxError

    try:
        file.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(f"this style cannot be read: {_reason(error)}", name=str(file)) from None
    try:
        return _tidy(_environment(str(file.parent)).get_template(file.name).render(document=document))
    except TemplateSyntaxError as error:
        reason = _reason(error)
        raise InputError(
            f"this style cannot be read: {reason}", name=error.filename or str(file), line=error.lineno
        ) from None
    except Exception as error:  # whatever a template does wrong is the template's fault, not a crash
        name, line = _where(error, file)
        raise InputError(f"this style fails: {_reason(error)}", name=name, line=line) from None


def _reason(error: Exception) -> str:
    said = str(getattr(error, "message", None) or error)
    text = " ".join(said.split()) or type(error).__name__
    return text if text.endswith(".") else f"{text}."


def _where(error: Exception, file: Path) -> tuple[str, int | None]:
    """The template and line that an error comes from: Jinja's traceback has the lines of templates."""
    found: tuple[str, int | None] = (str(file), None)
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if Path(name).name.endswith(".jinja") or Path(name) == file:
            found = name, step.tb_lineno
        step = step.tb_next
    return found


@lru_cache(maxsize=8)
def _environment(folder: str | None) -> Environment:
    """The environment of the styles; templates in `folder` stand over the program's own."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def escaped(value: Any) -> Markup:
        """What `{{ … }}` prints: Markdown as it is, anything else as text."""
        return value if isinstance(value, Markup) else Markup(prose(str(value)))

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*([folder] if folder is not None else ()), str(_FOLDER)]),
        undefined=StrictUndefined,
        autoescape=True,  # what macros and filters return counts as Markdown
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        {
            "prose": lambda text: Markup(prose(str(text))),
            "plain": lambda text: Markup(plain(str(text))),
            "code": lambda text: Markup(code(str(text))),
            "link": lambda url: Markup(link(str(url))),
            "fenced": lambda snippet: Markup(_fenced(snippet)),
            "percent": _percent,
            "number": lambda value: f"{value:,}".replace(",", " "),
        }
    )
    return environment


def _percent(part: float) -> str:
    """A part of 1 in per cent; all of it only where it is."""
    return f"{floor(part * 1000) / 10:.1f} %"


def _fenced(snippet: Snippet) -> str:
    return fence(snippet.text, snippet.language)


def _tidy(text: str) -> str:
    """The text with one blank line where there are several, and none with blanks at its end; fences stay."""
    lines: list[str] = []
    fence_of = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence_of:
            if match and len(match[1]) >= len(fence_of) and not line.strip().strip("`"):
                fence_of = ""
            lines.append(line)
            continue
        if match:
            fence_of = match[1]
        bare = line.rstrip()
        if bare or (lines and lines[-1]):
            lines.append(bare)
    return "\n".join(lines).rstrip("\n") + "\n"
