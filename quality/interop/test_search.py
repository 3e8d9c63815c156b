"""Searching runs, experiments, registered models, versions and logged models."""

import math

import mlflow
import pytest
from mlflow import MlflowClient, MlflowException
from mlflow.entities import Metric, Param, RunTag

from conftest import URL

RUNS = 12
NOTHING = "this key is never logged"


@pytest.fixture(scope="module")
def searched():
    """An experiment with twelve runs r0 to r11; r10 has a NaN and r11 no loss at all."""
    client = MlflowClient(URL)
    experiment = client.create_experiment("searched")
    for i in range(RUNS):
        run = client.create_run(experiment, start_time=1000 + i, run_name=f"r{i}").info.run_id
        loss = [] if i == 11 else [Metric("loss", math.nan if i == 10 else (i % 5) / 4, 1, 0)]
        client.log_batch(
            run,
            metrics=[Metric("i", i, 1, 0), Metric("a/b-c d", i, 1, 0), *loss],
            params=[Param("depth", str(i % 3)), Param("Kind", "Tree" if i % 2 else "linear")],
            tags=[RunTag("even", "yes")] if i % 2 == 0 else [],
        )
        client.set_terminated(run, "FAILED" if i == 3 else "FINISHED", end_time=2000 + i)
    return experiment


def names(client, experiment, filter_string="", **more):
    return [r.info.run_name for r in client.search_runs([experiment], filter_string, **more)]


def r(*numbers):
    return [f"r{i}" for i in numbers]


@pytest.mark.parametrize(
    ("filter_string", "expected"),
    [
        ("metrics.loss = 1", r(9, 4)),
        ("metrics.loss > 0.5 and metrics.i < 9", r(8, 4, 3)),
        ("metrics.loss = 0", r(5, 0)),
        ("metrics.loss != 1", r(10, 8, 7, 6, 5, 3, 2, 1, 0)),
        ('metrics."a/b-c d" >= 10', r(11, 10)),
        ("metric.`a/b-c d` <= 1e0", r(1, 0)),
        ("params.depth = '2' AND tags.even = 'yes'", r(8, 2)),
        ("params.Kind LIKE 'T%' AND parameters.depth != '1'", r(11, 9, 5, 3)),
        ("param.Kind ILIKE 't_EE' AND metrics.i <= 3", r(3, 1)),
        ("tags.even IS NULL AND metrics.i > 6", r(11, 9, 7)),
        ("tags.even IS NOT NULL AND metrics.i > 6", r(10, 8)),
        ("attributes.status = 'FAILED'", r(3)),
        ("status != 'FINISHED'", r(3)),
        ("start_time >= 1009 AND end_time < 2011", r(10, 9)),
        ("created = 1005", r(5)),
        ("run_name LIKE 'r1_'", r(11, 10)),
        ("attr.artifact_uri LIKE 'mlflow-artifacts:/%' AND metrics.i = 6", r(6)),
        (f"params.`{NOTHING}` != 'x'", []),
    ],
)
def test_filters_of_runs(client, searched, filter_string, expected):
    assert names(client, searched, filter_string) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], r(11, 10, 9)),
        (["start_time"], r(0, 1, 2)),
        (["metrics.loss DESC"], r(9, 4, 8)),
        (["metrics.loss", "params.depth DESC"], r(5, 0, 1)),
        (["params.Kind", "metrics.i DESC"], r(11, 9, 7)),
        (["attributes.status", "attribute.end_time ASC"], r(3, 0, 1)),
        (["tags.even", "start_time ASC"], r(0, 2, 4)),
    ],
)
def test_orders_of_runs(client, searched, order, expected):
    assert names(client, searched, order_by=order)[:3] == expected


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_nan_then_missing_values_come_last_both_ways(client, searched, direction):
    assert names(client, searched, order_by=[f"metrics.loss {direction}"])[-2:] == r(10, 11)


