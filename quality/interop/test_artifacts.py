"""Files of every kind, up and down."""

import hashlib
import os
import random
from concurrent.futures import ThreadPoolExecutor

import mlflow
import pytest
import requests
from mlflow import MlflowException

LARGE = 200 << 20


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def test_a_200_mb_file_comes_back_to_the_byte(client, run, tmp_path):
    source = tmp_path / "large.bin"
    block = random.Random(1).randbytes(1 << 20)
    with source.open("wb") as file:
        for i in range(LARGE >> 20):
            file.write(i.to_bytes(4, "big") + block[4:])
    client.log_artifact(run, str(source), "deep/folder")
    (listed,) = client.list_artifacts(run, "deep/folder")
    assert (listed.path, listed.file_size) == ("deep/folder/large.bin", LARGE)
    target = tmp_path / "back"
    target.mkdir()
    found = client.download_artifacts(run, "deep/folder/large.bin", str(target))
    assert digest(found) == digest(source)


def test_a_folder_up_listed_and_down(client, run, tmp_path):
    files = {
        "top.txt": b"top",
        "empty.txt": b"",
        "with space.txt": b"space",
        "grün.txt": "grün".encode(),
        "a/b/c/deep.bin": bytes(range(256)),
        "a/+plus&and=.txt": b"signs",
    }
    for path, content in files.items():
        (tmp_path / "up" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "up" / path).write_bytes(content)
    client.log_artifacts(run, str(tmp_path / "up"), "dir")
    listed = {f.path: (f.is_dir, f.file_size) for f in client.list_artifacts(run, "dir")}
    assert set(listed) == {f"dir/{path.split('/')[0]}" for path in files}
    assert listed["dir/a"] == (True, None)
    assert listed["dir/top.txt"] == (False, 3)
    back = client.download_artifacts(run, "dir", str(tmp_path))
    for path, content in files.items():
        assert open(os.path.join(back, path), "rb").read() == content, path


def test_what_is_not_there_is_listed_as_nothing(client, run):
    assert client.list_artifacts(run) == []
    assert client.list_artifacts(run, "nowhere") == []


def test_a_file_is_replaced(client, run):
    client.log_text(run, "first", "a.txt")
    client.log_text(run, "second and longer", "a.txt")
    client.log_text(run, "3", "a.txt")
    uri = client.get_run(run).info.artifact_uri
    assert mlflow.artifacts.load_text(f"{uri}/a.txt") == "3"


def test_tables(client, run):
    client.log_table(run, {"question": ["a", "b"], "score": [0.5, 1.0]}, "evaluation.json")
    client.log_table(run, {"question": ["c"], "score": [0.25]}, "evaluation.json")
    table = mlflow.load_table("evaluation.json", run_ids=[run], extra_columns=["run_id"])
    assert list(table["question"]) == ["a", "b", "c"]
    assert list(table["score"]) == [0.5, 1.0, 0.25]
    assert set(table["run_id"]) == {run}


def test_figures_dictionaries_texts_and_images(client, experiment):
    import matplotlib.pyplot as plt
    import numpy as np

    with mlflow.start_run() as active:
        figure, axes = plt.subplots()
        axes.plot([1, 2, 3])
        mlflow.log_figure(figure, "plots/line.png")
        mlflow.log_dict({"a": [1, {"b": None}]}, "d.json")
        mlflow.log_dict({"a": 1}, "d.yaml")
        mlflow.log_text("grün\n", "t.txt")
        mlflow.log_image(np.full((4, 5, 3), 200, dtype=np.uint8), "picture.png")
        for step in range(3):
            mlflow.log_image(np.zeros((2, 2, 3), dtype=np.uint8), key="grid", step=step)
    run, uri = active.info.run_id, active.info.artifact_uri
    assert mlflow.artifacts.load_dict(f"{uri}/d.json") == {"a": [1, {"b": None}]}
    assert mlflow.artifacts.load_text(f"{uri}/t.txt") == "grün\n"
    assert mlflow.artifacts.load_image(f"{uri}/picture.png").size == (5, 4)
    assert mlflow.artifacts.load_image(f"{uri}/plots/line.png").format == "PNG"
    assert len(client.list_artifacts(run, "images")) == 6  # each with its thumbnail


def test_artifacts_are_deleted(client, run):
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    client.log_text(run, "x", "a/b/c.txt")
    client.log_text(run, "y", "keep.txt")
    get_artifact_repository(client.get_run(run).info.artifact_uri).delete_artifacts("a")
    assert [f.path for f in client.list_artifacts(run)] == ["keep.txt"]


def test_a_missing_file_is_an_error(client, run):
    with pytest.raises(MlflowException):
        client.download_artifacts(run, "nowhere.txt")


def test_many_files_at_once(client, run, tmp_path):
    for i in range(60):
        (tmp_path / f"f{i}").write_text(str(i) * 1000)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda i: client.log_artifact(run, str(tmp_path / f"f{i}")), range(60)))
    sizes = {f.path: f.file_size for f in client.list_artifacts(run)}
    assert sizes == {f"f{i}": len(str(i)) * 1000 for i in range(60)}


def test_a_range_of_a_file(client, run, url):
    client.log_text(run, "0123456789", "digits.txt")
    uri = client.get_run(run).info.artifact_uri.removeprefix("mlflow-artifacts:/")
    path = f"{url}/api/2.0/mlflow-artifacts/artifacts/{uri}/digits.txt"
    part = requests.get(path, headers={"Range": "bytes=2-4"}, timeout=60)
    assert (part.status_code, part.content) == (206, b"234")
    assert part.headers["Content-Range"] == "bytes 2-4/10"
    assert requests.get(path, headers={"Range": "bytes=50-"}, timeout=60).status_code == 416


@pytest.mark.better("names are unescaped twice")
def test_a_name_with_a_percent_sign_is_kept(client, run, url):
    root = client.get_run(run).info.artifact_uri.removeprefix("mlflow-artifacts:/")
    path = f"{url}/api/2.0/mlflow-artifacts/artifacts/{root}/50%2520.txt"
    assert requests.put(path, data=b"x", timeout=60).status_code == 200
    assert requests.get(path, timeout=60).content == b"x"
    # Not through the client, which unescapes what is listed once more.
    listed = requests.get(f"{url}/api/2.0/mlflow/artifacts/list", params={"run_id": run}, timeout=60)
    assert [f["path"] for f in listed.json()["files"]] == ["50%20.txt"]


def test_the_pages_get_artifact(client, run, url):
    client.log_text(run, "hello", "a b.txt")
    query = {"run_id": run, "path": "a b.txt"}
    found = requests.get(f"{url}/get-artifact", params=query, timeout=60)
    assert (found.status_code, found.text) == (200, "hello")
    assert "a b.txt" in found.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "%2e%2e/x", "%252e%252e/x", "a/%2e%2e/%2e%2e/x", "C:%5Cx"]
)
def test_a_path_out_of_the_root_is_refused(url, path):
    base = f"{url}/api/2.0/mlflow-artifacts/artifacts/"
    session = requests.Session()
    request = requests.Request("PUT", base + "0/x", data=b"x").prepare()
    request.url = base + path  # as it stands, without the library's own clean-up
    answer = session.send(request, timeout=60)
    assert answer.status_code in (400, 404, 405), answer.text
