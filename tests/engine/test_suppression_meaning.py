"""What one suppression covers, where a template says one, and where its items have gone."""

from dataclasses import replace

import pytest
from made_rules import TEXT, detected, rule

from repair.document.spans import Position
from repair.engine.finding import fingerprint_of
from repair.engine.holding import Held, Suppressions
from repair.engine.result import Options
from repair.engine.select import Selection
from repair.engine.spelled import in_comments, in_metadata
from repair.engine.suppression import OWN, Source, Suppression
from repair.engine.unused import outdated, unused_findings
from repair.rules.load import library
from repair.template.load import from_text
from repair.template.template import Template

PLACE = ("Resources", "Bucket", "Properties", "X")
MADE = replace(rule("s3-made"), aliases={"cfn-lint": ("E1001", "W2"), "checkov": ("CKV_1",)})


@pytest.mark.parametrize(
    ("more", "path", "covered"),
    [
        ({}, PLACE, True),
        ({}, (), True),
        ({"scopes": ()}, PLACE, False),
        ({"scopes": (("Resources", "Bucket"),)}, PLACE, True),
        ({"scopes": (("Resources", "Bucket"),)}, ("Resources", "Bucket"), True),
        ({"scopes": (("Resources", "Bucket"),)}, ("Resources",), False),
        ({"scopes": (("Resources", "Other"), ("Resources", "Bucket", "Properties"))}, PLACE, True),
        ({"scopes": (("Resources", "Other"),)}, PLACE, False),
        ({"resource": "Buck*"}, PLACE, True),
        ({"resource": "buck*"}, PLACE, False),
        ({"resource": "Bucket"}, ("Resources", "Bucket"), True),
        ({"resource": "*"}, ("Resources",), False),
        ({"resource": "*"}, ("Outputs", "Bucket"), False),
        ({"resource": "Buck*", "scopes": (("Outputs",),)}, PLACE, False),
        ({"id": "other"}, PLACE, False),
    ],
)
def test_a_suppression_covers_a_rule_at_or_under_its_scopes_in_resources_of_its_name(more, path, covered):
    said = replace(Suppression(Source.CONFIGURATION, "s3-made"), **more)
    assert said.covers(MADE, path) is covered


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("rule_id", ["s3-made", "E1001", "W2", "CKV_1", "E1", "E", "", "CKV", "s3"])
def test_an_id_is_ours_or_that_of_the_tool_whose_spelling_it_is(source, rule_id):
    here = Suppression(source, rule_id, scopes=(("Resources", "Bucket"),))
    own = source in OWN and rule_id in ("s3-made", "E1001", "W2", "CKV_1")
    theirs = (source, rule_id) in {
        (Source.CFN_LINT, "E1001"),
        (Source.CFN_LINT, "W2"),
        (Source.CHECKOV, "CKV_1"),
    }
    assert here.names(MADE) is (own or theirs)
    everywhere = Suppression(source, rule_id)
    begins = source is Source.CFN_LINT and rule_id in ("E1", "E")
    assert everywhere.names(MADE) is (own or theirs or begins)


def test_ours_are_those_that_are_said_in_the_template_or_the_configuration():
    assert {one.value for one in OWN} == {"metadata", "comment", "configuration"}
    assert [one.value for one in Source] == [
        "metadata", "comment", "configuration", "baseline", "cfn-lint", "cfn_nag", "checkov", "guard",
    ]  # fmt: skip


def said_in(metadata, *, resource=True):
    template = Template(
        {"Resources": {"B": {"Type": "T", "Metadata": metadata}}}
        if resource
        else {"Metadata": metadata, "Resources": {}}
    )
    return [(one.source, one.id, one.reason, one.scopes, one.path) for one in in_metadata(template)]


B = ("Resources", "B")


