"""What a run read: datasets with their schema, digest and context."""

import json

import mlflow
import pandas as pd
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelInput


def test_a_data_frame_as_input(client, experiment):
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
    data = mlflow.data.from_pandas(frame, source="https://host/data.csv", name="people", targets="b")
    with mlflow.start_run() as active:
        mlflow.log_input(data, context="training", tags={"part": "1"})
        mlflow.log_input(data, context="training")
    (found,) = client.get_run(active.info.run_id).inputs.dataset_inputs
    assert (found.dataset.name, found.dataset.digest) == ("people", data.digest)
    assert found.dataset.source_type == "http"
    assert json.loads(found.dataset.profile) == {"num_rows": 2, "num_elements": 4}
    assert "mlflow_colspec" in json.loads(found.dataset.schema)
    assert {t.key: t.value for t in found.tags}["mlflow.data.context"] == "training"
    source = mlflow.data.get_source(found)
    assert source.url == "https://host/data.csv"


def test_runs_are_found_by_their_data(client, experiment):
    runs = {}
    for name, context in (("left", "training"), ("left", "test"), ("right", "training")):
        run = client.create_run(experiment, run_name=f"{name} {context}").info.run_id
        tag = InputTag("mlflow.data.context", context)
        data = Dataset(name, f"digest-{name}", "local", json.dumps({"uri": name}))
        client.log_inputs(run, [DatasetInput(data, [tag])])
        runs[name, context] = run

    def found(filter_string):
        return {r.info.run_name for r in client.search_runs([experiment], filter_string)}

    assert found("dataset.name = 'left'") == {"left training", "left test"}
    assert found("datasets.context = 'test'") == {"left test"}
    assert found("dataset.digest IN ('digest-right')") == {"right training"}
    assert found("dataset.name LIKE 'l%' AND dataset.context ILIKE 'TRAIN%'") == {"left training"}


def test_models_as_inputs(client, experiment, run):
    model = client.create_logged_model(experiment, "m")
    client.log_inputs(run, models=[LoggedModelInput(model.model_id)])
    inputs = client.get_run(run).inputs
    assert [m.model_id for m in inputs.model_inputs] == [model.model_id]


def test_a_large_profile_is_kept(client, run):
    profile = json.dumps({"text": "ü" * 200_000})
    data = Dataset("big", "1", "local", "{}", schema="s" * 100_000, profile=profile)
    client.log_inputs(run, [DatasetInput(data, [])])
    (found,) = client.get_run(run).inputs.dataset_inputs
    assert found.dataset.profile == profile and len(found.dataset.schema) == 100_000
