"""The neutral view: entries, their changes, what they do and what they add up to."""

import pytest
from differing import MOVED_OUT, PAIRED, RENAMED, UNSURE, delta, difference, made

from repair.diff.delta import Deployment
from repair.diff.difference import diff
from repair.report.difference_viewer import view
from repair.template.load import from_text


def entries(shown):
    return {entry.name: entry for _, entries in shown.sections for entry in entries}


def changes(shown):
    return [change for entry in entries(shown).values() for change in entry.every]


def paths(generated, ideal):
    mine, theirs = from_text(generated), from_text(ideal)
    return [change.path for change in changes(view(diff(mine, theirs), mine, theirs))]


def test_every_difference_is_one_change_and_the_counts_add_up():
    found, generated, ideal = difference()
    shown = view(found, generated, ideal)
    numbers = sorted(int(change.number) for change in changes(shown))
    assert numbers == list(range(1, len(found.deltas) + 1))
    assert shown.total == len(found.deltas) == sum(entry.count for entry in entries(shown).values())


def test_sections_stand_in_a_templates_usual_order_and_what_one_side_lacks_stands_last():
    shown = view(*difference())
    assert [section for section, _ in shown.sections] == ["", "Resources"]
    kinds = [entry.kind for entry in dict(shown.sections)["Resources"]]
    assert kinds == ["renamed", "changed", "added", "removed"]


def test_a_renamed_entry_holds_its_other_changes_and_says_what_follows():
    bucket = entries(view(*difference()))["RawBucket"]
    assert (bucket.kind, bucket.new_name, bucket.references) == ("renamed", "DataBucket", 2)
    assert bucket.own is not None
    assert [change.path for change in bucket.changes] == ["Properties.Tags[Team].Value"]
    assert (bucket.line, bucket.new_line) == (5, 5)


def test_an_item_is_called_by_what_names_it_and_by_its_index_where_that_differs():
    source = (
        "Resources: {{R: {{Type: T, Properties: {{Tags: [{{Key: a, Value: 1}}, {{Key: {}, Value: {}}}]}}}}}}"
    )
    assert paths(source.format("b", 2), source.format("b", 3)) == ["Properties.Tags[b].Value"]
    named = "Resources: {{R: {{Type: T, Properties: {{Rules: [{{Id: {}, Size: 1, Days: 2, Text: long}}]}}}}}}"
    assert paths(named.format("old"), named.format("new")) == ["Properties.Rules[0].Id"]


def test_an_item_whose_name_another_item_has_too_is_called_by_its_index():
    source = "Resources: {{R: {{Type: T, Properties: {{L: [{{Name: a, V: 1, W: 1}}, {{Name: a, V: 2, W: {}}}]}}}}}}"
    (path,) = paths(source.format(3), source.format(4))
    assert path == "Properties.L[1].W"


def test_what_is_new_is_placed_by_the_names_of_the_generated_template():
    source = "Resources: {{R: {{Type: T, Properties: {{Rules: [{{Id: {}, Size: 1, Days: 2{}}}]}}}}}}"
    found = paths(source.format("old", ""), source.format("new", ", Text: long"))
    assert found == ["Properties.Rules[0].Id", "Properties.Rules[old].Text"]


def test_keys_with_dots_are_quoted_and_branches_have_words():
    source = 'Resources: {{R: {{Type: T, Properties: {{"a.b": {{"Fn::If": [C, {{K: {}}}, x]}}}}}}}}'
    assert paths(source.format(1), source.format(2)) == ['Properties["a.b"].Fn::If[then].K']


def test_a_change_has_its_lines_in_both_templates():
    (change,) = entries(view(*difference()))["RawBucket"].changes
    assert (change.line, change.new_line) == (10, 10)
    assert entries(view(*difference()))["Topic"].line is None
    assert entries(view(*difference()))["Queue"].new_line is None


def test_what_a_change_does_is_said_in_words():
    hard = delta(
        deployment=Deployment("will", data_loss=True, also=("A", "B")),
        permissions="broader",
        depends_on=("parameter Stage", "condition IsProd"),
    )
    (change,) = changes(view(made(hard)))
    assert [note.text for note in change.notes] == [
        "replaces it",
        "may replace also A and B",
        "data may be lost",
        "allows more",
        "the same or not, depending on parameter Stage and condition IsProd",
    ]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("broader", "allows more"),
        ("narrower", "allows less"),
        ("same", "same permissions"),
        ("incomparable", "permissions not comparable"),
    ],
)
def test_permissions_have_words(verdict, words):
    (change,) = changes(view(made(delta(permissions=verdict))))
    assert [note.text for note in change.notes] == [words]


def test_a_pair_by_content_says_how_sure_it_is():
    entry = entries(view(made(RENAMED, alignment=PAIRED)))["Db"]
    assert entry.matched == "paired by content, 72 % alike; the next best is 31 points behind"
    assert entry.references == 2


