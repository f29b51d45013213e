"""A rule made up for a test, a template for it, and what it wants."""

from repair.patch.operations import Set
from repair.rules.context import Context, Settings
from repair.rules.detect import Detected
from repair.rules.model import Detection, Rule, Safety, Severity
from repair.template.load import from_text

TOPIC = ("Resources", "T")
NAME = (*TOPIC, "Properties", "TopicName")
TEXT = """\
Resources:
  T:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: old
  D:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: mysql}
"""


def rule(rule_id, *found, category="naming", severity=Severity.LOW, safety=Safety.SAFE, **more):
    """A rule that finds this in the topic of the template."""

    def detect(context, resource):
        del context
        if resource.id == "T":
            yield from found

    return Rule(
        id=rule_id, title=f"title of {rule_id}", category=category, severity=severity, safety=safety,
        profiles=("baseline",), why="why", impact="impact", references=("https://example.com",), aliases={"x": ("X1",)},
        types=("*",), detect_resource=detect, **more,
    )  # fmt: skip


def wants(name, path=NAME, **more):
    """The detection that the name should be another one."""
    return Detection(path, f"it should be {name}.", (Set(path, name),), **more)


def detected(rule_id="some-rule", path=NAME, *, message="m.", operations=(), **more):
    """What a rule found somewhere."""
    return Detected(rule(rule_id, **more), Detection(path, message, operations))


def context(text=TEXT, stack="new", profile="baseline"):
    """The template and the settings that rules are run with."""
    return Context(from_text(text, "t.yaml"), Settings(profile, stack))