@pytest.mark.parametrize(
    ("metadata", "source", "reason", "path"),
    [
        ({"repair": {"ignore": ["x"]}}, "metadata", "", ("repair", "ignore", 0)),
        ({"repair": {"ignore": "x"}}, "metadata", "", ("repair", "ignore")),
        ({"repair": {"ignore": [{"id": "x", "reason": "r"}]}}, "metadata", "r", ("repair", "ignore", 0)),
        ({"repair": {"ignore": {"id": "x", "reason": "r"}}}, "metadata", "r", ("repair", "ignore")),
        ({"repair": {"ignore": [{"id": "x", "reason": 5}]}}, "metadata", "", ("repair", "ignore", 0)),
        (
            {"cfn-lint": {"config": {"ignore_checks": ["x"]}}},
            "cfn-lint",
            "",
            ("cfn-lint", "config", "ignore_checks", 0),
        ),
        (
            {"cfn-lint": {"config": {"ignore_checks": [{"id": "x", "": "r"}]}}},
            "cfn-lint",
            "",
            ("cfn-lint", "config", "ignore_checks", 0),
        ),
        (
            {"cfn_nag": {"rules_to_suppress": [{"id": "x", "reason": "r"}]}},
            "cfn_nag",
            "r",
            ("cfn_nag", "rules_to_suppress", 0),
        ),
        ({"checkov": {"skip": [{"id": "x", "comment": "r"}]}}, "checkov", "r", ("checkov", "skip", 0)),
        ({"guard": {"SuppressedRules": ["x"]}}, "guard", "", ("guard", "SuppressedRules", 0)),
    ],
)
def test_metadata_says_an_id_and_a_reason_in_the_spelling_of_its_tool(metadata, source, reason, path):
    assert said_in(metadata) == [(source, "x", reason, (B,), (*B, "Metadata", *path))]
    whole = said_in(metadata, resource=False)
    assert whole == (
        [(source, "x", reason, ((),), ("Metadata", *path))] if source in ("metadata", "cfn-lint") else []
    )


@pytest.mark.parametrize(
    ("metadata", "paths"),
    [
        ({"repair": 1}, [("repair",)]),
        ({"repair": {"ignore": ["x"], "more": 1, "other": 2}}, [("repair", "more"), ("repair", "other")]),
        ({"repair": {"ignore": [1, {"reason": "r"}]}}, [("repair", "ignore", 0), ("repair", "ignore", 1)]),
        (
            {
                "cfn_nag": {"rules_to_suppress": [1]},
                "checkov": 1,
                "guard": {"SuppressedRules": [{}]},
                "cfn-lint": {},
            },
            [],
        ),
        ({}, []),
        (1, []),
    ],
)
def test_what_is_not_understood_of_ours_has_no_id_and_of_others_is_nothing(metadata, paths):
    astray = [path for _, rule_id, _, _, path in said_in(metadata) if not rule_id]
    assert sorted(astray) == [(*B, "Metadata", *path) for path in paths]


def test_what_is_not_understood_of_ours_in_the_templates_own_metadata_has_no_id_either():
    assert said_in({"repair": {"ignor": ["x"]}}, resource=False) == [
        (Source.METADATA, "", "", ((),), ("Metadata", "repair", "ignor"))
    ]


def commented(text):
    return [(one.id, one.reason, one.scopes, one.path) for one in in_comments(from_text(text, "t.yaml"))]


YAML = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n        - Key: a\n          Value: b\n"


@pytest.mark.parametrize(
    ("after", "comment", "found"),
    [
        ("  B:", " # repair: ignore[x] why", [("x", "why", (B,), B)]),
        ("  B:", " # repair: ignore[x, y,] why not ", [("x", "why not", (B,), B), ("y", "why not", (B,), B)]),
        ("  B:", "\t#repair:ignore[x]", [("x", "", (B,), B)]),
        ("  B:", " # repair: ignore [x]", [("", "", (B,), B)]),
        ("  B:", " # REPAIR : ignore", [("", "", (B,), B)]),
        ("  B:", " # repair: ignored[x]", []),
        ("- Key: a", " # repair: ignore[x]", [("x", "", ((*B, "Properties", "Tags", 0),), (*B, "Properties", "Tags", 0))]),
        ("Value: b", " # repair: ignore[x]", [("x", "", ((*B, "Properties", "Tags", 0, "Value"),), (*B, "Properties", "Tags", 0, "Value"))]),
        ("  B:", "\n    # repair: ignore[x]", [("x", "", ((*B, "Type"),), (*B, "Type"))]),
        ("  B:", "\n    # repair: ignore[x]\n\n    # more\n", [("x", "", ((*B, "Type"),), (*B, "Type"))]),
        ("Value: b", "\n# repair: ignore[x]", [("x", "", (), ())]),
    ],
)  # fmt: skip
def test_a_comment_speaks_of_what_begins_in_its_line_or_the_next_that_holds_something(after, comment, found):
    assert commented(YAML.replace(after, after + comment, 1)) == found


