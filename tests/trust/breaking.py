"""Valid templates, and ways in which their syntax is broken: what was meant is known each time."""

from __future__ import annotations

import json
import random
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from repair.document import parse
from repair.template.dialect import CLOUDFORMATION

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))

from synthetic import template  # noqa: E402

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
"""A token of JSON."""


@cache
def corpus(suffix: str) -> tuple[str, ...]:
    """The texts of the project's own templates of one kind, the smaller ones."""
    files = sorted((ROOT / "corpus").rglob(f"*.{suffix}"))
    texts = (file.read_text(encoding="utf-8") for file in files if "golden" not in file.parts)
    return tuple(text for text in texts if "Resources" in text and len(text) < 60_000)


def data_of(seed: int) -> dict[str, Any]:
    """A generated template of a few resources, with texts that are awkward to quote."""
    chance = random.Random(seed)
    data = template(chance.randrange(1, 7), seed)
    for body in data["Resources"].values():
        body["Metadata"] = {chance.choice(KEYS): chance.choice(VALUES) for _ in range(chance.randrange(3))}
    return data


KEYS = ("Note", "kms:Key", "a b", "x.y", "9", "it's", "true", "aws:SourceIp")
VALUES = (
    "", "it's", 'say "hi"', "a, b", "a: b", "{x}", "[y]", "# no", "// no", "*", "@x", "one\ntwo\n", "tab\there",
    "back\\slash", "é ü", "{{resolve:ssm:/a/b}}", "C:\\temp", "/* no */", "a = b", "True", "null", "12", "5.10", "-",
    "trailing ", "'quoted'", "`tick`", True, False, None, 7, 1.5, [], {}, ["a", "b"], ["x"], {"Ref": "VpcId"},
)  # fmt: skip


def json_text(data: Any, seed: int) -> str:
    """A JSON text in one of the usual layouts."""
    indent = random.Random(seed).choice((2, 4, 1, None))
    return json.dumps(data, indent=indent, ensure_ascii=bool(seed % 2)) + "\n" * (seed % 3)


def yaml_text(data: Any, seed: int) -> str:
    """A YAML text in one of the usual layouts."""
    chance = random.Random(seed)
    return yaml.safe_dump(
        data,
        indent=chance.choice((2, 4)),
        sort_keys=False,
        width=1_000,
        allow_unicode=True,
        default_style=chance.choice((None, None, None, "'", '"')),
    )


def meant(text: str, format: str) -> Any:
    """The data of a text that parses."""
    return parse(text, dialect=CLOUDFORMATION, format=format).data


def parses(text: str) -> bool:
    """Whether the text is JSON or YAML as it stands."""
    try:
        parse(text, dialect=CLOUDFORMATION)
    except ValueError:
        return False
    return True


# -- JSON -----------------------------------------------------------------------------------------


def _tokens(text: str, pattern: str) -> list[tuple[int, int]]:
    wanted = re.compile(pattern, re.DOTALL)
    return [found.span() for found in _TOKEN.finditer(text) if wanted.fullmatch(found.group())]


def _at(text: str, chance: random.Random, pattern: str) -> tuple[int, int]:
    """One token that fits; the end of the text when none does."""
    return chance.choice(_tokens(text, pattern) or [(len(text), len(text))])


def comment(text: str, chance: random.Random) -> str:
    """A comment after some token, as other languages write them."""
    _, end = _at(text, chance, r"[,{\[]")
    said = chance.choice(("note", "it's", 'a "b"', "x, y", "}", "http://x", "", "key: value"))
    form = chance.choice(("// {}\n", "/* {} */", "# {}\n", "/* {}\n more */"))
    return text[:end] + " " + form.format(said) + text[end:]


def comma_gone(text: str, chance: random.Random) -> str:
    """No comma between two entries."""
    start, end = _at(text, chance, ",")
    return text[:start] + text[end:]


def comma_twice(text: str, chance: random.Random) -> str:
    """Two commas."""
    start, _ = _at(text, chance, ",")
    return text[:start] + chance.choice((",", ", ", ",\n")) + text[start:]


def comma_last(text: str, chance: random.Random) -> str:
    """A comma before a closing bracket, of something that is not empty."""
    closers = [(s, e) for s, e in _tokens(text, r"[}\]]") if text[:s].rstrip()[-1:] not in ("{", "[")]
    start, _ = chance.choice(closers or [(len(text), len(text))])
    at = len(text[:start].rstrip())
    return text[:at] + "," + text[at:]


