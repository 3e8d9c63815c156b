"""What has no client of its own to pin: /v1, /invocations and the repository on disk, over plain HTTP."""

import time

import numpy as np
import pytest
import requests


def close(answer, expected):
    np.testing.assert_allclose(np.array(answer, np.float32), expected, rtol=1e-6)


@pytest.fixture
def some(rows):
    return rows[10:14].astype(float).tolist()


def test_v1_predict(url, some, expected):
    for path in ("/v1/models/churn:predict", "/v1/models/churn/versions/2:predict"):
        close(requests.post(url + path, json={"instances": some}).json()["predictions"], expected[10:14])
    answer = requests.post(url + "/v1/models/churn:predict", json={"inputs": {"input": some}}).json()
    close(answer["outputs"], expected[10:14])
    assert requests.post(url + "/v1/models/none:predict", json={"instances": some}).status_code == 404


def test_v1_status(url):
    status = requests.get(url + "/v1/models/churn").json()
    assert status["ready"] is True
    assert [each["state"] for each in status["model_version_status"]] == ["AVAILABLE"] * 2
    assert requests.get(url + "/v1/models").json() == {"models": ["churn"]}
    assert requests.get(url).json() == {"status": "alive"}


def test_invocations(url, some, expected):
    columns = [f"c{i}" for i in range(8)]
    forms = [
        {"dataframe_split": {"columns": columns, "data": some}},
        {"dataframe_records": [dict(zip(columns, row, strict=True)) for row in some]},
        {"instances": some},
        {"inputs": {name: [row[i] for row in some] for i, name in enumerate(columns)}},
    ]
    for form in forms:
        close(requests.post(url + "/invocations", json=form).json()["predictions"], expected[10:14])
    csv = ",".join(columns) + "\n" + "\n".join(",".join(map(repr, row)) for row in some)
    answer = requests.post(url + "/invocations", data=csv, headers={"Content-Type": "text/csv"})
    close(answer.json()["predictions"], expected[10:14])
    assert requests.post(url + "/invocations", data="x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert requests.get(url + "/ping").json() == {"status": "Healthy"}


def test_a_new_version_appears_and_goes(url, repository, boosters):
    folder = repository / "churn" / "3"
    folder.mkdir()
    boosters[0].save_model(folder / "model.json")
    _await(lambda: requests.get(url + "/v2/models/churn").json()["versions"] == ["1", "2", "3"])
    (folder / "model.json").unlink()
    folder.rmdir()
    _await(lambda: requests.get(url + "/v2/models/churn").json()["versions"] == ["1", "2"])


def _await(condition):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
