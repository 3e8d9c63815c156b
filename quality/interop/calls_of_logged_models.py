"""Calls about logged models, with their weights."""

from calls_of_tracking import some_model, some_run, tags


def create_logged_model(w):
    symbol, experiment = f"model{w.number()}", w.random.choice(w.experiments)
    if not experiment[2]:
        w.models.append(symbol)
    body = {
        "experiment_id": "${%s}" % experiment[0],
        "name": f"model-{w.number()}",
        "model_type": w.pick("", "agent"),
        "source_run_id": some_run(w),
        "params": tags(w),
        "tags": tags(w),
    }
    return w.post("logged-models", body, captures={symbol: "model.info.model_id"})


def get_logged_model(w):
    return w.get(f"logged-models/{some_model(w)}", ("allow_deleted", w.pick("true", "false")))


def edit_logged_model(w):
    model = some_model(w)
    path = f"logged-models/{model}"
    match w.random.randrange(4):
        case 0:
            body = {"model_id": model, "status": w.pick(1, 2, 3, "LOGGED_MODEL_READY")}
            return w.change("PATCH", path, body)
        case 1:
            return w.change("PATCH", f"{path}/tags", {"model_id": model, "tags": tags(w)})
        case 2:
            return w.change("DELETE", f"{path}/tags/{w.pick('loss', 'auc', 'd-1')}", {})
        case _:
            body = {"model_id": model, "params": [{"key": f"p{w.number()}", "value": "1"}]}
            return w.post(f"{path}/params", body)


def delete_logged_model(w):
    return w.change("DELETE", f"logged-models/{some_model(w)}", {"model_id": some_model(w)})


PLAIN = [
    (create_logged_model, 4),
    (get_logged_model, 5),
    (edit_logged_model, 5),
    (delete_logged_model, 1),
]