@pytest.mark.parametrize("order", [[], ["metrics.loss DESC"], ["params.depth"], ["tags.even DESC"]])
def test_pages_of_runs_are_the_whole_in_parts(client, searched, order):
    whole = names(client, searched, order_by=order)
    parts, token = [], None
    while True:
        page = client.search_runs([searched], order_by=order, max_results=5, page_token=token)
        parts += [run.info.run_name for run in page]
        token = page.token
        if not token:
            break
    assert parts == whole and len(whole) == RUNS


@pytest.mark.better("page tokens are offsets")
def test_pages_stay_right_while_others_write(client, experiment):
    for i in range(6):
        client.create_run(experiment, start_time=100 + i, run_name=f"r{i}")
    page = client.search_runs([experiment], max_results=3)
    client.create_run(experiment, start_time=999, run_name="newest")
    rest = client.search_runs([experiment], max_results=3, page_token=page.token)
    assert [run.info.run_name for run in [*page, *rest]] == r(5, 4, 3, 2, 1, 0)


def test_run_ids_and_several_experiments(client, searched, experiment):
    other = client.create_run(experiment, run_name="other").info.run_id
    found = client.search_runs([searched, experiment], f"run_id IN ('{other}', 'nobody')")
    assert [run.info.run_id for run in found] == [other]
    both = client.search_runs([searched, experiment], f"run_id NOT IN ('{other}')")
    assert len(both) == RUNS


def test_data_frames_of_runs(searched):
    frame = mlflow.search_runs([searched], "metrics.i < 4", order_by=["metrics.i"])
    assert list(frame["tags.mlflow.runName"]) == r(0, 1, 2, 3)
    assert list(frame["metrics.loss"]) == [0, 0.25, 0.5, 0.75]
    assert list(frame["params.depth"]) == ["0", "1", "2", "0"]
    assert frame["end_time"].notna().all()


def test_a_run_without_a_metric_or_with_nan_is_nan_in_the_frame(searched):
    frame = mlflow.search_runs([searched], "metrics.i >= 9", order_by=["metrics.i"])
    assert frame["metrics.loss"].isna().tolist() == [False, True, True]


def test_nan_equals_nothing_and_differs_from_everything(client, searched):
    assert "r10" not in names(client, searched, "metrics.loss <= 0")
    assert names(client, searched, "metrics.loss != 0 AND metrics.i = 10") == r(10)


def test_experiments(client, name):
    ids = [client.create_experiment(f"{name}-{i}", tags={"i": str(i), "of": name}) for i in range(5)]
    client.delete_experiment(ids[4])
    mine = f"tags.of = '{name}'"

    def found(filter_string, **more):
        return [e.name[-1] for e in client.search_experiments(filter_string=filter_string, **more)]

    assert found(mine) == ["3", "2", "1", "0"]
    assert found(mine, order_by=["name ASC"]) == ["0", "1", "2", "3"]
    assert found(f"name LIKE '{name}-%' AND tags.i != '2'") == ["3", "1", "0"]
    assert found(f"name ILIKE '{name.upper()}-1'") == ["1"]
    assert found(mine, view_type=mlflow.entities.ViewType.DELETED_ONLY) == ["4"]
    assert found(mine, view_type=mlflow.entities.ViewType.ALL, order_by=["name DESC"])[0] == "4"
    page = client.search_experiments(filter_string=mine, max_results=3)
    rest = client.search_experiments(filter_string=mine, max_results=3, page_token=page.token)
    assert [e.name[-1] for e in [*page, *rest]] == ["3", "2", "1", "0"] and not rest.token


