"""`rondo import` of what MLflow itself has stored: its server, its SQLite file, its directory."""

import json
import os
import signal
import time

import filled_store
import pytest
from conftest import OF_MLFLOW
from mlflow import MlflowClient
from processes import mlflow_server, rondo, rondo_server, start_rondo

pytestmark = pytest.mark.skipif(OF_MLFLOW, reason="it is Rondo's command")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A filled server of MLflow: its address, its data directory, and what it holds."""
    data = tmp_path_factory.mktemp("mlflow") / "data"
    data.mkdir()
    with mlflow_server(data) as url:
        filled_store.fill(url)
        yield url, data, described(url)


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A directory that MLflow's client has filled without any server, and what it holds."""
    folder = tmp_path_factory.mktemp("files") / "mlruns"
    filled_store.fill(folder.as_uri())
    found = described(folder.as_uri())
    for run in found["runs"].values():
        if "acc" in run["latest"]:
            # MLflow writes the step of a measurement of a dataset into the directory, and reads 0.
            run["points"] = sorted(("acc", 9, 3, "0.75") if p == ("acc", 9, 0, "0.75") else p for p in run["points"])
            run["latest"]["acc"] = "0.75"
    return folder, found


@pytest.fixture
def target(tmp_path):
    with rondo_server(tmp_path / "rondo") as url:
        yield url


def described(url):
    """The default experiment is everywhere and keeps its own times."""
    found = filled_store.describe(url)
    del found["experiments"]["0"]
    return found


def bring(target, *words):
    """Imports; answers how many there are of each kind, which both sides agree on, and what was said."""
    done = rondo(target, "import", *words, "-o", "json")
    rows = json.loads(done.stdout)
    assert all(row["same"] for row in rows), rows
    assert "not brought" not in done.stderr
    return {row["kind"]: row["here"] for row in rows}, done.stderr


def test_a_running_server(stored, target):
    url, _, expected = stored
    counts, said = bring(target, "mlflow", url)
    assert "taken here already" not in said
    assert described(target) == expected
    assert bring(target, "mlflow", url)[0] == counts
    assert described(target) == expected


def test_a_database(stored, target):
    _, data, expected = stored
    bring(target, "sqlite", data / "mlflow.db", "--artifacts", data / "artifacts")
    assert described(target) == expected


def test_a_directory(directory, target):
    folder, expected = directory
    counts, _ = bring(target, "mlruns", folder)
    assert described(target) == expected
    assert bring(target, "mlruns", folder)[0] == counts
    assert described(target) == expected


@pytest.mark.parametrize("runs", [1, 4])
def test_an_import_that_was_killed_is_completed_by_the_next(stored, target, runs):
    url, _, expected = stored
    importing = start_rondo(target, "import", "mlflow", url)
    client = MlflowClient(target, target)
    while importing.poll() is None and len(client.search_runs(["1", "2"], run_view_type=3)) < runs:
        time.sleep(0.001)
    if importing.poll() is None:
        os.killpg(importing.pid, signal.SIGKILL)
    importing.wait()
    bring(target, "mlflow", url)
    assert described(target) == expected


def test_what_is_taken_becomes_something_else_and_is_listed(stored, target):
    url, _, expected = stored
    client = MlflowClient(target, target)
    mine = client.create_experiment("mine")
    assert mine in expected["experiments"]
    own = client.create_run(mine).info.run_id
    client.create_registered_model("risk", description="mine")
    _, said = bring(target, "mlflow", url)
    churn = client.get_experiment_by_name("churn").experiment_id
    assert f"taken here already: experiment {mine} became {churn}" in said
    assert "taken here already: model risk became risk-2" in said
    found = described(target)
    assert found["runs"].pop(own)["info"][0] == mine
    for run, theirs in expected["runs"].items():
        ours = found["runs"].pop(run)
        assert {**ours, "info": ours["info"][1:]} == {**theirs, "info": theirs["info"][1:]}
    assert not found["runs"]
    assert found["models"]["risk"]["model"][0] == "mine"
    assert found["models"]["risk-2"] == expected["models"]["risk"]
    before = described(target)
    assert bring(target, "mlflow", url)[1] == said
    assert described(target) == before
