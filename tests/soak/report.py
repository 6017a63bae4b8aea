"""The soak's figures as a table that can be read, and as a file."""

import json
from dataclasses import asdict
from pathlib import Path

from tests.soak.run import Json, Result
from tests.soak.tape import Sent


def show(result: Result) -> None:
    told, figures = result.told, result.figures
    print(
        f"\nSoak: seed {told.seed}, {told.minutes:g} minutes, {told.users} people, {told.replicas} replicas,", end=" "
    )
    print("webhook" if told.webhook else "polling")
    _row("acts of people", figures["acts"])
    _row("texts among them", figures["texts"])
    for name, number in figures["noted"].items():
        _row(name, number)
    for title in ("generations", "trouble", "starts"):
        _rows(title, figures[title])
    _row("faults of vendors, Telegram and store", sum(figures["faults"].values()))
    print("  paid calls, by the vendors' own count and by the ledger")
    for engine, counted in figures["bill"].items():
        booked = ", ".join(f"{name} {number}" for name, number in counted.items() if name not in {"arrived", "billed"})
        print(f"    {engine:<32} {counted['arrived']:>5} arrived, {counted['billed']} billed | {booked}")
    _rows("seconds from a text to its picture", figures["text_to_picture_seconds"])
    _rows("the most that any process held", figures["memory_most"])
    _rows("the witness: second and last quarter of its time", figures["memory_of_the_witness"])
    _rows("traces in the logs", figures["traces_in_logs"])
    _row("share of the time that a replica was ready", figures["share_of_the_time_that_a_replica_was_ready"])
    _row("settled after", f"{figures['settled_seconds']} s")
    print(f"\n{len(result.violations)} violations" if result.violations else "\nno violations", f"(seed {told.seed})")
    for one in result.violations:
        print(f"  ✗ {one}")


def write(result: Result, path: Path) -> None:
    """Beside it lie what all processes logged and every message, for whoever looks into a violation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {**asdict(result.told), **result.figures, "violations": result.violations}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    path.with_suffix(".log").write_text("\n".join(result.lines) + "\n")
    path.with_suffix(".tape").write_text("\n".join(map(_line, result.tape)) + "\n")
    print(f"\nwritten to {path}")


def _line(one: Sent) -> str:
    what = f"[album {one.album}]" if one.album else "[photo]" if one.photo else ""
    buttons = " ".join(f"({data})" for data in one.buttons)
    who = "bot" if one.by_bot else "says"
    return f"{one.at:.1f} {one.chat} {one.id} {who} re {one.reply_to or '-'} {what} {one.text!r} {buttons}"


def _rows(title: str, rows: Json) -> None:
    if rows:
        print(f"  {title}")
        for name, number in rows.items():
            print(f"    {name:<58} {number}")


def _row(name: str, number: object) -> None:
    print(f"  {name:<60} {number}")
