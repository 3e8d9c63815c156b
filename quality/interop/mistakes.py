"""Calls that are wrong, each of a kind that differences.toml can name.

Where MLflow stores what it misread, only the sink is written to, which nothing reads."""

import base64

from calls_of_registry import some_version
from calls_of_tracking import metric, some_experiment, some_run

FILTERS = {
    "OR": "metrics.loss = 1 OR metrics.loss = 2",
    "parentheses": "(metrics.loss > 1)",
    "text for a number": "metrics.loss = 'x'",
    "number for a text": "params.loss = 1",
    "order of a text": "tags.loss > 'a'",
    "unknown entity": "nonsense.a = 'x'",
    "unknown attribute": "attributes.nonsense = 'x'",
    "no comparison": "metrics.loss",
    "no value": "metrics.loss >",
    "two statements": "metrics.a = 1; metrics.b = 2",
    "open quote": "params.a = 'open",
    "list of a status": "status IN ('FINISHED')",
    "null of a metric": "metrics.loss IS NULL",
    "blank": "   ",
}


def one(w):
    return w.pick(*ALL)(w)


def metric_that_cannot_be_read(w):
    wrong = w.pick(
        ("step 1.5", {"step": 1.5}),
        ("step 2^63", {"step": 2**63}),
        ("timestamp 10^40", {"timestamp": 10**40}),
        ("value true", {"value": True}),
        ("value text", {"value": "many"}),
        ("value list", {"value": []}),
        ("timestamp negative", {"timestamp": -1}),
        ("step text", {"step": "x"}),
        ("key with #", {"key": "a#b"}),
        ("long key", {"key": "k" * 251}),
    )
    body = {"run_id": "${sinkRun}", **metric(w, "odd"), **wrong[1]}
    return w.post("runs/log-metric", body, kind=wrong[0])


def batch_that_cannot_be_read(w):
    wrong = w.pick(
        ("value text", {"metrics": [{**metric(w, "odd"), "value": "many"}]}),
        ("step 1.5", {"metrics": [{**metric(w, "odd"), "step": 1.5}]}),
        ("metric without a key", {"metrics": [{"value": 1, "timestamp": 1}]}),
        ("metrics that are no list", {"metrics": "x"}),
        ("parameter twice", {"params": [{"key": "a", "value": "1"}] * 2}),
        ("1001 metrics", {"metrics": [metric(w, "odd")] * 1001}),
        ("101 parameters", {"params": [{"key": f"p{i}", "value": "1"} for i in range(101)]}),
        ("tag with a bad key", {"tags": [{"key": "a//b", "value": "1"}]}),
    )
    return w.post("runs/log-batch", {"run_id": "${sinkRun}", **wrong[1]}, kind=wrong[0])


def metric_of_no_model(w):
    body = {"run_id": "${sinkRun}", **metric(w, "odd"), "model_id": "m-nobody"}
    return w.post("runs/log-metric", body, kind="unknown model")


def minus_zero(w):
    body = {"run_id": some_run(w), **metric(w), "value": -0.0}
    return w.post("runs/log-metric", body, kind="minus zero")


def changed_parameter(w):
    body = {"run_id": "${sinkRun}", "key": "changed", "value": str(w.number())}
    return w.post("runs/log-parameter", body)


def run_that_cannot_be_made(w):
    start = {"experiment_id": "${sink}", "start_time": 1, "run_name": "odd"}
    twice = [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]
    wrong = w.pick(
        ("tag twice", {"tags": twice}),
        ("two names", {"tags": [{"key": "mlflow.runName", "value": "other"}]}),
        ("no such experiment", {"experiment_id": "987654"}),
        ("no experiment", {"experiment_id": w.pick("", None)}),
        ("experiment that is a number", {"experiment_id": 1}),
        ("start as a text", {"start_time": "abc"}),
        ("name that is a number", {"run_name": 5}),
    )
    return w.post("runs/create", {**start, **wrong[1]}, kind=wrong[0])


def update_that_cannot_be_made(w):
    wrong = w.pick(
        ("unknown status", {"status": "NOPE"}),
        ("unknown number of a status", {"status": 99}),
        ("end as a text", {"end_time": "x"}),
    )
    return w.post("runs/update", {"run_id": "${sinkRun}", **wrong[1]}, kind=wrong[0])


def experiment_that_cannot_be_made(w):
    name = f"odd-{w.number()}"
    wrong = w.pick(
        ("no name", {"name": ""}),
        ("long name", {"name": "x" * 501}),
        ("name that is a number", {"name": 12}),
        ("location of a run", {"artifact_location": "runs:/abc"}),
        ("location with a fragment", {"artifact_location": "s3://a/b#c"}),
        ("location elsewhere", {"artifact_location": "ftp://a/b"}),
        ("tag with a bad key", {"tags": [{"key": "a/../b", "value": "v"}]}),
        ("name taken", {"name": "sink"}),
    )
    return w.post("experiments/create", {"name": name, **wrong[1]}, kind=wrong[0])


def rename_to_a_taken_name(w):
    body = {"experiment_id": "${sink}", "new_name": "Default"}
    return w.post("experiments/update", body, kind="name taken")


def wrong_search(w):
    kind = w.pick(*FILTERS)
    body = {"experiment_ids": [some_experiment(w)], "filter": FILTERS[kind]}
    return w.post("runs/search", body, kind=f"filter: {kind}")


