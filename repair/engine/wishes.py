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
        about: The service that the sentence, or where it names none its heading, must speak of.
    """

    name: str
    pattern: re.Pattern[str]
    rules: tuple[str, ...] = ()
    values: Callable[[re.Match[str]], Values] = field(default=_nothing)
    negated: Values | None = None
    inherent: bool = False
    shows: tuple[str, ...] = ()
    about: str | None = None


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
        "events": r"\beventbridge\b|\bevent rules?\b",
        "firehose": r"\bfirehose",
        "glue": r"\bglue\b",
        "kinesis": r"\bkinesis",
        "kms": r"\bkms\b|(?<!partition )(?<!primary )(?<!sort )(?<!hash )(?<!range )\bkeys?\b",
        "lambda": r"\blambda\b|(?<!step )\bfunctions?\b",
        "neptune": r"\bneptune",
        "outputs": r"\boutputs?\b",
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


_TAGGED_WITH = re.compile(
    r"\b(?i:tag(?:ged|s)?)\b(?: all)?(?: \w+){0,3}? with:? ([A-Z][^.]*)|\b(?i:have (?:the )?tags):? ([A-Z][^.]*)"
)


def _tag_keys(match: re.Match[str]) -> Values:
    """The keys of "tagged with Environment, Project, and Owner"; of `Key=Value` the value too."""
    listed = _TAGGED_WITH.search(match.string)
    tags: dict[str, str] = {}
    keys: list[str] = []
    for part in re.split(r",|\band\b|;", (listed[1] or listed[2]) if listed is not None else ""):
        found = re.fullmatch(r"\s*([A-Z][A-Za-z]*)(?:\s*[=:]\s*['\"]?([\w.-]+)['\"]?)?(?:\s+tags?)?\s*", part)
        if found is None:
            break
        if found[2]:
            tags[found[1]] = found[2]
        else:
            keys.append(found[1])
    return {**({"tags": tags} if tags else {}), **({"required-tags": keys} if keys else {})}


_GENERIC = re.compile(
    r"(?:\b(?:all|any|both|each|every|its|lambda|of|our|the|their|these|this|for|on|in|to|aws|that|which|with)|^|[,;:(])\s*(?:lambda )?functions?\b", re.IGNORECASE
)  # fmt: skip
_BOUND = re.compile(
    r"\b(?:at least|at most|between|less|longer|max\w*|min(?:imum)?|more|up to|default|exceed\w*|within|under|over|below|visibility|api|reasonable)\b",
    re.IGNORECASE,
)


def _function_size(match: re.Match[str]) -> Values:
    """Timeout and memory of all functions; a bound is no value, and a wish for one function no wish for the others."""
    text = match.string
    functions = re.findall(r"(?:[\w-]+ )?functions?\b", text, re.IGNORECASE)
    if _BOUND.search(text) or len(_GENERIC.findall(text)) < len(functions):
        return {}
    timeout = re.search(
        rf"\btimeouts?\b{_TO}(\d+)[- ](second|minute)s?\b|\b(\d+)[- ](second|minute) timeouts?\b",
        text,
        re.IGNORECASE,
    )
    memory = re.search(
        rf"\bmemory\b{_TO}(\d+) ?(MB|GB)\b|\b(\d+) ?(MB|GB)(?: of)? memory\b", text, re.IGNORECASE
    )
    values: dict[str, Any] = {}
    if timeout is not None:
        values["function-timeout-seconds"] = _amount(timeout, {"minute": 60})
    if memory is not None:
        values["function-memory-mb"] = _amount(memory, {"gb": 1024})
    if values and not re.search(r"\b(?:all|both|each|every|functions|lambdas)\b", text, re.IGNORECASE):
        values["function-size-of"] = "the only one"
    return values


_TO = r"(?: \w+){0,3}?(?: to| of| be| at| is|:)?(?: exactly)? "


def _amount(match: re.Match[str], units: Mapping[str, int]) -> int:
    number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
    return int(number) * units.get(unit.lower(), 1)


def _error_rate(match: re.Match[str]) -> Values:
    minutes = re.search(r"\b(\d+)[- ]min", match.string, re.IGNORECASE)
    return {
        "error-rate-percent": int(match[1]),
        **({"error-rate-minutes": int(minutes[1])} if minutes else {}),
    }


_INDEX_NAME = re.compile(r"\b([A-Za-z]\w*(?:-\w+)*-index|[A-Z]\w+Index|(?<=index )[a-z]\w*-[\w-]+)\b")
_KEY_ROLES = (
    re.compile(r"\b([\w.-]*\w)(?: attribute| field)?(?: \(\w+\))? as (?:the |its )?(?:partition|hash) key|\bqueries by ([\w.-]*\w)", re.IGNORECASE),
    re.compile(r"\b([\w.-]*\w)(?: attribute| field)?(?: \(\w+\))? as (?:the |its )?(?:sort|range) key|\b(?:ordered|sorted) by ([\w.-]*\w)", re.IGNORECASE),
)  # fmt: skip


def _index(match: re.Match[str]) -> Values:
    """An index with its keys: "by-status-index, with status as partition key"; without a name "-index" is one."""
    found = [pattern.search(match.string, match.end()) for pattern in _KEY_ROLES]
    if found[0] is None:
        return {}
    keys = ", ".join(one[1] or one[2] for one in found if one is not None)
    name = _INDEX_NAME.search(match.string)
    return {"asked-indexes": [f"{name[1] if name is not None else '*'}: {keys}"]}


_ENDING = re.compile(r"(?<![\w.])\*?(\.[a-z][a-z0-9]{1,6})\b(?!\()", re.IGNORECASE)


def _suffixes(match: re.Match[str]) -> Values:
    """The endings of "filter for .csv and .json files"."""
    return {"object-suffixes": list(dict.fromkeys(_ENDING.findall(match.string)))}


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
    _wish("logs of functions", r"\blogs?\b.{0,60}?\b\d+[- ]days?\b|\b\d+[- ]days? (?:of )?(?:cloudwatch )?log|\blog\b.{0,20}\bretention", values=lambda _: {"function-log-groups": True}, about="lambda"),
    _wish("message retention", r"(?:\bdlqs?\b|dead[- ]letter|\bmessage retention).{0,60}?\b(\d+)[- ]days?", values=_days("queue-retention-days")),
    _wish("dead letter queue", r"\bdlqs?\b|dead[- ]letter", "lambda-dead-letter-queue", shows=("events-target-dead-letter-queue",), values=_asked("AWS::SQS::Queue")),
    _wish("backup retention", r"\bautomated backups?\b(?:.{0,50}?\b(\d+)[- ]days?\b)?|\bbackups?\b.{0,50}?\b(\d+)[- ]days?\b|\b(\d+)[- ]days? (?:of )?(?:automated )?backup", "rds-backups", "docdb-backups", "neptune-backups", values=_days("backup-retention-days")),
    _wish("several zones", r"\bmulti[- ]?az\b|\bmultiple (?:availability zones|azs)|availability zones", "rds-multi-az"),
    _wish("on-demand billing", r"\bon[- ]demand (?:billing|capacity|pricing)|\bpay[_ -]per[_ -]request"),
    _wish("reserved concurrency", r"\breserved ?concurren\w+(?: executions?)?(?:[^.]{0,40}?(?:\bto|\bof|[:=])\s*(\d+)\b)?", values=_concurrency, negated={"reserved-concurrency": "none"}),
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
    _wish("alarms", r"\balarms?\b", shows=("cloudwatch-dead-letters-alarm", "cloudwatch-function-errors-alarm", "cloudwatch-failed-executions-alarm"), values=_asked("AWS::CloudWatch::Alarm")),
    _wish("retries and error handling", r"\berror handling|\bretr(?:y|ies)\b", "events-target-retry-policy", "stepfunctions-lambda-retry"),
    _wish("retries of tasks", r"\bretr(?:y|ies|ied)\b.{0,80}?\b(\d+) (?:retry )?(?:attempts?|retries|times)\b|\b(\d+) retr(?:y attempts|ies)\b|\bretr(?:y|ies)\b.{0,60}\bmax(?:imum)?[ _-]?attempts?\W{0,3}(\d+)", values=_days("task-retries"), about="stepfunctions"),
    _wish("kinds of objects", r"\b(?:filter|only|accept|match|limit|restrict)\w*\b.{0,60}?(?<![\w.])\*?\.[a-z]|(?<![\w.])\*?\.[a-z][a-z0-9]{1,6}\b.{0,60}\bonly\b", values=_suffixes, about="events"),
    _wish("version of Glue", r"\bglue (?:version )?v?(\d\.\d)\b(?!\s*\+)|\bglue (?:jobs? )?(?:\w+ ){0,3}version v?(\d\.\d)\b", values=lambda match: {"glue-version": match[1] or match[2]}, about="glue"),
    _wish("state machine logging", r"\b(?:step functions?|state machine)\b.{0,40}\blogg", "stepfunctions-logging"),
    _wish("private subnets", r"\bprivate subnets?"),
    _wish("VPC endpoints", r"\bvpc endpoints?", shows=("lambda-outside-vpc",), values=_asked("AWS::EC2::VPCEndpoint")),
    _wish("timeout and memory of functions", r"\btimeouts?\b|\bmemory\b", values=_function_size, about="lambda"),
    _wish("archive", r"\bglacier\b(?! deep| instant)(?: storage(?: class)?)? after (?:exactly )?(\d+)[- ]days?|\bolder than (\d+)[- ]days? to (?:s3 |amazon )?glacier\b(?! deep| instant)|\bafter (\d+)[- ]days?\b.{0,30}\bto (?:s3 |amazon )?glacier\b(?! deep| instant)", values=_days("archive-after-days"), about="s3"),
    _wish("objects that are kept", r"\b(?:objects?|records?|versions?|files?)\b.{0,20}\b(?:must|shall|should) (?:not|never) be (?:deleted|expired)|\bnever (?:be )?(?:deleted|expired?)", values=lambda _: {"keep-objects": True}, inherent=True, about="s3"),
    _wish("error rate", r"\berror rates?\b.{0,40}?\b(\d+) ?%", values=_error_rate, about="lambda"),
    _wish("index", r"\b(?:gsi|ind(?:ex|exes)|secondary index(?:es)?)\b", values=_index, about="dynamodb"),
    _wish("missing data", r"\bmissing data\b.{0,40}\bnot[- ]?breaching|\btreatmissingdata\b.{0,20}\bnotbreaching", values=lambda _: {"missing-data": "notBreaching"}, inherent=True),
    _wish("lambda:invoke", r"\blambda:invoke\b(?!\w)", "stepfunctions-lambda-integration"),
    _wish("images kept", r"\bkeep\w*(?: only)?(?: the)? (?:last|latest|newest) (\d+) (?:container )?images?", "ecr-lifecycle-policy", values=_days("image-count")),
    _wish("functions in the VPC", r"\b(?:functions?|lambdas?)\b.{0,60}\b(?:in|inside|within)\b.{0,30}\b(?:vpc|private subnets?)\b", shows=("lambda-outside-vpc",)),
    _wish("no fixed role names", r"\broles?\b.{0,30}\b(?:fixed|hard[- ]?coded|explicit) names?", "iam-role-name", inherent=True),
    _wish("rotation of secrets", r"\b(?:secrets?|passwords?|credentials?)\b.{0,40}\brotat|\brotat\w+.{0,30}\b(?:secrets?|passwords?|credentials?)\b", shows=("secretsmanager-rotation",)),
    _wish("access logs of buckets", r"\b(?:bucket|s3)\b.{0,40}\baccess logg?\w*|\baccess logg?\w*.{0,30}\b(?:buckets?|s3)\b", shows=("s3-access-logs",)),
    _wish("image replication", r"\becr\b.{0,30}\breplicat|\breplicat.{0,30}\becr\b|\bcross-region replication for (?:container )?images", values=_asked("AWS::ECR::ReplicationConfiguration")),
    _wish("global table", r"\bdynamodb global tables?", values=_asked("AWS::DynamoDB::GlobalTable")),
    _wish("several regions", r"\bmulti[- ]region (?:failover|deployment|setup|stack)|\bregions?\b.{0,60}\bstack ?sets?\b|\bstack ?sets?\b.{0,60}\bregions?\b|\bdeploy\w*(?: the)?(?: \w+)? (?:to|in|into|across) (?:both|two|three|multiple|several) (?:aws )?regions", values=lambda _: {"several-regions": True}, negated={"several-regions": False}),
    _wish("parameter groups", r"\bcloudformation::interface\b|\bparametergroups\b", values=lambda _: {"parameter-groups": True}),
    _wish("region", r"\b(?:us|eu|ap|sa|ca|me|af)-(?:east|west|north|south|central|northeast|southeast)-\d\b"),
    _wish("tags", r"\btag(?:s|ged|ging)?\b", "tags-missing", values=_tag_keys),
    _wish("container images", r"\b(?:deploy|use|using|as)\b[^.]{0,40}\bcontainer images?\b", values=lambda _: {"lambda-packaging": "image"}, negated={"lambda-packaging": "zip"}, about="lambda"),
    _wish("alarms that tell somebody", r"\balarms?\b.{0,40}\b(?:notif|alert|publish|sns|e-?mail)|\b(?:notif\w+|alert\w*)\b.{0,40}\balarms?\b", shows=("cloudwatch-alarm-actions",)),
    _wish("exports", r"\bexport(?:ed|s)?\b", values=lambda _: {"export-outputs": True}, negated={"export-outputs": False}, about="outputs"),
    _wish("outputs", r"\boutputs?\b.*\bexport|\bexports?\b.*\boutput|\bstack outputs?|\boutputs? (?:all|the|for|key|important)\b", "outputs-unnamed-resource"),
    _wish("template format", r"\bcloudformation\b.{0,30}\b(?:json|ya?ml)\b|\b(?:json|ya?ml) (?:format|template)"),
)  # fmt: skip
