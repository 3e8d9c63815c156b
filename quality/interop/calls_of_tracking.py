"""Calls about experiments and runs, with their weights."""

KEYS = ["loss", "auc", "a/b", "with space", "x.y", "d-1"]
VALUES = ["1", "0.5", "tree", "Tree", "grün", "it's", "", "100%", "a_b"]
STATUSES = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"]


# --- choosing among what exists -------------------------------------------------------------------


def some_experiment(w):
    return "${%s}" % w.random.choice(w.experiments)[0]


def some_run(w):
    return "${%s}" % w.random.choice(w.runs)[0] if not w.chance(0.02) else "0" * 32


def some_model(w):
    return "${%s}" % w.random.choice(w.models) if w.models else "m-" + "0" * 32


def metric(w, key=None):
    value = w.pick(0, 1, -2.5, w.random.random(), w.random.gauss(0, 1e6), 1e-300, "NaN", 3)
    if w.chance(0.04):
        value = w.pick("Infinity", "-Infinity")
    return {
        "key": key or w.pick(*KEYS),
        "value": value,
        "timestamp": w.tick(),
        "step": w.random.randint(-2, 20),
    }


def tags(w, most=3):
    keys = w.random.sample(KEYS, w.random.randint(0, most))
    return [{"key": k, "value": w.pick(*VALUES)} for k in keys]


# --- experiments ----------------------------------------------------------------------------------


def create_experiment(w):
    symbol, name = f"exp{w.number()}", f"{w.pick('exp', 'Exp', 'x/y')}-{w.number()}"
    if w.experiments and w.chance(0.1):
        name = w.random.choice(w.experiments)[1]
    else:
        w.experiments.append([symbol, name, False])
    body = {"name": name, "tags": tags(w)}
    return w.post("experiments/create", body, captures={symbol: "experiment_id"})


def get_experiment(w):
    if w.chance(0.4):
        return w.get("experiments/get-by-name", ("experiment_name", w.random.choice(w.experiments)[1]))
    return w.get("experiments/get", ("experiment_id", some_experiment(w)))


def edit_experiment(w):
    chosen = w.random.choice(w.experiments)
    body = {"experiment_id": "${%s}" % chosen[0]}
    action = w.pick("set-experiment-tag", "set-experiment-tag", "delete-experiment-tag", "update")
    if action == "update":
        body["new_name"] = f"renamed-{w.number()}"
        if not chosen[2]:  # a deleted one cannot be renamed
            chosen[1] = body["new_name"]
        return w.post("experiments/update", body)
    body["key"] = w.pick(*KEYS)
    if action == "set-experiment-tag":
        body["value"] = w.pick(*VALUES)
    return w.post(f"experiments/{action}", body)


def delete_or_restore_experiment(w):
    deleted = [e for e in w.experiments if e[2]]
    chosen = w.random.choice(deleted if len(deleted) > 1 else w.experiments)  # so some stay active
    action = "restore" if chosen[2] else "delete"
    if w.chance(0.8):
        chosen[2] = not chosen[2]
    else:
        action = "delete" if action == "restore" else "restore"  # which is refused
    return w.post(f"experiments/{action}", {"experiment_id": "${%s}" % chosen[0]})


# --- runs -----------------------------------------------------------------------------------------


def create_run(w):
    symbol, experiment = f"run{w.number()}", w.random.choice(w.experiments)
    body = {
        "experiment_id": "${%s}" % experiment[0],
        "start_time": w.tick(),
        "run_name": f"{w.pick('run', 'Run')}-{w.number()}",
        "user_id": w.pick("ann", "bob"),
        "tags": tags(w),
    }
    if not experiment[2]:
        w.runs.append([symbol, experiment[0], False])
    return w.post("runs/create", body, captures={symbol: "run.info.run_id"})


def create_bare_run(w):
    """Without a name or a time: it gets them, so it stays where nothing is searched."""
    body = w.pick({"experiment_id": "${sink}"}, {"experiment_id": "${sink}", "tags": tags(w)})
    return w.post("runs/create", body, kind="bare")


def get_run(w):
    return w.get("runs/get", (w.pick("run_id", "run_uuid"), some_run(w)))


def update_run(w):
    body = {"run_id": some_run(w)}
    if w.chance(0.7):
        body["status"] = w.pick(*STATUSES, 3, 4)
    if w.chance(0.6):
        body["end_time"] = w.tick()
    if w.chance(0.3):
        body["run_name"] = f"named-{w.number()}"
    return w.post("runs/update", body)


