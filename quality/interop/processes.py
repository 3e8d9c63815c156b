"""Servers and commands that a test starts for itself."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

COMMAND = os.environ.get("INTEROP_SERVER", "").split(" server")[0].split()


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def server(command, data):
    """Yields the address of COMMAND --port PORT --data DATA once it is healthy; ends it with SIGTERM."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with open(f"{data}.log", "wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--data", str(data)], stdout=log, stderr=log, start_new_session=True
        )
    try:
        _await(url, process, log.name)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _await(url, process, log):
    end = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(url + "/health", timeout=2).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError(Path(log).read_text()[-3000:]) from None
            time.sleep(0.1)


def rondo_server(data):
    return server([*COMMAND, "server"], data)


def rondo(url, *words, check=True):
    """Runs one command against a server."""
    done = subprocess.run(_words(words), capture_output=True, text=True, env=_environment(url), check=False)
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


def start_rondo(url, *words):
    """Starts one command and leaves it to the caller, in a process group of its own."""
    return subprocess.Popen(
        _words(words),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(url),
        start_new_session=True,
    )


def _words(words):
    return [*COMMAND, *(str(word) for word in words)]


def _environment(url):
    return {**os.environ, "RONDO_SERVER": url}


def mlflow_server(data):
    """MLflow's own."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    os.environ["PATH"] = path
    return server([str(Path(__file__).parent / "mlflow-server")], data)