def single_quotes(text: str, chance: random.Random) -> str:
    """A text, or all of them, in single quotes as Python or JavaScript write it."""

    def quoted(said: str) -> str:
        inner = json.loads(said)
        return "'" + json.dumps(inner, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"

    spans = _tokens(text, r'".*')
    for start, end in reversed(spans if chance.random() < 0.3 else chance.sample(spans, 1)):
        text = text[:start] + quoted(text[start:end]) + text[end:]
    return text


def backticks(text: str, chance: random.Random) -> str:
    """A text in backticks, its line breaks as they are."""
    start, end = _at(text, chance, r'"[^"\\`$]*"')
    return f"{text[:start]}`{text[start + 1 : end - 1]}`{text[end:]}"


def bare_key(text: str, chance: random.Random) -> str:
    """A key without quotes, or all that can be without."""
    keys = [found.span() for found in re.finditer(r'"(?!true|false|null)[A-Za-z_$][\w$]*"(?=\s*:)', text)]
    for start, end in reversed(keys if chance.random() < 0.3 else chance.sample(keys, 1)):
        text = text[:start] + text[start + 1 : end - 1] + text[end:]
    return text


def bare_value(text: str, chance: random.Random) -> str:
    """A value without quotes."""
    start, end = _at(text, chance, r'"[A-Za-z][\w :./-]*"')
    return text[:start] + text[start + 1 : end - 1] + text[end:]


def python_words(text: str, chance: random.Random) -> str:
    """`True`, `False`, `None`."""
    for word, other in (("true", "True"), ("false", "False"), ("null", "None")):
        for start, end in reversed(_tokens(text, word)):
            text = text[:start] + other + text[end:]
    return text


def colon_gone(text: str, chance: random.Random) -> str:
    """No colon, or what another language has in its place."""
    start, end = _at(text, chance, ":")
    return text[:start] + chance.choice(("", " ", " =", " =>")) + text[end:]


def raw_break(text: str, chance: random.Random) -> str:
    """Line breaks and tabs in a text as they are, or a backslash that escapes nothing."""
    spans = [(s, e) for s, e in _tokens(text, r'".*') if re.search(r"\\[nt\\]", text[s:e])]
    if not spans:
        return text
    start, end = chance.choice(spans)
    said = text[start:end]
    if "\\n" in said or "\\t" in said:
        raw = re.sub(r"\\\\|\\n|\\t", lambda m: {"\\n": "\n", "\\t": "\t"}.get(m.group(), m.group()), said)
    else:
        raw = re.sub(r"\\\\(?=[^nrtbfu/\"\\'])", lambda _: "\\", said)
    return text[:start] + raw + text[end:]


def quote_gone(text: str, chance: random.Random) -> str:
    """A text without its last, or first, quote."""
    start, end = _at(text, chance, r'".*')
    return text[: end - 1] + text[end:] if chance.random() < 0.5 else text[:start] + text[start + 1 :]


def bracket_gone(text: str, chance: random.Random) -> str:
    """A bracket is missing."""
    start, end = _at(text, chance, r"[}\]]" if chance.random() < 0.8 else r"[{\[]")
    return text[:start] + text[end:]


def bracket_twice(text: str, chance: random.Random) -> str:
    """A bracket too many."""
    start, end = _at(text, chance, r"[}\]]")
    put = chance.choice((text[start:end], "}", "]", "\n" + " " * chance.randrange(9) + text[start:end]))
    return text[:end] + put + text[end:]


def brackets_open(text: str, chance: random.Random) -> str:
    """The last brackets are missing."""
    for _ in range(chance.randrange(1, 4)):
        text = text.rstrip().removesuffix("}").removesuffix("]")
    return text


def cut(text: str, chance: random.Random) -> str:
    """The text ends somewhere."""
    return text[: chance.randrange(len(text) // 3, len(text))]


def fence(text: str, chance: random.Random) -> str:
    """The template stands in a block of a chat answer."""
    before = chance.choice(("", "Here it is:\n\n", "# Template\n\nSure! It has Resources: a few.\n\n"))
    after = chance.choice(("", "\nEnjoy!\n", "\n- a bucket\n- a queue\n", "\nNote: deploy it with care.\n"))
    mark = chance.choice(("```", "~~~", "````"))
    return f"{before}{mark}{chance.choice(('', 'json', 'yaml', 'yml'))}\n{text.rstrip()}\n{mark}\n{after}"


def prose(text: str, chance: random.Random) -> str:
    """Sentences before or after it."""
    before = chance.choice(("", "Here is the template:\n", "Sure, this should work.\n\n"))
    after = chance.choice(("", "\nThis template makes some resources.\n", "\nThat is all of it\n"))
    return before + text + after


def twice(text: str, chance: random.Random) -> str:
    """An entry of one line stands twice, one after the other."""
    lines = text.split("\n")
    fitting = [n for n, line in enumerate(lines) if re.fullmatch(r'\s*"[^"]*": .*[^{\[],', line)]
    if not fitting:
        return text
    at = chance.choice(fitting)
    return "\n".join([*lines[: at + 1], lines[at], *lines[at + 1 :]])


def fancy_quotes(text: str, chance: random.Random) -> str:
    """The quotes that word processors write."""
    start, end = _at(text, chance, r'"[^"\\]*"')
    return f"{text[:start]}“{text[start + 1 : end - 1]}”{text[end:]}"


def number_odd(text: str, chance: random.Random) -> str:
    """A number with a plus sign."""
    start, end = _at(text, chance, r"[0-9.]+")
    return text[:start] + "+" + text[start:end] + text[end:] if start < len(text) else text


JSON_BREAKS = (
    comment, comma_gone, comma_twice, comma_last, single_quotes, backticks, bare_key, bare_value, python_words,
    colon_gone, raw_break, quote_gone, bracket_gone, bracket_twice, brackets_open, cut, fence, prose, twice,
    fancy_quotes, number_odd,
)  # fmt: skip

# -- YAML -----------------------------------------------------------------------------------------


def _lines(text: str, pattern: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n")) if re.fullmatch(pattern, line)]


def _line(text: str, chance: random.Random, pattern: str) -> tuple[list[str], int | None]:
    found = _lines(text, pattern)
    return text.split("\n"), chance.choice(found) if found else None


def unquoted(text: str, chance: random.Random) -> str:
    """A value without the quotes that it needs."""
    lines, at = _line(text, chance, r"""\s*(?:- )?\S+: (?:'[^'"]+'|"[^'"\\]+")""")
    if at is not None:
        lines[at] = re.sub(r"""(['"])(.*)\1$""", r"\2", lines[at])
    return "\n".join(lines)


def tab(text: str, chance: random.Random) -> str:
    """Tabs in place of spaces, on one line or all."""
    lines, at = _line(text, chance, r"  +\S.*")
    everywhere = chance.random() < 0.4
    for number, line in enumerate(lines):
        if everywhere or number == at:
            space = len(line) - len(line.lstrip(" "))
            lines[number] = "\t" * (space // 2) + " " * (space % 2) + line[space:]
    return "\n".join(lines)


def key_without_colon(text: str, chance: random.Random) -> str:
    """A key without its colon."""
    lines, at = _line(text, chance, r"\s*(?:- )?[A-Za-z]+:(?: \S.*)?")
    if at is not None:
        lines[at] = lines[at].replace(":", "", 1)
    return "\n".join(lines)


def key_without_space(text: str, chance: random.Random) -> str:
    """No space after a colon."""
    lines, at = _line(text, chance, r"\s*(?:- )?[A-Za-z]+: \S.*")
    if at is not None:
        lines[at] = lines[at].replace(": ", ":", 1)
    return "\n".join(lines)


def shifted(text: str, chance: random.Random) -> str:
    """A line, or some, a little left or right of where they belong."""
    lines, at = _line(text, chance, r"\s+\S.*")
    if at is not None:
        by = chance.choice((-3, -2, -1, 1, 2, 3))
        for number in range(at, min(at + chance.randrange(1, 5), len(lines))):
            lines[number] = " " * by + lines[number] if by > 0 else lines[number].removeprefix(" " * -by)
    return "\n".join(lines)


def quote_open(text: str, chance: random.Random) -> str:
    """A quote that is never closed."""
    lines, at = _line(text, chance, r""".*: ['"].+['"]""")
    if at is not None:
        lines[at] = lines[at][:-1]
    return "\n".join(lines)


def entry_twice(text: str, chance: random.Random) -> str:
    """An entry stands twice, with the same value or with another."""
    lines, at = _line(text, chance, r"\s*[A-Za-z]+: [A-Za-z0-9]+")
    if at is not None:
        lines.insert(at, lines[at] + chance.choice(("", "", "x")))
    return "\n".join(lines)


def dash_gone(text: str, chance: random.Random) -> str:
    """An item of a list without its dash, or without the space after it."""
    lines, at = _line(text, chance, r"\s*- .*")
    if at is not None:
        lines[at] = lines[at].replace("- ", chance.choice(("", "  ", "-")), 1)
    return "\n".join(lines)


YAML_BREAKS = (
    unquoted, tab, key_without_colon, key_without_space, shifted, quote_open, entry_twice, dash_gone, fence, prose,
    cut, bracket_gone, quote_gone,
)  # fmt: skip
