"""Results of runs that never ran: for testing what writers make of them."""

from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from hypothesis import strategies as st

from repair.diff.delta import Deployment
from repair.engine.finding import Finding, Fix, FixStatus, Place
from repair.engine.result import Repair
from repair.patch.between import between
from repair.patch.operations import RefusalCode
from repair.patch.rfc6902 import invert
from repair.rules.detect import RuleFailure
from repair.rules.model import Safety, Severity
from repair.template.load import from_text

BUCKET = """\
Resources:
  RawBucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: raw
      Tags:
        - {Key: Team, Value: data}
  Queue:
    Type: AWS::SQS::Queue
"""


def finding(**changes):
    return Finding(
        **{
            "id": "s3-versioning",
            "kind": "s3-versioning-or-object-lock",
            "title": "S3 bucket keeps no versions",
            "category": "data-protection",
            "severity": Severity.HIGH,
            "places": (place(),),
            "root_cause": "Versioning is off by default.",
            "impact": "An object that is overwritten is gone.",
            "references": ("https://docs.aws.amazon.com/s3/versioning.html",),
            "aliases": {"checkov": ("CKV_AWS_21",)},
            "fix": fix(),
            **changes,
        }
    )


def place(**changes):
    return Place(
        **{
            "path": ("Resources", "RawBucket", "Properties"),
            "message": "RawBucket keeps no versions.",
            "resource": "RawBucket",
            "resource_type": "AWS::S3::Bucket",
            "line": 4,
            "column": 5,
            "before": {"BucketName": "raw"},
            "after": {"BucketName": "raw", "VersioningConfiguration": {"Status": "Enabled"}},
            **changes,
        }
    )


def fix(status=FixStatus.APPLIED, safety=Safety.SAFE, refusal=None, reason=None, ops=None):
    added = {
        "op": "add",
        "path": "/Resources/RawBucket/Properties/VersioningConfiguration",
        "value": {"Status": "Enabled"},
    }
    return Fix(status, safety, refusal, reason, (added,) if ops is None else ops)


UNSAFE = fix(
    FixStatus.AVAILABLE,
    Safety.UNSAFE,
    RefusalCode.UNSAFE_NOT_ENABLED,
    "there is more than one reading",
)
VALUE = fix(FixStatus.REFUSED, Safety.DISPLAY_ONLY, RefusalCode.NEEDS_VALUE, "nothing says which subnets", ())
NO_FIX = fix(FixStatus.NONE, Safety.DISPLAY_ONLY, ops=())


def result(*findings, source=BUCKET, data=None, text=None, ideal=None, failures=(), name="stack.yaml"):
    template = from_text(source, name)
    goal = from_text(text, name).data if text is not None else template.data if data is None else data
    patch = tuple(between(template.data, goal))
    return Repair(
        template,
        from_text(ideal, "ideal.yaml") if ideal is not None else None,
        goal,
        text if text is not None else template.document.edited(goal) if patch else source,
        findings,
        patch,
        tuple(invert(patch, template.data)),
        tuple(RuleFailure(*one) for one in failures),
    )


WORDS = st.text("ab1 `*_[]<>|#~&\\\"'{}é漢…-=:/@.!", min_size=1, max_size=20)
NAMES = st.builds(str.__add__, st.sampled_from(ascii_uppercase), st.text(ascii_letters + digits, max_size=12))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | WORDS | st.just("a\nb\n```\nc"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)
PLACES = st.builds(
    place,
    path=NAMES.map(lambda name: ("Resources", name, "Properties", "X")),
    message=WORDS,
    resource=NAMES,
    line=st.integers(1, 999),
    column=st.integers(1, 99),
    before=VALUES,
    after=VALUES,
)
FIXES = st.sampled_from(
    [
        fix(),
        fix(FixStatus.AVAILABLE),
        UNSAFE,
        VALUE,
        NO_FIX,
        fix(
            FixStatus.AVAILABLE,
            Safety.DISPLAY_ONLY,
            RefusalCode.UNSAFE_NOT_ENABLED,
            "only a person can choose",
        ),
        fix(
            FixStatus.AVAILABLE, Safety.UNSAFE, RefusalCode.CREATE_ONLY, "it would replace a running resource"
        ),
        fix(FixStatus.AVAILABLE, Safety.SAFE, RefusalCode.CONFLICT, "another fix changes the same place"),
    ]
)
FINDINGS = st.lists(
    st.builds(
        finding,
        id=st.builds(
            "{}-{}".format,
            st.text(ascii_lowercase, min_size=2, max_size=8),
            st.text(ascii_lowercase, min_size=2, max_size=30),
        ),
        title=WORDS,
        category=st.sampled_from(["validity", "security", "structure"]),
        severity=st.sampled_from(list(Severity)),
        places=st.lists(PLACES, min_size=1, max_size=5).map(tuple),
        root_cause=WORDS,
        impact=WORDS,
        references=st.lists(WORDS, max_size=2).map(tuple),
        aliases=st.dictionaries(WORDS, st.lists(WORDS, min_size=1, max_size=2).map(tuple), max_size=2),
        fix=FIXES,
        deployment=st.builds(Deployment, st.sampled_from(["never", "may", "will"]), st.booleans()),
    ),
    max_size=4,
)
