"""Every wish in a sentence of its own: what is made of it, in the words in which it is told."""

import pytest

from repair.engine.requirements import read
from repair.engine.values import VALUES
from repair.engine.wishes import WISHES
from repair.rules.load import rule_files


def safe(*rules):
    return ", ".join(f"{rule} is safe" for rule in rules)


PROTECTION = (
    "cognito-deletion-protection", "docdb-deletion-protection", "dynamodb-deletion-protection",
    "elasticloadbalancing-deletion-protection", "neptune-deletion-protection", "rds-deletion-protection",
)  # fmt: skip
AT_REST = safe(
    "docdb-encryption", "dynamodb-encryption", "ec2-volume-encryption", "ecr-encryption", "efs-encryption",
    "elasticache-encryption-at-rest", "firehose-encryption", "kinesis-encryption", "neptune-encryption",
    "opensearch-encryption-at-rest", "rds-storage-encryption", "redshift-encryption", "s3-encryption",
    "sns-encryption", "sqs-encryption",
)  # fmt: skip
IN_TRANSIT = safe(
    "s3-secure-transport", "sns-secure-transport", "sqs-secure-transport", "opensearch-enforce-https",
    "redshift-require-ssl", "elasticache-encryption-in-transit", "cloudfront-viewer-protocol",
    "cloudfront-tls-minimum",
)  # fmt: skip
BACKUPS = safe("rds-backups", "docdb-backups", "neptune-backups")
NO_SECRET = f"no secrets in the template: {safe('secretsmanager-hardcoded-secret')}"
ALARMS = (
    "alarms: asked-resources = ['AWS::CloudWatch::Alarm'], cloudwatch-dead-letters-alarm is on, "
    "cloudwatch-function-errors-alarm is on, cloudwatch-failed-executions-alarm is on"
)
DEAD_LETTERS = (
    "dead letter queue: asked-resources = ['AWS::SQS::Queue'], lambda-dead-letter-queue is safe, "
    "events-target-dead-letter-queue is on"
)

