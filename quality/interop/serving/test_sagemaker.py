"""SageMaker's contract of containers with several models, over plain HTTP as its platform asks."""

import os
import socket

import numpy as np
import pytest
import requests

TARGET = {"X-Amzn-SageMaker-Target-Model": "churn/v2.tar.gz"}


@pytest.fixture(scope="module")
def container(repository, serving):
    with serving(repository, environment={"SAGEMAKER_MULTI_MODEL": "true"}) as address:
        yield f"http://{address}"


def load(container, name, url):
    return requests.post(container + "/models", json={"model_name": name, "url": str(url)})


def test_models_come_and_go(container, repository, rows, expected):
    some = {"instances": rows[10:14].astype(float).tolist()}
    place = repository / "churn" / "2"
    assert requests.get(container + "/models").json() == {"models": []}
    assert requests.get(container + "/ping").status_code == 200
    assert load(container, "4f2a", place).status_code == 200
    assert load(container, "4f2a", place).status_code == 409
    told = {"modelName": "4f2a", "modelUrl": str(place)}
    assert requests.get(container + "/models").json() == {"models": [told]}
    assert requests.get(container + "/models/4f2a").json() == told
    answer = requests.post(container + "/models/4f2a/invoke", json=some, headers=TARGET)
    np.testing.assert_allclose(np.array(answer.json()["predictions"], np.float32), expected[10:14], rtol=1e-6)
    assert requests.delete(container + "/models/4f2a").status_code == 200
    assert requests.delete(container + "/models/4f2a").status_code == 404
    assert requests.post(container + "/models/4f2a/invoke", json=some).status_code == 404


def test_other_places_are_refused(container, repository):
    for url in ("/etc/passwd", f"{repository}/../../etc/passwd", os.devnull, "s3://bucket/model", "churn/2"):
        assert load(container, "other", url).status_code == 400, url
    assert load(container, "other", repository / "none").status_code == 404


def test_port_of_one_container_among_several(repository, serving):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told = {"SAGEMAKER_BIND_TO_PORT": port, "SAGEMAKER_SAFE_PORT_RANGE": f"{port}-{port}"}
    with serving(repository, environment=told, port=None) as address:
        assert address.endswith(":" + port)
        assert requests.get(f"http://{address}/ping").status_code == 200


def test_off_unless_told(url):
    assert requests.get(url + "/models").status_code == 404
