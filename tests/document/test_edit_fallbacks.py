"""When an edit does not prove right, the next one writes more anew; what each of them leaves alone."""

import pytest
from document_cases import TAGS

from repair.document import parse, reconcile, yaml_edits
from repair.document.block_edits import StrangeLayout
from repair.errors import RepairError

BEFORE = """\
# head
a: # 1
  b: # 2
    c: # 3
      d: # 4
        e: # 5
          f: 1 # 6
          g: x
h: 'y'   # 7
# end
"""
NEW = {"a": {"b": {"c": {"d": {"e": {"f": "one\ntwo\n", "g": "x"}}}}}, "h": "y"}


def with_comments(last):
    """What is written where all below comment number `last` is written anew; new text is quoted, in no block."""
    text = BEFORE.replace("f: 1", r'f: "one\ntwo\n"')
    for number in range(last + 1, 7):
        text = text.replace(f" # {number}", "")
    return text


TRIES = [
    BEFORE.replace("f: 1 # 6", "f: | # 6\n            one\n            two"),
    with_comments(6),
    with_comments(4),
    with_comments(3),
    with_comments(2),
    with_comments(1),
    with_comments(0),
    with_comments(0).replace("# head\n", "").replace("   # 7\n# end", ""),
]


@pytest.mark.parametrize("refused", range(len(TRIES)))
@pytest.mark.parametrize("why", ["it means something else", "the layout is strange"])
def test_each_try_writes_more_anew(refused, why, monkeypatch):
    tried = []
    proved, edits = reconcile._proved, yaml_edits.yaml_edits

    def doubted(*args):
        if why == "it means something else" or len(tried) >= 6:
            tried.append("proved")
            return len(tried) > refused and proved(*args)
        return proved(*args)

    def strange(*args, **kwargs):
        if why == "the layout is strange":
            tried.append("strange")
            if len(tried) <= refused:
                raise StrangeLayout
        return edits(*args, **kwargs)

    monkeypatch.setattr(reconcile, "_proved", doubted)
    monkeypatch.setattr(yaml_edits, "yaml_edits", strange)
    assert parse(BEFORE, dialect=TAGS).edited(NEW) == TRIES[refused]


def test_data_that_no_try_can_write_is_refused():
    with pytest.raises(RepairError, match=r"^this data cannot be written as YAML$"):
        parse("a: 1\n").edited({"a": "\ud800"})


def test_the_proof_reads_with_the_limits_and_the_name_of_the_document():
    from repair.document.limits import Limits

    doc = parse("a: [1]\n", dialect=TAGS, limits=Limits(nodes=4))
    assert doc.edited({"a": [1, 2]}) == "a: [1, 2]\n"
    with pytest.raises(RepairError):
        doc.edited({"a": [1, 2, 3]})


def test_a_list_at_the_root_is_no_data_of_a_document():
    for text in ("{}", "a: 1\n"):
        with pytest.raises(RepairError, match=r"^a document's data must be a mapping$"):
            parse(text).edits([1])


LONG = {"Fn::GetAtt": ["A", "B.C"]}
DOTTED = {"Fn::GetAtt": "A.B.C"}
SAME = [
    ({"x": LONG}, {"x": DOTTED}),
    ({"x": [LONG, 1]}, {"x": [DOTTED, 1]}),
    ({"x": [1, {"y": LONG}], "z": 1}, {"x": [1, {"y": DOTTED}], "z": 1}),
    (LONG, DOTTED),
]


@pytest.mark.parametrize(("long", "dotted"), SAME)
@pytest.mark.parametrize("text", ["{}", '{"x": [2]}', "a: 1\n", "x: [1, {y: 2}]\n", "x: {y: 1}\n"])
def test_dotted_text_in_new_data_means_its_list(long, dotted, text):
    doc = parse(text, dialect=TAGS)
    assert doc.edited(dotted) == doc.edited(long)
    assert parse(doc.edited(dotted), dialect=TAGS).data == long
    assert parse(doc.edited(long), dialect=TAGS).edits(dotted) == ()


def test_dotted_text_beside_other_keys_and_in_other_dialects_stays_text():
    assert parse("a: 1\n", dialect=TAGS).edited({"a": {"Fn::GetAtt": "A.B", "c": 1}}) == (
        "a:\n  Fn::GetAtt: A.B\n  c: 1\n"
    )
    assert parse("a: 1\n").edited({"a": DOTTED}) == "a:\n  Fn::GetAtt: A.B.C\n"
    assert parse('{"a": 1}').edited({"a": DOTTED}) == '{"a": {"Fn::GetAtt": "A.B.C"}}'


def test_new_data_is_not_changed_and_shared_where_nothing_changes():
    doc = parse("a: {b: [1, 2]}\nc: 1\n", dialect=TAGS)
    shared = {"deep": [1, {"k": "v"}]}
    new = {"a": doc.data["a"], "c": shared, "d": [DOTTED, shared]}
    doc.edits(new)
    assert new == {"a": {"b": [1, 2]}, "c": {"deep": [1, {"k": "v"}]}, "d": [DOTTED, shared]}
    long = reconcile._long_form(new, doc.data, TAGS.dotted)
    assert long["a"] is doc.data["a"]
    assert long["c"] is shared
    assert long["d"] == [LONG, shared]
    assert long["d"][1] is shared
    assert reconcile._long_form({"a": shared}, {}, TAGS.dotted)["a"] is shared
