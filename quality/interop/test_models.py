"""Models: logged by autologging and by hand, registered, and loaded by every kind of address."""

import json

import mlflow
import numpy as np
import pytest

# Finding out what a model needs takes MLflow's client ten seconds and says nothing about a server.
NEEDS = ["scikit-learn"]


@pytest.fixture
def logged(classifier, iris, experiment, name):
    """A classifier that was logged and registered, and the run that did it."""
    features, _ = iris
    with mlflow.start_run() as active:
        info = mlflow.sklearn.log_model(
            classifier,
            name="model",
            signature=mlflow.models.infer_signature(features, classifier.predict(features)),
            input_example=features.head(2),
            registered_model_name=name,
            pip_requirements=NEEDS,
            params={"kind": "logistic"},
            step=3,
        )
    return active.info.run_id, info


def test_a_model_is_loaded_by_every_kind_of_address(client, logged, classifier, iris, name):
    run, info = logged
    features, _ = iris
    client.set_registered_model_alias(name, "champion", "1")
    client.transition_model_version_stage(name, "1", "Production")
    expected = classifier.predict(features)
    for address in (
        f"runs:/{run}/model",
        f"models:/{info.model_id}",
        f"models:/{name}/1",
        f"models:/{name}@champion",
        f"models:/{name}/Production",
        f"models:/{name}/latest",
    ):
        model = mlflow.pyfunc.load_model(address)
        assert np.array_equal(model.predict(features), expected), address
    assert mlflow.sklearn.load_model(f"models:/{name}/1").score(*iris) == classifier.score(*iris)


def test_a_logged_model_knows_its_run_signature_example_and_versions(client, logged, name):
    run, info = logged
    model = client.get_logged_model(info.model_id)
    assert (model.name, model.source_run_id, str(model.status)) == ("model", run, "READY")
    assert model.params["kind"] == "logistic"
    assert json.loads(model.tags["mlflow.modelVersions"])[0]["name"] == name
    assert client.get_run(run).outputs.model_outputs[0].model_id == info.model_id
    assert client.get_run(run).outputs.model_outputs[0].step == 3
    version = client.get_model_version(name, "1")
    assert version.run_id == run and version.source == f"models:/{info.model_id}"
    read = mlflow.models.get_model_info(f"models:/{name}/1")
    assert [c.name for c in read.signature.inputs][0] == "sepal length (cm)"
    assert read.saved_input_example_info["type"] == "dataframe"
    files = {f.path for f in client.list_logged_model_artifacts(info.model_id)}
    assert {"MLmodel", "model.pkl"} <= files or {"MLmodel", "model.skops"} <= files


def test_a_model_of_a_run_is_registered_afterwards(client, logged, name):
    run, _ = logged
    for expected in (2, 3):
        version = mlflow.register_model(f"runs:/{run}/model", name, tags={"a": "1"})
        assert int(version.version) == expected
    assert client.get_model_version(name, "2").tags == {"a": "1"}
    assert mlflow.pyfunc.load_model(f"models:/{name}/2").metadata.run_id == run


def test_metrics_of_a_logged_model_and_its_data(client, logged, iris):
    run, info = logged
    data = mlflow.data.from_pandas(iris[0], name="iris", source="memory.csv")
    with mlflow.start_run(run_id=run):
        mlflow.log_metric("acc", 0.75, step=1, model_id=info.model_id, dataset=data)
        mlflow.log_metrics({"f1": 0.5}, step=2, model_id=info.model_id)
    metrics = {m.key: m for m in client.get_logged_model(info.model_id).metrics}
    assert (metrics["acc"].value, metrics["acc"].run_id) == (0.75, run)
    assert (metrics["acc"].dataset_name, metrics["acc"].dataset_digest) == ("iris", data.digest)
    assert metrics["f1"].step == 2
    assert client.get_run(run).data.metrics == {"acc": 0.75, "f1": 0.5}


