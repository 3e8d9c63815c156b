"""The same data in both servers: through REST, or straight into MLflow's database where REST would take an hour."""

import http.client
import json
import random
import threading
import uuid
from contextlib import closing

import databases

API = "/api/2.0/mlflow/"
METRICS, PARAMS, TAGS = 5, 5, 4


class Poster:
    """One keep-alive connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def __call__(self, path, body):
        headers = {"Content-Type": "application/json"}
        self.connection.request("POST", API + path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]}")
        return json.loads(text)


def new_experiment(server, name):
    return Poster(server.port)("experiments/create", {"name": name})["experiment_id"]


def new_run(server, experiment):
    body = {"experiment_id": experiment, "start_time": 1, "run_name": "measured"}
    return Poster(server.port)("runs/create", body)["run"]["info"]["run_id"]


def contents(number):
    """What run NUMBER holds: the same on every server."""
    chance = random.Random(number)
    metrics = [(f"metric{i}", chance.random()) for i in range(METRICS)]
    params = [(f"param{i}", f"value {chance.randrange(1000)}") for i in range(PARAMS)]
    tags = [(f"tag{i}", f"text {chance.randrange(10)}") for i in range(TAGS - 1)]
    return metrics, params, [*tags, ("mlflow.runName", f"run-{number}")]


def runs_through_rest(server, experiment, count, threads=4):
    def work(thread):
        post = Poster(server.port)
        for number in range(thread, count, threads):
            metrics, params, tags = contents(number)
            body = {
                "experiment_id": experiment,
                "start_time": 1000 + number,
                "user_id": "u",
                "tags": [{"key": k, "value": v} for k, v in tags],
            }
            run = post("runs/create", body)["run"]["info"]["run_id"]
            body = {
                "run_id": run,
                "metrics": [{"key": k, "value": v, "timestamp": 1, "step": 0} for k, v in metrics],
                "params": [{"key": k, "value": v} for k, v in params],
            }
            post("runs/log-batch", body)
            body = {"run_id": run, "status": "FINISHED", "end_time": 2000 + number}
            post("runs/update", body)

    workers = [threading.Thread(target=work, args=(i,)) for i in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def runs_into_database(server, experiment, count):
    """The rows that the calls above make, in MLflow's own tables."""
    with closing(databases.connect(server.database or server.data / "mlflow.db")) as connection:
        cursor = connection.cursor()
        for number in range(count):
            insert_run(cursor, databases.mark(server.database), experiment, number)
        connection.commit()


def insert_run(cursor, mark, experiment, number):
    metrics, params, tags = contents(number)
    run = uuid.UUID(int=random.Random(number).getrandbits(128)).hex
    artifacts = f"mlflow-artifacts:/{experiment}/{run}/artifacts"

    def insert(table, rows):
        columns, marks = ", ".join(rows[0]), ", ".join([mark] * len(rows[0]))
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows]
        )

    row = {"run_uuid": run, "name": f"run-{number}", "source_type": "UNKNOWN", "source_name": "", "user_id": "u"}
    row |= {"entry_point_name": "", "source_version": "", "status": "FINISHED", "lifecycle_stage": "active"}
    row |= {"start_time": 1000 + number, "end_time": 2000 + number}
    insert("runs", [{**row, "artifact_uri": artifacts, "experiment_id": int(experiment)}])
    point = {"timestamp": 1, "step": 0, "is_nan": False, "run_uuid": run}
    for table in ("metrics", "latest_metrics"):
        insert(table, [{"key": k, "value": v, **point} for k, v in metrics])
    for table, pairs in (("params", params), ("tags", tags)):
        insert(table, [{"key": k, "value": v, "run_uuid": run} for k, v in pairs])


def history(server, experiment, points):
    """A run with one metric of so many points."""
    run, post = new_run(server, experiment), Poster(server.port)
    for start in range(0, points, 1000):
        steps = range(start, min(start + 1000, points))
        metrics = [{"key": "m", "value": i / 3, "timestamp": i, "step": i} for i in steps]
        post("runs/log-batch", {"run_id": run, "metrics": metrics})
    return run
