"""What differs between the environments of the shop."""

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "Shop"


class Event(StrEnum):
    ORDERED = "Ordered"
    PAID = "Paid"
    SHIPPED = "Shipped"


@dataclass(frozen=True)
class Settings:
    name: str
    retention: int
    regions: tuple[str, ...] = ("eu-central-1",)
    alarms: bool = False


TEST = Settings("Test", 1)
LIVE = Settings("Live", 30, ("eu-central-1", "us-east-1"), alarms=True)