def test_one_sentence_says_what_becomes_of_a_running_stack():
    stack = view(
        made(
            RENAMED,
            delta("removed", ("Resources", "Old"), deployment=Deployment(data_loss=True)),
            delta("added", ("Resources", "New")),
            delta(path=("Resources", "Maybe", "Properties", "X"), deployment=Deployment("may")),
        )
    ).stack
    assert stack == (
        "In a running stack it creates 1 resource, deletes 1 (Old), replaces 1 (Db) and may replace 2 "
        "(App and Maybe); data may be lost through Db and Old."
    )


SPREADING = """\
Parameters: {Stage: {Type: String, Default: dev}}
Resources:
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: {Bucket: !Ref Bucket, PolicyDocument: {}}
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Stage}}
"""


def test_a_replacement_that_spreads_for_sure_says_so():
    both = from_text(SPREADING), from_text(SPREADING)
    name = ("Resources", "Bucket", "Properties", "BucketName")
    hard = delta(path=name, deployment=Deployment("will", also=("Policy",)))
    shown = view(made(hard), *both)
    assert [note.text for note in changes(shown)[0].notes] == ["replaces it", "replaces also Policy"]
    assert shown.stack == "In a running stack it replaces 2 (Policy and Bucket)."


def test_a_default_that_changes_may_replace_what_uses_it():
    both = from_text(SPREADING), from_text(SPREADING)
    stage = delta(
        path=("Parameters", "Stage", "Default"),
        deployment=Deployment("may", data_loss=True, also=("Bucket",)),
    )
    shown = view(made(stage), *both)
    assert [note.text for note in changes(shown)[0].notes] == ["may replace Bucket", "data may be lost"]
    assert shown.stack == (
        "In a running stack it may replace 2 (Policy and Bucket); data may be lost through Parameters.Stage."
    )


def test_a_harmless_difference_says_so():
    assert view(made(delta())).stack == "In a running stack it creates, deletes and replaces nothing."


def test_the_parts_of_a_change_stand_under_it_and_not_beside_it():
    shown = view(made(MOVED_OUT))
    (entry,) = entries(shown).values()
    (change,) = entry.every
    assert (entry.name, change.path, change.new_path) == (
        "Web",
        "Properties.SecurityGroupIngress[0]",
        "Resources.Https",
    )
    assert [(part.number, part.path) for part in change.parts] == [
        ("1.1", "Properties.SecurityGroupIngress[0]"),
        ("1.2", "Resources.Https"),
    ]
    assert shown.total == 1
    assert shown.stack.startswith("In a running stack it creates 1 resource")


def test_what_lowers_the_similarity_adds_up():
    deltas = [delta(path=("Resources", f"R{n}", "Properties", "X"), weight=n) for n in range(1, 9)]
    found = made(*deltas)
    shown = view(found)
    assert [share.weight for share in shown.shares] == [8, 7, 6, 5, 4, 1 + 2 + 3]
    assert shown.shares[-1].name == "3 others"
    assert sum(share.part for share in shown.shares) == pytest.approx(1 - found.similarity)


def test_templates_that_differ_are_never_called_100_percent_similar():
    assert view(made(delta(weight=1), total=1_000_000)).similarity == "99.99 %"
    assert view(made(delta(weight=1), total=200)).similarity == "99.5 %"
    assert view(made()).similarity == "100 %"


def test_what_could_not_be_told_apart_is_a_remark():
    shown = view(made(delta(), ambiguous=(UNSURE,), coarse=("Some list was too long.",)))
    assert shown.remarks == (
        "Resources: nothing tells which of A and B is which of X and Y; they count as removed and added.",
        "Some list was too long.",
    )


def test_a_new_entry_and_an_old_one_of_the_same_name_are_two():
    renamed = delta("renamed", ("Resources", "A"), ideal_path=("Resources", "B"), before="A", after="B")
    below = delta(
        "added",
        ("Resources", "B", "Properties", "X"),
        resource="A",
        target=("Resources", "A", "Properties", "X"),
    )
    new = delta("added", ("Resources", "A"))
    ((_, listed),) = view(made(renamed, below, new)).sections
    assert [(entry.kind, entry.name, entry.new_name) for entry in listed] == [
        ("renamed", "A", "B"),
        ("added", "A", ""),
    ]
    assert [[change.number for change in entry.every] for entry in listed] == [["1", "2"], ["3"]]


def test_a_difference_of_the_template_itself_has_its_own_section():
    (description,) = dict(view(*difference()).sections)[""]
    assert (description.name, description.section) == ("Description", "")
    (change,) = description.every
    assert (change.shown.old.text, change.shown.new.text) == ("Orders", "Orders and returns")