def test_a_comment_of_the_first_line_speaks_of_the_first_section():
    assert commented("# repair: ignore[x]\n" + YAML) == [("x", "", (("Resources",),), ("Resources",))]


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# checkov:skip=CKV_1:why", [("CKV_1", "why", (B,), B)]),
        ("#bridgecrew:skip= CKV_1", [("CKV_1", "", (B,), B)]),
        ("# checkov:skip=CKV_1 :  why not ", [("CKV_1", "why not", (B,), B)]),
        ("# checkov: skip=CKV_1", []),
    ],
)
def test_a_comment_of_checkov_speaks_of_the_resource_around_it(comment, found):
    assert commented(YAML.replace("  B:", f"  B: {comment}", 1)) == found
    assert commented(YAML + f"    {comment}\n") == found
    assert commented(YAML + f"  {comment}\n  C: {{Type: AWS::SNS::Topic}}\n") == []
    assert commented(comment + "\n" + YAML) == []


def test_comments_of_json_and_in_texts_say_nothing():
    assert commented('{"Resources": {"B": {"Type": "T", "Note": " # repair: ignore[x]"}}}') == []
    inside = YAML.replace("Value: b", "Value: 'b # repair: ignore[x] # checkov:skip=CKV_1'")
    assert commented(inside) == []
    more = "  C:  # repair: ignore[y] # checkov:skip=CKV_2\n    Type: AWS::SNS::Topic\n"
    assert [(one, path) for one, _, _, path in commented(inside + more)] == [
        ("y", ("Resources", "C")), ("CKV_2", ("Resources", "C")),
    ]  # fmt: skip


def test_a_comment_of_checkov_speaks_of_the_resource_after_others_too():
    text = YAML + "  C:\n    Type: AWS::SNS::Topic  # checkov:skip=CKV_2\n  D:\n    Type: AWS::SNS::Topic\n"
    assert commented(text) == [("CKV_2", "", (("Resources", "C"),), ("Resources", "C"))]


def place(number):
    return ("Resources", "B", "L", number)


def split(held, found, data):
    return held.split(found, Template(data))


def test_what_a_comment_covers_follows_its_items():
    first = {"Resources": {"B": {"L": [{"a": 1}, {"a": 2}, {"a": 3}]}}}
    items = first["Resources"]["B"]["L"]
    said = Suppression(Source.COMMENT, "some-rule", scopes=(place(1),))
    held = Suppressions((said,), first=first)
    found = [detected(path=(*place(number), "a")) for number in range(3)]

    def numbers(new):
        made = split(held, found, {"Resources": {"B": {"L": new}}})
        return [one.detected.detection.path[3] for one in made.held]

    assert numbers(items) == numbers([*items]) == [1]
    assert numbers(items[1:]) == [0]
    assert numbers([items[2], items[0], items[1]]) == [2]
    assert numbers([{"a": 2}, {"a": 4}, {"a": 5}]) == [1]
    configured = Suppressions((replace(said, source=Source.CONFIGURATION),), first=first)
    assert [
        one.detected.detection.path[3]
        for one in split(configured, found, {"Resources": {"B": {"L": items[1:]}}}).held
    ] == [1]


def test_detections_are_told_apart_by_the_first_word_about_them():
    one, two, three = (detected(name, ("Resources", name)) for name in ("a", "b", "c"))
    first, again, idle = (
        Suppression(Source.CONFIGURATION, "a"),
        Suppression(Source.CONFIGURATION, "a", "r"),
        Suppression(Source.CONFIGURATION, "z"),
    )
    made = split(Suppressions((first, again, idle)), [one, two, three], {"Resources": {}})
    assert made.active == (two, three)
    assert made.held == (Held(one, first),)
    assert made.unused == (idle,)
    nothing = split(Suppressions(), [one], {"Resources": {}})
    assert (nothing.active, nothing.held, nothing.unused) == ((one,), (), ())


def test_a_baseline_knows_as_many_as_it_has_entries_for():
    one, two = detected("a", place(0)), detected("a", place(1))
    known = {fingerprint_of(("a", "/Resources/B/L/*")): "a"}
    made = split(Suppressions(known=known), [one, two], {"Resources": {}})
    assert made.active == (two,)
    assert [(each.detected, each.suppression) for each in made.held] == [
        (one, Suppression(Source.BASELINE, next(iter(known))))
    ]
    both = known | {fingerprint_of(("a", "/Resources/B/L/*"), 2): "a"}
    assert split(Suppressions(known=both), [one, two], {"Resources": {}}).active == ()


