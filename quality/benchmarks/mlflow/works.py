"""The works that are measured, each on a server with a store of its own."""

import http.client
import json
import math
import os
import subprocess
from pathlib import Path

import seeding
from seeding import API

BENCHMARKS = Path(__file__).resolve().parents[1]
GIGABYTE = 1 << 30
CHUNK = bytes(1 << 20)


def load(server, connections, warm, requests):
    """Sends the requests and returns what the sender saw, with the CPU that one cost the server in milliseconds."""
    path = server.folder / "requests"
    path.write_text("\n".join(requests), encoding="utf-8")
    java = Path(os.environ["JAVA_HOME"], "bin", "java")
    words = ["-XX:+UseSerialGC", "-Xmx1g", "-cp", f"{BENCHMARKS}/target/classes:{BENCHMARKS}/target/lib/*"]
    words += ["dev.rondo.benchmarks.RequestsLoad", server.port, connections, warm, path]
    sender = subprocess.Popen(
        [java, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if sender.stdout.readline().strip() != "warm":
        raise SystemExit("the load broke off; the lines above say why")
    before = server.cpu_seconds()
    sender.stdin.write("go\n")
    sender.stdin.close()
    line = sender.stdout.readline()
    if not line:
        raise SystemExit("the load broke off; the lines above say why")
    cpu = server.cpu_seconds() - before
    sender.wait()
    result = json.loads(line)
    return {**result, "cpu": cpu * 1000 / result["answered"]}


def post(path, body):
    return f"POST {API}{path} {json.dumps(body)}"


def measured(step):
    """A value as clients send it: every step has a time of its own."""
    return {"value": math.sin(step), "timestamp": 1_700_000_000_000 + step, "step": step}


class Measuring:
    """The works of one subject, on one server with one store."""

    def __init__(self, subject, server, runs):
        self.subject, self.server, self.runs = subject, server, runs
        self.experiment = seeding.new_experiment(server, "measured")

    def of(self, work):
        return getattr(self, work.replace(" ", "_").replace("-", "_"))(
            *self.subject.repeats.get(work, (0, 0))
        )

    def log_metric(self, warm, count):
        run = seeding.new_run(self.server, self.experiment)
        requests = [
            post("runs/log-metric", {"run_id": run, "key": "m", **measured(i)})
            for i in range(warm + count)
        ]
        return load(self.server, 8, warm, requests)

    def log_batch(self, warm, count):
        """A thousand metrics, a step of each in a request."""
        batches = [[{"key": f"m{i}", **measured(step)} for i in range(1000)] for step in range(warm + count)]
        return self.batches(warm, batches)

    def log_steps(self, warm, count):
        """One metric, a thousand steps in a request."""
        batches = [
            [{"key": "m", **measured(1000 * batch + i)} for i in range(1000)] for batch in range(warm + count)
        ]
        return self.batches(warm, batches)

    def batches(self, warm, batches):
        run = seeding.new_run(self.server, self.experiment)
        requests = [post("runs/log-batch", {"run_id": run, "metrics": metrics}) for metrics in batches]
        return load(self.server, 1, warm, requests)

    def first_page(self, warm, count):
        body = {"experiment_ids": [self.filled()], "max_results": 100}
        body["order_by"] = ["metrics.metric0 DESC"]
        return load(self.server, 1, warm, [post("runs/search", body)] * (warm + count))

    def full_page(self, warm, count):
        body = {"experiment_ids": [self.filled()], "max_results": 1000}
        return load(self.server, 1, warm, [post("runs/search", body)] * (warm + count))

    def history(self, warm, count):
        run = seeding.history(self.server, self.experiment, 25_000)
        request = f"GET {API}metrics/get-history?run_id={run}&metric_key=m&max_results=25000"
        return load(self.server, 1, warm, [request] * (warm + count))

    def artifacts(self, *_):
        """Growth of the resident memory while a file of 1 GB goes up and comes down, after one of 64 MB did."""
        run = seeding.new_run(self.server, self.experiment)
        path = f"/api/2.0/mlflow-artifacts/artifacts/{self.experiment}/{run}/artifacts/"
        self.transfer(path + "small", GIGABYTE >> 4)
        return dict(zip(("up", "down"), self.transfer(path + "large", GIGABYTE)))

    def transfer(self, path, size):
        grown = []
        for move in (self.upload, self.download):
            self.server.forget_peak()
            before = self.server.memory("VmRSS")
            move(path, size)
            grown.append(self.server.memory("VmHWM") - before)
        return grown

    def upload(self, path, size):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)
        chunks = (CHUNK for _ in range(size // len(CHUNK)))
        connection.request("PUT", path, chunks, {"Content-Length": str(size)})
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"PUT {path}: {answer.status} {answer.read()[:300]}")
        answer.read()
        connection.close()

    def download(self, path, size):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=600)
        connection.request("GET", path)
        answer = connection.getresponse()
        found = 0
        while part := answer.read(len(CHUNK)):
            found += len(part)
        connection.close()
        if (answer.status, found) != (200, size):
            raise SystemExit(f"GET {path}: {answer.status}, {found} of {size} bytes")

    filled_experiment = None

    def filled(self):
        """The experiment with all the runs, which is filled when it is first needed."""
        if not self.filled_experiment:
            self.filled_experiment = seeding.new_experiment(self.server, "filled")
            self.subject.seed_runs(self.server, self.filled_experiment, self.runs)
        return self.filled_experiment
