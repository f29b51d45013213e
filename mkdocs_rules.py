"""For `mkdocs build`: a page for every rule in the navigation, under its category."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from repair.report.rule_page import by_category
from repair.rules.load import library

SECTION = "Rules"


def on_config(config: Any) -> Any:
    """Add the pages that are there to the section `Rules`."""
    folder = Path(config.docs_dir, "rules")
    (section,) = (entry[SECTION] for entry in config.nav if isinstance(entry, dict) and SECTION in entry)
    for category, group in by_category(library()).items():
        pages = [{one.id: f"rules/{one.id}.md"} for one in group if (folder / f"{one.id}.md").is_file()]
        if pages:
            section.append({category: pages})
    return config
