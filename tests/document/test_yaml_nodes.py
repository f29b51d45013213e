"""Where the nodes of a YAML text begin, where their content begins behind anchor and tag, where they end."""

import pytest
from document_cases import TAGS

from repair.document import parse
from repair.document.tree import Alias, Mapping, Scalar, Sequence

# The text; then for the value of `a`: all of it, its anchor and tag, its content, the kind of node it is.
VALUES = {
    "a: x # c\n": ("x", "", "x", "Scalar"),
    "a: &y x\n": ("&y x", "&y", "x", "Scalar"),
    "a: !!str x\n": ("!!str x", "!!str", "x", "Scalar"),
    "a: &y !!str x\n": ("&y !!str x", "&y !!str", "x", "Scalar"),
    "a: !!str &y x\n": ("!!str &y x", "!!str &y", "x", "Scalar"),
    "a: !!str   &y # c\n  x\n": ("!!str   &y # c\n  x", "!!str   &y", "x", "Scalar"),
    "a: !<tag:yaml.org,2002:str> 5\n": (
        "!<tag:yaml.org,2002:str> 5",
        "!<tag:yaml.org,2002:str>",
        "5",
        "Scalar",
    ),
    "a: ! 'x'\n": ("! 'x'", "!", "'x'", "Scalar"),
    "a: &y\n": ("&y", "&y", "", "Scalar"),
    "a:\nb: 1\n": ("", "", "", "Scalar"),
    "a:  # c\n": ("", "", "", "Scalar"),
    "a: [1, 2]\n": ("[1, 2]", "", "[1, 2]", "Sequence"),
    "a: &y [1]\n": ("&y [1]", "&y", "[1]", "Sequence"),
    "a: [&y]\n": ("[&y]", "", "[&y]", "Sequence"),
    "a: &y\n  # c\n  - 1\n  - 2\n\n": ("&y\n  # c\n  - 1\n  - 2", "&y", "- 1\n  - 2", "Sequence"),
    "a:\n  - 1\n  -\n# c\n": ("- 1\n  -", "", "- 1\n  -", "Sequence"),
    "a: {b: 1} # c\n": ("{b: 1}", "", "{b: 1}", "Mapping"),
    "a: &y !!map {}\n": ("&y !!map {}", "&y !!map", "{}", "Mapping"),
    "a: !!map\n  b: 1\n  c:\nd: 1": ("!!map\n  b: 1\n  c:", "!!map", "b: 1\n  c:", "Mapping"),
    "a: [b: {c: 1}, d]\n": ("[b: {c: 1}, d]", "", "[b: {c: 1}, d]", "Sequence"),
    "a: !Sub x\n": ("!Sub x", "!Sub", "x", "short"),
    "a: !Sub\nb: 1\n": ("!Sub", "!Sub", "", "short"),
    "a: &y\x85 # c\u2028 !Sub x\n": ("&y\x85 # c\u2028 !Sub x", "&y\x85 # c\u2028 !Sub", "x", "short"),
    "a: &y !If [c]\n": ("&y !If [c]", "&y !If", "[c]", "short"),
    "a: !If &y\n  - c\n": ("!If &y\n  - c", "!If &y", "- c", "short"),
    "a: !If # c\n  b: 1\n": ("!If # c\n  b: 1", "!If", "b: 1", "short"),
    "a: |\n  x\n\n# c\n": ("|\n  x", "", "|\n  x", "Scalar"),
    "a: &y |-\n  x\n\nb: 1\n": ("&y |-\n  x", "&y", "|-\n  x", "Scalar"),
    "a: |+\n  x\n\n\nb: 1\n": ("|+\n  x\n\n", "", "|+\n  x\n\n", "Scalar"),
    "a: >+ # c\n  x\n\n": (">+ # c\n  x\n", "", ">+ # c\n  x\n", "Scalar"),
    "a: | # +\n  x\n\n\nb: 1\n": ("| # +\n  x", "", "| # +\n  x", "Scalar"),
    "a: |\n  x \n\nb: 1\n": ("|\n  x \n", "", "|\n  x \n", "Scalar"),
    "a: |-\n  x\t": ("|-\n  x\t", "", "|-\n  x\t", "Scalar"),
    "a: |\n  x\n   \nb: 1\n": ("|\n  x\n   ", "", "|\n  x\n   ", "Scalar"),
    "a: |\nb: 1\n": ("|", "", "|", "Scalar"),
    "a: |\r\n  x\r\n\r\nb: 1\r\n": ("|\r\n  x", "", "|\r\n  x", "Scalar"),
    "a: |+\r\n  x\r\n\r\nb: 1\r\n": ("|+\r\n  x\r\n", "", "|+\r\n  x\r\n", "Scalar"),
    "a: 'x\n\n  y' # c\n": ("'x\n\n  y'", "", "'x\n\n  y'", "Scalar"),
    "a: x\n  y # c\n": ("x\n  y", "", "x\n  y", "Scalar"),
    "\ufeffa: &y !Sub x\n": ("&y !Sub x", "&y !Sub", "x", "short"),
    "\ufeffa: [1]\n": ("[1]", "", "[1]", "Sequence"),
    "\ufeffa: {b: 1}\n": ("{b: 1}", "", "{b: 1}", "Mapping"),
    "\ufeffa: |\n  x\n": ("|\n  x", "", "|\n  x", "Scalar"),
}


