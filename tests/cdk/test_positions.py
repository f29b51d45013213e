"""From a construct path to file and line, by syntax alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from recording import APPS, CORPUS, GOLDEN

from repair.cdk.assembly import Stack, read
from repair.cdk.loading import load
from repair.cdk.locate import locate
from repair.cdk.noise import provided
from repair.cdk.source import App, parse
from repair.template.template import Template

NO_PARSER = "reading TypeScript takes the extra cdk (tree-sitter), and it is not installed"


def app_of(**texts):
    files = {name.replace("__", "."): text for name, text in texts.items()}
    return App(Path(), {name: parse(name, text) for name, text in files.items()})


def stack(name="S", **classes):
    return Stack(name, Path(), Template({"Resources": {}}), {}, classes)


def line_of(app, text):
    """The line that holds the text, as the file has it."""
    (found,) = [
        number for file in app.files.values() for number, line in enumerate(file.lines, 1) if text in line
    ]
    return found


def typescript(app):
    if "typescript" in app:
        pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)


@pytest.mark.parametrize("app", APPS)
def test_every_resource_of_our_apps_has_a_call_of_its_own_name(app):
    typescript(app)
    loaded = load(str(CORPUS / app / GOLDEN))
    seen = 0
    for one in loaded.stacks:
        for path in one.constructs.values():
            if provided(path) or "/Exports/" in path:
                continue
            site = locate(loaded.app, replace(one, traces={}), path)
            assert site is not None, path
            assert site.call.id.matches(path.split("/")[1]) or site.via, path
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("app", [app for app in APPS if "typescript" in app])
def test_syntax_agrees_with_the_stack_traces_that_the_cdk_kept(app):
    typescript(app)
    loaded = load(str(CORPUS / app / GOLDEN))
    compared = 0
    for one in read(CORPUS / app / GOLDEN):
        for path in one.constructs.values():
            frames = one.traces.get(path, ())
            site = locate(loaded.app, replace(one, traces={}), path)
            makes = [call for call in loaded.app.calls if call.id is not None and call.name[:1].isupper()]
            if not frames or site is None or provided(path):
                continue
            first = [
                call
                for call in makes
                if frames[0].file.endswith(f"/{call.file}") and call.line == frames[0].line
            ]
            if first and any(first[0].id.matches(step) for step in path.split("/")[1:]):
                assert (site.call.file, site.call.line) == (first[0].file, first[0].line), path
                compared += 1
    assert compared > 3


PYTHON = """
import aws_cdk as cdk
from aws_cdk import aws_s3 as s3, aws_sqs as sqs
from constructs import Construct


def queue_for(scope, name):
    return sqs.Queue(scope, name)


class Archive(Construct):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(self, "Store")


class Cold(Archive):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        s3.Bucket(self, "Frozen")


class Main(cdk.Stack):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        for number in range(3):
            s3.Bucket(self, f"Shard{number}")
        Cold(self, "Cold")
        queue_for(self, "Jobs")
        group = Construct(self, "Group")
        s3.Bucket(group, "Inner")
        self.more("Late")

    def more(self, name):
        s3.Bucket(self, name)


class Prod(cdk.Stage):
    def __init__(self, scope, construct_id):
        super().__init__(scope, construct_id)
        Main(self, "Main")


app = cdk.App()
Prod(app, "Prod")
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("Prod/Main/Shard2/Resource", 's3.Bucket(self, f"Shard'),
        ("Prod/Main/Cold/Store/Resource", '"Store"'),
        ("Prod/Main/Cold/Frozen/Resource", '"Frozen"'),
        ("Prod/Main/Jobs/Resource", "sqs.Queue(scope, name)"),
        ("Prod/Main/Group/Inner/Resource", '"Inner"'),
        ("Prod/Main/Late/Resource", "s3.Bucket(self, name)"),
        ("Prod/Main/Cold", 'Cold(self, "Cold")'),
    ],
)
def test_loops_helpers_subclasses_and_stages_are_seen_through(path, line):
    app = app_of(app__py=PYTHON)
    site = locate(app, stack("Prod/Main"), path)
    assert site is not None
    assert site.call.line == line_of(app, line)


def test_what_a_library_makes_is_laid_to_the_nearest_construct_of_the_source():
    app = app_of(app__py=PYTHON)
    site = locate(app, stack("Prod/Main"), "Prod/Main/Cold/Frozen/Policy/Resource")
    assert site.inside == "Policy/Resource"
    assert [call.callee for call in site.via] == ["Prod", "Main", "Cold"]


def test_the_class_of_the_construct_decides_between_calls_of_one_name():
    text = (
        "class S(Stack):\n"
        "    def __init__(self, scope, id):\n"
        "        for name in names:\n"
        "            sns.Topic(self, name)\n"
        "        for name in names:\n"
        "            sqs.Queue(self, name)\n"
        'S(app, "S")\n'
    )
    classes = {"S/Jobs": "aws-cdk-lib.aws_sqs.Queue"}
    assert locate(app_of(app__py=text), stack("S", **classes), "S/Jobs/Resource").call.line == 6


def test_a_construct_that_nothing_of_the_source_makes_has_no_place():
    assert locate(app_of(app__py='Other(app, "Other")\n'), stack(), "S/Bucket/Resource") is None


TYPESCRIPT = """
import * as s3 from 'aws-cdk-lib/aws-s3';

class Pair extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new s3.Bucket(this, 'Left');
    new s3.Bucket(this, `${id}Right`, { versioned: true });
  }
}

const bucket = (scope: Construct, id: string) => new s3.Bucket(scope, id);

class Main extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    ['A', 'B'].forEach((name) => new Pair(this, `Pair${name}`));
    bucket(this, 'Helped');
  }
}
new Main(app, 'S');
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("S/PairB/Left/Resource", "'Left'"),
        ("S/PairA/PairARight/Resource", "Right`"),
        ("S/Helped/Resource", "new s3.Bucket(scope, id)"),
    ],
)
def test_typescript_is_seen_through_in_the_same_way(path, line):
    pytest.importorskip("tree_sitter_typescript", reason=NO_PARSER)
    app = app_of(main__ts=TYPESCRIPT)
    assert locate(app, stack(), path).call.line == line_of(app, line)


def test_columns_count_characters_after_letters_that_take_several_bytes():
    app = app_of(
        app__py='class S(Stack):\n    def __init__(self):\n        x = "é"; s3.Bucket(self, "B")\nS(app, "S")\n'
    )
    assert locate(app, stack(), "S/B/Resource").call.column == 18
