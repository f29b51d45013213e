from aws_cdk import RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct


def queue_with_dead_letters(scope: Construct, name: str) -> sqs.Queue:
    dead = sqs.Queue(scope, f"{name}Dead")
    return sqs.Queue(scope, name, dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=3))


class Store(Construct):
    """A bucket that is emptied with its stack."""

    def __init__(self, scope: Construct, construct_id: str, *, shards: int = 0) -> None:
        super().__init__(scope, construct_id)
        self.bucket = s3.Bucket(self, "Main", removal_policy=RemovalPolicy.DESTROY)
        for number in range(shards):
            s3.Bucket(self, f"Shard{number}")


class MediaStore(Store):
    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id, shards=2)
        s3.Bucket(self, "Thumbnails")


class Worker(Construct):
    def __init__(self, scope: Construct, construct_id: str, queue: sqs.Queue) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        iam.Policy(
            role,
            "Extra",
            roles=[role],
            statements=[iam.PolicyStatement(actions=["s3:ListAllMyBuckets"], resources=["*"])],
        )
        self.handler = self._function("Handler", role)
        queue.grant_consume_messages(self.handler)

    def _function(self, name: str, role: iam.Role) -> lambda_.Function:
        return lambda_.Function(
            self,
            name,
            runtime=lambda_.Runtime.PYTHON_3_13,
            handler="index.handler",
            code=lambda_.Code.from_inline("def handler(event, context):\n    pass\n"),
            role=role,
        )
