"""A BentoML service of the model."""

import os

import bentoml
import numpy as np
import xgboost as xgb


@bentoml.service
class Model:
    def __init__(self):
        self.booster = xgb.Booster(model_file=os.environ["MODEL"])

    @bentoml.api
    def predict(self, rows: np.ndarray) -> np.ndarray:
        return self.booster.inplace_predict(rows.astype(np.float32))
