"""One Python tool over one pair of templates, measured when told to: `bench/peers.py` starts it.

    python bench/peers/tools.py TOOL BEFORE.json AFTER.json

Prints one JSON line when both files are loaded, and then one for each line of standard input: milliseconds of CPU
and wall time of one run, and how many renamed resources the tool told of, where it has a word for that.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Work = Callable[[], Any]
Count = Callable[[Any], int]


def repair_align(before: Data, after: Data) -> tuple[Work, Count]:
    from repair.diff.alignment.successors import aligned
    from repair.template.template import Template

    return lambda: aligned(Template(before), Template(after)), lambda pairs: sum(
        pair.generated != pair.ideal for pair in pairs["Resources"].values()
    )


def repair_diff(before: Data, after: Data) -> tuple[Work, Count]:
    from repair.diff.difference import diff
    from repair.template.template import Template

    return lambda: diff(Template(before), Template(after)), lambda found: _renames(found.deltas)


def repair_classify(before: Data, after: Data) -> tuple[Work, Count]:
    from repair.diff.difference import diff
    from repair.engine.causes import causes
    from repair.template.template import Template

    def work() -> Any:
        mine, ideal = Template(before), Template(after)
        deltas = diff(mine, ideal).deltas
        return deltas, causes(deltas, mine, ideal, {})

    return work, lambda found: _renames(found[0])


def repair_between(before: Data, after: Data) -> tuple[Work, Count]:
    from repair.patch.between import between

    return lambda: between(before, after), _moves


def repair_apply(before: Data, after: Data) -> tuple[Work, None]:
    from repair.patch.between import between
    from repair.patch.rfc6902 import apply

    operations = between(before, after)
    return lambda: apply(operations, before), None


def repair_invert(before: Data, after: Data) -> tuple[Work, None]:
    from repair.patch.between import between
    from repair.patch.rfc6902 import invert

    operations = between(before, after)
    return lambda: invert(operations, before), None


def jsonpatch(before: Data, after: Data) -> tuple[Work, Count]:
    from jsonpatch import make_patch

    return lambda: make_patch(before, after), lambda patch: _moves(patch.patch)


def deepdiff_ordered(before: Data, after: Data) -> tuple[Work, None]:
    from deepdiff import DeepDiff

    return lambda: DeepDiff(before, after, ignore_order=False), None


def deepdiff_unordered(before: Data, after: Data) -> tuple[Work, None]:
    from deepdiff import DeepDiff

    return lambda: DeepDiff(before, after, ignore_order=True), None


def json_loads(before: Data, _after: Data) -> tuple[Work, None]:
    text = json.dumps(before, indent=2)
    return lambda: json.loads(text), None


def repair_parse_json(before: Data, _after: Data) -> tuple[Work, None]:
    from repair.template.load import from_text

    text = json.dumps(before, indent=2)
    return lambda: from_text(text), None


def yaml_load(before: Data, _after: Data) -> tuple[Work, None]:
    import yaml

    text, loader = yaml.safe_dump(before, sort_keys=False), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return lambda: yaml.load(text, Loader=loader), None


def repair_parse_yaml(before: Data, _after: Data) -> tuple[Work, None]:
    import yaml

    from repair.template.load import from_text

    text = yaml.safe_dump(before, sort_keys=False)
    return lambda: from_text(text), None


def repair_mend(before: Data, _after: Data) -> tuple[Work, None]:
    import repair
    from repair.template.load import from_text

    text = json.dumps(before, indent=2)
    return lambda: repair.repair(from_text(text)), None


def cfn_lint(before: Data, _after: Data) -> tuple[Work, None]:
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode.decode import decode_str
    from cfnlint.runner import Runner, run_template_by_data

    text, config = json.dumps(before, indent=2), ConfigMixIn(regions=["us-east-1"])
    rules = Runner(config).rules
    return lambda: list(run_template_by_data(decode_str(text)[0], config, rules)), None


TOOLS: dict[str, Callable[[Data, Data], tuple[Work, Count | None]]] = {
    "jsonpatch": jsonpatch,
    "repair-align": repair_align,
    "repair-diff": repair_diff,
    "repair-classify": repair_classify,
    "repair-between": repair_between,
    "repair-apply": repair_apply,
    "repair-invert": repair_invert,
    "deepdiff-ordered": deepdiff_ordered,
    "deepdiff-unordered": deepdiff_unordered,
    "json-loads": json_loads,
    "repair-parse-json": repair_parse_json,
    "yaml-load": yaml_load,
    "repair-parse-yaml": repair_parse_yaml,
    "repair-mend": repair_mend,
    "cfn-lint": cfn_lint,
}


def _renames(deltas: Any) -> int:
    return sum(
        delta.kind == "renamed" and delta.path is not None and delta.path[0] == "Resources"
        for delta in deltas
    )


def _moves(operations: Any) -> int:
    """Operations of RFC 6902 that move a resource to another name."""
    return sum(
        operation["op"] == "move"
        and operation["from"].startswith("/Resources/")
        and operation["from"].count("/") == operation["path"].count("/") == 2
        for operation in operations
    )


#: What these have read is the product's own, and stays loaded as code does.
KNOWING = ("repair.knowledge.", "repair.rules.load", "repair.rules.packed", "repair.rules.taxonomy")


def forget() -> None:
    """Empties what the product remembers of texts it has seen: the next template would bring others."""
    for name, module in list(sys.modules.items()):
        if name.startswith("repair."):
            for value in vars(module).values():
                # By where it is defined, since others import it.
                if hasattr(value, "cache_clear") and not value.__module__.startswith(KNOWING):
                    value.cache_clear()


def main() -> None:
    tool, *files = sys.argv[1:]
    before, after = (json.loads(Path(file).read_text(encoding="utf-8")) for file in files)
    work, count = TOOLS[tool](before, after)
    gc.collect()
    gc.freeze()
    print(json.dumps({"ready": tool}), flush=True)
    for _ in sys.stdin:
        forget()
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        renames = None if count is None else count(found)
        print(json.dumps({"cpu": cpu * 1000, "wall": wall * 1000, "renames": renames}), flush=True)
        del found


if __name__ == "__main__":
    main()