def unused(*said, options=None, text=TEXT, rules=None):
    rules = library() if rules is None else rules
    return unused_findings(said, rules, from_text(text, "t.yaml"), options or Options())


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (Suppression(Source.COMMENT, ""), "This comment is not understood and ignores nothing: write # repair: ignore[RULE] REASON."),
        (Suppression(Source.METADATA, ""), "This entry is not understood and ignores nothing: repair takes ignore, a list of ids of rules or of {id: RULE, reason: WHY}."),
        (Suppression(Source.METADATA, "s3-versioning"), "This entry ignores s3-versioning, which finds nothing in this template."),
        (Suppression(Source.COMMENT, "s3-versioning", scopes=(("Resources", "T"),)), "This comment ignores s3-versioning, which finds nothing here."),
        (Suppression(Source.CONFIGURATION, "s3-versionin", origin="repair.toml:4"), "The configuration (repair.toml:4) ignores s3-versionin, and there is no such rule. Did you mean s3-versioning?"),
        (Suppression(Source.COMMENT, "nothing-like-any"), "This comment ignores nothing-like-any, and there is no such rule."),
    ],
)  # fmt: skip
def test_what_suppresses_nothing_is_told_in_words(said, message):
    (found,) = unused(said)
    assert (found.id, found.category, found.fix.ops) == ("unused-suppression", "maintainability", ())
    assert [one.message for one in found.places] == [message]
    assert found.root_cause
    assert found.impact
    assert found.references


def test_what_cannot_be_judged_is_not_called_unused():
    assert unused(Suppression(Source.CHECKOV, "CKV_1"), Suppression(Source.CFN_LINT, "E1")) == []
    assert unused(Suppression(Source.CONFIGURATION, "s3-versioning", sole=False)) == []
    assert unused(Suppression(Source.COMMENT, "s3-versioning"), rules=()) == []
    assert unused(Suppression(Source.COMMENT, "unused-suppression")) == []
    later = Suppression(Source.COMMENT, "nothing-like-any", position=Position(7, 9))
    (found,) = unused(Suppression(Source.CHECKOV, "CKV_1"), later)
    assert [(one.line, one.column) for one in found.places] == [(7, 9)]
    narrow = Options(selection=Selection(("s3-versioning",)))
    assert unused(Suppression(Source.COMMENT, "nothing"), options=narrow) == []


def test_those_that_the_baseline_knows_are_passed_over_one_for_each_entry():
    said = Suppression(Source.CONFIGURATION, "nothing-like-any", origin="a:1")
    (plain,) = unused(said)
    first = fingerprint_of(plain.marks)
    found = unused(said, said, options=Options(known={first: "unused-suppression"}))
    assert [one.suppression for one in found] == [Suppression(Source.BASELINE, first), None]
    second = fingerprint_of(plain.marks, 2)
    found = unused(said, said, options=Options(known={second: "unused-suppression"}))
    assert [one.suppression for one in found] == [None, Suppression(Source.BASELINE, second)]


def test_entries_of_the_baseline_are_outdated_where_their_rules_were_asked_and_hold_nothing():
    rules = [rule("a"), rule("b")]
    known = {"1": "a", "2": "a", "3": "b", "4": "other", "5": "unused-suppression"}
    by = [
        Suppression(Source.BASELINE, "1"),
        Suppression(Source.BASELINE, "3"),
        Suppression(Source.COMMENT, "2"),
    ]
    assert outdated(Options(known=known), by, rules) == 2
    assert outdated(Options(known=known, selection=Selection((), ("unused-suppression",))), by, rules) == 1
    assert outdated(Options(), by, rules) == 0


def test_what_a_comment_covers_follows_its_items_through_lists_in_lists():
    inner = [{"a": 1}, {"a": 2}]
    outer = [{"M": []}, {"M": inner}]
    first = {"Resources": {"B": {"L": outer}}}
    said = Suppression(Source.COMMENT, "some-rule", scopes=(("Resources", "B", "L", 1, "M", 1),))
    new = {"Resources": {"B": {"L": [outer[1]]}}}
    found = [detected(path=("Resources", "B", "L", 0, "M", number)) for number in (0, 1)]
    assert split(Suppressions((said,), first=first), found, new).active == (found[0],)


def test_all_that_may_be_passed_over_is_what_comments_the_configuration_and_the_baseline_say():
    template = from_text(YAML.replace("  B:", "  B: # repair: ignore[x]", 1), "t.yaml")
    configured, known = Suppression(Source.CONFIGURATION, "y"), {"f" * 12: "z"}
    made = Suppressions.of(template, [configured], known)
    assert [one.id for one in made.said] == ["x", "y"]
    assert (made.known, made.first) == (known, template.data)
    assert (Suppressions.of(template).known, len(Suppressions.of(template).said)) == ({}, 1)
