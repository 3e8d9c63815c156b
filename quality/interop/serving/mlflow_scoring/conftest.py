"""The same models behind MLflow's own scoring server, one for each, and behind one `rondo serve`."""

import socket
import sys

import models
import pytest
import requests
from servers import Server, rondo

@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    models.save_all(root)
    return root


@pytest.fixture(scope="session")
def ours(repository, tmp_path_factory):
    server = rondo(repository, tmp_path_factory.mktemp("log") / "rondo.log")
    try:
        yield server
    finally:
        assert server.stop() == 143


def _free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _answers(url):
    try:
        return requests.get(url + "/ping", timeout=5).ok
    except requests.ConnectionError:
        return False


@pytest.fixture(scope="session")
def theirs(repository, tmp_path_factory):
    """MLflow's server for a model, started when it is first asked for; one at a time, for they are heavy."""
    running = {}

    def url(model):
        if model not in running:
            while running:
                running.popitem()[1].stop()
            port = _free_port()
            log = tmp_path_factory.mktemp("log") / f"{model}.log"
            command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", str(repository / model), "-p", str(port)]
            command += ["--env-manager", "local", "-w", "1"]
            address = f"http://127.0.0.1:{port}"
            running[model] = Server(command, log, lambda _: _answers(address))
            running[model].url = address
        return running[model].url

    yield url
    for server in running.values():
        server.stop()
