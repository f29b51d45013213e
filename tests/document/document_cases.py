"""Random data, random texts that mean it in many styles, and random changes: the material of the laws."""

from __future__ import annotations

import json
import random
from typing import Any

from repair.document import Dialect


def _tag_key(tag: str) -> str:
    return tag[1:] if tag in ("!Ref", "!Condition") else "Fn::" + tag[1:]


def _key_tag(key: str) -> str | None:
    if key in ("Ref", "Condition"):
        return "!" + key
    return "!" + key[4:] if key.startswith("Fn::") and key[4:].isalnum() else None


TAGS = Dialect(_tag_key, frozenset({"Fn::GetAtt"}), _key_tag)

TEXTS = [
    "a", "text", "two words", "", "true", "no", "12", "1.50", "007", "012345678901", "2012-10-17", "~", "null",
    "a: b", "a #b", "#a", "- a", "-a", "a:", "{x}", "[y]", "x, y", "it's", 'say "hi"', "back\\slash", "tab\there",
    " lead", "trail ", "é", "日本", "😀", "${A}-x", "arn:aws:s3:::b/*", "*", "&a", "!x", "%", "@", "`", "|", ">", "=",
    "<<", "?", "? x", "1e3", "0x1F", "1:30", "y", ".5", "a\nb", "a\nb\n", "\n", "x\n\n", "# c\nx\n", "  in\nout\n",
    "a\n\nb\n", "a\n  b\nc", "...", "---", "AWS::Region", "\u2028", "\x7f", "\ufeffx", "a'b\"c", "cr\r\n", "nel\x85",
]  # fmt: skip
KEYS = [
    "A",
    "B",
    "C",
    "Name",
    "x y",
    "8080",
    "true",
    "kms:Key",
    "é",
    "<<",
    "",
    "a: b",
    "#k",
    "'q'",
    "-",
    "Ref",
    "0123",
]
INTRINSICS = ["Ref", "Fn::Sub", "Fn::Join", "Fn::GetAtt", "Fn::If", "Fn::Base64", "Condition"]


def scalar(rng: random.Random) -> Any:
    kind = rng.randrange(8)
    if kind < 5:
        return rng.choice(TEXTS)
    return rng.choice([None, True, False, 0, 1, -5, 80, 1.0, 0.5, -2.25, 1e20, 10**20])


def value(rng: random.Random, depth: int) -> Any:
    kind = rng.randrange(10)
    if depth <= 0 or kind < 4:
        return scalar(rng)
    if kind < 5:
        return intrinsic(rng, depth)
    if kind < 8:
        return mapping(rng, depth, 0)
    return [value(rng, depth - 1) for _ in range(rng.randrange(5))]


def intrinsic(rng: random.Random, depth: int) -> Any:
    key = rng.choice(INTRINSICS)
    if key == "Fn::GetAtt":
        return {
            key: rng.choice(
                [["A", "Arn"], ["A", "B.C"], ["A"], [{"Ref": "X"}, "Arn"], ["a", "b", "c"], ["a.b", "c"]]
            )
        }
    if rng.random() < 0.6:
        return {key: rng.choice(TEXTS)}
    return {key: value(rng, depth - 1)}


def mapping(rng: random.Random, depth: int, least: int) -> dict[str, Any]:
    keys = rng.sample(KEYS, rng.randrange(least, 6))
    return long_form({key: value(rng, depth - 1) for key in keys})


def long_form(data: Any) -> Any:
    if isinstance(data, dict):
        if len(data) == 1 and isinstance(data.get("Fn::GetAtt"), str):
            return {"Fn::GetAtt": data["Fn::GetAtt"].split(".", 1)}
        return {key: long_form(item) for key, item in data.items()}
    return [long_form(item) for item in data] if isinstance(data, list) else data


# -- changes -------------------------------------------------------------------------------------


def changed(rng: random.Random, data: Any, depth: int = 3) -> Any:
    """A copy with one change somewhere, all that is unchanged shared."""
    if isinstance(data, dict) and data:
        key = rng.choice(list(data))
        act = rng.randrange(10)
        if act < 5:
            return long_form({**data, key: changed(rng, data[key], depth - 1)})
        if act == 5:
            return long_form({k: v for k, v in data.items() if k != key})
        if act == 6:
            return long_form({("New" + k if k == key else k): v for k, v in data.items()})
        if act == 7:
            shuffled = list(data.items())
            rng.shuffle(shuffled)
            return dict(shuffled)
        if act == 8:
            return value(rng, depth)
        items = list(data.items())
        items.insert(
            rng.randrange(len(items) + 1), (rng.choice(["New", "new key", "Z: z"]), value(rng, depth))
        )
        return long_form(dict(items))
    if isinstance(data, list) and data:
        index = rng.randrange(len(data))
        act = rng.randrange(8)
        if act < 4:
            return [*data[:index], changed(rng, data[index], depth - 1), *data[index + 1 :]]
        if act == 4:
            return [*data[:index], *data[index + 1 :]]
        if act == 5:
            return [*data[:index], value(rng, depth), *data[index:]]
        if act == 6:
            return data[::-1]
        return value(rng, depth)
    return long_form(value(rng, depth))


