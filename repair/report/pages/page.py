"""What every page of reports shares: one file, nothing loaded from anywhere, its own style and script and no other.

Colours, tables and the switch for light and dark are in `page.css` and `page.js`; a page adds its own.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

THEME = '<button type="button" class="theme" data-now="system" hidden>Colours: system</button>'
"""The switch; it shows where scripts run."""


def page(title: str, body: Iterable[str], *, styles: Sequence[str] = (), scripts: Sequence[str] = ()) -> str:
    """A whole HTML page.

    Args:
        title: Plain text.
        body: Markup, in which every text is escaped already.
        styles: Names of style sheets beside this file that come after `page.css`.
        scripts: Names of scripts beside this file that come after `page.js`; without any the page has no script.
    """
    style = "".join(_part(name) for name in ("page.css", *styles))
    script = "".join(_part(name) for name in ("page.js", *scripts)) if scripts else ""
    allowed = f"script-src {_hash(script)}; " if script else ""
    policy = f"default-src 'none'; style-src {_hash(style)}; {allowed}base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            *([f"<script>{script}</script>"] if script else []),
            "</body>",
            "</html>",
            "",
        )
    )


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
