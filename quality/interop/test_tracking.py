"""What every training script does: experiments, runs, parameters, metrics, tags."""

import math
import random
import threading
from concurrent.futures import ThreadPoolExecutor

import mlflow
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType

INFINITY = float("inf")


def test_a_run_of_the_fluent_api(client, experiment):
    with mlflow.start_run(run_name="first", tags={"team": "blue"}, description="a run") as active:
        mlflow.log_param("rate", 0.1)
        mlflow.log_params({"depth": 6, "kind": "tree"})
        mlflow.log_metric("loss", 0.5, step=1)
        mlflow.log_metrics({"loss": 0.25, "auc": 0.75}, step=2)
        mlflow.set_tags({"note": "grün ✓", "empty": ""})
    found = client.get_run(active.info.run_id)
    assert found.info.status == "FINISHED"
    assert found.info.run_name == "first"
    assert found.info.experiment_id == experiment
    assert found.info.lifecycle_stage == "active"
    assert found.info.start_time <= found.info.end_time
    assert found.info.artifact_uri == f"mlflow-artifacts:/{experiment}/{active.info.run_id}/artifacts"
    assert found.data.params == {"rate": "0.1", "depth": "6", "kind": "tree"}
    assert found.data.metrics == {"loss": 0.25, "auc": 0.75}
    tags = found.data.tags
    assert (tags["team"], tags["note"], tags["empty"]) == ("blue", "grün ✓", "")
    assert tags["mlflow.note.content"] == "a run" and tags["mlflow.runName"] == "first"


@pytest.mark.parametrize("value", [0.0, 1e-320, 1.7976931348623157e308, 2.0**53 + 1, -1.5])
def test_finite_values_come_back_exactly(client, run, value):
    client.log_metric(run, "m", value)
    assert client.get_run(run).data.metrics["m"] == value
    assert [m.value for m in client.get_metric_history(run, "m")] == [value]


def test_nan_comes_back_as_nan(client, run):
    client.log_metric(run, "m", math.nan)
    assert math.isnan(client.get_run(run).data.metrics["m"])
    assert math.isnan(client.get_metric_history(run, "m")[0].value)


@pytest.mark.better("infinities are stored as the greatest finite number")
@pytest.mark.parametrize("value", [INFINITY, -INFINITY])
def test_infinities_come_back_as_they_were_sent(client, run, value):
    client.log_metric(run, "m", value)
    assert client.get_run(run).data.metrics["m"] == value
    assert client.get_metric_history(run, "m")[0].value == value


@pytest.mark.better("the sign of zero is lost")
def test_minus_zero_keeps_its_sign(client, run):
    client.log_batch(run, metrics=[Metric("m", -0.0, 1, 0)])
    assert math.copysign(1, client.get_run(run).data.metrics["m"]) == -1


def test_the_latest_metric_has_the_greatest_step_then_time_then_value(client, run):
    points = [(1.0, 30, 1), (9.0, 10, 2), (7.0, 20, 2), (8.0, 20, 2), (5.0, 90, -3)]
    random.Random(4).shuffle(points)
    for value, timestamp, step in points:
        client.log_metric(run, "m", value, timestamp, step)
    assert client.get_run(run).data.metrics["m"] == 8.0
    history = [(m.value, m.timestamp, m.step) for m in client.get_metric_history(run, "m")]
    assert history == sorted(points, key=lambda p: (p[1], p[2], p[0]))


def test_the_same_point_twice_is_one_point(client, run):
    for _ in range(2):
        client.log_batch(run, metrics=[Metric("m", 1.0, 5, 0), Metric("m", 1.0, 5, 0)])
    assert len(client.get_metric_history(run, "m")) == 1


def test_a_batch_at_its_limits(client, run):
    client.log_batch(
        run,
        metrics=[Metric(f"m{i}", i, 1, 0) for i in range(800)],
        params=[Param(f"p{i}", "x" * 500) for i in range(100)],
        tags=[RunTag(f"t{i}", "é" * 5000) for i in range(100)],
    )
    data = client.get_run(run).data
    assert len(data.metrics) == 800 and data.metrics["m799"] == 799
    assert len(data.params) == 100
    assert data.tags["t99"] == "é" * 5000


def test_more_than_a_batch_takes_is_split_by_the_fluent_api(client, experiment):
    with mlflow.start_run() as active:
        mlflow.log_params({f"p{i}": i for i in range(250)})
        mlflow.log_metrics({f"m{i}": i for i in range(2500)})
    data = client.get_run(active.info.run_id).data
    assert len(data.params) == 250 and len(data.metrics) == 2500


def test_over_long_values_are_cut(client, run):
    client.log_param(run, "p", "é" * 6001)
    client.set_tag(run, "t", "é" * 8001)
    data = client.get_run(run).data
    assert data.params["p"] == "é" * 6000 and data.tags["t"] == "é" * 8000


def test_asynchronous_logging(client, experiment):
    with mlflow.start_run() as active:
        mlflow.log_param("p", 1, synchronous=False).wait()
        for step in range(50):
            mlflow.log_metric("m", step, step=step, synchronous=False)
        mlflow.flush_async_logging()
    assert [m.step for m in client.get_metric_history(active.info.run_id, "m")] == list(range(50))


