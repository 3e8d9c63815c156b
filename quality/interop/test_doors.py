"""One run through every door: what is stored at one is found at all others, files with the same bytes."""

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
import requests
from conftest import OF_MLFLOW
from processes import rondo

pytestmark = pytest.mark.skipif(OF_MLFLOW, reason="it has not all of these doors")
HERE = Path(__file__).parent
CONTENT = {name: os.urandom(70_000) for name in ("python", "rest", "command", "rondo-java", "mlflow-java")}


@pytest.fixture
def files(tmp_path):
    for name, content in CONTENT.items():
        (tmp_path / f"{name}.bin").write_bytes(content)
    return tmp_path


def java(program, class_path, *words, path=()):
    command = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    environment = {**os.environ, "PATH": os.pathsep.join([*map(str, path), os.environ["PATH"]])}
    done = subprocess.run(
        [command, "-Xmx256m", "-cp", class_path, HERE / "java" / program, *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def rondo_java(url):
    return lambda *words: java("RondoDoor.java", os.environ["INTEROP_RONDO_CLASS_PATH"], url, *words)


@pytest.fixture
def mlflow_java(url, venv_bin):
    class_path = Path(os.environ["INTEROP_JAVA_CLASS_PATH"]).read_text().strip()
    return lambda *words: java("MlflowDoor.java", class_path, url, *words, path=[venv_bin])


def digest(content):
    return hashlib.sha256(content).hexdigest()


def of_python(client, run):
    found = client.get_run(run)
    lines = [f"status {found.info.status}"]
    lines += sorted(f"metric {key} {value}" for key, value in found.data.metrics.items())
    lines += sorted(f"param {key} {value}" for key, value in found.data.params.items())
    lines += sorted(f"tag {key} {value}" for key, value in found.data.tags.items())
    local = Path(client.download_artifacts(run, ""))
    paths = sorted(path for path in local.rglob("*") if path.is_file())
    lines += [f"file {path.relative_to(local).as_posix()} {digest(path.read_bytes())}" for path in paths]
    version = client.get_model_version(f"doors-{run}", "1")  # a search leaves the aliases out
    return [*lines, f"version {version.version} {version.run_id} {','.join(version.aliases)}"]


def of_rest(url, run):
    return described(requests.get(f"{url}/api/v1/runs/{run}").json(), rest_files(url, run), versions_of(url, run))


def rest_files(url, run, folder=""):
    found = {}
    for item in requests.get(f"{url}/api/v1/runs/{run}/artifacts", params={"path": folder}).json()["items"]:
        if item["folder"]:
            found |= rest_files(url, run, item["path"])
        else:
            found[item["path"]] = requests.get(f"{url}/api/v1/runs/{run}/artifacts/{item['path']}").content
    return found


def versions_of(url, run):
    return requests.get(f"{url}/api/v1/models/doors-{run}").json()["items"]


def of_command(url, run, folder):
    shown = json.loads(rondo(url, "get", "runs", run, "-o", "json").stdout)
    rondo(url, "artifacts", "get", run, "", folder)
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    version = json.loads(rondo(url, "get", "models", f"doors-{run}/1", "-o", "json").stdout)
    return described(shown, found, [version])


def described(run, files, versions):
    lines = [f"status {run['status']}"]
    for kind in ("metrics", "params", "tags"):
        lines += sorted(f"{kind[:-1]} {key} {value}" for key, value in run[kind].items())
    lines += [f"file {path} {digest(files[path])}" for path in sorted(files)]
    return lines + [f"version {v['version']} {v['run_id']} {','.join(v['aliases'])}" for v in versions]


def test_every_door_finds_the_same(url, client, name, files, rondo_java, mlflow_java):
    experiment = client.create_experiment(name)
    run = client.create_run(experiment, run_name="ü").info.run_id
    client.log_metric(run, "python", 0.5, step=1)
    client.log_param(run, "depth", "6")
    client.set_tag(run, "team", "grün")
    client.log_artifact(run, str(files / "python.bin"), "a/b")

    log = {"metrics": [{"key": "rest", "value": 0.25, "step": 2}], "params": {"rate": "0.1"}, "tags": {"rest": "1"}}
    assert requests.post(f"{url}/api/v1/runs/{run}/log", json=log).ok
    assert requests.put(f"{url}/api/v1/runs/{run}/artifacts/a/rest.bin", data=CONTENT["rest"]).ok

    rondo(url, "artifacts", "put", run, "command.bin", files / "command.bin")
    rondo(url, "models", "register", f"doors-{run}", "--run", run, "--path", "a")
    rondo(url, "models", "alias", f"doors-{run}/1", "champion")

    rondo_java(run, "put", str(files / "rondo-java.bin"), "java/rondo-java.bin", name)
    mlflow_java(run, "put", str(files / "mlflow-java.bin"), "java")

    found = of_python(client, run)
    for line in ("metric java 0.0625", "metric python 0.5", "metric rest 0.25", "param java yes", "tag java ü"):
        assert line in found
    for path in ("a/b/python", "a/rest", "command", "java/rondo-java", "java/mlflow-java"):
        assert f"file {path}.bin {digest(CONTENT[path.split('/')[-1]])}" in found
    assert found[0] == "status FINISHED" and found[-1] == f"version 1 {run} champion"
    assert of_rest(url, run) == found
    assert of_command(url, run, files / "brought") == found
    assert rondo_java(run, "show") == found
    assert mlflow_java(run, "show") == found
    (child,) = client.search_runs([experiment], f"tags.`mlflow.parentRunId` = '{run}'")
    assert child.data.metrics == {"inner": 0.125} and child.info.status == "FINISHED"