@pytest.mark.parametrize("text", VALUES, ids=repr)
def test_a_value_reaches_from_its_anchor_or_tag_to_the_end_of_its_content(text):
    whole, props, content, kind = VALUES[text]
    node = parse(text, dialect=TAGS, format="yaml").root.entries[0].value
    assert text[node.start : node.end] == whole
    assert text[node.start : node.props] == props
    assert text[node.body : node.end] == content
    assert ("short" if getattr(node, "short", False) else type(node).__name__) == kind
    if kind == "short":
        inner = node.entries[0].value
        assert text[inner.start : inner.end] == text[inner.body : inner.end] == content
        tag = text[node.entries[0].start : node.entries[0].end]
        assert [tag] == [word for word in props.split() if word[0] == "!"]


def test_an_alias_has_a_place_of_its_own_and_the_meaning_of_its_anchor():
    text = "\ufeffa: &x {b: 1}\nc: *x # d\n"
    root = parse(text, format="yaml").root
    anchored, alias = (entry.value for entry in root.entries)
    assert isinstance(alias, Alias)
    assert alias.target is anchored
    assert alias.data is anchored.data
    assert {text[begin : alias.end] for begin in (alias.start, alias.props, alias.body)} == {"*x"}
    assert (anchored.anchor, alias.anchor) == ("x", None)


def test_a_key_may_be_an_alias_or_have_an_anchor_of_its_own():
    text = "\ufeff&k a: 1\nb: &l 'x y'\n*l : 2\nc: *k\n"
    doc = parse(text, dialect=TAGS)
    assert doc.data == {"a": 1, "b": "x y", "x y": 2, "c": "a"}
    assert [text[e.start : e.end] for e in doc.root.entries] == ["&k a", "b", "*l", "c"]
    assert [text[e.value.start : e.value.end] for e in doc.root.entries] == ["1", "&l 'x y'", "2", "*k"]


def test_styles_and_kinds_of_nodes():
    doc = parse(
        "a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\nf: !Sub 'y'\ng: !Sub y\nh: &z y\ni: [1]\nj:\n  - {k: 1}\n",
        dialect=TAGS,
    )
    values = {entry.key: entry.value for entry in doc.root.entries}
    assert [values[key].style for key in "abcdeh"] == ["", "'", '"', "|", ">", ""]
    assert [values[key].entries[0].value.style for key in "fg"] == ["'", ""]
    assert (values["i"].flow, values["j"].flow, values["j"].items[0].flow, doc.root.flow) == (
        True,
        False,
        True,
        False,
    )
    assert [type(values[key]) for key in "afi"] == [Scalar, Mapping, Sequence]
    assert not values["f"].flow