SENTENCES = [
    ("The stack must be destroyable at any time", ["destroyable: removal = destroy"]),
    ("Every resource can be cleanly deleted after the test", ["destroyable: removal = destroy"]),
    ("Apply retain policies to the tables", ["removal policy: removal = protect"]),
    ("Do not use retain policies anywhere", ["removal policy: removal = destroy"]),
    ("DeletionPolicy: Delete on every resource", ["removal policy Delete: removal = destroy"]),
    ("Enable deletion protection on the Aurora clusters", ["deletion protection: rds-deletion-protection is safe"]),
    ("Enable deletion protection on everything", [f"deletion protection: {safe(*PROTECTION)}"]),
    ("Never enable deletion protection anywhere", [f"deletion protection: removal = destroy, {', '.join(f'{one} is off' for one in PROTECTION)}"]),
    ("Names end in the environment suffix", ["environment suffix in names: environment-suffix = True"]),
    ("Functions run on Python 3.13", ["runtime: lambda-runtime = python3.13"]),
    ("Functions run on NodeJS 22 everywhere", ["runtime: lambda-runtime = nodejs22.x"]),
    ("Functions run on node.js v24.x everywhere", ["runtime: lambda-runtime = nodejs24.x"]),
    ("Functions run on Python 3.12 or later", []),
    ("All functions run on arm64 processors", ["processor: lambda-architecture = arm64"]),
    ("All functions run on X86_64 processors", ["processor: lambda-architecture = x86_64"]),
    ("Enable PITR for every table", ["point-in-time recovery: dynamodb-point-in-time-recovery is safe"]),
    ("Everything is encrypted with care", [f"encryption at rest: {AT_REST}"]),
    ("All S3 buckets use encryption at rest", ["encryption at rest: s3-encryption is safe"]),
    ("Use unencrypted connections to nothing", []),
    ("Enable key rotation for all of them", ["key rotation: kms-rotation is safe"]),
    ("Keys in KMS are managed by customers", ["customer keys: no rule for it yet"]),
    ("TLS is used for all connections", [f"TLS only: {IN_TRANSIT}"]),
    ("Buckets are versioned from the start", ["versioning: s3-versioning is safe"]),
    ("There is no public access to buckets", ["no public access: s3-public-access-block is safe"]),
    ("The cluster is not publicly accessible from outside", [f"no public access: {safe('s3-public-access-block', 'rds-public-access', 'redshift-public-access')}"]),
    ("Keep logs of everything for 30 days", ["log retention: log-retention-days = 30, logs-retention is safe"]),
    ("Keep logs of everything for 31 days", ["log retention: logs-retention is safe"]),
    ("Lambda functions keep logs for 14 days", ["log retention: log-retention-days = 14, logs-retention is safe", "logs of functions: function-log-groups = True"]),
    ("Message retention is set to 7 days", ["message retention: queue-retention-days = 7"]),
    ("A dead letter queue takes every event", [DEAD_LETTERS]),
    ("Keep automated backups for 7 days", [f"backup retention: backup-retention-days = 7, {BACKUPS}"]),
    ("Keep 14 days of automated backups always", [f"backup retention: backup-retention-days = 14, {BACKUPS}"]),
    ("Databases span multiple availability zones", ["several zones: rds-multi-az is safe"]),
    ("Tables use on-demand billing from the start", ["on-demand billing: no rule for it yet"]),
    ("Set reserved concurrency for every function", ["reserved concurrency: reserved-concurrency = required"]),
    ("Reserved concurrent executions of 25 for each function", ["reserved concurrency: reserved-concurrency = 25"]),
    ("Reserved concurrency of one function is 5", ["reserved concurrency: no rule for it yet"]),
    ("No function has reserved concurrency here", ["reserved concurrency: reserved-concurrency = none"]),
    ("No hard-coded credentials in the template", [NO_SECRET, "no hard-coded values: no rule for it yet"]),
    ("No hard-coded names in the template", ["no hard-coded values: no rule for it yet"]),
    ("Passwords are kept in Secrets Manager", ["Secrets Manager: secretsmanager-hardcoded-secret is safe"]),
    ("No wildcard actions in any policy", ["least privilege: no rule for it yet"]),
    ("Enable tracing for all API Gateway stages", ["tracing: apigateway-stage-tracing is safe"]),
    ("Use X-Ray for everything there is", [f"tracing: {safe('lambda-tracing', 'stepfunctions-tracing', 'apigateway-stage-tracing')}"]),
    ("Enable Lambda Insights for all of them", ["Lambda Insights: no rule for it yet"]),
    ("Enable Container Insights on the cluster", ["Container Insights: ecs-container-insights is safe"]),
    ("Enable scan on push for images", ["image scanning: ecr-scan-on-push is safe"]),
    ("Instances must use IMDSv2 and nothing else", [f"instance metadata version 2: {safe('ec2-instance-imdsv2', 'ec2-launch-template-imdsv2')}"]),
    ("Log file validation must be enabled always", ["trail file validation: cloudtrail-log-file-validation is safe"]),
    ("Record all calls with AWS CloudTrail now", ["CloudTrail: asked-resources = ['AWS::CloudTrail::Trail']"]),
    ("Enable flow logs for the network", ["flow logs: asked-resources = ['AWS::EC2::FlowLog'], vpc-flow-logs is safe"]),
    ("Put a WAF in front of it", ["web firewall: asked-resources = ['AWS::WAFv2::WebACL']"]),
    ("Create CloudWatch alarms for all errors", [ALARMS]),
    ("Alarms publish to an SNS topic always", [ALARMS, "alarms that tell somebody: cloudwatch-alarm-actions is on"]),
    ("Add error handling to every integration", [f"retries and error handling: {safe('events-target-retry-policy', 'stepfunctions-lambda-retry')}"]),
    ("Step Functions tasks are retried 3 times always", ["retries of tasks: task-retries = 3"]),
    ("Step Functions tasks have 5 retry attempts each", ["retries and error handling: stepfunctions-lambda-retry is safe", "retries of tasks: task-retries = 5"]),
    ("Retries of the state machine have a maximum attempts: 4", ["retries and error handling: stepfunctions-lambda-retry is safe", "retries of tasks: task-retries = 4"]),
    ("Everything is retried 3 times always", []),
    ("EventBridge rules match only .csv and .json objects", ["kinds of objects: object-suffixes = ['.csv', '.json']"]),
    ("Pipelines match only .csv and .csv objects", []),
    ("Glue jobs run on Glue version 4.0 always", ["version of Glue: glue-version = 4.0"]),
    ("Glue 5.0 jobs transform all of it", ["version of Glue: glue-version = 5.0"]),
    ("Glue jobs of version 9.9 do not exist", ["version of Glue: no rule for it yet"]),
    ("Step Functions logging covers all events", ["state machine logging: stepfunctions-logging is safe"]),
    ("Tasks run in private subnets only there", ["private subnets: no rule for it yet"]),
    ("Use VPC endpoints for every service", ["VPC endpoints: asked-resources = ['AWS::EC2::VPCEndpoint'], lambda-outside-vpc is on"]),
    ("Lambda functions have 256 MB of memory and a 30 second timeout", ["timeout and memory of functions: function-timeout-seconds = 30, function-memory-mb = 256"]),
    ("S3 objects move to Glacier after 60 days", ["archive: archive-after-days = 60"]),
    ("S3 objects older than 45 days to Glacier storage", ["archive: archive-after-days = 45"]),
    ("After 20 days objects of buckets go to Glacier", ["archive: archive-after-days = 20"]),
    ("Archives move to Glacier after 60 days", []),
    ("Objects in the bucket must never be deleted", ["objects that are kept: keep-objects = True"]),
    ("Records in the archive must never be deleted", []),
    ("The error rate of a function above 3% is bad", ["error rate: error-rate-percent = 3"]),
    ("The error rate of an API above 3% is bad", []),
    ("The DynamoDB table has a GSI named status-index with status as partition key", ["index: asked-indexes = ['status-index: status']"]),
    ("The search has an index with status as partition key", []),
    ("Metrics treat missing data as notBreaching always", ["missing data: missing-data = notBreaching"]),
    ("Step Functions must call lambda:invoke for tasks", ["lambda:invoke: stepfunctions-lambda-integration is safe"]),
    ("The ECR repository keeps only the last 20 images", ["images kept: image-count = 20, ecr-lifecycle-policy is safe"]),
    ("Lambda functions run inside the VPC always", ["functions in the VPC: lambda-outside-vpc is on"]),
    ("Roles must not have fixed names anywhere", ["no fixed role names: iam-role-name is safe"]),
    ("Secrets are rotated by a function monthly", ["rotation of secrets: secretsmanager-rotation is on"]),
    ("Write access logs for all buckets always", ["access logs of buckets: s3-access-logs is on"]),
    ("ECR replicates images to another region", ["image replication: asked-resources = ['AWS::ECR::ReplicationConfiguration']"]),
    ("Use DynamoDB global tables for all data", ["global table: asked-resources = ['AWS::DynamoDB::GlobalTable']"]),
    ("The stack is deployed to multiple regions", ["several regions: several-regions = True"]),
    ("Do not deploy to multiple regions ever", ["several regions: several-regions = False"]),
    ("Parameters are grouped with ParameterGroups in order", ["parameter groups: parameter-groups = True"]),
    ("Everything runs in us-east-1 and nowhere else", ["region: no rule for it yet"]),
    ("Everything is tagged with Team, Cost=blue and Owner", ["tags: tags = {'Cost': 'blue'}, required-tags = ['Team', 'Owner'], tags-missing is safe"]),
    ("Use container images for all Lambda functions", ["container images: lambda-packaging = image"]),
    ("Never use container images for Lambda functions", ["container images: lambda-packaging = zip"]),
    ("Use container images for all services", []),
    ("Stack outputs are exported for other stacks", ["exports: export-outputs = True", "outputs: outputs-unnamed-resource is safe"]),
    ("Outputs must not be exported to other stacks", ["exports: export-outputs = False", "outputs: outputs-unnamed-resource is off"]),
    ("Data are exported once in a month", []),
    ("Write CloudFormation as plain JSON please", ["template format: no rule for it yet"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_a_wish_comes_to_values_and_rules(sentence, told):
    made = list(read(sentence).lines())
    assert made == [f"1: {one}" for one in told or [f"not understood: {sentence}"]]


def test_the_sentences_utter_every_wish_there_is():
    uttered = {one.name for sentence, _ in SENTENCES for one in read(sentence).understood}
    assert uttered == {wish.name for wish in WISHES}


def test_wishes_name_rules_and_values_that_there_are():
    assert {rule for wish in WISHES for rule in (*wish.rules, *wish.shows)} <= rule_files().keys()
    assert {name for wish in WISHES for name in wish.negated or ()} <= VALUES.keys()


SERVICES = [
    ("Tracing is enabled for API Gateway here", "apigateway"),
    ("TLS protects CloudFront here", "cloudfront"),
    ("Log file validation covers CloudTrail here", "cloudtrail"),
    ("Encryption protects DocumentDB here", "docdb"),
    ("Encryption protects DynamoDB here", "dynamodb"),
    ("Encryption protects a global table here", "dynamodb"),
    ("Encryption protects EC2 here", "ec2"),
    ("Encryption protects EBS here", "ec2"),
    ("Encryption protects the volume here", "ec2"),
    ("Encryption protects ECR here", "ecr"),
    ("Encryption protects EFS here", "efs"),
    ("Encryption protects ElastiCache here", "elasticache"),
    ("Encryption protects Redis here", "elasticache"),
    ("Deletion protection covers the load balancer here", "elasticloadbalancing"),
    ("Deletion protection covers the ALB here", "elasticloadbalancing"),
    ("Error handling covers EventBridge here", "events"),
    ("Error handling covers the event rule here", "events"),
    ("Encryption protects Firehose here", "firehose"),
    ("Encryption protects Kinesis here", "kinesis"),
    ("Key rotation covers KMS here", "kms"),
    ("Tracing is enabled for Lambda here", "lambda"),
    ("Tracing is enabled for the function here", "lambda"),
    ("Encryption protects Neptune here", "neptune"),
    ("There is the stack output here", "outputs"),
    ("Encryption protects OpenSearch here", "opensearch"),
    ("Encryption protects Elasticsearch here", "opensearch"),
    ("Encryption protects RDS here", "rds"),
    ("Encryption protects the database here", "rds"),
    ("Encryption protects Redshift here", "redshift"),
    ("Encryption protects S3 here", "s3"),
    ("Encryption protects SNS here", "sns"),
    ("Encryption protects the topic here", "sns"),
    ("Encryption protects SQS here", "sqs"),
    ("Encryption protects the queue here", "sqs"),
    ("Tracing is enabled for Step Functions here", "stepfunctions"),
    ("Tracing is enabled for the state machine here", "stepfunctions"),
]


@pytest.mark.parametrize(("sentence", "service"), SERVICES, ids=[sentence for sentence, _ in SERVICES])
def test_a_sentence_that_names_a_service_asks_for_its_rules_alone(sentence, service):
    rules = {rule for one in read(sentence).understood for rule in one.safe}
    assert {rule.split("-")[0] for rule in rules} == {service}


def test_a_key_of_a_table_is_no_key_of_the_service_that_keeps_keys():
    for sort in ("partition", "primary", "sort", "hash", "range"):
        (made,) = read(f"Encryption protects the {sort} key of DynamoDB").understood
        assert made.safe == ("dynamodb-encryption",)


def test_what_stands_under_step_functions_is_not_about_functions():
    assert not read("## Step Functions\n- The timeout must be 60 seconds.").understood
