"""`rondo export runs`: the file holds what MLflow's own table of runs does."""

import math

import mlflow
import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import OF_MLFLOW
from processes import rondo

pytestmark = pytest.mark.skipif(OF_MLFLOW, reason="it is Rondo's command")


@pytest.fixture
def runs(client, experiment):
    for number in range(25):
        run = client.create_run(experiment, 1_700_000_000_000 + number, run_name=f"ü {number}").info.run_id
        client.log_metric(run, "auc", number / 25)
        client.log_param(run, "depth", number)
        if number % 7 == 0:
            client.log_metric(run, f"only/{number}", [math.nan, math.inf, -0.0, 1e-300][number // 7])
            client.set_tag(run, "multi", "line\nü 🚀")
        if number % 3 == 0:
            client.set_terminated(run, end_time=1_700_000_100_000)
    return experiment


def test_the_file_is_the_table(url, name, runs, tmp_path):
    file = tmp_path / "runs.parquet"
    done = rondo(url, "export", "runs", "--to", file, "--experiment", name)
    assert "25 runs" in done.stderr
    table = pq.read_table(file)
    assert table.schema.field("metrics.auc").type == "double"
    assert str(table.schema.field("start_time").type) == "timestamp[ms, tz=UTC]"
    found = pd.read_parquet(file)
    expected = mlflow.search_runs([runs])
    assert set(expected.columns) <= set(found.columns)
    assert list(found["run_id"]) == list(expected["run_id"])
    for column in expected.columns:
        for ours, theirs in zip(found[column], expected[column], strict=True):
            assert (pd.isna(ours) and pd.isna(theirs)) or ours == theirs, column
    assert set(found["run_name"]) == {f"ü {number}" for number in range(25)}


def test_what_is_not_there_is_null_and_nan_is_nan(url, name, runs, tmp_path):
    file = tmp_path / "runs.parquet"
    rondo(url, "export", "runs", "--to", file, "--experiment", name, "--order-by", "metrics.auc")
    values = pq.read_table(file).column("metrics.only/0").to_pylist()
    assert math.isnan(values[0]) and values[1:] == [None] * 24
    zero = pq.read_table(file).column("metrics.only/14").to_pylist()[14]
    assert math.copysign(1, zero) == -1


def test_a_filter_narrows_it(url, name, runs, tmp_path):
    file = tmp_path / "some.parquet"
    rondo(url, "export", "runs", "--to", file, "--experiment", name, "--where", "metrics.auc >= 0.8")
    assert sorted(pd.read_parquet(file)["params.depth"], key=int) == ["20", "21", "22", "23", "24"]
    assert list(tmp_path.iterdir()) == [file]
    again = rondo(url, "export", "runs", "--to", file, check=False)
    assert again.returncode == 2 and "is there already" in again.stderr


def test_no_runs_are_a_file_too(url, name, experiment, tmp_path):
    file = tmp_path / "none.parquet"
    rondo(url, "export", "runs", "--to", file, "--experiment", name)
    assert pd.read_parquet(file).empty and "run_id" in pd.read_parquet(file).columns
