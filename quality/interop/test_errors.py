"""A caller's mistake has the code that clients decide by, never a 5xx, and stores nothing."""

import time

import mlflow
import pytest
import requests
from mlflow import MlflowException
from mlflow.entities import Metric, Param, RunTag

MISSING = "RESOURCE_DOES_NOT_EXIST"
EXISTS = "RESOURCE_ALREADY_EXISTS"
INVALID = "INVALID_PARAMETER_VALUE"
NOBODY = "0" * 32

CASES = {
    "run": (MISSING, lambda c, x: c.get_run(NOBODY)),
    "metric of no run": (MISSING, lambda c, x: c.log_metric(NOBODY, "m", 1)),
    "parameter of no run": (MISSING, lambda c, x: c.log_param(NOBODY, "p", 1)),
    "tag of no run": (MISSING, lambda c, x: c.set_tag(NOBODY, "t", 1)),
    "end of no run": (MISSING, lambda c, x: c.set_terminated(NOBODY)),
    "deletion of no run": (MISSING, lambda c, x: c.delete_run(NOBODY)),
    "tag that is not there": (MISSING, lambda c, x: c.delete_tag(x.run, "nothing")),
    "experiment": (MISSING, lambda c, x: c.get_experiment("987654321")),
    "experiment id that is no number": (INVALID, lambda c, x: c.get_experiment("abc")),
    "run of no experiment": (MISSING, lambda c, x: c.create_run("987654321")),
    "deletion of no experiment": (MISSING, lambda c, x: c.delete_experiment("987654321")),
    "experiment twice": (EXISTS, lambda c, x: c.create_experiment(x.experiment_name)),
    "logged model": (MISSING, lambda c, x: c.get_logged_model("m-" + NOBODY)),
    "name of a logged model": (INVALID, lambda c, x: c.create_logged_model(x.experiment, "a/b")),
    "model": (MISSING, lambda c, x: c.get_registered_model("nobody")),
    "model twice": (EXISTS, lambda c, x: c.create_registered_model(x.model)),
    "name of a model": (INVALID, lambda c, x: c.create_registered_model("a/b")),
    "version": (MISSING, lambda c, x: c.get_model_version(x.model, "99")),
    "version that is no number": (INVALID, lambda c, x: c.get_model_version(x.model, "x")),
    "version of no model": (MISSING, lambda c, x: c.create_model_version("nobody", "s3://b/x")),
    "alias": (INVALID, lambda c, x: c.get_model_version_by_alias(x.model, "nobody")),
    "webhook": (MISSING, lambda c, x: c.get_webhook("nobody")),
    "changed parameter": (INVALID, lambda c, x: c.log_param(x.run, "p", "other")),
    "changed parameter in a batch": (
        INVALID,
        lambda c, x: c.log_batch(x.run, params=[Param("p", "other")]),
    ),
    "page token": (INVALID, lambda c, x: c.search_runs([x.experiment], page_token="!")),
    "page of too many": (INVALID, lambda c, x: c.search_runs([x.experiment], max_results=50_001)),
    "page of none": (INVALID, lambda c, x: c.search_experiments(max_results=0)),
    "order": (INVALID, lambda c, x: c.search_experiments(order_by=["nonsense"])),
    "filter of models": (INVALID, lambda c, x: c.search_registered_models("nonsense = 'x'")),
    "filter of versions": (INVALID, lambda c, x: c.search_model_versions("alias = 'x'")),
    "filter of logged models": (
        INVALID,
        lambda c, x: c.search_logged_models([x.experiment], "metrics.a = 1 OR metrics.a = 2"),
    ),
    "bulk of metrics": (
        INVALID,
        lambda c, x: c._tracking_client.store.log_batch(
            x.run, [Metric(f"m{i}", 1, 1, 0) for i in range(1001)], [], []
        ),
    ),
}


class Existing:
    """Things to make mistakes with."""


@pytest.fixture(scope="module")
def existing():
    from mlflow import MlflowClient

    from conftest import URL

    client, made = MlflowClient(URL), Existing()
    made.experiment_name, made.model = "errors", "errors"
    made.experiment = client.create_experiment(made.experiment_name)
    made.run = client.create_run(made.experiment).info.run_id
    client.log_param(made.run, "p", "1")
    client.create_registered_model(made.model)
    return made


