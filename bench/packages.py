"""What the packages cost that were weighed for the product: the figures of docs/architecture.md.

    python bench/packages.py [yaml|ruamel|imports|schema ...]

`ruamel` reads the templates of the folder that REPAIR_CORPUS names and is left out, with a word, without it.
Times are medians of CPU time; each part gives ratios from one run.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from synthetic import template

YAML_LINES = 5_000
RESOURCES = 500


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Milliseconds of CPU time."""
    times = []
    for _ in range(runs):
        gc.collect()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def show(rows: dict[str, float], base: str) -> None:
    for name, milliseconds in rows.items():
        print(f"  {name:44} {milliseconds:9.1f} ms  {milliseconds / rows[base]:7.2f} x")


def yaml_text(lines: int) -> str:
    """A synthetic template in block YAML with at least so many lines."""
    resources = lines // 20
    while True:
        text: str = yaml.safe_dump(template(resources, seed=1), sort_keys=False)
        if text.count("\n") >= lines:
            return text
        resources += max(1, resources // 10)


def measure_yaml() -> None:
    from ruamel.yaml import YAML

    from repair.document import parse
    from repair.template.dialect import CLOUDFORMATION

    text = yaml_text(YAML_LINES)
    lines = text.count("\n")
    print(f"Reading a YAML template of {lines} lines")
    show(
        {
            "PyYAML, events of libyaml": median(
                lambda: list(yaml.parse(text, Loader=yaml.CSafeLoader)), runs=3
            ),
            "repair.document.parse (tree with spans)": median(
                lambda: parse(text, dialect=CLOUDFORMATION), runs=3
            ),
            "PyYAML, data by CSafeLoader": median(lambda: yaml.load(text, Loader=yaml.CSafeLoader), runs=3),
            "PyYAML, data by SafeLoader (pure Python)": median(
                lambda: yaml.load(text, Loader=yaml.SafeLoader), runs=1
            ),
            "ruamel.yaml, round trip, reading alone": median(lambda: YAML(typ="rt").load(text), runs=1),
        },
        "PyYAML, events of libyaml",
    )


def corpus() -> Iterator[Path]:
    folder = os.environ.get("REPAIR_CORPUS")
    if folder:
        yield from sorted(Path(folder).glob("*/*.yaml"))


def round_trip(text: str) -> str:
    """What ruamel.yaml writes of what it has just read; quotes kept, lines not wrapped."""
    from ruamel.yaml import YAML

    engine = YAML(typ="rt")
    engine.preserve_quotes = True
    engine.width = 1_000_000
    out = io.StringIO(newline="")
    engine.dump(engine.load(text), out)
    return out.getvalue()


def measure_ruamel() -> None:
    from repair.document import parse
    from repair.errors import InputError
    from repair.template.dialect import CLOUDFORMATION

    files = list(corpus())
    if not files:
        print("Round trip without an edit: left out, REPAIR_CORPUS names no folder with YAML templates.")
        return
    same = same_indented = ours = read = failed = 0
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        try:
            document = parse(text, dialect=CLOUDFORMATION, format="yaml")
        except InputError:
            continue
        read += 1
        ours += document.edited(document.data) == text
        try:
            written = round_trip(text)
        except Exception:
            failed += 1
            continue
        same += written == text
        same_indented += [line.lstrip() for line in written.splitlines()] == [
            line.lstrip() for line in text.splitlines()
        ]
    print(f"Round trip without an edit, {read} YAML templates of the corpus that parse")
    print(
        f"  ruamel.yaml: {same} byte-identical; {same_indented} when indentation and line ends do not count"
    )
    print(f"  ruamel.yaml: {failed} not read or not written")
    print(f"  repair:      {ours} byte-identical")


IMPORTS = (
    "yaml",
    "typer",
    "jinja2",
    "pathspec",
    "platformdirs",
    "pydantic",
    "jsonschema",
    "fastjsonschema",
    "ruamel.yaml",
    "deepdiff",
    "jsonpatch",
    "rich.console",
    "repair",
    "repair.api",
)


def cold(code: str, runs: int = 7) -> float:
    """Milliseconds of CPU time of a fresh interpreter, the median after one run that does not count."""
    times = []
    for _ in range(runs + 1):
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(ended.ru_utime - began.ru_utime + ended.ru_stime - began.ru_stime)
    return statistics.median(times[1:]) * 1000


def measure_imports() -> None:
    base = cold("pass")
    print(f"Importing, beyond the {base:.0f} ms of an empty interpreter")
    for name in IMPORTS:
        if importlib.util.find_spec(name.split(".")[0]) is None:
            print(f"  {name:44} not installed")
            continue
        print(f"  {name:44} {max(0.0, cold(f'import {name}') - base):9.1f} ms")


def measure_schema() -> None:
    import jsonschema

    from repair import knowledge
    from repair.template.schema import violations

    data = template(RESOURCES, seed=1)
    bodies = [(body["Properties"], _schema(knowledge, body["Type"])) for body in data["Resources"].values()]
    schemas = {id(schema): schema for _, schema in bodies}
    readable = {key: _readable(schema) for key, schema in schemas.items()}
    print(f"Checking {RESOURCES} resources of {len(schemas)} types against their provider schemas")

    def ours() -> int:
        return sum(1 for value, schema in bodies for _ in violations(value, schema))

    validators = {key: jsonschema.Draft7Validator(schema) for key, schema in readable.items()}

    def theirs() -> int:
        return sum(1 for value, schema in bodies for _ in validators[id(schema)].iter_errors(value))

    found = {"repair.template.schema": ours(), "jsonschema": theirs()}
    rows = {"repair.template.schema": median(ours), "jsonschema": median(theirs, runs=3)}
    if importlib.util.find_spec("fastjsonschema"):
        import fastjsonschema

        began = time.process_time()
        compiled = {
            key: fastjsonschema.compile(schema, use_formats=False) for key, schema in readable.items()
        }
        rows["fastjsonschema, compiling the types"] = (time.process_time() - began) * 1000

        def first_faults() -> int:
            faults = 0
            for value, schema in bodies:
                try:
                    compiled[id(schema)](value)
                except fastjsonschema.JsonSchemaValueException:
                    faults += 1
            return faults

        found["fastjsonschema (stops at the first)"] = first_faults()
        rows["fastjsonschema, checking"] = median(first_faults)
    show(rows, "repair.template.schema")
    for name, count in found.items():
        print(f"  faults according to {name}: {count} (the templates are valid)")


def _schema(knowledge: Any, type_name: str) -> dict[str, Any]:
    schema: dict[str, Any] = knowledge.resource_type(type_name).schema
    return schema


def _readable(schema: Any) -> Any:
    """The schema without patterns on which jsonschema (Unicode classes) or fastjsonschema (`[$]`) raises."""
    if isinstance(schema, list):
        return [_readable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _readable(value) for key, value in schema.items()}
    if isinstance(made.get("pattern"), str) and not _compiles(made["pattern"]):
        del made["pattern"]
    for pattern in list(made.get("patternProperties") or ()):
        if not _compiles(pattern):
            del made["patternProperties"][pattern]
    return made


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
        re.compile(pattern.replace("$", r"\Z"))  # as fastjsonschema rewrites it
    except re.error:
        return False
    return True


PARTS = {
    "yaml": measure_yaml,
    "ruamel": measure_ruamel,
    "imports": measure_imports,
    "schema": measure_schema,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
