"""Models as users save them with MLflow: what runs in our process, and what only Python can run."""

import sys

import cloudpickle
import mlflow
import numpy as np
import pandas as pd
import xgboost as xgb
from mlflow.models import ModelSignature, infer_signature
from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema, TensorSpec
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

RANDOM = np.random.default_rng(5)
ROWS = 400


def table():
    return pd.DataFrame({
        "age": RANDOM.integers(18, 90, ROWS).astype("int64"),
        "visits": RANDOM.integers(0, 9, ROWS).astype("int32"),
        "amount": RANDOM.normal(size=ROWS),
        "rate": RANDOM.normal(size=ROWS).astype("float32"),
        "member": RANDOM.random(ROWS) < 0.5,
        "extra": RANDOM.normal(size=ROWS),
    })  # fmt: skip


class Frame(mlflow.pyfunc.PythonModel):
    """Takes a text that may be missing and a parameter, and gives a data frame."""

    def predict(self, context, model_input, params=None):
        texts = model_input["s"].fillna("none") if "s" in model_input else "no column"
        odd = ["odd" if value % 2 == 1 else None for value in model_input["a"]]
        return pd.DataFrame({"sum": model_input["a"] * (params or {})["k"], "name": texts, "odd": np.array(odd, object)})


class Crash(mlflow.pyfunc.PythonModel):
    """Ends its process, or takes long, when it is asked to."""

    def predict(self, context, model_input, params=None):
        import os
        import time

        if (model_input["x"] == -1).any():
            os._exit(7)
        if (model_input["x"] == -2).any():
            time.sleep(600)
        return model_input["x"].to_numpy() + os.getpid() * (model_input["x"] == 5).to_numpy()


def save_all(root):
    """Saves each model into a folder of its name."""
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    rows = table()
    target = (rows.amount + rows.rate + rows.age / 50 + rows.member > 1).astype(int)
    named(root, rows, target)
    numbers = rows.astype(float).to_numpy()
    booster = train("reg:squarederror", numbers, target)
    unnamed = ModelSignature(Schema([ColSpec("double")] * 6))
    mlflow.xgboost.save_model(booster, f"{root}/unnamed", signature=unnamed)
    tensor = ModelSignature(Schema([TensorSpec(np.dtype("float64"), (-1, 6))]))
    mlflow.xgboost.save_model(booster, f"{root}/tensor", signature=tensor)
    mlflow.xgboost.save_model(booster, f"{root}/bare")
    classes = xgb.XGBClassifier(n_estimators=5, max_depth=2).fit(rows, target + rows.member)
    mlflow.xgboost.save_model(classes, f"{root}/classes", signature=infer_signature(rows, classes.predict(rows)))
    pipeline(root, rows, target)
    python(root)
    estimator = LogisticRegression().fit(numbers, target)
    mlflow.sklearn.save_model(estimator, f"{root}/nosignature", serialization_format="cloudpickle")


def train(objective, rows, target):
    options = {"objective": objective, "max_depth": 3, "nthread": 1}
    return xgb.train(options, xgb.DMatrix(rows, target), 10)


def named(root, rows, target):
    types = ["long", "integer", "double", "float", "boolean", "double"]
    inputs = Schema([ColSpec(kind, name) for kind, name in zip(types, rows.columns, strict=True)])
    params = ParamSchema([ParamSpec("output_margin", "boolean", False), ParamSpec("scale", "double", 1.0)])
    signature = ModelSignature(inputs, Schema([ColSpec("float")]), params)
    mlflow.xgboost.save_model(train("binary:logistic", rows, target), f"{root}/named", signature=signature)


def pipeline(root, rows, target):
    rows = rows[["amount", "rate"]].assign(plan=RANDOM.choice(["free", "pro", "team"], ROWS))
    encoded = ColumnTransformer([("n", StandardScaler(), ["amount", "rate"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["plan"])])
    model = make_pipeline(encoded, LogisticRegression()).fit(rows, target)
    mlflow.sklearn.save_model(
        model,
        f"{root}/pipeline",
        signature=infer_signature(rows, model.predict(rows)),
        input_example=rows.head(2),
        serialization_format="cloudpickle",
    )


def python(root):
    inputs = Schema([ColSpec("double", "a"), ColSpec("string", "s", required=False)])
    signature = ModelSignature(inputs, None, ParamSchema([ParamSpec("k", "double", 2.0)]))
    mlflow.pyfunc.save_model(f"{root}/frame", python_model=Frame(), signature=signature)
    crash = ModelSignature(Schema([ColSpec("double", "x")]))
    mlflow.pyfunc.save_model(f"{root}/crash", python_model=Crash(), signature=crash)
