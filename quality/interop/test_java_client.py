"""MLflow's Java client: java/MlflowJavaClient.java checks one thing after another and says what failed."""

import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PARTS = ["experiments", "runs", "logging", "search", "artifacts", "registry", "context", "errors"]


@pytest.fixture(scope="module")
def report(url, venv_bin):
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    class_path = Path(os.environ["INTEROP_JAVA_CLASS_PATH"]).read_text().strip()
    # Its artifacts go through the command line `mlflow`, which it looks for on PATH.
    path = f"{venv_bin}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "MLFLOW_TRACKING_URI": url, "MLFLOW_REGISTRY_URI": url}
    done = subprocess.run(
        [java, "-Xmx256m", "-cp", class_path, HERE / "java" / "MlflowJavaClient.java", url, *PARTS],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("part", PARTS)
def test_the_java_client(report, part):
    assert f"{part}: passed" in report.splitlines(), report
