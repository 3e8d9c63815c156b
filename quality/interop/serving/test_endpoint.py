"""An endpoint of `rondo server`, asked by Triton's clients; routed and recorded as through its own REST."""

import json
import os
import re
import subprocess
import time

import numpy as np
import pytest
import requests
import tritonclient.grpc
import tritonclient.http

ROWS = 1200


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """HOST:PORT of a server whose endpoint `loans` has a trained model."""
    folder = tmp_path_factory.mktemp("server")
    log = folder / "server.log"
    with open(log, "wb") as out:
        command = [os.environ["RONDO"], "server", "--port", "0", "--data", str(folder / "data")]
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        while not (greeting := re.search(r"http://(\S+:\d+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        train(f"http://{greeting[1]}/api/v1")
        yield greeting[1]
    finally:
        process.terminate()
        process.wait(30)


def train(api):
    random = np.random.default_rng(7)
    lines = ["amount,job,married,bad"]
    for _ in range(ROWS):
        amount = random.uniform(100, 9100)
        job = random.choice(["free", "fixed"])
        bad = random.uniform() < (0.15 if job == "free" else 0.05) + amount / 15_000
        lines.append(f"{amount:.0f},{job},{str(random.uniform() < 0.5).lower()},{'yes' if bad else 'no'}")
    ask("POST", f"{api}/datasets/loans/versions?target=bad", data="\n".join(lines), headers={"Content-Type": "text/csv"})
    wanted = {"dataset": "loans", "model": "loans", "target": "bad", "positive": "yes", "rounds": 20, "seed": 1}
    run = ask("POST", f"{api}/pipelines/train/runs", json=wanted)
    ended = ask("GET", f"{api}/pipelines/runs/{run['run_id']}?wait=60")
    assert ended["status"] == "SUCCEEDED", ended
    ask("POST", f"{api}/endpoints", json={"name": "loans", "model": "loans", "version": 1})


def ask(method, url, **options):
    answer = requests.request(method, url, timeout=90, **options)
    assert answer.ok, answer.text
    return answer.json()


COLUMNS = {
    "amount": ("FP64", [1200.0, 8000.0]),
    "job": ("BYTES", ["fixed", "free"]),
    "married": ("BOOL", [True, False]),
    "key": ("BYTES", ["ann", "bob"]),
}


def inputs(module):
    tensors = []
    for name, (datatype, values) in COLUMNS.items():
        array = np.array(values, dtype={"FP64": np.float64, "BOOL": bool, "BYTES": object}[datatype])
        tensor = module.InferInput(name, [2], datatype)
        tensor.set_data_from_numpy(array)
        tensors.append(tensor)
    return tensors


def own_answers(server):
    instances = [
        {"key": COLUMNS["key"][1][row], "features": {name: COLUMNS[name][1][row] for name in ("amount", "job", "married")}}
        for row in range(2)
    ]
    return ask("POST", f"http://{server}/api/v1/endpoints/loans/predict", json={"instances": instances})["predictions"]


@pytest.mark.parametrize("module", [tritonclient.http, tritonclient.grpc], ids=["http", "grpc"])
def test_triton(server, module):
    with module.InferenceServerClient(server) as client:
        assert client.is_model_ready("loans")
        result = client.infer("loans", inputs(module))
    own = own_answers(server)
    np.testing.assert_array_equal(result.as_numpy("score"), np.float32([each["score"] for each in own]))
    assert [each.decode() for each in result.as_numpy("decision")] == [each["decision"] for each in own]
    recorded = requests.get(f"http://{server}/api/v1/endpoints/loans/predictions", timeout=30).text.splitlines()
    keys = {record["prediction_id"]: record["key"] for record in map(json.loads, recorded)}
    assert [keys[each.decode()] for each in result.as_numpy("prediction_id")] == ["ann", "bob"]


def test_unknown_column(server):
    with tritonclient.http.InferenceServerClient(server) as client:
        tensor = tritonclient.http.InferInput("amuont", [1], "FP64")
        tensor.set_data_from_numpy(np.zeros(1))
        with pytest.raises(tritonclient.utils.InferenceServerException, match="amuont"):
            client.infer("loans", [tensor])