@pytest.mark.parametrize("case", CASES)
def test_the_code_of_a_mistake(client, existing, case):
    code, mistake = CASES[case]
    with pytest.raises(MlflowException) as refused:
        mistake(client, existing)
    assert refused.value.error_code == code, refused.value


def test_writing_to_what_is_deleted_is_refused(client, experiment, run):
    client.delete_run(run)
    for write in (
        lambda: client.log_metric(run, "m", 1),
        lambda: client.log_batch(run, tags=[RunTag("a", "b")]),
        lambda: client.set_terminated(run),
    ):
        with pytest.raises(MlflowException) as refused:
            write()
        assert refused.value.error_code == INVALID
    client.delete_experiment(experiment)
    with pytest.raises(MlflowException) as refused:
        client.create_run(experiment)
    assert refused.value.error_code == INVALID


@pytest.mark.better("parameters and metrics are transactions of their own")
def test_a_batch_is_stored_whole_or_not_at_all(client, run, url):
    point = {"value": 1, "timestamp": 1, "step": 0}
    body = {
        "run_id": run,
        "metrics": [{"key": "a", **point}, {"key": "b", **point, "model_id": "m-nobody"}],
        "params": [{"key": "p", "value": "1"}],
        "tags": [{"key": "t", "value": "1"}],
    }
    answer = requests.post(f"{url}/api/2.0/mlflow/runs/log-batch", json=body, timeout=60)
    assert 400 <= answer.status_code < 500
    data = client.get_run(run).data
    assert (data.metrics, data.params) == ({}, {}) and "t" not in data.tags


def test_a_batch_with_a_changed_parameter_stores_nothing(client, run):
    client.log_param(run, "p", "1")
    with pytest.raises(MlflowException):
        client.log_batch(
            run,
            metrics=[Metric("m", 1, 1, 0)],
            params=[Param("new", "1"), Param("p", "2")],
            tags=[RunTag("t", "1")],
        )
    data = client.get_run(run).data
    assert (data.metrics, data.params) == ({}, {"p": "1"}) and "t" not in data.tags


BAD_METRICS = [
    {"step": 1.5},
    {"step": 2**63},
    {"timestamp": 10**40},
    {"value": True},
]


@pytest.mark.better("what cannot be read is stored as 0")
@pytest.mark.parametrize("wrong", BAD_METRICS, ids=str)
def test_a_metric_that_cannot_be_read_exactly_is_refused(client, run, url, wrong):
    body = {"run_id": run, "key": "m", "value": 1.0, "timestamp": 1, "step": 1, **wrong}
    answer = requests.post(f"{url}/api/2.0/mlflow/runs/log-metric", json=body, timeout=60)
    assert (answer.status_code, answer.json()["error_code"]) == (400, INVALID)
    assert client.get_run(run).data.metrics == {}


@pytest.mark.better("a text is stored as 0.0")
def test_a_text_as_a_metric_of_a_batch_is_refused(client, run, url):
    metric = {"key": "m", "value": "many", "timestamp": 1, "step": 1}
    body = {"run_id": run, "metrics": [metric]}
    answer = requests.post(f"{url}/api/2.0/mlflow/runs/log-batch", json=body, timeout=60)
    assert (answer.status_code, answer.json()["error_code"]) == (400, INVALID)
    assert client.get_run(run).data.metrics == {}


@pytest.mark.better("these are pages of HTML")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "runs/log-batch", "[]"),
        ("POST", "runs/create", "1"),
        ("POST", "runs/search", '"x"'),
        ("POST", "experiments/create", "true"),
        ("GET", "nothing/here", None),
    ],
)
def test_a_mistake_is_json_and_no_5xx(url, method, path, body):
    headers = {"Content-Type": "application/json"}
    where = f"{url}/api/2.0/mlflow/{path}"
    answer = requests.request(method, where, data=body, headers=headers, timeout=60)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error_code"]


def test_what_is_not_served_is_404_at_once(client, url):
    began = time.monotonic()
    answer = requests.get(f"{url}/api/2.0/mlflow/nothing/here", timeout=60)
    assert answer.status_code == 404 and time.monotonic() - began < 5


def test_the_version_is_that_of_the_protocol(url):
    assert requests.get(url + "/version", timeout=10).text == mlflow.__version__
