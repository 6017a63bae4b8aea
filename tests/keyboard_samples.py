"""Every keyboard that bot/keyboards*.py can make, shown with samples of what it shows.

A new keyboard needs nothing here while its parameters are of known types; else give samples of the type, or, where it
is too plain a type, of the parameter.
"""

import inspect
import itertools
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from telegram import InlineKeyboardMarkup

import bot
from core.likeness import Doubt
from core.models import (
    NAME_LENGTH,
    Access,
    Analysis,
    Broadcast,
    Card,
    Counts,
    Gate,
    Generation,
    Invitation,
    Kind,
    Likeness,
    Lock,
    Making,
    Model,
    Month,
    Pack,
    Page,
    Payment,
    Person,
    Picture,
    ReferencePhoto,
    Sets,
    Size,
    Stage,
    Status,
)
from tests.fakes.engines import ANALYSIS

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
NAME = "M" * NAME_LENGTH
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
PHOTOS = tuple(ReferencePhoto(f"photos/{n}.jpg", message_id=123456780 + n) for n in (1, 2, 3))


def model(stage: Stage, locked: str | None = None, gate: Gate = Gate.NORMAL) -> Model:
    return Model(ID, 1, NAME, stage, PHOTOS, locked_reference_image=locked, gate=gate)


MODELS = [
    *(model(stage) for stage in Stage),
    *(model(stage, "made/m/1.jpg") for stage in (Stage.LOCKED, Stage.CHOOSING)),
]
THOUGHT = replace(MODELS[0], analysis=Analysis.model_validate(ANALYSIS))
MADE = Making(prompt="a long prompt " * 1000)
PICTURES = [Picture("g" * 12, n, "k", "image/jpeg", "e", likeness=Likeness(unmeasured="off")) for n in (1, 2, 3, 4)]
GENERATIONS = [
    Generation("g" * 12, kind, 1, 1, ID, Status.DONE, wanted=wanted, marked=marked)
    for kind in Kind
    for wanted, marked in (((1,), None), ((1, 2, 3, 4), 2))
]
COUNTS = [Counts(), Counts(pictures=12, kept=3, sets=2, locks=3)]
PAYMENTS = [
    Payment(123456, "c" * 40, 1234567890, 100, 600, state, NOW, refundable=refundable)
    for state in ("paid", "refunding", "refunded")
    for refundable in (True, False)
]
LOCKS = [Lock(n, f"made/m/{n}.jpg", NOW, n == 2, set_number=1, n=n) for n in (1, 2, 3)]

# By the name of a parameter, where its type says too little.
NAMED: dict[str, list[Any]] = {
    "latest": [[], [("g" * 12, "on a beach")]],
    "offers": [[], [("gemini-3.1-flash-lite-image", 0.04)]],
    "chosen": [None, "en"],
    "username": ["keepface_bot"],
    "all_models": [[], [model(Stage.LOCKED)]],
    "budget": [5],
    "message_id": [123456789],
    "mine": [[model(Stage.LOCKED)] * 20],
    "missing": [(), (3,), (1, 3)],
    "model_id": [None, ID],
    "numbers": [(1, 2, 3), (2,)],
    "page": [1],
    "pages": [3],
    "pictures": [20],
    "place": [0, 1, 2],
    "user_id": [1234567890],
}
TYPED: dict[Any, list[Any]] = {
    bool: [False, True],
    float: [2.0],
    Access: list(typing.get_args(Access)),
    Broadcast: [Broadcast(1, "w", state, {"waiting": 12345}) for state in ("draft", "sending", "done", "cancelled")],
    Card: [
        Card(one, active, counts, 2, 20, before, OTHER)
        for one in MODELS
        for active in (False, True)
        for counts in COUNTS
        for before in (None, OTHER)
    ],
    Doubt: [Doubt("no_face"), Doubt("all_differ"), Doubt("stranger", stranger=2, agreeing=(1, 3))],
    Generation: GENERATIONS,
    Mapping[Size, float]: [{"1K": 0.04, "2K": 0.13, "4K": 0.24}],
    Model: [*MODELS, THOUGHT],
    Model | None: [None, MODELS[0]],
    Page: [
        Page((), (), 1, 0),
        *(Page(tuple(PICTURES), (None,) * 4, 11, 99, starred, NOW, NOW) for starred in (False, True)),
    ],
    Picture: [PICTURES[0], replace(PICTURES[0], making=MADE)],
    Sequence[Invitation]: [[], [Invitation(12, 5, 1, NOW)]],
    Sequence[Lock]: [LOCKS],
    Sequence[Month]: [[Month(2026, 9, 123, 0), Month(2026, 1, 4, 123)]],
    Pack: [Pack(20, 150)],
    Payment: PAYMENTS[:1],
    Sequence[Pack]: [[], [Pack(20, 150), Pack(100, 600)]],
    Sequence[Payment]: [[], PAYMENTS],
    Sequence[Person]: [[], [Person(1234567890, NAME)]],
    Sequence[Picture]: [PICTURES[:1], PICTURES],
    Sets: [Sets(), Sets(("a" * 12, "g" * 12, "b" * 12), 12)],
}


def keyboards() -> dict[str, Callable[..., InlineKeyboardMarkup | None]]:
    """Every public function of bot/keyboards*.py that makes one, by its name."""
    found: dict[str, Callable[..., InlineKeyboardMarkup | None]] = {}
    for module in pkgutil.iter_modules(bot.__path__):
        if module.name.startswith("keyboards"):
            there = import_module(f"bot.{module.name}")
            for name, made in inspect.getmembers(there, inspect.isfunction):
                makes = typing.get_type_hints(made).get("return")
                own = made.__module__ == there.__name__ and name[0] != "_"
                if own and makes in {InlineKeyboardMarkup, InlineKeyboardMarkup | None}:
                    found[f"{module.name}.{name}"] = made
    return found


def shown(make: Callable[..., InlineKeyboardMarkup | None]) -> Iterator[InlineKeyboardMarkup]:
    """The keyboard with every sample of every parameter."""
    hints = typing.get_type_hints(make)
    names = list(inspect.signature(make).parameters)
    for name in names:
        assert hints[name] in TYPED or name in NAMED, f"{make.__name__}: no sample for {name}: {hints[name]}"
    samples = [TYPED[hints[name]] if hints[name] in TYPED else NAMED[name] for name in names]
    for values in itertools.product(*samples):
        positional = inspect.signature(make).bind_partial()
        positional.arguments.update(zip(names, values, strict=True))
        if markup := make(*positional.args, **positional.kwargs):
            yield markup
