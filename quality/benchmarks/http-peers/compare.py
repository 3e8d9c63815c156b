"""One model on Rondo and on its peers, over HTTP and gRPC, side by side; ../README.md says how to read it.

    quality/benchmarks/run http-peers [--only NAME,…] [--seconds 5]
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = HERE.parent
HOME = BENCHMARKS.parents[1]
sys.path.append(str(BENCHMARKS / "mlflow"))

from server import Server  # noqa: E402

TARGET = HOME / "target"
IDLE_SECONDS = 3
CONNECTIONS = 8
ONE_THREAD = {"OMP_NUM_THREADS": "1"}


def python(name):
    return TARGET / f"{name}-venv" / "bin"


@dataclass
class Subject:
    """A server: its command, what follows it, the path that says 200 when it is ready, and a file of requests by work."""

    name: str
    command: str
    arguments: object
    probe: str
    works: dict
    environment: dict = field(default_factory=dict)
    warm: int = 3
    """Seconds."""


def subjects(files, folder):
    model = {"MODEL": str(files / "model.json")}
    v2 = {"one row": "v2", "one row, gRPC": "grpc", "1,000 rows, gRPC": "grpc-many"}

    def rondo(port, data):
        return ["serve", str(folder / "rondo"), "--port", str(port)]

    def mlserver(port, data):
        ports = {"http_port": port, "grpc_port": port + 1, "metrics_port": port + 2, "parallel_workers": 0}
        (folder / "mlserver" / "settings.json").write_text(json.dumps(ports))
        return ["start", str(folder / "mlserver")]

    def fastapi(port, data):
        return ["--app-dir", str(HERE), "--port", str(port), "--no-access-log", "fastapi_server:app"]

    def bentoml(port, data):
        return ["serve", "bentoml_server:Model", "--working-dir", str(HERE), "--port", str(port)]

    def mlflow(workers):
        return lambda port, data: [
            *("models", "serve", "-m", str(folder / "mlflow"), "--env-manager", "local"),
            *("--port", str(port), "--workers", str(workers)),
        ]

    # It starts uvicorn by its name.
    on_path = {"PATH": f"{python('mlflow-scoring')}{os.pathsep}{os.environ['PATH']}"}
    peers = [
        Subject("FastAPI", python("fastapi") / "uvicorn", fastapi, "/ready", {"empty": "empty", "one row": "rows"}, model),
        Subject("MLServer", python("mlserver") / "mlserver", mlserver, "/v2/health/ready", v2),
        Subject("BentoML", python("bentoml") / "bentoml", bentoml, "/readyz", {"one row": "rows"}, model),
        Subject("MLflow", python("mlflow-scoring") / "mlflow", mlflow(4), "/ping", {"one row": "split"}, on_path),
    ]
    one = [
        Subject(f"{each.name}, one thread", each.command, each.arguments, each.probe, each.works, {**each.environment, **ONE_THREAD})
        for each in peers[:3]
    ]
    worker = Subject(
        "MLflow, one worker and thread", peers[3].command, mlflow(1), "/ping", peers[3].works, {**on_path, **ONE_THREAD}
    )
    return [Subject("Rondo", HOME / "rondo", rondo, "/v2/health/ready", {"empty": "live", "1,000 rows, binary": "binary", **v2}, warm=30), *peers, *one, worker]


def lay_out(files, folder):
    """The model as each server wants it."""
    for name, file in (("model", "model.json"), ("wide", "wide.json")):
        place = folder / "rondo" / name / "1"
        place.mkdir(parents=True)
        shutil.copy(files / file, place / "model.json")
        place = folder / "mlserver" / name
        place.mkdir(parents=True)
        shutil.copy(files / file, place / "model.json")
        implementation = "mlserver_xgboost.XGBoostModel"
        settings = {"name": name, "implementation": implementation, "parameters": {"uri": "./model.json"}}
        (place / "model-settings.json").write_text(json.dumps(settings))
    save = "import sys, mlflow.xgboost, xgboost; mlflow.xgboost.save_model(xgboost.Booster(model_file=sys.argv[1]), sys.argv[2])"
    command = [python("mlflow-scoring") / "python", "-c", save, files / "model.json", folder / "mlflow"]
    if command[0].exists():
        subprocess.run(command, check=True, stdout=sys.stderr)


def load(server, work, file, warm, seconds):
    """What the sender saw, with the CPU that one answer cost the server's processes, in microseconds."""
    java = Path(os.environ["JAVA_HOME"], "bin", "java")
    grpc = work.endswith("gRPC")
    main = "dev.rondo.benchmarks." + ("GrpcLoad" if grpc else "RawLoad")
    port = server.grpc_port if grpc else server.port
    words = ["-XX:+UseSerialGC", "-Xmx1g", "-cp", f"{BENCHMARKS}/target/classes:{BENCHMARKS}/target/lib/*", main]
    words += [port, CONNECTIONS, warm, seconds, file]
    sender = subprocess.Popen([java, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    broken = "the load broke off; the lines above say why"
    if sender.stdout.readline().strip() != "warm":
        raise SystemExit(broken)
    before = server.cpu_seconds()
    sender.stdin.write("go\n")
    sender.stdin.close()
    line = sender.stdout.readline()
    cpu = server.cpu_seconds() - before
    sender.wait()
    if not line:
        raise SystemExit(broken)
    result = json.loads(line)
    return {**result, "cpu": cpu * 1e6 / result["answered"]}


def first_answer(server, file, began):
    """Seconds from the process's start to the first answer of 200 to a real request."""
    data = file.read_bytes()
    request = data[4 : 4 + int.from_bytes(data[:4], "big")]
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if not line.startswith(("Host", "Content-Length")))
    status, said = server.call("POST", lines[0].split()[1], body, headers)
    if status != 200:
        raise SystemExit(f"the first request is answered {status}: {said[:500]}")
    return time.monotonic() - began


def measure(subject, files, folder, seconds):
    print(f"benchmarks: {subject.name}", file=sys.stderr, flush=True)
    began = time.monotonic()
    with Server(str(subject.command), folder, subject.environment, subject.arguments, subject.probe) as server:
        server.grpc_port = server.port + 1 if "MLServer" in subject.name else server.port
        found = {"start": first_answer(server, files / subject.works["one row"], began)}
        time.sleep(IDLE_SECONDS)
        found["memory"] = server.memory("VmRSS")
        for work, file in subject.works.items():
            found[work] = load(server, work, files / file, subject.warm, seconds)
        return found


LINE = "| {} | {} | {} | {} | {} | {} |"
MANY = 1000


def table(results):
    lines = []
    for work in ("one row", "one row, gRPC", "1,000 rows, binary", "1,000 rows, gRPC", "empty"):
        rows = MANY if work.startswith("1,000") else 1
        what = "CPU per row" if rows == MANY else "CPU per request"
        lines += ["", LINE.format(work, what, "of Rondo's", "per second", "p50", "p99"), LINE.format(*["---"] * 6)]
        ours = results.get("Rondo", {}).get(work)
        for name, found in results.items():
            if work in found:
                got = found[work]
                times = f"{got['cpu'] / ours['cpu']:.1f}" if ours else "–"
                cpu = f"{got['cpu'] / rows:.2f} us"
                rate = f"{got['per_second']:.0f}"
                lines.append(LINE.format(name, cpu, times, rate, f"{got['p50']:.2f} ms", f"{got['p99']:.2f} ms"))
    lines += ["", "| | start to the first answer | resident memory, idle |", "|---|---|---|"]
    lines += [f"| {name} | {got['start']:.2f} s | {got['memory']:.0f} MiB |" for name, got in results.items()]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="names of servers, separated by semicolons")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    given = parser.parse_args()
    files = TARGET / "http-peers"
    root = BENCHMARKS / "target" / "work"
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=root))
    print(f"{os.cpu_count()} cores, {platform.platform()}, load average {os.getloadavg()[0]:.1f} at the start")
    try:
        lay_out(files, folder)
        chosen = [each for each in subjects(files, folder) if not given.only or each.name in given.only.split(";")]
        print(table({each.name: measure(each, files, folder, given.seconds) for each in chosen}))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
