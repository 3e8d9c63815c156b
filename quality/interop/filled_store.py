"""Fills an empty MLflow store with a little of everything that it can hold, and describes what a store holds.

    python filled_store.py URI      fills it: a server's address, or a file: address of a directory

The archives in quality/e2e/src/test/resources/mlflow were made so.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow  # noqa: E402 (it reads the variables above)
from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import (  # noqa: E402
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    ViewType,
)

# Names that are texts in MLflow's YAML 1.1, and numbers or nothing to a reader of YAML 1.2.
NAMES = ["1e5", "0o17", "null", "line\nbreak: ü 🚀"]
DIGEST = "8e710000"


def _client(uri):
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    return MlflowClient(uri, uri)


def fill(uri):
    client = _client(uri)
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder)
        (files / "a.txt").write_text("hello")
        (files / "b.bin").write_bytes(bytes(range(256)) * 400)
        (files / "odd name ü+&.txt").write_text("odd")
        (files / "none").write_bytes(b"")
        experiment = client.create_experiment("churn", tags={"team": "grün", "empty": ""})
        runs = [_run(client, experiment, number, files) for number in range(4)]
        model = _models(client, experiment, runs, files)
        client.set_terminated(runs[0], "FINISHED", 1_700_000_100_000)
        client.set_terminated(runs[1], "FAILED")
        client.delete_run(runs[3])
        gone = client.create_experiment("gone")
        last = client.create_run(gone).info.run_id
        client.log_metric(last, "m", 1.0, timestamp=1, step=1)
        client.log_artifact(last, str(files / "a.txt"))
        client.delete_experiment(gone)
    _registry(client, runs, model)
    return client


def _run(client, experiment, number, files):
    tags = {"a": "", "lines": "x\ny\n"}
    run = client.create_run(experiment, 1_700_000_000_000 + number, tags, NAMES[number]).info.run_id
    client.log_param(run, "depth", number)
    client.log_param(run, "nested/name", "a b")
    client.log_param(run, "text", " spaces \n and ü ")
    for step in range(40):
        client.log_metric(run, "loss", 1 / (step + 1 + number), timestamp=1000 + step, step=step)
    client.log_metric(run, "loss", 0.5, timestamp=5, step=-3)
    client.log_metric(run, "val/auc", float("nan"), timestamp=1, step=0)
    client.log_metric(run, "tiny", 1e-300, timestamp=1, step=2**40)
    client.log_artifacts(run, str(files), "deep/er")
    client.log_artifact(run, str(files / "a.txt"))
    return run


def _models(client, experiment, runs, files):
    dataset = Dataset("data", DIGEST, "local", '{"uri": "x"}', schema='{"a": "long"}')
    client.log_inputs(runs[0], [DatasetInput(dataset, [InputTag("mlflow.data.context", "train")])])
    model = client.create_logged_model(
        experiment, "trees", runs[0], tags={"k": "v"}, params={"p": "1"}, model_type="sklearn"
    ).model_id
    client.log_model_artifacts(model, str(files))
    client.finalize_logged_model(model, "READY")
    client.create_logged_model(experiment, "pending", runs[1])
    removed = client.create_logged_model(experiment, "removed", runs[1]).model_id
    client.log_outputs(runs[1], [LoggedModelOutput(removed, 1)])
    client.delete_logged_model(removed)
    client.log_inputs(runs[1], models=[LoggedModelInput(model)])
    client.log_outputs(runs[0], [LoggedModelOutput(model, 7)])
    client.log_metric(
        runs[0], "acc", 0.75, timestamp=9, step=3, dataset_name="data", dataset_digest=DIGEST, model_id=model
    )
    client.log_metric(runs[0], "acc", 0.5, timestamp=9, step=2, model_id=model)
    return model


def _registry(client, runs, model):
    client.create_registered_model("risk", tags={"owner": "ada"}, description="who pays\nback")
    of_run = f"runs:/{runs[0]}/deep"
    client.create_model_version("risk", of_run, runs[0], tags={"x": "y"}, description="first")
    client.create_model_version("risk", f"models:/{model}", runs[0], model_id=model)
    client.create_model_version("risk", of_run, runs[0])
    client.delete_model_version("risk", "3")
    client.set_registered_model_alias("risk", "champion", "2")
    client.transition_model_version_stage("risk", "1", "Production")
    client.create_registered_model("empty")


def describe(uri):
    """What a store holds, as values that are equal when two stores hold the same."""
    client = _client(uri)
    experiments = client.search_experiments(view_type=ViewType.ALL)
    return {
        "experiments": {e.experiment_id: _experiment(e) for e in experiments},
        "runs": {
            run.info.run_id: _described_run(client, client.get_run(run.info.run_id))  # a search leaves models out
            for run in client.search_runs([e.experiment_id for e in experiments], run_view_type=ViewType.ALL)
        },
        "logged models": {
            model.model_id: _logged_model(client, model)
            for model in client.search_logged_models([e.experiment_id for e in experiments])
        },
        "models": {model.name: _model(client, model) for model in client.search_registered_models()},
    }


def _experiment(experiment):
    return experiment.name, experiment.lifecycle_stage, experiment.creation_time, experiment.tags


def _described_run(client, run):
    info, run_id = run.info, run.info.run_id
    points = [point for key in run.data.metrics for point in client.get_metric_history(run_id, key)]
    inputs = run.inputs.dataset_inputs if run.inputs else []
    return {
        "info": (info.experiment_id, info.run_name, info.status, info.lifecycle_stage, info.user_id),
        "times": (info.start_time, info.end_time),
        "latest": {key: repr(value) for key, value in run.data.metrics.items()},
        "points": sorted((p.key, p.timestamp, p.step, repr(p.value)) for p in points),
        "params": run.data.params,
        "tags": run.data.tags,
        "datasets": sorted((str(dict(i.dataset)), str({t.key: t.value for t in i.tags})) for i in inputs),
        "read": sorted(m.model_id for m in (run.inputs.model_inputs if run.inputs else [])),
        "made": sorted((m.model_id, m.step) for m in (run.outputs.model_outputs if run.outputs else [])),
        "files": _files(client, run_id) if info.lifecycle_stage == "active" else None,
    }


def _files(client, run_id, folder=None):
    found = {}
    for file in client.list_artifacts(run_id, folder):
        if file.is_dir:
            found |= _files(client, run_id, file.path)
        else:
            found[file.path] = (file.file_size or 0, digest(client.download_artifacts(run_id, file.path)))
    return found


def digest(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _logged_model(client, model):
    ready = str(model.status) == "READY"
    folder = Path(mlflow.artifacts.download_artifacts(f"models:/{model.model_id}")) if ready else Path("none")
    return {
        "info": (model.experiment_id, model.name, str(model.status), model.model_type or "", model.source_run_id),
        "time": model.creation_timestamp,
        "tags": model.tags,
        "params": model.params,
        "metrics": sorted(
            (m.key, m.timestamp, m.step, repr(m.value), m.run_id, m.dataset_name or "", m.dataset_digest or "")
            for m in model.metrics or []
        ),
        "files": {p.name: digest(p) for p in folder.rglob("*") if p.is_file()},
    }


def _model(client, model):
    versions = client.search_model_versions(f"name = '{model.name}'")
    return {
        "model": (model.description or "", model.creation_timestamp, model.tags, model.aliases),
        "versions": {
            int(v.version): (v.source, v.run_id, v.current_stage, v.description or "", v.creation_timestamp, v.tags)
            for v in versions
        },
    }


if __name__ == "__main__":
    fill(sys.argv[1])