MERGES = {
    "a: &x {p: 1, q: 2}\nb: {<<: *x}\n": {"p": 1, "q": 2},
    "a: &x {p: 1, q: 2}\nb: {q: 3, <<: *x, r: 4}\n": {"p": 1, "q": 3, "r": 4},
    "a: &x {p: 1}\nc: &y {p: 2, q: 2}\nb: {<<: [*x, *y]}\n": {"p": 1, "q": 2},
    "a: &x {p: 1}\nc: &y {p: 2, q: 2}\nb: {<<: [*y, *x, {r: 3}]}\n": {"p": 2, "q": 2, "r": 3},
    "a: &x {p: 1}\nb: {<<: *x, <<: {p: 2, s: 3}}\n": {"p": 1, "s": 3},
    "b: {<<: {p: 1}}\n": {"p": 1},
    "b: {'<<': {p: 1}}\n": {"<<": {"p": 1}},
    "b: {!!str <<: {p: 1}}\n": {"<<": {"p": 1}},
    "a: &x {Fn::GetAtt: p.q}\nb: {<<: *x}\n": {"Fn::GetAtt": ["p", "q"]},
    "a: &x {p: 1}\nb: {<<: *x, Fn::GetAtt: p.q}\n": {"p": 1, "Fn::GetAtt": "p.q"},
    "b: {<<: {p: !Ref q}}\n": {"p": {"Ref": "q"}},
}  # fmt: skip


@pytest.mark.parametrize("text", MERGES)
def test_what_merge_keys_bring_in(text):
    data = parse(text, dialect=TAGS, format="yaml").data["b"]
    assert data == MERGES[text]


DOTTED = {
    "!GetAtt p.q": ["p", "q"], "!GetAtt p.q.r": ["p", "q.r"], "!GetAtt p": ["p"], "!GetAtt 'p.q'": ["p", "q"], "!GetAtt [p, q.r]": ["p", "q.r"],
    "!GetAtt 1.5": ["1", "5"], "{Fn::GetAtt: p.q}": ["p", "q"], "{Fn::GetAtt: 'p.q'}": ["p", "q"], "{Fn::GetAtt: [p, q]}": ["p", "q"],
    "{Fn::GetAtt: 1.5}": 1.5, "{Fn::GetAtt: true}": True, "{Fn::GetAtt: {b: c.d}}": {"b": "c.d"},
}  # fmt: skip


@pytest.mark.parametrize("text", DOTTED)
def test_dotted_text_under_the_key_that_takes_it(text):
    assert parse(f"a: {text}\n", dialect=TAGS).data == {"a": {"Fn::GetAtt": DOTTED[text]}}


def test_dotted_text_in_json():
    text = '{"a": {"Fn::GetAtt": "p.q.r"}, "b": {"Fn::GetAtt": "p", "c": 1}, "d": {"Fn::GetAtt": 5}, "e": {"Fn::Sub": "p.q"}}'
    data = parse(text, dialect=TAGS).data
    assert data["a"] == {"Fn::GetAtt": ["p", "q.r"]}
    assert data["b"] == {"Fn::GetAtt": "p", "c": 1}
    assert (data["d"], data["e"]) == ({"Fn::GetAtt": 5}, {"Fn::Sub": "p.q"})


TAGGED = {
    "!!null ''": None, "!!null ~": None, "!!bool yes": True, "!!bool 'off'": False, "!!int '5'": 5, "!!int 0x1F": 31,
    "!!float 3": 3.0, "!!float 1.5": 1.5, "!!float '.5'": 0.5, "!!str 5": "5", "!!str": "", "!!binary aGk=": "aGk=",
    "!!timestamp 2012-10-17": "2012-10-17", "! 5": "5", "! ~": "~", "&x 5": 5, "&x '5'": "5", "&x": None, "!!str ~": "~",
    "!<tag:yaml.org,2002:int> '7'": 7, "!<tag:example.com,2000:x> 7": "7",
}  # fmt: skip


@pytest.mark.parametrize("text", TAGGED)
def test_a_tag_of_yaml_decides_what_a_scalar_means(text):
    found = parse(f"a: {text}\n", dialect=TAGS).data["a"]
    assert found == TAGGED[text]
    assert type(found) is type(TAGGED[text]) or isinstance(found, float)


def test_a_mapping_ends_with_its_last_value_whatever_stands_behind():
    texts = ["a: 1 # {b}", "a: 1 # }\n", "{a: 1 } # }", "? a\n: {}\n# }\n"]
    ends = [text[: parse(text, format="yaml").root.end] for text in texts]
    assert ends == ["a: 1", "a: 1", "{a: 1 }", "? a\n: {}"]
    pair = parse("a: [b: 1 , {c: 2 }, d: {} ]").root.entries[0].value
    assert [(item.start, item.end) for item in pair.items] == [(4, 8), (11, 18), (20, 25)]
