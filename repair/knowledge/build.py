"""Builds `data/` from the data of the installed cfn-lint: `python -m repair.knowledge.build [--check]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from repair.knowledge.harvest.pack import DATA, build, content, stored_content


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the data and return 0; with `--check` write nothing, return 1 when it is out of date."""
    parser = argparse.ArgumentParser(prog="python -m repair.knowledge.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when out of date")
    options = parser.parse_args(arguments)
    fresh = build()
    if options.check:
        current = stored_content() == content(fresh)
        print("The data is current." if current else f"The data is out of date: {parser.prog}")
        return 0 if current else 1
    fresh.write(DATA)
    print(f"{len(fresh.types)} types, {len(fresh.constraints)} constraints, {fresh.size()} bytes in {DATA}")
    for name, reason in fresh.tables["built_from"]["skipped"].items():
        print(f"skipped {name}: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
