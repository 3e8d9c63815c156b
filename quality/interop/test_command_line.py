"""The command line `mlflow`, where it only talks to a server."""

import csv
import io
import json
import os
import subprocess

import pytest


@pytest.fixture
def mlflow_command(url, venv_bin):
    def call(*words):
        environment = {**os.environ, "MLFLOW_TRACKING_URI": url}
        done = subprocess.run(
            [venv_bin / "mlflow", *words], capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return call


def test_experiments(mlflow_command, client, name):
    mlflow_command("experiments", "create", "-n", name)
    found = client.get_experiment_by_name(name).experiment_id
    assert name in mlflow_command("experiments", "search")
    mlflow_command("experiments", "rename", "-x", found, "--new-name", name + "-new")
    mlflow_command("experiments", "delete", "-x", found)
    assert name + "-new" in mlflow_command("experiments", "search", "--view", "deleted_only")
    mlflow_command("experiments", "restore", "-x", found)
    run = client.create_run(found, run_name="only").info.run_id
    client.log_metric(run, "m", 0.5)
    (row,) = csv.DictReader(io.StringIO(mlflow_command("experiments", "csv", "-x", found)))
    assert (row["run_id"], row["m"] if "m" in row else row["metrics.m"]) == (run, "0.5")


def test_runs(mlflow_command, client, experiment, run):
    client.log_metric(run, "m", 0.5)
    client.log_param(run, "p", "1")
    assert run in mlflow_command("runs", "list", "--experiment-id", experiment)
    described = json.loads(mlflow_command("runs", "describe", "--run-id", run))
    assert described["info"]["run_id"] == run and described["data"]["metrics"] == {"m": 0.5}
    mlflow_command("runs", "delete", "--run-id", run)
    assert client.get_run(run).info.lifecycle_stage == "deleted"
    mlflow_command("runs", "restore", "--run-id", run)


def test_artifacts(mlflow_command, client, run, tmp_path):
    (tmp_path / "a.txt").write_text("hello")
    mlflow_command("artifacts", "log-artifact", "--local-file", "a.txt", "-r", run, "-a", "dir")
    listed = json.loads(mlflow_command("artifacts", "list", "-r", run, "-a", "dir"))
    assert [(f["path"], int(f["file_size"])) for f in listed] == [("dir/a.txt", 5)]
    target = tmp_path / "back"
    target.mkdir()
    mlflow_command("artifacts", "download", "-r", run, "-a", "dir", "-d", str(target))
    assert (target / "dir" / "a.txt").read_text() == "hello"
