"""Models that only Python can run: through every door, and through crashes."""

import os
import signal
import subprocess
import threading
import time

import pytest
import requests
from servers import rondo


def test_every_door(ours):
    table = {"instances": [{"amount": 1.0, "rate": -2.0, "plan": "pro"}]}
    answer = requests.post(ours.url + "/invocations?model_name=pipeline", json=table, timeout=60).json()["predictions"]
    assert answer in ([0], [1])
    assert requests.post(ours.url + "/v1/models/pipeline:predict", json=table, timeout=60).json() == {"predictions": answer}
    tensors = [
        {"name": "amount", "shape": [1], "datatype": "FP64", "data": [1.0]},
        {"name": "rate", "shape": [1], "datatype": "FP32", "data": [-2.0]},
        {"name": "plan", "shape": [1], "datatype": "BYTES", "data": ["pro"]},
    ]
    v2 = requests.post(ours.url + "/v2/models/pipeline/infer", json={"inputs": tensors}, timeout=60).json()
    assert v2["outputs"] == [{"name": "predict", "datatype": "INT64", "shape": [1], "data": answer}]
    described = requests.get(ours.url + "/v2/models/pipeline", timeout=60).json()
    assert described["platform"] == "python"
    assert [each["name"] for each in described["inputs"]] == ["amount", "rate", "plan"]


def test_a_missing_text_is_an_empty_one_in_tensors(ours):
    tensors = [{"name": "a", "shape": [2], "datatype": "FP64", "data": [1.0, 2.0]}]
    answer = requests.post(ours.url + "/v2/models/frame/infer", json={"inputs": tensors}, timeout=60).json()
    assert {each["name"]: each["data"] for each in answer["outputs"]}["odd"] == ["odd", ""]


def test_without_python_the_refusal_names_the_ways(repository):
    command = [os.environ["RONDO"], "serve", str(repository / "pipeline"), "--port", "0"]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2
    for word in ("sklearn", "skl2onnx", "--python"):
        assert word in refused.stderr


@pytest.fixture
def crashing(repository, tmp_path):
    server = rondo(repository / "crash", tmp_path / "crash.log", "--python-timeout", "3")
    yield server
    server.stop()


def ask(server, value, timeout=60):
    return requests.post(server.url + "/v1/models/crash:predict", json={"instances": [{"x": value}]}, timeout=timeout)


def await_answer(server):
    end = time.monotonic() + 120
    while ask(server, 1).status_code != 200:
        assert time.monotonic() < end, server.text()
        time.sleep(0.2)


def child(server):
    return int(ask(server, 5).json()["predictions"][0] - 5)


def test_crash_kill_and_time_out(crashing):
    assert ask(crashing, 1).json() == {"predictions": [1.0]}
    first = child(crashing)
    died = ask(crashing, -1)
    assert died.status_code == 503
    assert int(died.headers["Retry-After"]) > 0
    await_answer(crashing)
    assert child(crashing) != first
    assert ask(crashing, -2).status_code == 504
    await_answer(crashing)


def test_kill_under_load(crashing):
    stop = threading.Event()
    statuses = []

    def load():
        while not stop.is_set():
            statuses.append(ask(crashing, 1, timeout=30).status_code)

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    os.kill(child(crashing), signal.SIGKILL)
    time.sleep(0.5)
    await_answer(crashing)
    stop.set()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert set(statuses) == {200, 503}


def test_the_child_goes_with_a_killed_server(crashing):
    pid = child(crashing)
    # The launcher may be a shell that has become the JVM.
    os.kill(crashing.process.pid, signal.SIGKILL)
    end = time.monotonic() + 20
    while os.path.exists(f"/proc/{pid}") and time.monotonic() < end:
        time.sleep(0.1)
    assert not os.path.exists(f"/proc/{pid}")
