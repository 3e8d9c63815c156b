"""Checks with real MLflow and XGBoost that a model directory of Rondo is one of theirs.

    python -m venv /tmp/interop
    /tmp/interop/bin/pip install mlflow-skinny==3.17.2 pyyaml xgboost==3.2.0 numpy pandas
    mvn -q -Dquick test -pl core/inference -Dtest=ModelDirectoryTest -Dinference.sample=/tmp/sample
    /tmp/interop/bin/python quality/interop/mlflow_model.py /tmp/sample

Takes any model directory, such as one from "rondo fetch model"; runs in a few seconds.
"""

import json
import sys
from pathlib import Path

import mlflow.xgboost
from mlflow.models import Model

TYPES = {"NUMBER": "double", "BOOLEAN": "boolean", "CATEGORY": "string", "DATE": "datetime"}


def main(directory):
    model = Model.load(directory)
    encoder = json.loads((Path(directory) / "encoder.json").read_text(encoding="utf-8"))
    expected = [(c["name"], TYPES[c["type"]], not c["nullable"]) for c in encoder["columns"]]
    found = [(c.name, c.type.name, c.required) for c in model.signature.inputs]
    assert found == expected, f"signature {found} instead of {expected}"
    assert set(model.flavors) == {"rondo", "xgboost"}, model.flavors
    assert all(isinstance(value, str) for value in (model.metadata or {}).values()), model.metadata

    booster = mlflow.xgboost.load_model(directory)
    assert booster.num_features() == len(expected)
    assert booster.feature_names == [name for name, _, _ in expected], booster.feature_names
    print(f"{directory}: MLflow reads {len(expected)} inputs, run {model.run_id}, metadata "
          f"{model.metadata}; XGBoost reads {booster.num_boosted_rounds()} rounds")


if __name__ == "__main__":
    main(sys.argv[1])
