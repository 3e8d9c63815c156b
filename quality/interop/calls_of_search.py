"""Searches with random filters and orders, of which the parts are right, and the calls that a client begins with."""

from call import Call
from calls_of_tracking import KEYS, STATUSES, some_experiment

NUMBERS = ["0", "1", "-2.5", "0.5", "1e3", "3"]
TEXTS = ["'1'", "'tree'", '"Tree"', "'0.5'", "'grün'", "''"]
PATTERNS = ["'%'", "'t%'", "'T___'", "'%e'", "'_'"]
COMPARE = ["=", "!=", "<", "<=", ">", ">="]


def quoted(w, key):
    """A key as a filter can hold it."""
    if key.isalnum() and w.chance(0.7):
        return key
    return f"`{key}`" if w.chance(0.5) else f'"{key}"'


def text_condition(w, name, texts, nulls=False):
    if nulls and w.chance(0.15):
        return f"{name} {w.pick('IS NULL', 'IS NOT NULL')}"
    if w.chance(0.4):
        return f"{name} {w.pick('LIKE', 'ILIKE')} {w.pick(*PATTERNS)}"
    return f"{name} {w.pick('=', '!=')} {w.pick(*texts)}"


def number_condition(w, name, numbers=NUMBERS):
    return f"{name} {w.pick(*COMPARE)} {w.pick(*numbers)}"


def conjunction(w, *conditions):
    """Up to three of the conditions, each a function."""
    chosen = [w.pick(*conditions)() for _ in range(w.pick(0, 1, 1, 1, 2, 3))]
    return w.pick(" AND ", " and ").join(chosen)


def filter_of_runs(w):
    key = lambda: quoted(w, w.pick(*KEYS))
    times = [str(w.clock - 10**w.random.randint(2, 5)), str(w.clock)]
    return conjunction(
        w,
        lambda: number_condition(w, f"{w.pick('metrics', 'metric')}.{key()}"),
        lambda: text_condition(w, f"{w.pick('params', 'param')}.{key()}", TEXTS, nulls=True),
        lambda: text_condition(w, f"{w.pick('tags', 'tag')}.{key()}", TEXTS, nulls=True),
        lambda: number_condition(w, w.pick("start_time", "attributes.end_time"), times),
        lambda: text_condition(w, "attribute.status", [f"'{s}'" for s in STATUSES]),
        lambda: text_condition(w, "run_name", ["'run-30'", "'sink'"]),
        lambda: text_condition(w, "user_id", ["'ann'", "'bob'"]),
        lambda: text_condition(w, "dataset.name", ["'left'", "'right'"]),
        lambda: f"datasets.digest {w.pick('IN', 'NOT IN')} ('d1', 'none')",
        lambda: text_condition(w, "dataset.context", ["'training'"]),
    )


def search_runs(w):
    body = {"experiment_ids": sorted({some_experiment(w) for _ in range(w.random.randint(1, 3))})}
    body["filter"] = filter_of_runs(w)
    keys = [f"metrics.`{k}`" for k in KEYS] + [f"params.`{k}`" for k in KEYS]
    keys += [f"tags.`{k}`" for k in KEYS] + ["start_time", "end_time", "status", "run_name", "user_id"]
    chosen = w.random.sample(keys, w.pick(0, 1, 1, 2))
    body["order_by"] = [f"{k}{w.pick('', ' ASC', ' DESC')}" for k in chosen]
    if w.chance(0.5):
        body["max_results"] = w.random.randint(1, 6)
    if w.chance(0.4):
        body["run_view_type"] = w.pick("ACTIVE_ONLY", "DELETED_ONLY", "ALL")
    return w.post("runs/search", body, page=True)


def search_experiments(w):
    text = conjunction(
        w,
        lambda: text_condition(w, "name", ["'sink'", "'exp-3'"]),
        lambda: text_condition(w, f"tags.{quoted(w, w.pick(*KEYS))}", TEXTS, nulls=True),
        lambda: number_condition(w, "creation_time", ["0", "1"]),
    )
    orders = [[], ["name"], ["name DESC"], ["last_update_time"], ["creation_time DESC"]]
    body = {"max_results": w.random.randint(2, 30), "filter": text, "order_by": w.pick(*orders)}
    body["view_type"] = w.pick("ACTIVE_ONLY", "DELETED_ONLY", "ALL")
    if w.chance(0.7):
        return w.post("experiments/search", body, page=True)
    query = [(k, v) for k, v in body.items() if k not in ("order_by", "view_type")]
    query += [("order_by", o) for o in body["order_by"]]
    return w.get("experiments/search", *query, page=True)


def search_registered_models(w):
    text = conjunction(
        w,
        lambda: text_condition(w, "name", ["'reg-1'", "'nobody'"]),
        lambda: text_condition(w, f"tags.{quoted(w, 'loss')}", TEXTS),
        lambda: "tags.`mlflow.prompt.is_prompt` != 'true'",
    )
    query = [("filter", text), ("max_results", w.random.randint(1, 20))]
    if w.chance(0.6):
        query.append(("order_by", w.pick("name DESC", "timestamp", "last_updated_timestamp DESC")))
    return w.get("registered-models/search", *query, page=True)


def search_versions(w):
    name = w.random.choice(sorted(w.registered))
    text = conjunction(
        w,
        lambda: text_condition(w, "name", [f"'{name}'"]),
        lambda: number_condition(w, "version_number", ["1", "2"]),
        lambda: f"run_id {w.pick('=', '!=')} '${{{w.runs[0][0]}}}'",
        lambda: text_condition(w, "source_path", ["'s3://bucket/1'"]),
        lambda: text_condition(w, f"tags.{quoted(w, 'loss')}", TEXTS),
    )
    query = [("filter", text), ("max_results", w.random.randint(1, 20))]
    if w.chance(0.6):
        query.append(("order_by", w.pick("name", "version_number DESC", "creation_timestamp")))
    return w.get("model-versions/search", *query, page=True)


def search_logged_models(w):
    text = conjunction(
        w,
        lambda: number_condition(w, f"metrics.`{w.pick(*KEYS)}`"),
        lambda: text_condition(w, f"params.`{w.pick(*KEYS)}`", ["'1'", "'tree'"]),
        lambda: text_condition(w, "name", ["'model-40'"]),
        lambda: text_condition(w, "model_type", ["'agent'"]),
        lambda: number_condition(w, "creation_time", ["0", "1"]),
    )
    body = {"experiment_ids": sorted({some_experiment(w), some_experiment(w)}), "filter": text}
    if w.chance(0.5):
        key = w.pick("creation_time", "name", *[f"metrics.{k}" for k in KEYS])
        body["order_by"] = [{"field_name": key, "ascending": w.chance(0.5)}]
    if w.chance(0.3):
        body["datasets"] = [{"dataset_name": "left", "dataset_digest": "d1"}]
    if w.chance(0.5):
        body["max_results"] = w.random.randint(1, 4)
    return w.post("logged-models/search", body, page=True)


def what_a_client_asks_first(w):
    path = w.pick("/api/3.0/mlflow/server-info", "/health", "/api/3.0/mlflow/workspaces")
    return Call(path, "GET", path)


PLAIN = [
    (search_runs, 16),
    (search_experiments, 6),
    (search_registered_models, 5),
    (search_versions, 5),
    (search_logged_models, 6),
    (what_a_client_asks_first, 1),
]
