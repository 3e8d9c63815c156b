"""MLflow's scoring client against ours."""

import numpy as np
import pandas as pd
import pytest
from mlflow.pyfunc.scoring_server.client import ScoringServerClient
from requests_of_scoring import NAMES, ROW, VALUES


@pytest.fixture(scope="session")
def client(ours):
    host, port = ours.url.removeprefix("http://").split(":")
    client = ScoringServerClient(host, f"{port}")
    client.wait_server_ready(timeout=10)
    return client


def at(client, model):
    """The client has no parameter for a model's name; its address may hold one."""
    named = ScoringServerClient("", 0)
    named.url_prefix = client.url_prefix
    named.invoke = lambda data, params=None: _invoke(client, model, data, params)
    return named


def _invoke(client, model, data, params):
    import mlflow.pyfunc.scoring_server.client as module
    import requests

    response = requests.post(
        f"{client.url_prefix}/invocations?model_name={model}",
        data=module.dump_input_data(data, params=params),
        headers={"Content-Type": "application/json"},
        timeout=60,
    )
    assert response.ok, response.text
    return module.PredictionsResponse.from_json(response.text)


def test_version(client):
    assert client.get_version() == "3.17.2"


def test_frames_and_arrays(client):
    frame = pd.DataFrame([VALUES, VALUES], columns=NAMES)
    named = at(client, "named").invoke(frame).get_predictions()
    assert named.shape == (2, 1)
    margin = at(client, "named").invoke(frame, params={"output_margin": True}).get_predictions()
    expected = 1 / (1 + np.exp(-margin.to_numpy(float)))
    np.testing.assert_allclose(named.to_numpy(float), expected, rtol=1e-6)
    array = at(client, "tensor").invoke(np.ones((3, 6))).get_predictions("ndarray")
    assert array.shape == (3,)
    assert ROW["age"] == 30
