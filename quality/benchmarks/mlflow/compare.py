"""What MLflow's work costs on MLflow's own server and on Rondo's, side by side; ../README.md says how to read it.

    quality/benchmarks/run mlflow [--only WORK,…] [--runs 20000] [--peer none]
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time

import seeding
from server import Server
from works import BENCHMARKS, Measuring

HOME = BENCHMARKS.parents[1]
IDLE_SECONDS = 3


class Subject:
    """One of the servers that are compared, and how often each work is done on it."""

    def __init__(self, name, command, environment, repeats, seed_runs):
        self.name, self.command, self.environment = name, command, environment
        self.repeats = repeats  # work: (requests to warm up, requests measured)
        self.seed_runs = seed_runs

    def start(self, work):
        return Server(self.command, work, self.environment)


SLOW = {
    "log-metric": (200, 1000),
    "log-batch": (3, 20),
    "log-steps": (3, 20),
    "first page": (0, 2),
    "full page": (1, 3),
    "history": (1, 5),
}
FAST = {
    "log-metric": (100_000, 40_000),
    "log-batch": (300, 300),
    "log-steps": (300, 300),
    "first page": (100, 500),
    "full page": (100, 100),
    "history": (100, 100),
}
if os.environ.get("RONDO_DB"):
    # Writers of one run wait for each other there, each for a sync of its own.
    FAST["log-metric"] = (40_000, 10_000)
WORKS = ["start", *SLOW, "artifacts"]


def starts(subject, work, times):
    seconds, memory = [], []
    for _ in range(times):
        with subject.start(work) as server:
            seconds.append(server.start_seconds)
            time.sleep(IDLE_SECONDS)
            memory.append(server.memory("VmRSS"))
    return {"seconds": statistics.median(seconds), "memory": statistics.median(memory)}


def measure(subject, works, runs, work_folder):
    results = {}
    if "start" in works:
        results["start"] = starts(subject, work_folder, 3)
    rest = [w for w in works if w != "start"]
    if rest:
        with subject.start(work_folder) as server:
            measuring = Measuring(subject, server, runs)
            for work in rest:
                print(f"{subject.name}: {work}", file=sys.stderr, flush=True)
                results[work] = measuring.of(work)
    return results


def mlflow(name, command, workers):
    """As it is by default, but for the number of workers."""
    environment = {"MLFLOW_WORKERS": workers, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "true"}
    return Subject(name, command, environment, SLOW, seeding.runs_into_database)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default=",".join(WORKS), help=f"of {','.join(WORKS)}")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--server", default=f"{HOME}/rondo server", help="what stands beside MLflow's")
    parser.add_argument("--peer", choices=["mlflow", "none"], default="mlflow")
    given = parser.parse_args()
    works = given.only.split(",")
    if unknown := set(works) - set(WORKS):
        parser.error(f"unknown work {', '.join(sorted(unknown))}")
    peer = f"{HOME}/quality/interop/mlflow-server"
    rondo = Subject("Rondo", given.server, {}, FAST, seeding.runs_through_rest)
    one = mlflow("MLflow", peer, "1")
    four = mlflow("MLflow, 4 workers", peer, "4")
    if given.server.endswith("mlflow-server"):
        rondo.repeats, rondo.seed_runs = SLOW, seeding.runs_into_database
    root = BENCHMARKS / "target" / "work"
    root.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(dir=root)
    cores, load_average = os.cpu_count(), os.getloadavg()[0]
    kind = "PostgreSQL" if os.environ.get("RONDO_DB") else "SQLite"
    print(f"{cores} cores, {platform.platform()}, {kind}, load average {load_average:.1f} at the start")
    try:
        results = {}
        if given.peer == "mlflow":
            results[one] = measure(one, works, given.runs, folder)
            few = [w for w in works if w in ("start", "log-metric")]
            results[four] = measure(four, few, given.runs, folder)
        results[rondo] = measure(rondo, works, given.runs, folder)
        print(table(results, works, given.runs))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(results, works, runs):
    rows = [row for work in works for row in ROWS[work](work, runs)]
    names = [s.name for s in results]
    lines = [f"| work | {' | '.join(names)} | MLflow / Rondo |", "|---" * (len(names) + 2) + "|"]
    for title, work, field, form in rows:
        values = [found.get(work, {}).get(field) for found in results.values()]
        cells = ["–" if v is None else form.format(v) for v in values]
        lines.append(f"| {title} | {' | '.join(cells)} | {ratio(values, field)} |")
    return "\n".join(lines)


def ratio(values, field):
    first, last = values[0], values[-1]
    if len(values) < 2 or not first or not last or field in ("up", "down"):
        return ""
    return f"{last / first if field == 'per_second' else first / last:.1f}"


def timed(title):
    def rows(work, runs):
        named = title.replace("RUNS", f"{runs:,}")
        yield f"{named}: median", work, "p50", "{:.2f} ms"
        yield f"{named}: CPU", work, "cpu", "{:.2f} ms"

    return rows


ROWS = {
    "start": lambda work, _: [
        ("start with an empty store to the first answer", work, "seconds", "{:.2f} s"),
        ("resident memory, idle", work, "memory", "{:.0f} MiB"),
    ],
    "log-metric": lambda work, _: [
        ("`log-metric`, 8 connections: CPU per request", work, "cpu", "{:.3f} ms"),
        ("`log-metric`, 8 connections: requests per second", work, "per_second", "{:.0f}"),
        ("`log-metric`, 8 connections: p99", work, "p99", "{:.1f} ms"),
    ],
    "log-batch": timed("`log-batch` of 1,000 metrics"),
    "log-steps": timed("`log-batch` of 1,000 steps of one metric"),
    "first page": timed("RUNS runs sorted by a metric, first page of 100"),
    "full page": timed("`runs/search`, page of 1,000 with all values"),
    "history": timed("metric history of 25,000 points"),
    "artifacts": lambda work, _: [
        ("1 GB artifact up: growth of resident memory", work, "up", "{:.0f} MiB"),
        ("1 GB artifact down: growth of resident memory", work, "down", "{:.0f} MiB"),
    ],
}

if __name__ == "__main__":
    main()
