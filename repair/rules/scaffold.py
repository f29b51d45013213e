"""Writes the file of a new rule: `python -m repair.rules.scaffold s3-some-name --type AWS::S3::Bucket`."""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

from repair.errors import RepairError, UsageError
from repair.rules.load import library, library_folder, rule_files

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")

_HEAD = """\
id: {rule_id}
title: TODO what is wrong, as a heading           # at most 90 characters, without a full stop
category: TODO                                   # validity only if such a template does not deploy; else one of
{categories}
severity: medium                                 # critical, high, medium, low
"""

_DATA = """\
resource: {types} # or a list; `*` may stand at the end
# when: {{required: [SomeProperty]}}               # JSON Schema: the rule is silent where it does not hold
expect:                                          # JSON Schema over Properties: what a good resource keeps
  required: [TODO]
  properties:
    TODO: {{const: true}}
fix:                                             # ensure, set, remove, move, merge; never inside Fn::If and its like
  - ensure: TODO                                 # dotted path; respects what the template sets
    value: true
"""

_CODE = """\
{resource}# No `expect`: {stem}.py beside this file has `detect`.
# needs: violation                               # only asked about what breaks its provider's schema; or: circle
"""

_TAIL = """\
safety: unsafe                                   # safe: one plausible reading, costs nothing, takes nothing away
# safe_in: [production]                          # profiles whose choice asks for just this fix
# unsafe_in: [production]                        # profiles in which a fix that is only shown becomes an unsafe one
profiles: [baseline]                             # baseline: right in every environment; else test, production
why: >-
  TODO The root cause, for a person, in your own words.
impact: >-
  TODO What it costs to leave it, and what the fix changes.
references:
  - https://docs.aws.amazon.com/TODO
aliases: {{}}                                      # {{checkov: [CKV_AWS_1], cfn-lint: [E3002]}}: only where you are sure
examples:                                        # each one is run as a test
  - unsafe: true                                 # found and mended; `unsafe` because the fix is
    before: {before}
    after: {after}
  - finds: 0                                     # good already: silent
    before: {after}
  - finds: 0                                     # known only at deployment: left alone
    before: {unknown}
"""

_DETECT = '''\
"""TODO What is wrong, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator

from repair.patch.operations import Ensure
from repair.rules.context import Context
from repair.rules.model import Detection
{import_resource}

def detect({signature}) -> Iterator[Detection]:
    """Find TODO."""
{body}'''

_ONE = """\
    path = (*resource.path, "Properties", "TODO")
    if "TODO" not in resource.properties:
        yield Detection(path, f"{resource.id} has no TODO.", (Ensure(path, True),))
"""

_ALL = """\
    for resource in context.template.resources.values():
        path = (*resource.path, "Properties", "TODO")
        if "TODO" not in resource.properties:
            yield Detection(path, f"{resource.id} has no TODO.", (Ensure(path, True),))
"""


def scaffold(
    rule_id: str, types: Sequence[str], *, code: bool = False, folder: Path | None = None
) -> list[Path]:
    """Write the files of a new rule; its examples fail until they are filled in.

    Args:
        rule_id: `<folder>-<name>`. A folder of the library that the id begins with is taken, else its first word.
        types: Resource types that it looks at; none: the whole template, which takes code.
        code: Whether Python finds the faults instead of `expect`.
        folder: The library, that of the checkout by default.

    Returns:
        The files that were written.

    Raises:
        UsageError: The id is no id, or a rule of that name is there.
    """
    root = folder or library_folder()
    home, stem = _place(rule_id, root)
    file = root / home / f"{stem}.yaml"
    code = code or not types
    texts = {file: _rule(rule_id, stem, types, code)}
    if code:
        texts[file.with_suffix(".py")] = _detector(types)
    for one in texts:
        if one.exists():
            raise UsageError(f"{one} is there already; nothing was written.")
    file.parent.mkdir(parents=True, exist_ok=True)
    for one, text in texts.items():
        one.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _place(rule_id: str, root: Path) -> tuple[str, str]:
    """Folder and file name (without suffix) of a rule."""
    if not _ID.fullmatch(rule_id):
        raise UsageError(
            f"{rule_id} is no rule id: write <folder>-<name> in lower case, such as s3-versioning."
        )
    names = [one.name for one in root.iterdir() if one.is_dir()] if root.is_dir() else []
    fitting = [name for name in names if rule_id.startswith(name.replace("_", "-") + "-")]
    home = max(fitting, key=len, default=rule_id.partition("-")[0])
    return home, rule_id[len(home) + 1 :].replace("-", "_")


def _rule(rule_id: str, stem: str, types: Sequence[str], code: bool) -> str:
    shown = types[0] if len(types) == 1 else f"[{', '.join(types)}]"
    middle = (
        _CODE.format(resource=f"resource: {shown}\n" if types else "", stem=stem)
        if code
        else _DATA.format(types=shown)
    )
    frame = ("{", "}") if types else ("{Resources: {Example: {Type: TODO, ", "}}}")
    before, after, unknown = (
        f"{frame[0]}Properties: {{{filled}}}{frame[1]}"
        for filled in ("", "TODO: true", "TODO: {Ref: SomeParameter}")
    )
    head = _HEAD.format(rule_id=rule_id, categories=_categories())
    return head + middle + _TAIL.format(before=before, after=after, unknown=unknown)


def _categories() -> str:
    """The categories of good practice that the library has, as a comment."""
    names = ", ".join(sorted({one.category for one in library()} - {"validity"}))
    margin = " " * 49 + "# "
    return textwrap.fill(
        names,
        110,
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _detector(types: Sequence[str]) -> str:
    if types:
        return _DETECT.format(
            import_resource="from repair.template.template import Resource\n",
            signature="context: Context, resource: Resource",
            body=_ONE,
        )
    return _DETECT.format(import_resource="", signature="context: Context", body=_ALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, name them and what to do next; 2 when it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m repair.rules.scaffold", description="Writes a new rule.")
    parser.add_argument("id", help="<folder>-<name>, such as s3-versioning")
    parser.add_argument("--type", action="append", default=[], help="a resource type; may be repeated")
    parser.add_argument("--code", action="store_true", help="Python finds the faults, data does not suffice")
    parser.add_argument("--folder", type=Path, help="the library, `patches` of the checkout by default")
    given = parser.parse_args(arguments)
    try:
        if given.id in rule_files() and given.folder is None:
            raise UsageError(f"there is a rule called {given.id}; nothing was written.")
        files = scaffold(given.id, given.type, code=given.code, folder=given.folder)
    except RepairError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    for file in files:
        print(f"wrote {file}")
    print(f"Fill in every TODO, then run: pytest tests/rules/test_library.py -k {given.id}-")
    print("Then write its page: python -m repair.report.rule_pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