def log_metric(w):
    return w.post("runs/log-metric", {"run_id": some_run(w), **metric(w)})


def log_model_metric(w):
    body = {"run_id": some_run(w), **metric(w)}
    if w.models:
        body["model_id"] = some_model(w)
    if w.chance(0.4):
        body.update(dataset_name="left", dataset_digest="d1")
    return w.post("runs/log-metric", body)


def log_param(w):
    key = w.pick(*KEYS) if w.chance(0.6) else f"p{w.number()}"
    body = {"run_id": some_run(w), "key": key, "value": w.pick(*VALUES)}
    return w.post("runs/log-parameter", body)


def set_tag(w):
    key = w.pick(*KEYS, *KEYS, "mlflow.runName")
    value = f"tagged-{w.number()}" if key == "mlflow.runName" else w.pick(*VALUES, "v" * 8001)
    return w.post("runs/set-tag", {"run_id": some_run(w), "key": key, "value": value})


def delete_tag(w):
    return w.post("runs/delete-tag", {"run_id": some_run(w), "key": w.pick(*KEYS)})


def log_batch(w):
    keys = [f"new{w.number()}" for _ in range(w.random.randint(0, 4))]
    if w.chance(0.2):
        keys.append(w.pick(*KEYS))
    body = {
        "run_id": some_run(w),
        "metrics": [metric(w) for _ in range(w.random.randint(0, 12))],
        "params": [{"key": k, "value": w.pick(*VALUES)} for k in keys],
        "tags": tags(w),
    }
    if body["metrics"] and w.chance(0.2):
        body["metrics"].append(dict(body["metrics"][0]))  # the same point twice
    return w.post("runs/log-batch", body)


def log_inputs(w):
    name = w.pick("left", "right")
    data = {"name": name, "digest": w.pick("d1", "d2"), "source_type": "local", "source": f"/{name}"}
    if w.chance(0.5):
        data.update(schema='{"a": 1}', profile='{"rows": 2}')
    context = [{"key": "mlflow.data.context", "value": w.pick("training", "test")}]
    body = {"run_id": some_run(w), "datasets": [{"dataset": data, "tags": context}]}
    if w.models and w.chance(0.3):
        body["models"] = [{"model_id": some_model(w)}]
    return w.post("runs/log-inputs", body)


def log_outputs(w):
    # Only models of now: the same output twice is one of the differences.
    symbol = f"out{w.number()}"
    experiment = w.random.choice([e for e in w.experiments if not e[2]])
    w.models.append(symbol)
    body = {"experiment_id": "${%s}" % experiment[0], "name": f"model-{w.number()}"}
    make = w.post("logged-models", body, captures={symbol: "model.info.model_id"})
    model = {"model_id": "${%s}" % symbol, "step": w.random.randint(0, 5)}
    w.first.append(w.post("runs/outputs", {"run_id": some_run(w), "models": [model]}))
    return make


def delete_or_restore_run(w):
    action = w.pick("delete", "restore", "restore")
    return w.post(f"runs/{action}", {"run_id": some_run(w)})


def log_model(w):
    info = '{"artifact_path": "m", "flavors": {}, "utc_time_created": "now", "run_id": "%s"}'
    text = info % some_run(w) if w.chance(0.8) else w.pick("no json", '{"flavors": {}}')
    kind = "plain" if text.startswith('{"a') else "odd model"
    return w.post("runs/log-model", {"run_id": some_run(w), "model_json": text}, kind=kind)


def get_history(w):
    query = [("run_id", some_run(w)), ("metric_key", w.pick(*KEYS))]
    if w.chance(0.6):
        query.append(("max_results", w.random.randint(1, 5)))
    return w.get("metrics/get-history", *query, page=True)


PLAIN = [
    (create_experiment, 2),
    (get_experiment, 3),
    (edit_experiment, 4),
    (delete_or_restore_experiment, 2),
    (create_run, 8),
    (create_bare_run, 1),
    (get_run, 10),
    (update_run, 6),
    (log_metric, 12),
    (log_model_metric, 4),
    (log_param, 6),
    (set_tag, 6),
    (delete_tag, 3),
    (log_batch, 10),
    (log_inputs, 5),
    (log_outputs, 2),
    (delete_or_restore_run, 4),
    (log_model, 2),
    (get_history, 8),
]
