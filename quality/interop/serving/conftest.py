"""A repository of XGBoost models, and `rondo serve` on it."""

import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import xgboost as xgb

FEATURES = 8


def train(objective, rows, target, **options):
    booster = xgb.train({"objective": objective, "max_depth": 3, "nthread": 1, **options}, xgb.DMatrix(rows, target), 10)
    return booster


@pytest.fixture(scope="session")
def rows():
    values = np.random.default_rng(11).normal(size=(200, FEATURES)).astype(np.float32)
    values[5, 2] = np.nan
    return values


@pytest.fixture(scope="session")
def boosters(rows):
    """Versions 1 and 2 of the model `churn`."""
    target = (np.nan_to_num(rows).sum(axis=1) > 0).astype(int)
    return [train("binary:logistic", rows, target, eta=eta) for eta in (0.1, 0.5)]


@pytest.fixture(scope="session")
def expected(boosters, rows):
    return boosters[1].predict(xgb.DMatrix(rows))


@pytest.fixture(scope="session")
def repository(boosters, tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    for version, booster in enumerate(boosters, 1):
        folder = root / "churn" / str(version)
        folder.mkdir(parents=True)
        booster.save_model(folder / "model.json")
    return root


@pytest.fixture(scope="session")
def serve_options():
    """What `rondo serve` is told besides."""
    return []


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    """Runs `rondo serve PATH`, on any free port unless the environment tells one; ended by SIGTERM; gives HOST:PORT."""

    @contextmanager
    def run(path, *options, environment=None, port="0"):
        log = tmp_path_factory.mktemp("log") / "serve.log"
        command = [os.environ["RONDO"], "serve", str(path), *(["--port", port] if port else []), *options]
        with open(log, "wb") as out:
            process = subprocess.Popen(command, stderr=out, env={**os.environ, **(environment or {})})
        try:
            yield _await(process, log)
        finally:
            process.terminate()
            assert process.wait(30) == 143

    return run


@pytest.fixture(scope="session")
def address(repository, serve_options, serving):
    with serving(repository, *serve_options) as address:
        yield address


def _await(process, log: Path):
    import time

    while True:
        greeting = re.search(r"at http://(\S+:\d+)", log.read_text())
        if greeting:
            return greeting[1]
        assert process.poll() is None, log.read_text()
        time.sleep(0.05)


@pytest.fixture(scope="session")
def url(address):
    return f"http://{address}"
