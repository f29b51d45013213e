"""Files that were made to break a program: text by name."""

from __future__ import annotations

from collections.abc import Callable

DEEP = 100_000
_HEAD = '{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Metadata": '


def alias_bomb() -> str:
    """Ten aliases of ten aliases of ten aliases."""
    lines = [
        "Resources:",
        "  A:",
        "    Type: AWS::SNS::Topic",
        "    Metadata:",
        "      a0: &a0 [x, x, x, x, x]",
    ]
    lines += [f"      a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    return "\n".join(lines) + "\n"


def merge_bomb() -> str:
    """The same with merge keys."""
    lines = ["Resources: {}", "m0: &m0 {" + ", ".join(f"k{n}: v" for n in range(50)) + "}"]
    for n in range(1, 2000):
        lines += [f"m{n}: &m{n}", f"  <<: [{', '.join([f'*m{n - 1}'] * 10)}]", f"  x{n}: 1"]
    return "\n".join(lines) + "\n"


def alias_tower() -> str:
    """Each alias one level deeper than the one before; it grows in depth alone."""
    lines = ["Resources: {}", "a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 3000))]
    return "\n".join(lines) + "\n"


REFUSED: dict[str, Callable[[], str]] = {
    "alias bomb": alias_bomb,
    "alias bomb through merge keys": merge_bomb,
    "aliases that grow in depth": alias_tower,
    "an anchor inside itself": lambda: "Resources: &a\n  A: *a\n",
    "a merge of itself": lambda: "Resources: &a\n  <<: *a\n",
    "JSON objects 100 000 deep": lambda: '{"a":' * DEEP + "1" + "}" * DEEP,
    "JSON arrays 100 000 deep": lambda: _HEAD + "[" * DEEP + "]" * DEEP + "}}}",
    "YAML flow lists 100 000 deep": lambda: "Resources: " + "[" * DEEP + "]" * DEEP,
    "YAML flow mappings 100 000 deep": lambda: "Resources: " + "{a: " * DEEP + "1" + "}" * DEEP,
    "YAML block lists 100 000 deep": lambda: "- " * DEEP + "x\n",
    "YAML block mappings 2 000 deep": lambda: "".join(" " * n + "a:\n" for n in range(2000)),
    "YAML tags 100 000 deep": lambda: "Resources: " + "!If [a, b, " * DEEP + "]" * DEEP,
    "Fn::Base64 100 000 deep": lambda: _HEAD + '{"Fn::Base64": ' * DEEP + '"x"' + "}" * DEEP + "}}}",
    "a million keys in JSON": lambda: "{" + ",".join(f'"k{n}":1' for n in range(1_000_000)) + "}",
    "a million keys in YAML": lambda: "".join(f"k{n}: 1\n" for n in range(1_000_000)),
    "a key 10 000 times in JSON": lambda: (
        '{"Resources": {' + ",".join(f'"k": {{"Type": "A{n}"}}' for n in range(10_000)) + "}}"
    ),
    "a key 10 000 times in YAML": lambda: (
        "Resources:\n" + "".join(f"  k: {{Type: A{n}}}\n" for n in range(10_000))
    ),
}
"""What is refused whatever the options."""

MEGABYTE = 1_000_000

BROKEN: dict[str, Callable[[], str]] = {
    "opening braces": lambda: "{" * MEGABYTE,
    "opening brackets": lambda: "[" * MEGABYTE,
    "double quotes": lambda: '"' * MEGABYTE,
    "single quotes": lambda: "'" * MEGABYTE,
    "tabs": lambda: "\t" * MEGABYTE,
    "spaces in a brace": lambda: "{" + " " * MEGABYTE,
    "a key and spaces": lambda: "Resources:\n  a" + " " * MEGABYTE + "b: [\n",
    "keys without values": lambda: '{"' * (MEGABYTE // 2),
    "lines that tabs indent": lambda: "Resources:\n" + "\tb: c\n" * (MEGABYTE // 6),
    "fences": lambda: "```\n" * (MEGABYTE // 4),
    "colons": lambda: ":" * MEGABYTE,
    "asterisks": lambda: "*" * MEGABYTE,
    "commas": lambda: '{"Resources": {' + "," * MEGABYTE,
    "comments in slashes": lambda: '{"Resources": {' + "/**/" * (MEGABYTE // 4),
    "comments on lines": lambda: '{"Resources": {' + "//\n" * (MEGABYTE // 3),
    "an open comment": lambda: '{"Resources": {' + "/*" * (MEGABYTE // 2),
    "backslashes": lambda: '{"Resources": {"a": "' + "\\" * MEGABYTE,
    "line breaks in a text": lambda: '{"Resources": {"a": "' + "\n" * MEGABYTE,
    "texts that never end": lambda: '{"Resources": {"a": "' + 'x\n"b":' * (MEGABYTE // 7),
    "keys without colons": lambda: '{"Resources": {' + '"a" "b" ' * (MEGABYTE // 8),
    "items without commas": lambda: '{"Resources": [\n' + '  "a"\n' * (MEGABYTE // 6),
    "brackets too many": lambda: '{"Resources": {\n' + "  }\n" * (MEGABYTE // 4),
    "brackets too few": lambda: '{"Resources": {\n' + '  "a": [\n' * (MEGABYTE // 9),
    "backticks": lambda: '{"Resources": {"a": ' + "`" * MEGABYTE,
    "bare words": lambda: '{"Resources": {' + "a " * (MEGABYTE // 2),
    "block text": lambda: '{"Resources": {"a": |\n' + "  x\n" * (MEGABYTE // 4),
    "asterisks in YAML": lambda: "Resources:\n" + "  A: *\n" * 28_000,
    "brackets in YAML": lambda: "Resources:\n" + "".join(f"  A{n}: @x\n   B: [\n" for n in range(11_000)),
    "text after quotes in YAML": lambda: "Resources:\n" + "".join(f"  A{n}: 'x' y\n" for n in range(11_000)),
    "lines without colons in YAML": lambda: "Resources:\n" + "x y\n" * 50_000,
    "equal entries in YAML": lambda: "Resources:\n" + "  k: {Type: A}\n" * 10_000,
}
"""Texts that do not parse, on which mending them might spend hours."""