def change(rng: random.Random, data: dict[str, Any]) -> dict[str, Any]:
    """One to three changes; the root stays a mapping."""
    for _ in range(rng.randrange(1, 4)):
        result = changed(rng, data)
        data = result if isinstance(result, dict) else {**data, "Root": result}
    return long_form(data)


# -- texts ---------------------------------------------------------------------------------------


def json_text(rng: random.Random, data: dict[str, Any]) -> str:
    indent = rng.choice([None, 2, 4, "\t", 1])
    separators = rng.choice([None, (",", ":"), (", ", " : ")]) if indent is None else None
    text = json.dumps(data, indent=indent, separators=separators, ensure_ascii=rng.random() < 0.5)
    text = rng.choice(["", "\ufeff", "\n "]) + text + rng.choice(["", "\n", "\n\n"])
    return text.replace("\n", "\r\n") if rng.random() < 0.3 else text


def quoted(text: str) -> str:
    """In double quotes; YAML has no pairs of surrogates, so characters beyond 16 bits stand as they are."""
    return json.dumps(text, ensure_ascii=max(text, default="") < "\U00010000")


class YamlText:
    """Writes data as YAML in a random style, comments and odd layouts included."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.step = rng.choice([2, 2, 4, 3])
        self.dash = rng.choice([0, self.step])
        self.noise = rng.choice([0.0, 0.1, 0.3])
        self.blank = rng.choice([0.0, 0.1, 0.5])
        self.flows = rng.choice([0.0, 0.1, 0.4])
        self.short = rng.random() < 0.8

    def text(self, data: dict[str, Any]) -> str:
        rng = self.rng
        body = "\n".join(self.block(data, 0)) if data else "{}"
        text = rng.choice(["", "", "# head\n", "---\n", "\ufeff", "# head\n\n---\n"]) + body
        ends = [] if "|" in body.rsplit("\n", 1)[0] else [""]  # a text block needs its last line break
        text += rng.choice([*ends, "\n", "\n", "\n\n", "\n# end\n", "\n...\n", "\n# the end"])
        return text.replace("\n", "\r\n") if rng.random() < 0.2 else text

    def block(self, data: Any, column: int) -> list[str]:
        lines: list[str] = []
        pad = " " * column
        for position, part in enumerate(data.items() if isinstance(data, dict) else data):
            if lines and self.rng.random() < self.blank:
                lines.append(self.rng.choice(["", "", pad]))
            if self.rng.random() < self.noise:
                lines.append(pad + f"# about {position}")
            if isinstance(data, dict):
                lines += self.under(pad + self.key(part[0]) + ":", part[1], column)
            else:
                lines += self.item(part, column)
        return lines

    def comment(self) -> str:
        return self.rng.choice([" # why", "  # c: d", ""]) if self.rng.random() < self.noise else ""

    def key(self, key: str) -> str:
        if (
            key in ("A", "B", "C", "Name", "x y", "8080", "kms:Key", "é", "Ref", "Condition", "New")
            or "Fn::" in key
        ):
            return self.rng.choice([key, key, f"'{key}'", f'"{key}"'])
        return quoted(key)

    def plain(self, data: Any) -> str:
        """A scalar on one line."""
        if not isinstance(data, str):
            text = json.dumps(data)
            return text.replace("e+", ".0e+") if "e+" in text and "." not in text else text
        safe = data in (
            "a",
            "text",
            "two words",
            "é",
            "日本",
            "AWS::Region",
            "012345678901",
            "2012-10-17",
            "A",
            "-a",
        )
        if safe and self.rng.random() < 0.6:
            return data
        if self.rng.random() < 0.5 and all(c.isprintable() for c in data):
            return "'" + data.replace("'", "''") + "'"
        return quoted(data)

    def flow(self, data: Any) -> str:
        if isinstance(data, dict):
            return "{" + ", ".join(f"{quoted(k)}: {self.flow(v)}" for k, v in data.items()) + "}"
        if isinstance(data, list):
            return "[" + ", ".join(self.flow(v) for v in data) + self.rng.choice(["", " "]) + "]"
        return self.plain(data) if not isinstance(data, str) or data != "-a" else "'-a'"

    def tagged(self, data: Any) -> tuple[str, Any] | None:
        if self.short and isinstance(data, dict) and len(data) == 1 and self.rng.random() < 0.9:
            (key, content), *_ = data.items()
            tag = TAGS.key_tag(key) if TAGS.key_tag else None
            if tag and isinstance(content, str | list | dict) and content != "":
                parts = content if isinstance(content, list) else []
                if key == "Fn::GetAtt" and len(parts) == 2 and all(isinstance(part, str) for part in parts):
                    return tag, ".".join(parts) if "." not in parts[0] else content
                return tag, content
        return None

    def under(self, lead: str, data: Any, column: int, item: bool = False) -> list[str]:
        """`lead` is all up to the colon or dash."""
        tagged = self.tagged(data)
        inner = column + self.step
        if tagged is not None:
            tag, content = tagged
            lead += " " + tag
            data = content
            if isinstance(content, str) and "\n" not in content:
                return [lead + " " + self.plain(content) + self.comment()]
        if isinstance(data, str) and "\n" in data and self.literal_safe(data) and self.rng.random() < 0.7:
            pad = " " * inner
            body, mark = (data[:-1], "|") if data.endswith("\n") else (data, "|-")
            return [
                lead + " " + mark + self.comment(),
                *((pad + line if line else "") for line in body.split("\n")),
            ]
        if not isinstance(data, dict | list) or not data or self.rng.random() < self.flows:
            if data is None and tagged is None and self.rng.random() < 0.4:
                return [lead + self.comment()]
            return [lead + self.rng.choice([" ", "  "]) + self.flow(data) + self.comment()]
        if isinstance(data, list) and not item:
            inner = column + self.dash
        return [lead + self.comment(), *self.block(data, inner)]

    def literal_safe(self, data: str) -> bool:
        body = data.removesuffix("\n")
        return (
            bool(body)
            and body[0] not in " \n\t"
            and body[-1] not in " \n"
            and all(c.isprintable() or c == "\n" for c in data)
        )

    def item(self, data: Any, column: int) -> list[str]:
        pad = " " * column
        if (
            isinstance(data, dict | list)
            and data
            and self.rng.random() > self.flows
            and self.tagged(data) is None
        ):
            lines = self.block(data, column + 2)
            if not lines[0].lstrip().startswith("#"):
                return [pad + "- " + lines[0][column + 2 :], *lines[1:]]
            return [pad + "-", *lines]
        return self.under(pad + "-", data, column, item=True)


def yaml_text(rng: random.Random, data: dict[str, Any]) -> str:
    return YamlText(rng).text(data)


WILD = [
    "a: &x\n  p: 1\n  q: [1, 2]\nb: *x\nc:\n  <<: *x\n  q: 3\nd:\n  - *x\n  - z\n",
    "base: &base {p: 1, q: two}\nmore: &more\n  q: 2\n  r: 3\nall:\n  <<: [*base, *more]\n  s: 4 # s\none:\n  <<: *base\n",
    "a: &t text\nb: *t\nc: [*t, *t]\nd: !Sub &s '${A}'\ne: *s\n",
    "? a\n: b\n? c\n? d d\n: - 1\n  - 2\n",
    "a: |+\n  keep\n\n\nb: >-\n  folded\n  text\n\n  more\nc: |2\n    indented\n  text\n\n   \nd: 1\n",
    "a: plain\n  over\n  lines # why\nb: 'single\n\n  over lines'\nc: \"double \\\n  joined\"\nd:\n  - x\n",
    "a:\n  - - 1\n    - 2\n  - - - x\n      # deep\n      - y\n  -\n    k: v\n    # in\n    l: w\n  - # late\n    m: n\n",
    "a: {x: 1, y: [a, b,], z: , w}\nb: [p: 1, {q: 2}, 'r']\nc: {\n  # one\n  k: v, # two\n  l: w\n  # three\n}\nd: [\n  1,\n  # in\n  2, # why\n  3\n]\n",
    "# only\n# comments\n",
    "",
    "{}\n",
    "a:\nb:   # nothing\nc: ~\nd: ''\ne: !Ref\nf: !!str 5\ng: ! x\nh: !!map\n  i: j\n",
    "a: !If\n- c\n- !Sub\n  - '${x}'\n  - x: !Ref Y\n- !Base64\n  Fn::Sub: |\n    #!/bin/sh\n    # not a comment\n    echo\nb: !GetAtt A.B\nc: !GetAtt [A, B]\nd: !GetAtt\n  - A\n  - B\ne: {'Fn::GetAtt': A.B.C}\nf: !GetAtt one\n",
    "%YAML 1.1\n---\na: 1\nb:\n- 2\n...\n",
    "a: 1\r\nb:\r\n  - x # c\r\n  - |\r\n    line\r\n    more\r\n\r\nc: 'q'\r\n",
    "a:\n    b:\n        c: 1\n        d:\n        -   e: 1\n            f: 2\n        -   g\n",
    "text: |\n  x\nb: 1\n    # deeper comment\nc: 2\n        \nd: 3",
    "a: |\n  last",
    "a: 1\nb: |\n  text\n\n  # not a comment\n\n# comment\nc: 3",
    "key with: colon\n'quoted key': 1\n\"double\": 2\n8080: x\ntrue: y\n0123: 0123\n",
    "- item\n- two\n",
    "scalar",
    "\ufeffa: 1\nb: 2",
    "a:\n\n\n  b: 1\n\n\n\n  c: 2\n\n\n",
    "a: [\n  ]\nb: { }\nc: [ # why\n]\n",
]  # fmt: skip