def test_nested_runs(client, experiment):
    with mlflow.start_run(run_name="parent") as parent:
        for i in range(3):
            with mlflow.start_run(run_name=f"child{i}", nested=True) as child:
                mlflow.log_metric("i", i)
                with mlflow.start_run(nested=True) as grandchild:
                    pass
            assert mlflow.get_parent_run(child.info.run_id).info.run_id == parent.info.run_id
            assert mlflow.get_parent_run(grandchild.info.run_id).info.run_id == child.info.run_id
    children = client.search_runs(
        [experiment], f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.i"]
    )
    assert [c.info.run_name for c in children] == ["child0", "child1", "child2"]


def test_a_run_that_throws_has_failed_and_can_be_resumed(client, experiment):
    with pytest.raises(ZeroDivisionError), mlflow.start_run() as active:
        raise ZeroDivisionError
    assert client.get_run(active.info.run_id).info.status == "FAILED"
    with mlflow.start_run(run_id=active.info.run_id):
        mlflow.log_metric("m", 1)
    assert client.get_run(active.info.run_id).info.status == "FINISHED"


def test_renaming_a_run_and_its_tag_are_one_thing(client, run):
    client.update_run(run, status="FAILED", name="a")
    assert client.get_run(run).data.tags["mlflow.runName"] == "a"
    client.set_tag(run, "mlflow.runName", "b")
    info = client.get_run(run).info
    assert (info.run_name, info.status) == ("b", "FAILED")


def test_runs_are_deleted_and_restored(client, experiment, run):
    client.log_metric(run, "m", 1)
    client.delete_run(run)
    assert client.get_run(run).info.lifecycle_stage == "deleted"
    assert not client.search_runs([experiment])
    assert len(client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)) == 1
    client.restore_run(run)
    assert client.search_runs([experiment])[0].data.metrics == {"m": 1}


def test_experiments_from_creation_to_restoration(client, name):
    created = client.create_experiment(name, tags={"a": "1"})
    client.set_experiment_tag(created, "b", "2")
    client.delete_experiment_tag(created, "a")
    client.rename_experiment(created, name + "-new")
    found = client.get_experiment_by_name(name + "-new")
    assert (found.experiment_id, found.tags) == (created, {"b": "2"})
    assert found.artifact_location == f"mlflow-artifacts:/{created}"
    run = client.create_run(created).info.run_id
    client.delete_experiment(created)
    assert client.get_experiment(created).lifecycle_stage == "deleted"
    assert client.get_run(run).info.lifecycle_stage == "deleted"
    client.restore_experiment(created)
    assert client.get_run(run).info.lifecycle_stage == "active"


def test_the_default_experiment_is_there(client):
    default = client.get_experiment("0")
    assert (default.name, default.lifecycle_stage) == ("Default", "active")


def test_a_history_of_30000_points(client, run):
    values = [random.Random(7).gauss(0, 1) for _ in range(1)] + [i / 3 for i in range(29_999)]
    for start in range(0, len(values), 1000):
        part = enumerate(values[start : start + 1000], start)
        client.log_batch(run, metrics=[Metric("m", v, 10 + i, i) for i, v in part])
    history = client.get_metric_history(run, "m")
    assert [m.value for m in history] == values
    assert [m.step for m in history] == list(range(30_000))


def test_a_history_in_pages_ends(client, run):
    client.log_batch(run, metrics=[Metric("m", i, i, i) for i in range(25)])
    steps, token = [], None
    for _ in range(4):
        page = client._tracking_client.store.get_metric_history(
            run, "m", max_results=10, page_token=token
        )
        steps += [m.step for m in page]
        token = page.token
        if not token:
            break
    assert steps == list(range(25)) and not token


def test_16_threads_that_log_at_once_lose_nothing(client, run):
    threads, each = 16, 40
    barrier = threading.Barrier(threads)

    def work(thread):
        barrier.wait()
        for i in range(each):
            client.log_metric(run, f"own{thread}", i, step=i)
            client.log_metric(run, "shared", thread * each + i, timestamp=1000 + i, step=i)
        client.log_param(run, f"p{thread}", thread)
        client.log_batch(run, tags=[RunTag(f"t{thread}", str(thread)), RunTag("all", "same")])

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    data = client.get_run(run).data
    assert {f"p{i}": str(i) for i in range(threads)} == data.params
    assert all(data.tags[f"t{i}"] == str(i) for i in range(threads))
    for i in range(threads):
        assert [m.step for m in client.get_metric_history(run, f"own{i}")] == list(range(each))
    shared = {m.value for m in client.get_metric_history(run, "shared")}
    assert shared == set(range(threads * each))
    assert data.metrics["shared"] == threads * each - 1


def test_threads_of_the_fluent_api_each_have_their_run(client, experiment):
    def work(i):
        with mlflow.start_run(run_name=f"r{i}") as active:
            mlflow.log_metric("i", i)
            return active.info.run_id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(work, range(24)))
    assert len(set(ids)) == 24
    assert [client.get_run(r).data.metrics["i"] for r in ids] == list(range(24))
