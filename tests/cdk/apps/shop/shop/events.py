"""The bus of the shop: one rule, one queue and one archive for each kind of event."""

import aws_cdk as cdk
from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from .settings import Event, Settings


class Subscription(Construct):
    """A rule and the queue that it fills."""

    def __init__(self, scope: Construct, construct_id: str, *, bus: events.IEventBus, event: Event) -> None:
        super().__init__(scope, construct_id)
        self.dead = self._queue("Dead", Duration.days(14))
        self.queue = self._queue("Queue", Duration.days(4))
        rule = events.Rule(
            self,
            "Rule",
            event_bus=bus,
            event_pattern=events.EventPattern(detail_type=[event.value]),
        )
        rule.add_target(targets.SqsQueue(self.queue))

    def _queue(self, name: str, kept: Duration) -> sqs.Queue:
        return sqs.Queue(self, name, retention_period=kept, enforce_ssl=True)


class ReplayableSubscription(Subscription):
    def __init__(self, scope, construct_id, **given):
        super().__init__(scope, construct_id, **given)
        archive = events.CfnArchive(self, "Archive", source_arn=given["bus"].event_bus_arn)
        archive.retention_days = 3


class EventStack(cdk.Stack):
    def __init__(self, scope: Construct, construct_id: str, settings: Settings, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)
        self.bus = events.EventBus(self, "Bus")
        self.subscriptions = {
            event: ReplayableSubscription(self, f"On{event.value}", bus=self.bus, event=event)
            for event in (Event.ORDERED, Event.PAID)
        }
        Subscription(self, "OnShipped", bus=self.bus, event=Event.SHIPPED)
        streams = [
            kinesis.Stream(self, f"Stream-{at}", shard_count=1) for at, _ in enumerate(settings.regions)
        ]
        if settings.alarms:
            from .alarms import alarm_on

            for event, subscription in self.subscriptions.items():
                alarm_on(self, f"{event.value}Late", subscription.queue)
                alarm_on(subscription, "Lost", subscription.dead)
        cdk.CfnOutput(self, "First", value=streams[0].stream_arn)