def wrong_order(w):
    orders = {
        "direction": ["start_time UP"],
        "key": ["nonsense"],
        "entity": ["dataset.name"],
        "twice": ["metrics.a", "metrics.a DESC"],
    }
    kind = w.pick(*orders)
    body = {"experiment_ids": [some_experiment(w)], "order_by": orders[kind]}
    return w.post("runs/search", body, kind=f"order: {kind}")


def wrong_page(w):
    tokens = {"no base64": "!!!", "no JSON": base64.b64encode(b"abc").decode()}
    wrong = w.pick(
        ("too many", {"max_results": 50_001}),
        ("none", {"max_results": 0}),
        ("negative", {"max_results": -1}),
        *((f"token {kind}", {"page_token": token}) for kind, token in tokens.items()),
    )
    body = {"experiment_ids": [some_experiment(w)], **wrong[1]}
    return w.post("runs/search", body, kind=f"page: {wrong[0]}")


def wrong_experiments_search(w):
    wrong = w.pick(
        ("filter", {"filter": "params.x = 'x'"}),
        ("filter", {"filter": "creation_time > 0.5"}),
        ("filter", {"filter": "name < 'a'"}),
        ("order", {"order_by": ["tags.x"]}),
        ("page of none", {"max_results": 0}),
        ("page of too many", {"max_results": 50_001}),
    )
    return w.post("experiments/search", {"max_results": 5, **wrong[1]}, kind=f"wrong {wrong[0]}")


def wrong_registry_search(w):
    path = w.pick("registered-models/search", "model-versions/search")
    wrong = w.pick(
        ("filter", ("filter", "nonsense = 'x'")),
        ("filter", ("filter", "name = 'a' OR name = 'b'")),
        ("filter", ("filter", "name > 'x'")),
        ("order", ("order_by", "nonsense")),
        ("page of too many", ("max_results", "200001")),
    )
    return w.get(path, wrong[1], kind=f"wrong {wrong[0]}")


def wrong_models_search(w):
    wrong = w.pick(
        ("entity", {"filter": "metric.a = 1"}),
        ("comparison", {"filter": "params.a > '1'"}),
        ("OR", {"filter": "metrics.a = 1 OR metrics.a = 2"}),
        ("attribute", {"filter": "nonsense = 'x'"}),
        ("order", {"order_by": [{"field_name": "params.a"}]}),
        ("data without a name", {"datasets": [{"dataset_digest": "d1"}]}),
    )
    body = {"experiment_ids": [some_experiment(w)], **wrong[1]}
    return w.post("logged-models/search", body, kind=f"wrong {wrong[0]}")


def version_from_elsewhere(w):
    name, _ = some_version(w)
    source = w.pick(
        "ftp://host/x",
        "http://host/x",
        "s3://bucket/../x",
        "s3://bucket/%2e%2e/x",
        "mlflow-artifacts:/9/elsewhere/artifacts",
        "/etc/passwd",
        "file:///etc/passwd",
        "models:/nobody/1",
        "models:/m-nobody",
        "relative/path",
    )
    body = {"name": name, "source": source}
    if w.chance(0.5):
        body["run_id"] = some_run(w)
    return w.post("model-versions/create", body, kind="source elsewhere")


def wrong_version(w):
    name, version = some_version(w)
    path, more = w.pick(
        ("model-versions/transition-stage", {"stage": "Nowhere"}),
        ("model-versions/set-tag", {"version": "x", "key": "k", "value": "v"}),
        ("registered-models/alias", {"alias": "a", "version": "9999"}),
    )
    return w.post(path, {"name": name, "version": version, **more}, kind="wrong version or stage")


def wrong_logged_model(w):
    wrong = w.pick(
        ("name with a dot", "POST", "logged-models", {"name": "a.b"}),
        ("unknown status", "PATCH", "logged-models/${sinkModel}", {"status": "NOPE"}),
        ("number of no status", "PATCH", "logged-models/${sinkModel}", {"status": 99}),
    )
    body = {"experiment_id": "${sink}", "model_id": "${sinkModel}", **wrong[3]}
    return w.change(wrong[1], wrong[2], body, kind=wrong[0])


def output_twice(w):
    body = {"run_id": "${sinkRun}", "models": [{"model_id": "${sinkModel}", "step": 1}]}
    return w.post("runs/outputs", body, kind="output twice")


def name_of_nobody(w):
    return w.pick(
        w.get("runs/get", ("run_id", "nobody")),
        w.get("experiments/get", ("experiment_id", "987654")),
        w.get("experiments/get", ("experiment_id", "abc")),
        w.get(f"logged-models/m-{'1' * 32}"),
        w.get("model-versions/get", ("name", "nobody"), ("version", "x")),
        w.post("runs/set-tag", {"run_id": "a b", "key": "k", "value": "v"}),
        w.post("runs/log-batch", {"run_id": "a b"}),
    )


ALL = [
    metric_that_cannot_be_read,
    batch_that_cannot_be_read,
    metric_of_no_model,
    minus_zero,
    changed_parameter,
    run_that_cannot_be_made,
    update_that_cannot_be_made,
    experiment_that_cannot_be_made,
    rename_to_a_taken_name,
    wrong_search,
    wrong_order,
    wrong_page,
    wrong_experiments_search,
    wrong_registry_search,
    wrong_models_search,
    version_from_elsewhere,
    wrong_version,
    wrong_logged_model,
    output_twice,
    name_of_nobody,
]
