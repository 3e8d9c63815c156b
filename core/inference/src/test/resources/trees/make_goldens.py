"""Makes golden files from XGBoost, LightGBM and CatBoost themselves: seeded random models over all objectives,
boosters and options that are run, rows, and the packages' own answers.

    python -m venv venv && venv/bin/pip install xgboost==3.2.0 lightgbm==4.7.0 catboost==1.2.10 numpy==2.4.6 scipy==1.17.1
    venv/bin/python make_goldens.py xgboost --models 45 --seed 1 --out .
    venv/bin/python make_goldens.py lightgbm --models 40 --seed 1 --out .
    venv/bin/python make_goldens.py catboost --models 25 --seed 1 --out .

writes PACKAGE-VERSION.zip, one folder per model: model.json, model.ubj or model.txt; rows.f4 or
rows.f8 (little endian, row after row, NaN missing); margins and answers in the package's own type
(.f4 or .f8), row after row; about.txt with the objective. The committed files were made with these
three commands, Python 3.11 and x86-64 Linux (glibc 2.36).

A larger count runs from any folder: make it with --models 3000 --out DIR, then
mvn test -pl core/inference -Dtest=TreeGoldensTest -Dinference.goldens.trees=DIR
"""

import argparse
import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "xgboost"))
from make_goldens import hard_rows, random_columns, random_parameters, random_target  # noqa: E402

TRAINING = 300
ROWS = 40


def labels(rng, kind, signal):
    """A target of the kind that an objective takes."""
    spread = (signal - signal.mean()) / (signal.std() + 1e-9)
    if kind == "binary":
        return (spread > np.quantile(spread, rng.uniform(0.2, 0.8))).astype(np.float32)
    if kind == "unit":
        return (1 / (1 + np.exp(-spread))).astype(np.float32)
    if kind == "positive":
        return np.exp(spread).astype(np.float32) + 0.01
    if kind == "count":
        return rng.poisson(np.exp(np.clip(spread, -3, 3))).astype(np.float32)
    if kind == "grades":
        return np.clip(np.round(spread + 1.5), 0, 3).astype(np.float32)
    return (spread * 10.0 ** rng.integers(-2, 4)).astype(np.float32)


XGBOOST = {
    "binary:logistic": "binary",
    "binary:logitraw": "binary",
    "binary:hinge": "binary",
    "multi:softmax": "classes",
    "multi:softprob": "classes",
    "reg:squarederror": "number",
    "reg:squaredlogerror": "positive",
    "reg:logistic": "unit",
    "reg:pseudohubererror": "number",
    "reg:absoluteerror": "number",
    "reg:quantileerror": "number",
    "reg:gamma": "positive",
    "reg:tweedie": "count",
    "count:poisson": "count",
    "survival:cox": "positive",
    "survival:aft": "positive",
    "rank:ndcg": "grades",
    "rank:pairwise": "grades",
    "rank:map": "binary",
}


def xgboost_parameters(rng, objective, levels, targets):
    parameters = random_parameters(rng, any(levels), True)
    parameters |= {"objective": objective, "max_depth": int(rng.integers(1, 6))}
    parameters.pop("grow_policy", None)
    parameters.pop("base_score", None)
    if objective.startswith("multi:"):
        parameters["num_class"] = int(rng.integers(2, 6))
    if objective == "reg:quantileerror":
        parameters["quantile_alpha"] = [0.1, 0.5, 0.9] if rng.random() < 0.5 else 0.3
    if rng.random() < 0.3 and not objective.startswith(("rank:", "survival:")):
        parameters["base_score"] = float(rng.uniform(0.1, 0.9))
    if targets > 1 and rng.random() < 0.5:
        parameters |= {"multi_strategy": "multi_output_tree", "tree_method": "hist"}
    elif rng.random() < 0.25:
        parameters |= {"booster": "dart", "rate_drop": float(rng.uniform(0.1, 0.6)), "one_drop": 1}
        parameters["normalize_type"] = str(rng.choice(["tree", "forest"]))
    return parameters


