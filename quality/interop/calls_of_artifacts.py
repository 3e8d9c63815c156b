"""Calls about artifacts, with their weights."""

from call import Call
from calls_of_tracking import some_run

ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts"


def artifact_path(w):
    run, experiment, _ = w.random.choice(w.runs)
    return "/${%s}/${%s}/artifacts/" % (experiment, run)


def put_artifact(w):
    path = artifact_path(w) + w.pick("a.txt", "dir/b.json", "dir/deep/c.bin", "gr%C3%BCn.txt", "e")
    w.artifacts.append(path)
    content = w.random.randbytes(w.random.choice([0, 1, 10, 5000]))
    return Call("PUT artifact", "PUT", ARTIFACTS + path, content=content)


def get_artifact(w):
    path = w.random.choice(w.artifacts) if w.artifacts and w.chance(0.8) else artifact_path(w) + "no"
    return Call("GET artifact", "GET", ARTIFACTS + path)


def list_artifacts(w):
    if w.chance(0.5):
        path = [["path", artifact_path(w)[1:] + w.pick("", "dir", "none")]]
        return Call("list artifacts", "GET", ARTIFACTS, query=path)
    query = [("run_id", some_run(w))]
    if w.chance(0.5):
        query.append(("path", w.pick("dir", "dir/deep", "a.txt", "none")))
    return w.get("artifacts/list", *query)


def delete_artifact(w):
    path = artifact_path(w) + w.pick("a.txt", "dir", "dir/deep", "none")
    return Call("DELETE artifact", "DELETE", ARTIFACTS + path)


PLAIN = [
    (put_artifact, 5),
    (get_artifact, 5),
    (list_artifacts, 5),
    (delete_artifact, 1),
]
