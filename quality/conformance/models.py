"""Writes one XGBoost model of two versions as repositories of Rondo and of MLServer: models.py FOLDER"""

import json
import sys
from pathlib import Path

import numpy as np
import xgboost as xgb

FEATURES = 8


def main(folder):
    values = np.random.default_rng(11).normal(size=(500, FEATURES)).astype(np.float32)
    matrix = xgb.DMatrix(values, (values.sum(axis=1) > 0).astype(int))
    for version, eta in (("1", 0.1), ("2", 0.5)):
        booster = xgb.train({"objective": "binary:logistic", "max_depth": 3, "eta": eta, "nthread": 1}, matrix, 10)
        place = folder / "rondo" / "churn" / version
        place.mkdir(parents=True)
        booster.save_model(place / "model.json")
    place = folder / "mlserver" / "churn"
    place.mkdir(parents=True)
    booster.save_model(place / "model.json")
    settings = {
        "name": "churn",
        "implementation": "mlserver_xgboost.XGBoostModel",
        "platform": "xgboost_json",
        "parameters": {"uri": "./model.json", "version": "2"},
        "inputs": [{"name": "input", "datatype": "FP32", "shape": [-1, FEATURES]}],
        "outputs": [{"name": "predict", "datatype": "FP32", "shape": [-1, 1]}],
    }
    (place / "model-settings.json").write_text(json.dumps(settings, indent=2))


main(Path(sys.argv[1]))
