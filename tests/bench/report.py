"""Figures as a table for people and as JSON for whoever compares."""

import json
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.bench.machine import ROOT

TARGETS = {
    "third photo → selection": ("ratio", 1.05),
    "scene → photo": ("ratio", 1.02),
    "scene → photo, likeness on": ("own_p50_ms", 250.0),
}
CROWD_TARGETS = {
    200: {"p95_seconds": 3.0, "cpu_ms": 15.0, "scenes_per_second": 65.0},
    500: {"p95_seconds": 7.0, "memory_mb": 350.0, "cpu_ms": 15.0},
}
WARM_SECONDS, IDLE_MB, DRIFT = 2.5, 250.0, 0.10

Rows = Sequence[Mapping[str, Any]]


def print_speed(when: str, speed: Mapping[str, float]) -> None:
    print(
        f"\nThis machine {when}: 20,000 steps of a loop {speed['loop_ms']} ms,"
        f" a fresh page {speed['fresh_page_us']} µs, after a second of idling {speed['fresh_page_after_idling_us']} µs"
    )


def print_alone(title: str, rows: Rows) -> None:
    print(f"\n{title}")
    print(f"  {'':30}{'rounds':>7}{'floor s':>9}{'p50 s':>8}{'p95 s':>8}{'ratio':>8}{'own ms':>8}{'cpu ms':>8}  target")
    for row in rows:
        name, limit = TARGETS.get(row["what"], ("", 0.0))
        said = f"{name} ≤ {limit:g}: {'yes' if row[name] <= limit else 'NO'}" if name else ""
        print(
            f"  {row['what']:30}{row['rounds']:>7}{row['floor_seconds']:>9.2f}{row['p50_seconds']:>8.3f}"
            f"{row['p95_seconds']:>8.3f}{row['ratio']:>8.3f}{row['own_p50_ms']:>8.0f}{row['cpu_ms']:>8.1f}  {said}"
        )
        paid = row["per_journey"]
        print(
            f"  {'':30}a journey: {paid['analysis']:g} analysis calls, {paid['analysis_bytes'] / 1e6:.2f} MB sent;"
            f" {paid['pictures']:g} picture calls, {paid['pictures_bytes'] / 1e6:.2f} MB sent"
        )


def print_crowds(title: str, rows: Rows) -> None:
    print(f"\n{title}")
    print(
        f"  {'users':>6}{'p50 s':>8}{'p95 s':>8}{'scenes/s':>10}{'cpu ms':>8}{'bot':>7}{'db':>6}{'others':>8}"
        f"{'PSS MB':>8}{'RSS MB':>8}{'conns':>7}  targets"
    )
    for row in rows:
        said = [
            f"{name} {limit:g} {'yes' if (row[name] >= limit) == (name == 'scenes_per_second') else 'NO'}"
            for name, limit in CROWD_TARGETS.get(row["users"], {}).items()
        ]
        print(
            f"  {row['users']:>6}{row['p50_seconds']:>8.2f}{row['p95_seconds']:>8.2f}{row['scenes_per_second']:>10.1f}"
            f"{row['cpu_ms']:>8.1f}{row['bot_cpu_ms']:>7.1f}{row['database_cpu_ms']:>6.1f}{row['others_cpu']:>8.0%}"
            f"{row['memory_mb']:>8.0f}{row['rss_mb']:>8.0f}{row['connections']:>7}  {', '.join(said)}"
        )


def print_growth(rows: Rows) -> None:
    print("\nGrowth: the same with old generations in the database; last line: 1000 models of one user")
    print(f"  {'generations':>12}{'models':>8}{'own ms':>8}{'p95 s at once':>15}{'cpu ms':>8}{'db':>7}")
    for row in rows:
        crowd = row["crowd"]
        p95, cpu, database = (
            (f"{crowd['p95_seconds']:.2f}", f"{crowd['cpu_ms']:.1f}", f"{crowd['database_cpu_ms']:.1f}")
            if crowd
            else ("", "", "")
        )
        own = row["alone"]["own_p50_ms"]
        print(f"  {row['generations']:>12}{row['models']:>8}{own:>8.0f}{p95:>15}{cpu:>8}{database:>7}")


def print_start(start: Mapping[str, Any]) -> None:
    warm, idle = start["warm_seconds"], start["idle_memory_mb"]
    print("\nStart, from the process to its first poll; idle memory with the database (PSS)")
    print(
        f"  cold (new database, migrations) {start['cold_seconds']} s · warm {warm} s"
        f" (≤ {WARM_SECONDS}: {'yes' if warm <= WARM_SECONDS else 'NO'}) · idle {idle} MB"
        f" (≤ {IDLE_MB:g}: {'yes' if idle <= IDLE_MB else 'NO'}) · environment {start['environment_mb']} MB"
    )


def environment_mb() -> float:
    """What the packages of requirements.lock take on disk."""
    lock = (ROOT / "requirements.lock").read_text()
    names = [line.partition("==")[0].partition("[")[0] for line in lock.splitlines() if "==" in line[:80]]
    size = 0
    for name in names:
        try:
            files = metadata.files(name.strip()) or []
        except metadata.PackageNotFoundError:  # for another system
            continue
        size += sum(path.stat().st_size for file in files if (path := Path(str(file.locate()))).is_file())
    return round(size / 2**20, 1)


def write(result: Mapping[str, Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    print(f"\n{path}")
