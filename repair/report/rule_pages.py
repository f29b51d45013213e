"""Writes a page for every rule, and the taxonomy: `python -m repair.report.rule_pages [--check] [docs/rules]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from repair.report.rule_page import by_category, rule_page
from repair.report.taxonomy_page import taxonomy_page
from repair.rules.load import library

DEFAULT = Path("docs/rules")
TAXONOMY = "../taxonomy.md"
COMMAND = "python -m repair.report.rule_pages"


@lru_cache(maxsize=1)
def pages() -> Mapping[str, str]:
    """File name to text: every page, the index, and beside their folder the taxonomy with its links to them."""
    return {
        TAXONOMY: taxonomy_page(),
        "README.md": index(),
        **{f"{one.id}.md": rule_page(one.id) for one in library()},
    }


def index() -> str:
    """All rules by category, each with a link to its page."""
    groups = by_category(library())
    lines = [
        "# The rules",
        "",
        f"{len(library())} rules in {len(groups)} categories, made from `patches/` by `{COMMAND}`. `repair rules`",
        "prints the list, `repair rules ID` a page.",
        "",
        *(f"- [{name}](#{name}): {len(group)}" for name, group in groups.items()),
    ]
    for name, group in groups.items():
        lines += ["", f"## {name}", "", "| rule | what is wrong | severity | fix |", "|---|---|---|---|"]
        for one in group:
            safety = one.safety.label
            for label, profiles in (("safe", one.safe_in), ("unsafe", one.unsafe_in)):
                if profiles:
                    safety += f", {label} in {', '.join(profiles)}"
            title = one.title.replace("|", "\\|")
            lines.append(f"| [{one.id}]({one.id}.md) | {title} | {one.severity} | {safety} |")
    return "\n".join(lines) + "\n"


def stale(folder: Path) -> list[str]:
    """Names of files in `folder` that are missing, differ from what the rules say, or belong to no rule."""
    wanted = pages()
    files = {file.name: file for file in folder.glob("*.md")} | {TAXONOMY: folder / TAXONOMY}
    there = {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.is_file()}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(folder: Path) -> None:
    """Bring `folder` up to date; pages of rules that are gone are deleted."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for file in folder.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages and return 0; with `--check` write nothing, return 1 when some are out of date."""
    parser = argparse.ArgumentParser(prog=COMMAND, description="Writes a page for every rule.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when out of date")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    given = parser.parse_args(arguments)
    if not given.check:
        write(given.folder)
        return 0
    old = stale(given.folder)
    if old:
        print(f"{given.folder} is out of date ({', '.join(old)}); run `{COMMAND}`", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
