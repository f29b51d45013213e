"""The wishes that requirements documents utter, as patterns over one sentence, and what each comes to.

The sentences were counted over several hundred requirements documents; these are the commonest shapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


def _nothing(_match: re.Match[str]) -> Values:
    return {}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that people ask for.

    Attributes:
        name: What it is called in the summary.
        pattern: Where a sentence speaks of it.
        rules: Rules whose fix it asks for; where it is negated, rules that must not run.
        values: The values that the match states.
        negated: The values that it states where it is negated; None: it then says nothing.
        shows: Rules that are near to it: they run, and their fixes stay as safe as they are.
        inherent: A negation belongs to the wish itself ("no wildcard actions").
    """

    name: str
    pattern: re.Pattern[str]
    rules: tuple[str, ...] = ()
    values: Callable[[re.Match[str]], Values] = field(default=_nothing)
    negated: Values | None = None
    inherent: bool = False
    shows: tuple[str, ...] = ()


SERVICES: Mapping[str, re.Pattern[str]] = {
    prefix: re.compile(words, re.IGNORECASE)
    for prefix, words in {
        "apigateway": r"\bapi gateway",
        "cloudfront": r"\bcloudfront",
        "cloudtrail": r"\bcloudtrail",
        "docdb": r"\bdocumentdb",
        "dynamodb": r"\bdynamodb|\bglobal table",
        "ec2": r"\bec2\b|\bebs\b|\bvolumes?\b",
        "ecr": r"\becr\b",
        "efs": r"\befs\b",
        "elasticache": r"\belasticache|\bredis\b",
        "elasticloadbalancing": r"\bload balanc|\balb\b|\bnlb\b",
        "firehose": r"\bfirehose",
        "kinesis": r"\bkinesis",
        "kms": r"\bkms\b|\bkeys?\b",
        "lambda": r"\blambda\b|\bfunctions?\b",
        "neptune": r"\bneptune",
        "opensearch": r"\bopensearch|\belasticsearch",
        "rds": r"\brds\b|\baurora\b|\bdatabases?\b",
        "redshift": r"\bredshift",
        "s3": r"\bs3\b|\bbuckets?\b",
        "sns": r"\bsns\b|\btopics?\b",
        "sqs": r"\bsqs\b|\bqueues?\b",
        "stepfunctions": r"\bstep functions?|\bstate machines?",
    }.items()
}
"""Services that a sentence may name: its wish is then about these only."""


def _days(name: str) -> Callable[[re.Match[str]], Values]:
    def values(match: re.Match[str]) -> Values:
        days = next((text for text in match.groups() if text), None)
        return {name: int(days)} if days else {}

    return values


def _runtime(match: re.Match[str]) -> Values:
    language, version = match[1].lower().removesuffix("js").rstrip("."), match[2]
    if language == "python":
        return {"lambda-runtime": f"python{version}"}
    return {"lambda-runtime": f"nodejs{version.split('.')[0]}.x"}


def _architecture(match: re.Match[str]) -> Values:
    return {"lambda-architecture": "x86_64" if "x86" in match[0].lower() else "arm64"}


def _concurrency(match: re.Match[str]) -> Values:
    """A wish for one function says nothing of the others."""
    if not re.search(r"\b(?:all|each|every|functions|lambdas)\b", match.string, re.IGNORECASE):
        return {}
    number = next((text for text in match.groups() if text), None)
    return {"reserved-concurrency": int(number) if number else "required"}


def _tag_keys(match: re.Match[str]) -> Values:
    """The keys of "tagged with Environment, Project, and Owner"; of `Key=Value` the value too."""
    tags: dict[str, str] = {}
    keys: list[str] = []
    for part in re.split(r",|\band\b|;", match[1]):
        found = re.fullmatch(r"\s*([A-Z][A-Za-z]*)(?:\s*[=:]\s*['\"]?([\w.-]+)['\"]?)?(?:\s+tags?)?\s*", part)
        if found is None:
            break
        if found[2]:
            tags[found[1]] = found[2]
        else:
            keys.append(found[1])
    return {**({"tags": tags} if tags else {}), **({"required-tags": keys} if keys else {})}


def _wish(name: str, pattern: str, *rules: str, **more: Any) -> Wish:
    return Wish(name, re.compile(pattern, re.IGNORECASE), rules, **more)


