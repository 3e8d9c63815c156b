"""The server under test, and an experiment of its own for every test."""

import os
import uuid
import warnings
from pathlib import Path

os.environ.update(
    MLFLOW_DISABLE_TELEMETRY="true",
    DO_NOT_TRACK="true",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES="0",  # a 5xx must fail its test at once
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR="false",
    MPLBACKEND="Agg",
    GIT_PYTHON_REFRESH="quiet",
)
warnings.simplefilter("ignore")

import mlflow  # noqa: E402 (it reads the variables above when it is imported)
import pytest  # noqa: E402
from mlflow import MlflowClient  # noqa: E402

URL = os.environ["INTEROP_URL"]
OF_MLFLOW = "mlflow-server" in os.environ.get("INTEROP_SERVER", "")


def pytest_collection_modifyitems(items):
    for item in items:
        mark = item.get_closest_marker("better")
        if mark and OF_MLFLOW:
            item.add_marker(pytest.mark.xfail(reason=mark.args[0], strict=True))


@pytest.fixture(scope="session")
def url():
    return URL


@pytest.fixture(autouse=True)
def _clean_client(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mlflow.set_tracking_uri(URL)
    mlflow.set_registry_uri(URL)
    yield
    while mlflow.active_run():
        mlflow.end_run()
    mlflow.autolog(disable=True)


@pytest.fixture
def client():
    return MlflowClient(URL, URL)


@pytest.fixture
def name():
    """A name that nothing else in the store has."""
    return "n" + uuid.uuid4().hex[:12]


@pytest.fixture
def experiment(name):
    """The id of a new experiment, in which the fluent API's runs start."""
    return mlflow.set_experiment(name).experiment_id


@pytest.fixture
def run(client, experiment):
    """The id of a running run."""
    return client.create_run(experiment).info.run_id


@pytest.fixture(scope="session")
def iris():
    from sklearn.datasets import load_iris

    data = load_iris(as_frame=True)
    return data.data, data.target


@pytest.fixture(scope="session")
def classifier(iris):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=300).fit(*iris)


@pytest.fixture(scope="session")
def venv_bin():
    import sys

    return Path(sys.executable).parent
