"""A server in a process of its own, and what its whole tree of processes uses, from /proc."""

import http.client
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import databases

TICKS = os.sysconf("SC_CLK_TCK")
LONGEST_START = 120  # seconds
LONGEST_STOP = 60


def usual(port, data):
    return ["--port", str(port), "--data", str(data)]


class Server:
    """Starts COMMAND --port PORT --data EMPTY_DIRECTORY; a context that ends it and deletes the directory.

    A server with other arguments is given a function from its port and directory to them, and its probe's path.
    """

    def __init__(self, command, work, environment=None, arguments=None, probe="/health"):
        self.probe = probe
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = Path(tempfile.mkdtemp(dir=work))
        data = self.folder / "data"
        data.mkdir()
        self.database = databases.new()
        named = {}
        if self.database:
            with_driver = self.database.replace("postgresql:", "postgresql+psycopg2:")
            named = {"RONDO_DB": self.database, "MLFLOW_BACKEND_STORE": with_driver}
        self.log = (self.folder / "log").open("wb")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [*shlex.split(command), *(arguments or usual)(self.port, data)],
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, **(environment or {}), **named},
            start_new_session=True,
        )
        self.data = data
        self.start_seconds = self._await_health(began)

    def _await_health(self, began):
        while time.monotonic() - began < LONGEST_START and self.process.poll() is None:
            try:
                if self.call("GET", self.probe)[0] == 200:
                    return time.monotonic() - began
            except OSError:
                time.sleep(0.005)
        said = (self.folder / "log").read_text(errors="replace")[-3000:]
        self.close()
        raise SystemExit(f"no server: {self.process.args}\n{said}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the group that this process began, first politely."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, kind)
                self.process.wait(LONGEST_STOP)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- asking it --------------------------------------------------------------------------------

    def call(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    # --- what it uses -----------------------------------------------------------------------------

    def tree(self):
        """The ids of the process and all that descend from it."""
        children = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            waiting += children.get(pid, [])
        return found

    def cpu_seconds(self):
        """User and system time of the tree, in steps of 10 ms."""
        total = 0
        for pid in self.tree():
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self, what):
        """The tree's sum in MiB of VmRSS, what is resident now, or VmHWM, the most since forget_peak."""
        total = 0
        for pid in self.tree():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith(what + ":"):
                    total += int(line.split()[1])
        return total / 1024

    def forget_peak(self):
        for pid in self.tree():
            Path(f"/proc/{pid}/clear_refs").write_text("5")
