"""What the services need of the world. Each docstring is a promise that every adapter keeps."""

from core.ports.engines import Analyst, Faces, Listener, ListsEngines, Painter
from core.ports.messages import (
    Added,
    Arrival,
    Broadcasts,
    Delivery,
    Herald,
    Inbox,
    Letters,
    Outbox,
    Payload,
    Questions,
    Status,
)
from core.ports.models import Models, Showcase
from core.ports.money import Cashier, Ledger, Sales
from core.ports.own_data import Erasures, Expiry, Exports
from core.ports.people import Claims, Decisions, Door, Invites, Oversight, Owner, Users
from core.ports.pictures import OldPictures, Pictures, WeighsPictures
from core.ports.work import Gauges, Generations, Leases, Meter, Notices, Shown

__all__ = [
    "Added",
    "Analyst",
    "Arrival",
    "Broadcasts",
    "Cashier",
    "Claims",
    "Decisions",
    "Delivery",
    "Door",
    "Erasures",
    "Expiry",
    "Exports",
    "Faces",
    "Gauges",
    "Generations",
    "Herald",
    "Inbox",
    "Invites",
    "Leases",
    "Ledger",
    "Letters",
    "Listener",
    "ListsEngines",
    "Meter",
    "Models",
    "Notices",
    "OldPictures",
    "Outbox",
    "Oversight",
    "Owner",
    "Painter",
    "Payload",
    "Pictures",
    "Questions",
    "Sales",
    "Showcase",
    "Shown",
    "Status",
    "Users",
    "WeighsPictures",
]
