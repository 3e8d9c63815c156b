"""Trains the models of PeersBenchmark and times, on one thread, XGBoost's and LightGBM's own predictors and the same
models compiled to machine code: by tl2cgen with the machine's C compiler, and by lleaves with LLVM.

    python peers.py FOLDER train     # writes models and rows, and compiles, if they are not there yet
    python peers.py FOLDER time      # microseconds per row of 10,000 rows, the best of several runs
"""

import sys
import time
from importlib.metadata import version
from pathlib import Path

import lightgbm as lgb
import lleaves
import numpy as np
import tl2cgen
import treelite
import xgboost as xgb

FEATURES, TRAINING, ROWS = 28, 40_000, 10_000


def table(rows, seed):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(rows, FEATURES)).astype(np.float32)
    signal = values[:, 0] * values[:, 1] + np.sin(values[:, 2] * 3) + values[:, 3] * (values[:, 4] > 0)
    signal += 0.3 * values[:, 5:12].sum(axis=1) + rng.logistic(size=rows)
    return values, (signal > 0).astype(np.float32)


def train(folder):
    values, outcome = table(TRAINING, 1)
    table(ROWS, 2)[0].astype("<f4").tofile(folder / "rows.f4")
    common = {"max_depth": 8, "seed": 1}
    for name, trees, depth in (("xgboost-100x6", 100, 6), ("xgboost-500x8", 500, 8)):
        parameters = common | {"objective": "binary:logistic", "max_depth": depth, "eta": 0.05, "nthread": 2}
        xgb.train(parameters, xgb.DMatrix(values, outcome), trees).save_model(folder / f"{name}.ubj")
    parameters = common | {"objective": "binary", "num_leaves": 255, "learning_rate": 0.05, "verbose": -1, "num_threads": 2}
    lgb.train(parameters, lgb.Dataset(values.astype(np.float64), outcome), 500).save_model(folder / "lightgbm-500x8.txt")


def compile_models(folder):
    if not (folder / "xgboost.so").exists():
        model = treelite.frontend.load_xgboost_model(folder / "xgboost-500x8.ubj")
        tl2cgen.export_lib(model, "gcc", folder / "xgboost.so", params={"parallel_comp": 50})
    compiled(folder)


def compiled(folder):
    model = lleaves.Model(model_file=str(folder / "lightgbm-500x8.txt"))
    # A function for each tree: one function for all, lleaves' default, is not compiled within a quarter of an hour.
    model.compile(cache=str(folder / "lightgbm.o"), raw_score=True, finline=False)
    return model


def best(work):
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) / ROWS * 1e6


def measure(folder):
    rows = np.fromfile(folder / "rows.f4", "<f4").reshape(-1, FEATURES)
    booster = xgb.Booster({"nthread": 1}, model_file=folder / "xgboost-500x8.ubj")
    print(f"xgboost {xgb.__version__} inplace_predict {best(lambda: booster.inplace_predict(rows, predict_type='margin')):.2f} us/row")
    wide = rows.astype(np.float64)
    model = lgb.Booster(model_file=folder / "lightgbm-500x8.txt")
    print(f"lightgbm {lgb.__version__} predict {best(lambda: model.predict(wide, raw_score=True, num_threads=1)):.2f} us/row")
    library = tl2cgen.Predictor(folder / "xgboost.so", nthread=1)
    data = tl2cgen.DMatrix(rows)
    print(f"tl2cgen {tl2cgen.__version__}, XGBoost's {best(lambda: library.predict(data, pred_margin=True)):.2f} us/row")
    code = compiled(folder)
    print(f"lleaves {version('lleaves')}, LightGBM's {best(lambda: code.predict(wide, n_jobs=1)):.2f} us/row")


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    if sys.argv[2] == "time":
        measure(where)
    else:
        if not (where / "lightgbm-500x8.txt").exists():
            train(where)
        if not (where / "lightgbm.o").exists():
            compile_models(where)
