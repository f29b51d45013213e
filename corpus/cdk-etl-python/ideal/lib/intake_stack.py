"""Files land in a bucket, are checked and transformed, and their state is kept in a table."""

from aws_cdk import (
    CfnOutput,
    CfnParameter,
    Duration,
    RemovalPolicy,
    Stack,
    Tags,
    aws_cloudwatch as cloudwatch,
    aws_dynamodb as dynamodb,
    aws_events as events,
    aws_events_targets as targets,
    aws_lambda as lambda_,
    aws_logs as logs,
    aws_s3 as s3,
    aws_stepfunctions as sfn,
    aws_stepfunctions_tasks as tasks,
)
from constructs import Construct


class IntakeStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        stage = CfnParameter(self, "Stage", type="String", default="dev")

        # Storage: what arrives, and what comes of it.
        raw_bucket = s3.Bucket(
            self,
            "RawBucket",
            bucket_name=f"intake-raw-{stage.value_as_string}",
            versioned=True,
            removal_policy=RemovalPolicy.DESTROY,
            auto_delete_objects=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
        )
        processed_bucket = s3.Bucket(
            self,
            "ProcessedBucket",
            bucket_name=f"intake-processed-{stage.value_as_string}",
            versioned=True,
            removal_policy=RemovalPolicy.DESTROY,
            auto_delete_objects=True,
        )

        file_table = dynamodb.Table(
            self,
            "FileTable",
            table_name=f"intake-files-{stage.value_as_string}",
            partition_key=dynamodb.Attribute(name="file_id", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            removal_policy=RemovalPolicy.DESTROY,
        )

        validation_logs = logs.LogGroup(
            self,
            "ValidationLogs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        transformation_logs = logs.LogGroup(
            self,
            "TransformationLogs",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        validation_function = lambda_.Function(
            self,
            "ValidationFunction",
            function_name=f"intake-validation-{stage.value_as_string}",
            runtime=lambda_.Runtime.PYTHON_3_11,
            handler="validation.handler",
            code=lambda_.Code.from_asset("lib/lambda/validation"),
            memory_size=1024,
            timeout=Duration.minutes(5),
            log_group=validation_logs,
            environment={"TABLE_NAME": file_table.table_name},
        )
        transformation_function = lambda_.Function(
            self,
            "TransformationFunction",
            function_name=f"intake-transformation-{stage.value_as_string}",
            runtime=lambda_.Runtime.PYTHON_3_11,
            handler="transformation.handler",
            code=lambda_.Code.from_asset("lib/lambda/transformation"),
            memory_size=1024,
            timeout=Duration.minutes(10),
            log_group=transformation_logs,
            environment={
                "TABLE_NAME": file_table.table_name,
                "OUTPUT_BUCKET": processed_bucket.bucket_name,
            },
        )
        raw_bucket.grant_read(validation_function)
        raw_bucket.grant_read(transformation_function)
        processed_bucket.grant_write(transformation_function)
        file_table.grant_read_write_data(validation_function)
        file_table.grant_read_write_data(transformation_function)

        validation_task = tasks.LambdaInvoke(
            self,
            "ValidateFile",
            lambda_function=validation_function,
            output_path="$.Payload",
            retry_on_service_exceptions=False,
        )
        transformation_task = tasks.LambdaInvoke(
            self,
            "TransformFile",
            lambda_function=transformation_function,
            output_path="$.Payload",
            retry_on_service_exceptions=False,
        )
        validation_task.add_retry(
            errors=["States.TaskFailed", "States.Timeout"],
            max_attempts=3,
            backoff_rate=2,
            interval=Duration.seconds(2),
        )
        transformation_task.add_retry(
            errors=["States.TaskFailed", "States.Timeout"],
            max_attempts=3,
            backoff_rate=2,
            interval=Duration.seconds(2),
        )
        workflow = sfn.StateMachine(
            self,
            "Workflow",
            state_machine_name=f"intake-workflow-{stage.value_as_string}",
            definition_body=sfn.DefinitionBody.from_chainable(validation_task.next(transformation_task)),
            timeout=Duration.hours(1),
        )

        raw_bucket.enable_event_bridge_notification()
        object_rule = events.Rule(
            self,
            "ObjectRule",
            rule_name=f"intake-object-{stage.value_as_string}",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={
                    "bucket": {"name": [raw_bucket.bucket_name]},
                    "object": {"key": [{"suffix": ".csv"}, {"suffix": ".json"}]},
                },
            ),
        )
        object_rule.add_target(targets.SfnStateMachine(workflow))

        validation_error_rate = cloudwatch.MathExpression(
            expression="(errors / invocations) * 100",
            using_metrics={
                "errors": validation_function.metric_errors(statistic="Sum", period=Duration.minutes(5)),
                "invocations": validation_function.metric_invocations(
                    statistic="Sum", period=Duration.minutes(5)
                ),
            },
        )
        transformation_error_rate = cloudwatch.MathExpression(
            expression="(errors / invocations) * 100",
            using_metrics={
                "errors": transformation_function.metric_errors(statistic="Sum", period=Duration.minutes(5)),
                "invocations": transformation_function.metric_invocations(
                    statistic="Sum", period=Duration.minutes(5)
                ),
            },
        )
        cloudwatch.Alarm(
            self,
            "ValidationErrorAlarm",
            alarm_name=f"intake-validation-errors-{stage.value_as_string}",
            metric=validation_error_rate,
            threshold=5,
            evaluation_periods=2,
            datapoints_to_alarm=2,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        cloudwatch.Alarm(
            self,
            "TransformationErrorAlarm",
            alarm_name=f"intake-transformation-errors-{stage.value_as_string}",
            metric=transformation_error_rate,
            threshold=5,
            evaluation_periods=2,
            datapoints_to_alarm=2,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )

        Tags.of(self).add("Environment", "Production")
        Tags.of(self).add("Project", "Intake")

        CfnOutput(self, "RawBucketName", value=raw_bucket.bucket_name)
        CfnOutput(self, "WorkflowArn", value=workflow.state_machine_arn)