def test_registered_models_and_versions(client, name):
    for i in range(4):
        client.create_registered_model(f"{name}-{i}", tags={"i": str(i % 2)}, description=f"d{i}")
        for version in range(1, 4):
            client.create_model_version(
                f"{name}-{i}", f"s3://bucket/{name}/{version}", tags={"v": str(version)}
            )
    mine = f"name LIKE '{name}-%'"
    models = client.search_registered_models(f"{mine} AND tags.i = '1'", order_by=["name DESC"])
    assert [m.name[-1] for m in models] == ["3", "1"]
    assert [v.version for v in models[0].latest_versions] == [3] or (
        [v.version for v in models[0].latest_versions] == ["3"]
    )
    page = client.search_registered_models(mine, max_results=3, order_by=["name"])
    rest = client.search_registered_models(mine, 3, order_by=["name"], page_token=page.token)
    assert [m.name[-1] for m in [*page, *rest]] == list("0123") and not rest.token

    def versions(filter_string, **more):
        found = client.search_model_versions(filter_string, **more)
        return [(v.name[-1], int(v.version)) for v in found]

    assert versions(f"name = '{name}-2'", order_by=["version_number ASC"]) == [
        ("2", 1),
        ("2", 2),
        ("2", 3),
    ]
    assert versions(f"name = '{name}-2' AND version_number >= 2") == [("2", 3), ("2", 2)]
    assert versions(f"{mine} AND tags.v = '1'", order_by=["name"]) == [(str(i), 1) for i in range(4)]
    assert len(versions(f"source_path LIKE 's3://bucket/{name}/%'")) == 12
    page = client.search_model_versions(mine, max_results=7)
    rest = client.search_model_versions(mine, max_results=7, page_token=page.token)
    assert len({(v.name, v.version) for v in [*page, *rest]}) == 12 and not rest.token


def test_logged_models(client, experiment, name):
    run = client.create_run(experiment).info.run_id
    models = [
        client.create_logged_model(
            experiment, f"model{i}", run, tags={"i": str(i)}, params={"depth": str(i % 2)}
        )
        for i in range(5)
    ]
    for i, model in enumerate(models):
        client.log_metric(run, "acc", i / 4, model_id=model.model_id)
        client.finalize_logged_model(model.model_id, "READY")

    def found(filter_string=None, **more):
        page = client.search_logged_models([experiment], filter_string, **more)
        return [m.name[-1] for m in page]

    assert found() == list("43210")
    assert found("metrics.acc >= 0.5") == list("432")
    assert found("params.depth = '1'") == list("31")
    assert found("tags.i IN ('0', '4')") == list("40")
    assert found(f"name = 'model2' AND source_run_id = '{run}'") == ["2"]
    by_accuracy = [{"field_name": "metrics.acc", "ascending": True}]
    assert found(order_by=by_accuracy) == list("01234")
    page = client.search_logged_models([experiment], max_results=3)
    rest = client.search_logged_models([experiment], max_results=3, page_token=page.token)
    assert [m.name[-1] for m in [*page, *rest]] == list("43210")
    frame = mlflow.search_logged_models([experiment], filter_string="metrics.acc > 0.8")
    assert list(frame["name"]) == ["model4"]


@pytest.mark.parametrize(
    "filter_string",
    [
        "metrics.a = 1 OR metrics.a = 2",
        "metrics.a = 'text'",
        "params.a = 1",
        "params.a > '1'",
        "nonsense.a = 'x'",
        "attributes.nonsense = 'x'",
        "metrics.a",
        "metrics.a >",
        "(metrics.a > 1)",
        "start_time = 'x'",
        "status IN ('FINISHED')",
        "metrics.a IS NULL",
        "metrics.a = 1; metrics.a = 2",
        "'",
        "params.a = 'open",
    ],
)
def test_a_wrong_filter_is_refused(client, searched, filter_string):
    with pytest.raises(MlflowException) as refused:
        client.search_runs([searched], filter_string)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"


@pytest.mark.parametrize("order", [["start_time UP"], ["nonsense"], ["dataset.name"], ["x.y"]])
def test_a_wrong_order_is_refused(client, searched, order):
    with pytest.raises(MlflowException) as refused:
        client.search_runs([searched], order_by=order)
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