def xgboost_model(rng, xgb):
    values, levels = random_columns(rng, TRAINING)
    objective = str(rng.choice(sorted(XGBOOST)))
    kind = XGBOOST[objective]
    several = objective in ("reg:squarederror", "reg:logistic", "binary:logistic", "reg:absoluteerror")
    targets = int(rng.integers(2, 5)) if several and rng.random() < 0.5 else 1
    parameters = xgboost_parameters(rng, objective, levels, targets)
    if "multi_strategy" in parameters:
        levels = [0] * len(levels)  # XGBoost has no categories there
    types = ["c" if count else "q" for count in levels]
    data = xgb.DMatrix(values, feature_types=types, enable_categorical=True)
    signal = random_target(rng, values, levels, False)
    if kind == "classes":
        edges = np.quantile(signal, np.linspace(0, 1, parameters["num_class"] + 1)[1:-1])
        data.set_label(np.digitize(signal, edges).astype(np.float32))
    elif targets > 1:
        data.set_label(np.stack([labels(rng, kind, signal * rng.normal()) for _ in range(targets)], axis=1))
    else:
        data.set_label(labels(rng, kind, signal))
    if objective == "survival:aft":
        data.set_float_info("label_lower_bound", data.get_label())
        data.set_float_info("label_upper_bound", np.where(rng.random(TRAINING) < 0.2, np.inf, data.get_label()))
    if objective.startswith("rank:"):
        data.set_group([20] * (TRAINING // 20))
    booster = xgb.train(parameters, data, int(rng.integers(1, 10)))
    form = str(rng.choice(["ubj", "json"]))
    raw = booster.save_raw(form)
    booster = xgb.Booster(model_file=raw)  # what the file says, not what memory says
    rows = hard_rows(rng, values, levels, booster)[:ROWS]
    asked = xgb.DMatrix(rows, feature_types=types, enable_categorical=True)
    return {
        f"model.{form}": bytes(raw),
        "rows.f4": rows.astype("<f4").tobytes(),
        "margins.f4": booster.predict(asked, output_margin=True).astype("<f4").tobytes(),
        "answers.f4": booster.predict(asked).astype("<f4").tobytes(),
        "about.txt": f"{objective} {parameters.get('booster', 'gbtree')} {parameters.get('multi_strategy', '')}".encode(),
    }


LIGHTGBM = {
    "regression": "number",
    "regression_l1": "number",
    "huber": "number",
    "fair": "number",
    "quantile": "number",
    "mape": "number",
    "poisson": "count",
    "gamma": "positive",
    "tweedie": "positive",
    "binary": "binary",
    "cross_entropy": "unit",
    "cross_entropy_lambda": "unit",
    "multiclass": "classes",
    "multiclassova": "classes",
    "lambdarank": "grades",
    "rank_xendcg": "grades",
}


def lightgbm_parameters(rng, objective):
    parameters = {
        "objective": objective,
        "num_leaves": int(rng.choice([2, 3, 7, 15, 31])),
        "learning_rate": float(rng.uniform(0.05, 0.9)),
        "min_data_in_leaf": int(rng.choice([1, 3, 10])),
        "min_data_in_bin": 1,
        "max_bin": int(rng.choice([7, 63, 255])),
        "cat_smooth": float(rng.choice([0.1, 10])),
        "cat_l2": float(rng.choice([0.1, 10])),
        "min_data_per_group": int(rng.choice([1, 20])),
        "max_cat_to_onehot": int(rng.choice([1, 4, 30])),
        "max_cat_threshold": int(rng.choice([4, 64])),
        "zero_as_missing": bool(rng.random() < 0.3),
        "use_missing": bool(rng.random() < 0.85),
        "boosting": str(rng.choice(["gbdt", "gbdt", "gbdt", "dart", "rf"])),
        "data_sample_strategy": str(rng.choice(["bagging", "bagging", "goss"])),
        "seed": int(rng.integers(1 << 30)),
        "num_threads": 1,
        "verbose": -1,
        "deterministic": True,
    }
    if objective == "regression":
        parameters["reg_sqrt"] = bool(rng.random() < 0.5)
    if objective in ("binary", "multiclassova", "lambdarank"):
        parameters["sigmoid"] = float(rng.choice([1, 0.7, 2.5]))
    if parameters["boosting"] == "rf":
        parameters |= {"data_sample_strategy": "bagging", "bagging_freq": 1, "bagging_fraction": 0.7}
    return parameters


def lightgbm_rows(rng, values, levels, booster):
    """Rows that sit on thresholds and beside them, are zero or nearly, miss values, hold strange categories."""
    rows = values[rng.integers(0, len(values), ROWS)].astype(np.float64)
    thresholds = {}
    for tree in booster.dump_model()["tree_info"]:
        waiting = [tree["tree_structure"]]
        while waiting:
            node = waiting.pop()
            if "split_feature" in node:
                waiting += [node["left_child"], node["right_child"]]
                if node["decision_type"] == "<=":
                    thresholds.setdefault(node["split_feature"], []).append(node["threshold"])
    for i, count in enumerate(levels):
        for row in range(ROWS):
            chance = rng.random()
            if chance < 0.1:
                rows[row, i] = np.nan
            elif chance < 0.25 and count:
                rows[row, i] = rng.choice([count, count + 40, 1e6, 2147483646, 3e9, -1, -0.5, 0.5, 1.9, np.inf, -np.inf])
            elif chance < 0.45 and i in thresholds:
                edge = rng.choice(thresholds[i])
                rows[row, i] = rng.choice([edge, np.nextafter(edge, -np.inf), np.nextafter(edge, np.inf)])
            elif chance < 0.55:
                tiny = float(np.float32(1e-35))
                rows[row, i] = rng.choice([0.0, -0.0, tiny, -tiny, np.nextafter(tiny, 1), 1e-36, 1e300, -1e300, np.inf, -np.inf])
    return rows


def lightgbm_model(rng, lgb):
    values, levels = random_columns(rng, TRAINING)
    values = values.astype(np.float64) * (1 + 1e-9 * rng.normal(size=values.shape)) if not any(levels) else values.astype(np.float64)
    values[rng.random(values.shape) < 0.1] = 0
    objective = str(rng.choice(sorted(LIGHTGBM)))
    parameters = lightgbm_parameters(rng, objective)
    signal = random_target(rng, values, levels, False)
    kind = LIGHTGBM[objective]
    if kind == "classes":
        parameters["num_class"] = int(rng.integers(2, 6))
        edges = np.quantile(signal, np.linspace(0, 1, parameters["num_class"] + 1)[1:-1])
        target = np.digitize(signal, edges)
    else:
        target = labels(rng, kind, signal)
    group = [20] * (TRAINING // 20) if kind == "grades" else None
    categories = [i for i, count in enumerate(levels) if count]
    data = lgb.Dataset(values, target, group=group, categorical_feature=categories, params={"verbose": -1}, free_raw_data=False)
    text = lgb.train(parameters, data, int(rng.integers(1, 10))).model_to_string()
    booster = lgb.Booster(model_str=text)
    rows = lightgbm_rows(rng, values, levels, booster)
    narrow = rng.random() < 0.3
    if narrow:
        with np.errstate(over="ignore"):
            rows = rows.astype(np.float32)
    return {
        "model.txt": text.encode(),
        "rows.f4" if narrow else "rows.f8": rows.astype("<f4" if narrow else "<f8").tobytes(),
        "margins.f8": booster.predict(rows, raw_score=True).astype("<f8").tobytes(),
        "answers.f8": booster.predict(rows).astype("<f8").tobytes(),
        "about.txt": f"{objective} {parameters['boosting']}".encode(),
    }


CATBOOST = {
    "RMSE": "number",
    "MAE": "number",
    "MAPE": "positive",
    "Quantile:alpha=0.3": "number",
    "Expectile:alpha=0.3": "number",
    "Huber:delta=1": "number",
    "LogCosh": "number",
    "Lq:q=3": "number",
    "Poisson": "count",
    "Tweedie:variance_power=1.5": "positive",
    "Logloss": "binary",
    "CrossEntropy": "unit",
    "Focal:focal_alpha=0.3;focal_gamma=2": "binary",
    "MultiClass": "classes",
    "MultiClassOneVsAll": "classes",
    "MultiQuantile:alpha=0.1,0.5,0.9": "number",
    "MultiRMSE": "numbers",
    "QueryRMSE": "grades",
    "YetiRank": "grades",
    "PairLogit": "grades",
}
PROBABILITY = ("Logloss", "CrossEntropy", "Focal", "MultiClass")


def catboost_rows(rng, values, model):
    """Rows that sit on borders and beside them, are zero or nearly, miss values."""
    rows = values[rng.integers(0, len(values), ROWS)].copy()
    borders = [feature["borders"] for feature in model["features_info"]["float_features"]]
    for i, edges in enumerate(borders):
        for row in range(ROWS):
            chance = rng.random()
            if chance < 0.1:
                rows[row, i] = np.nan
            elif chance < 0.4 and edges:
                edge = np.float32(rng.choice(edges))
                rows[row, i] = rng.choice([edge, np.nextafter(edge, np.float32(-np.inf)), np.nextafter(edge, np.float32(np.inf))])
            elif chance < 0.5:
                rows[row, i] = rng.choice([0.0, -0.0, 1e-40, -1e-40, 3.4e38, -3.4028235e38, np.inf, -np.inf])
    return rows.astype(np.float32)


def catboost_model(rng, catboost):
    values = (rng.normal(size=(TRAINING, int(rng.integers(1, 9)))) * 10.0 ** rng.integers(-3, 4)).astype(np.float32)
    if rng.random() < 0.6:
        values[rng.random(values.shape) < 0.1] = np.nan
    if rng.random() < 0.5:
        values = np.round(values, 1)
    objective = str(rng.choice(sorted(CATBOOST)))
    kind = CATBOOST[objective]
    signal = np.nan_to_num(values) @ rng.normal(size=values.shape[1]) + rng.normal(size=TRAINING)
    if kind == "classes":
        target = np.digitize(signal, np.quantile(signal, np.linspace(0, 1, int(rng.integers(2, 6)) + 1)[1:-1]))
    elif kind == "numbers":
        target = np.stack([labels(rng, "number", signal * rng.normal()) for _ in range(3)], axis=1)
    else:
        target = labels(rng, kind, signal)
    parameters = {
        "loss_function": objective,
        "iterations": int(rng.integers(1, 40)),
        "depth": int(rng.integers(1, 9)),
        "learning_rate": float(rng.uniform(0.05, 0.9)),
        "border_count": int(rng.choice([3, 32, 254])),
        "nan_mode": str(rng.choice(["Min", "Max"])),
        "random_seed": int(rng.integers(1 << 30)),
        "thread_count": 1,
        "verbose": 0,
        "allow_writing_files": False,
    }
    names = [f"f {i}" for i in range(values.shape[1])] if rng.random() < 0.5 else None
    group = np.arange(TRAINING) // 20 if kind == "grades" else None
    model = catboost.CatBoost(parameters)
    model.fit(catboost.Pool(values, target, group_id=group, feature_names=names))
    if rng.random() < 0.3 and kind not in ("classes", "numbers") and not objective.startswith("Multi"):
        model.set_scale_and_bias(float(rng.uniform(0.5, 2)), float(rng.normal()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        text = path.read_text()
    rows = catboost_rows(rng, values, json.loads(text))
    raw = np.asarray(model.predict(rows, prediction_type="RawFormulaVal"))
    answers = raw
    if objective.startswith(PROBABILITY):
        answers = model.predict(rows, prediction_type="Probability")
        answers = answers[:, 1] if raw.ndim == 1 else answers
    elif objective.startswith(("Poisson", "Tweedie")):
        answers = model.predict(rows, prediction_type="Exponent")
    return {
        "model.json": json.dumps(json.loads(text)).encode(),
        "rows.f4": rows.astype("<f4").tobytes(),
        "margins.f8": raw.astype("<f8").tobytes(),
        "answers.f8": np.ascontiguousarray(answers).astype("<f8").tobytes(),
        "about.txt": f"catboost {objective.split(':')[0]}".encode(),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("package", choices=["xgboost", "lightgbm", "catboost"])
    parser.add_argument("--models", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.package == "xgboost":
        import xgboost as package

        make, failure = xgboost_model, package.core.XGBoostError
    elif options.package == "catboost":
        import catboost as package

        make, failure = catboost_model, package.CatBoostError
    else:
        import lightgbm as package

        make, failure = lightgbm_model, package.basic.LightGBMError
    folders, refused, number = {}, 0, 0
    while len(folders) < options.models:
        number += 1
        try:
            folders[f"{number:05}"] = make(np.random.default_rng([options.seed, number]), package)
        except failure as error:  # a combination of options that the package does not train
            refused += 1
            print(number, str(error).splitlines()[0][:150], file=sys.stderr)
    path = options.out / f"{options.package}-{package.__version__}.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, files in folders.items():
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(buffer.getvalue())
    print(path, len(folders), "models,", refused, "refused by the package,", len(buffer.getvalue()), "bytes")


if __name__ == "__main__":
    main()
