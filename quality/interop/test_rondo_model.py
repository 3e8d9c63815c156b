"""A model that Rondo trained is one of MLflow's and XGBoost's own."""

import io
import random
import zipfile

import pytest
import requests

import mlflow_model
from conftest import OF_MLFLOW

pytestmark = pytest.mark.skipif(OF_MLFLOW, reason="MLflow's server trains nothing")


def test_a_trained_model_is_read_by_mlflow_and_xgboost(url, name, tmp_path):
    rows, chance = ["age,member,city,spent"], random.Random(3)
    for _ in range(3000):
        age, member, city = chance.randint(20, 70), chance.random() < 0.5, chance.choice("ABC")
        spent = chance.random() < 0.1 + 0.01 * (age - 20) + 0.2 * member
        rows.append(f"{age},{member},{city},{'yes' if spent else 'no'}")
    api = f"{url}/api/v1"
    csv = "\n".join(rows).encode()
    where = f"{api}/datasets/{name}/versions"
    headers = {"Content-Type": "text/csv"}
    answer = requests.post(where, csv, params={"target": "spent"}, headers=headers, timeout=60)
    assert answer.ok, answer.text
    order = {"dataset": name, "model": name, "target": "spent", "positive": "yes", "rounds": 10}
    answer = requests.post(f"{api}/pipelines/train/runs", json=order, timeout=60)
    assert answer.ok, answer.text
    run = answer.json()["run_id"]
    ended = requests.get(f"{api}/pipelines/runs/{run}", params={"wait": 60}, timeout=120).json()
    assert ended.get("status") == "SUCCEEDED", ended
    archive = requests.get(f"{api}/models/{name}/versions/1/archive", timeout=60)
    zipfile.ZipFile(io.BytesIO(archive.content)).extractall(tmp_path / "model")
    mlflow_model.main(tmp_path / "model")