def _asked(*types: str) -> Callable[[re.Match[str]], Values]:
    """Types that the sentence asks for, by name."""
    return lambda _: {"asked-resources": list(types)}


_DESTROY: Values = {"removal": "destroy"}
_AT_REST = (
    "docdb-encryption", "dynamodb-encryption", "ec2-volume-encryption", "ecr-encryption", "efs-encryption",
    "elasticache-encryption-at-rest", "firehose-encryption", "kinesis-encryption", "neptune-encryption",
    "opensearch-encryption-at-rest", "rds-storage-encryption", "redshift-encryption", "s3-encryption",
    "sns-encryption", "sqs-encryption",
)  # fmt: skip
_PROTECTION = (
    "cognito-deletion-protection", "docdb-deletion-protection", "dynamodb-deletion-protection",
    "elasticloadbalancing-deletion-protection", "neptune-deletion-protection", "rds-deletion-protection",
)  # fmt: skip

WISHES: tuple[Wish, ...] = (
    _wish("destroyable", r"\bdestroyab|\btear(?:ed)?[ -]?down\b|(?:cleanly|fully|completely|easily) (?:be )?(?:deleted|deletable|destroyed|removable|removed)|(?:deleted|destroyed|removed) (?:cleanly|completely|fully)|\bclean(?:up|ly)? (?:stack )?deletion", values=lambda _: _DESTROY),
    _wish("removal policy", r"\bretain(?:ed)?\b(?: deletion| removal)? (?:polic|resources)|polic(?:y|ies)[:= ]+['\"]?(?:of )?retain\b", values=lambda _: {"removal": "protect"}, negated=_DESTROY),
    _wish("removal policy Delete", r"(?:deletion|removal|updatereplace) ?policy[:= ]+['\"]?(?:to )?(?:delete|destroy)\b", values=lambda _: _DESTROY),
    _wish("deletion protection", r"\bdeletion ?protection", *_PROTECTION, negated=_DESTROY),
    _wish("environment suffix in names", r"environment[-_ ]?suffix", values=lambda _: {"environment-suffix": True}),
    _wish("runtime", r"\b(python|node(?:\.?js)?) ?v?(3\.\d+|\d{2}(?:\.x)?)\b(?!\s*\+| or (?:later|higher|newer|above|greater))", values=_runtime),
    _wish("processor", r"\barm64\b|\bgraviton ?\d?|\barm[- ]based|\barm architecture|\bx86_64\b", values=_architecture),
    _wish("point-in-time recovery", r"\bpoint[- ]in[- ]time|\bpitr\b", "dynamodb-point-in-time-recovery"),
    _wish("encryption at rest", r"(?<!un)encrypt(?:ed|ion)?\b(?! in transit)|\bat rest\b|\bsse(?:-\w+)?\b", *_AT_REST),
    _wish("key rotation", r"\bkey rotation|\brotat\w+ (?:of )?(?:kms )?keys?", "kms-rotation"),
    _wish("customer keys", r"\bkms\b"),
    _wish("TLS only", r"\btls\b|\bssl\b|\bhttps[- ]only|\bin[- ]transit|\bsecure transport", "s3-secure-transport", "sns-secure-transport", "sqs-secure-transport", "opensearch-enforce-https", "redshift-require-ssl", "elasticache-encryption-in-transit", "cloudfront-viewer-protocol", "cloudfront-tls-minimum"),
    _wish("versioning", r"\bversioning\b|\bversioned\b", "s3-versioning"),
    _wish("no public access", r"\bpublic access\b|\bpublicly accessible", "s3-public-access-block", "rds-public-access", "redshift-public-access", inherent=True),
    _wish("log retention", r"\blogs?\b.{0,60}?\b(\d+)[- ]days?\b|\b(\d+)[- ]days? (?:of )?(?:cloudwatch )?log|\blog\b.{0,20}\bretention", "logs-retention", values=_days("log-retention-days")),
    _wish("message retention", r"(?:\bdlqs?\b|dead[- ]letter|\bmessage retention).{0,60}?\b(\d+)[- ]days?", values=_days("queue-retention-days")),
    _wish("dead letter queue", r"\bdlqs?\b|dead[- ]letter", "lambda-dead-letter-queue", shows=("events-target-dead-letter-queue",), values=_asked("AWS::SQS::Queue")),
    _wish("backup retention", r"\bautomated backups?\b(?:.{0,50}?\b(\d+)[- ]days?\b)?|\bbackups?\b.{0,50}?\b(\d+)[- ]days?\b|\b(\d+)[- ]days? (?:of )?(?:automated )?backup", "rds-backups", "docdb-backups", "neptune-backups", values=_days("backup-retention-days")),
    _wish("several zones", r"\bmulti[- ]?az\b|\bmultiple (?:availability zones|azs)|availability zones", "rds-multi-az"),
    _wish("on-demand billing", r"\bon[- ]demand (?:billing|capacity|pricing)|\bpay[_ -]per[_ -]request"),
    _wish("reserved concurrency", r"\breserved concurren\w+(?: executions?)?(?:[^.]{0,40}?(?:\bto|\bof|[:=])\s*(\d+)\b)?", values=_concurrency, negated={"reserved-concurrency": "none"}),
    _wish("no secrets in the template", r"hard[- ]?cod\w+ (?:\w+ ){0,2}(?:credential|secret|password)|(?:credential|secret|password)s? (?:\w+ ){0,3}hard[- ]?cod", "secretsmanager-hardcoded-secret", inherent=True),
    _wish("no hard-coded values", r"hard[- ]?cod", inherent=True),
    _wish("Secrets Manager", r"\bsecrets ?manager", "secretsmanager-hardcoded-secret"),
    _wish("least privilege", r"\bleast[- ]privilege|\bwildcard", inherent=True),
    _wish("tracing", r"\bx-?ray\b|\btracing\b", "lambda-tracing", "stepfunctions-tracing", "apigateway-stage-tracing"),
    _wish("Lambda Insights", r"\blambda insights"),
    _wish("Container Insights", r"\bcontainer insights", "ecs-container-insights"),
    _wish("image scanning", r"\bscan(?:ning)? on push|\bimage scan", "ecr-scan-on-push"),
    _wish("instance metadata version 2", r"\bimdsv2", "ec2-instance-imdsv2", "ec2-launch-template-imdsv2"),
    _wish("trail file validation", r"\blog file (?:integrity )?validation", "cloudtrail-log-file-validation"),
    _wish("CloudTrail", r"\bcloudtrail\b", values=_asked("AWS::CloudTrail::Trail")),
    _wish("flow logs", r"\bflow logs?\b", "vpc-flow-logs", values=_asked("AWS::EC2::FlowLog")),
    _wish("web firewall", r"\bwaf\b", values=_asked("AWS::WAFv2::WebACL")),
    _wish("alarms", r"\balarms?\b", shows=("cloudwatch-dead-letters-alarm", "cloudwatch-function-errors-alarm"), values=_asked("AWS::CloudWatch::Alarm")),
    _wish("retries and error handling", r"\berror handling|\bretr(?:y|ies)\b", "events-target-retry-policy", "stepfunctions-lambda-retry"),
    _wish("state machine logging", r"\b(?:step functions?|state machine)\b.{0,40}\blogg", "stepfunctions-logging"),
    _wish("private subnets", r"\bprivate subnets?"),
    _wish("VPC endpoints", r"\bvpc endpoints?", values=_asked("AWS::EC2::VPCEndpoint")),
    _wish("timeout and memory", r"\btimeouts?\b|\bmemory\b.{0,20}\bmb\b"),
    _wish("image replication", r"\becr\b.{0,30}\breplicat|\breplicat.{0,30}\becr\b|\bcross-region replication for (?:container )?images", values=_asked("AWS::ECR::ReplicationConfiguration")),
    _wish("global table", r"\bdynamodb global tables?", values=_asked("AWS::DynamoDB::GlobalTable")),
    _wish("region", r"\b(?:us|eu|ap|sa|ca|me|af)-(?:east|west|north|south|central|northeast|southeast)-\d\b"),
    _wish("tags", r"\btag(?:ged|s)?\b(?: all)?(?: \w+){0,3}? with:? ([A-Z][^.]*)|\btag(?:s|ged|ging)?\b", values=lambda m: _tag_keys(m) if m[1] else {}),
    _wish("container images", r"\bcontainer images?\b"),
    _wish("outputs", r"\boutputs?\b.*\bexport|\bexports?\b.*\boutput|\bstack outputs?"),
    _wish("template format", r"\bcloudformation\b.{0,30}\b(?:json|ya?ml)\b|\b(?:json|ya?ml) (?:format|template)"),
)  # fmt: skip
