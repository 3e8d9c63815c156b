"""What one writes by hand: a typed body, the booster's inplace_predict, and an endpoint that answers nothing."""

import os

import numpy as np
import xgboost as xgb
from fastapi import FastAPI
from pydantic import BaseModel

booster = xgb.Booster(model_file=os.environ["MODEL"])
app = FastAPI()


class Rows(BaseModel):
    rows: list[list[float]]


@app.get("/ready")
async def ready():
    return {}


@app.post("/empty")
async def empty():
    return {}


@app.post("/predict")
async def predict(body: Rows):
    return {"predictions": booster.inplace_predict(np.array(body.rows, np.float32)).tolist()}
