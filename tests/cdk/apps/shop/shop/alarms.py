"""Alarms and dashboards."""

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct


def alarm_on(scope: Construct, construct_id: str, queue: sqs.Queue) -> cloudwatch.Alarm:
    """An alarm on the age of what waits, with a topic of its own."""
    topic = sns.Topic(scope, construct_id + "Topic")
    alarm = queue.metric_approximate_age_of_oldest_message().create_alarm(
        scope, construct_id, threshold=600, evaluation_periods=3
    )
    alarm.add_alarm_action(actions.SnsAction(topic))
    return alarm


class Board(Construct):
    """A dashboard, and an alarm a function."""

    def __init__(self, scope: Construct, id: str, functions) -> None:
        super().__init__(scope, id)
        board = cloudwatch.Dashboard(self, "Board")
        for name, function in functions.items():
            errors = function.metric_errors()
            board.add_widgets(cloudwatch.GraphWidget(left=[errors]))
            cloudwatch.Alarm(self, f"{name}Errors", metric=errors, threshold=1, evaluation_periods=1)