def test_tags_parameters_and_deletion_of_a_logged_model(client, experiment):
    model = client.create_logged_model(
        experiment, "big", params={f"p{i}": str(i) for i in range(250)}
    )
    client.set_logged_model_tags(model.model_id, {"a": "1", "b": "2"})
    client.delete_logged_model_tag(model.model_id, "a")
    found = client.finalize_logged_model(model.model_id, "FAILED")
    assert str(found.status) == "FAILED" and found.tags["b"] == "2" and "a" not in found.tags
    assert len(client.get_logged_model(model.model_id).params) == 250
    client.delete_logged_model(model.model_id)
    with pytest.raises(mlflow.MlflowException):
        client.get_logged_model(model.model_id)
    assert not client.search_logged_models([experiment])


def test_autologging_of_scikit_learn(client, iris, experiment):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV

    mlflow.sklearn.autolog(extra_tags={"by": "autolog"})
    with mlflow.start_run() as active:
        model = LogisticRegression(max_iter=300).fit(*iris)
        model.score(*iris)
    run = client.get_run(active.info.run_id)
    assert run.data.params["max_iter"] == "300"
    assert run.data.metrics["training_accuracy_score"] > 0.9
    assert len(run.data.metrics) > 5
    assert run.data.tags["estimator_name"] == "LogisticRegression"
    assert run.inputs.dataset_inputs[0].dataset.name == "dataset"
    paths = {f.path for f in client.list_artifacts(active.info.run_id)}
    assert "training_confusion_matrix.png" in paths
    loaded = mlflow.pyfunc.load_model(f"runs:/{active.info.run_id}/model")
    assert np.array_equal(loaded.predict(iris[0]), model.predict(iris[0]))

    mlflow.sklearn.autolog(log_models=False, max_tuning_runs=3)
    with mlflow.start_run() as search:
        GridSearchCV(LogisticRegression(max_iter=300), {"C": [0.1, 1, 10]}, cv=2).fit(*iris)
    children = client.search_runs([experiment], f"tags.mlflow.parentRunId = '{search.info.run_id}'")
    assert len(children) == 3


def test_autologging_of_xgboost(client, iris, experiment):
    import xgboost

    mlflow.xgboost.autolog(model_format="json")
    data = xgboost.DMatrix(iris[0], label=iris[1])
    with mlflow.start_run() as active:
        booster = xgboost.train(
            {"objective": "multi:softprob", "num_class": 3, "eta": 0.3, "nthread": 1},
            data,
            num_boost_round=8,
            evals=[(data, "train")],
            verbose_eval=False,
        )
    run = active.info.run_id
    found = client.get_run(run).data
    assert (found.params["num_boost_round"], found.params["eta"]) == ("8", "0.3")
    history = client.get_metric_history(run, "train-mlogloss")
    assert [m.step for m in history] == list(range(8))
    assert history[-1].value < history[0].value
    assert any("feature_importance" in f.path for f in client.list_artifacts(run))
    loaded = mlflow.xgboost.load_model(f"runs:/{run}/model")
    assert np.array_equal(loaded.predict(data), booster.predict(data))


def test_a_model_of_xgboost_by_hand(client, iris, experiment, name):
    import xgboost

    model = xgboost.XGBClassifier(n_estimators=3, n_jobs=1).fit(*iris)
    with mlflow.start_run():
        mlflow.xgboost.log_model(
            model, name="x", registered_model_name=name, pip_requirements=["xgboost"]
        )
    loaded = mlflow.pyfunc.load_model(f"models:/{name}/1")
    assert np.array_equal(loaded.predict(iris[0]), model.predict(iris[0]))


def test_evaluation_logs_its_metrics_and_tables(client, logged, iris, experiment):
    _, info = logged
    frame = iris[0].assign(target=iris[1])
    with mlflow.start_run() as active:
        result = mlflow.models.evaluate(
            info.model_uri,
            frame,
            targets="target",
            model_type="classifier",
            evaluator_config={"log_model_explainability": False},
        )
    found = client.get_run(active.info.run_id)
    assert found.data.metrics["accuracy_score"] == result.metrics["accuracy_score"] > 0.9
    assert client.list_artifacts(active.info.run_id)
