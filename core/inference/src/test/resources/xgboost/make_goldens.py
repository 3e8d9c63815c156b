"""Makes golden files from XGBoost itself: seeded random models, rows, and XGBoost's own answers.

    python -m venv venv && venv/bin/pip install xgboost==3.2.0 numpy==2.4.6
    venv/bin/python make_goldens.py --models 60 --seed 1 --out .

writes xgboost-VERSION.zip, one folder per model: model.ubj or model.json, rows.bin (float32, little
endian, row after row, NaN missing), margins.bin and scores.bin (float32). The committed files were
made with Python 3.11 on x86-64 Linux (glibc 2.36):

    xgboost 3.2.0, numpy 2.4.6: --models 60 --seed 1 --base-scores 3000
    xgboost 2.1.4, numpy 2.4.6: --models 8 --seed 2
    xgboost 1.7.6, numpy 1.26.4: --models 8 --seed 3

A larger count runs from any folder: make it with --models 500 --out DIR, then
mvn test -pl core/inference -Dinference.goldens=DIR
"""

import argparse
import io
import json
import zipfile
from pathlib import Path

import numpy as np
import xgboost as xgb

ROWS = 48


def random_columns(rng, rows):
    """Features with missing values; categories as codes; how many levels each has (0: a number)."""
    columns = int(rng.integers(1, 14))
    levels = [int(rng.choice([2, 3, 5, 12, 40, 90])) if rng.random() < 0.4 else 0 for _ in range(columns)]
    values = np.empty((rows, columns), np.float32)
    for i, count in enumerate(levels):
        if count:
            values[:, i] = rng.integers(0, count, rows)
        elif rng.random() < 0.3:
            values[:, i] = rng.integers(-3, 9, rows)
        else:
            values[:, i] = rng.normal(0, 10.0 ** rng.integers(-4, 5), rows)
    missing = rng.random() * 0.3 if rng.random() < 0.8 else 0.0
    values[rng.random(values.shape) < missing] = np.nan
    return values, levels


def random_target(rng, values, levels, binary):
    signal = rng.normal(0, 0.5, len(values))
    for i, count in enumerate(levels):
        column = values[:, i]
        if count:
            effect = rng.normal(0, 1, count)
            signal += np.where(np.isnan(column), 0.5, effect[np.nan_to_num(column).astype(int)])
        else:
            signal += np.where(np.isnan(column), -0.5, np.sign(column) * rng.normal())
    if not binary:
        return signal * 10.0 ** rng.integers(-2, 4)
    cut = np.quantile(signal, rng.uniform(0.1, 0.9))
    return (signal > cut).astype(np.float32)


def random_parameters(rng, categorical, binary):
    method = str(rng.choice(["hist", "approx"] if categorical else ["hist", "approx", "exact"]))
    parameters = {
        "objective": "binary:logistic" if binary else "reg:squarederror",
        "tree_method": method,
        "max_depth": int(rng.integers(1, 8)),
        "eta": float(rng.uniform(0.05, 0.9)),
        "min_child_weight": float(rng.choice([0, 1, 5])),
        "gamma": float(rng.choice([0, 0, 0.5])),
        "subsample": float(rng.uniform(0.5, 1)),
        "num_parallel_tree": int(rng.choice([1, 1, 1, 3])),
        "max_cat_to_onehot": int(rng.choice([1, 4, 20])),
        "max_cat_threshold": int(rng.choice([4, 64])),
        "seed": int(rng.integers(1 << 30)),
        "nthread": 1,
    }
    if method == "hist" and rng.random() < 0.3:
        parameters |= {"grow_policy": "lossguide", "max_leaves": int(rng.integers(3, 40)), "max_depth": 0}
    if rng.random() < 0.4:
        parameters["base_score"] = float(rng.uniform(0.02, 0.98))
    return parameters


def hard_rows(rng, values, levels, booster):
    """Rows that sit on thresholds, miss values, and hold categories that no training row had."""
    rows = values[rng.integers(0, len(values), ROWS)].copy()
    thresholds = {}
    boosted = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]
    for tree in boosted.get("gbtree", boosted)["model"]["trees"]:  # within, when there is dropout
        for left, feature, condition in zip(tree["left_children"], tree["split_indices"], tree["split_conditions"]):
            if left != -1:
                thresholds.setdefault(feature, []).append(condition)
    for i, count in enumerate(levels):
        for row in range(ROWS):
            chance = rng.random()
            if chance < 0.1:
                rows[row, i] = np.nan
            elif chance < 0.25 and count:
                rows[row, i] = rng.choice([count, count + 40, 1e6, 16777215, 16777216, 3e9, -1, -0.5, 0.5, 1.9])
            elif chance < 0.4 and not count and i in thresholds:
                edge = np.float32(rng.choice(thresholds[i]))
                rows[row, i] = rng.choice([edge, np.nextafter(edge, np.float32(-np.inf)), np.nextafter(edge, np.float32(np.inf))])
            elif chance < 0.45 and not count:
                rows[row, i] = rng.choice([0.0, -0.0, 3.4e38, -3.4e38, 1e-45])
    return rows


def random_model(rng):
    binary = rng.random() < 0.8
    values, levels = random_columns(rng, 400)
    types = ["c" if count else "q" for count in levels]
    target = random_target(rng, values, levels, binary)
    parameters = random_parameters(rng, any(levels), binary)
    data = xgb.DMatrix(values, target, feature_types=types, enable_categorical=True)
    booster = xgb.train(parameters, data, int(rng.integers(1, 12)))
    form = str(rng.choice(["ubj", "json"]))
    raw = booster.save_raw(form)
    booster = xgb.Booster(model_file=raw)  # what the file says, not what memory says
    rows = hard_rows(rng, values, levels, booster)
    asked = xgb.DMatrix(rows, feature_types=types, enable_categorical=True)
    return {
        f"model.{form}": bytes(raw),
        "rows.bin": rows.tobytes(),
        "margins.bin": booster.predict(asked, output_margin=True).astype(np.float32).tobytes(),
        "scores.bin": booster.predict(asked).astype(np.float32).tobytes(),
    }


def base_scores(rng, count):
    """Pairs of a base score and the margin that XGBoost makes of it, and a model to try them in."""
    data = xgb.DMatrix(np.zeros((2, 1), np.float32), np.array([0, 1]))
    booster = xgb.train({"objective": "binary:logistic"}, data, 1)
    model = json.loads(booster.save_raw("json"))
    model["learner"]["gradient_booster"]["model"]["trees"][0]["split_conditions"][0] = 0.0
    scores = [0.0, 1.0, 1e-7, 0.5, 1e-6, *rng.uniform(0, 1, count), *10.0 ** rng.uniform(-6, 0, count // 4)]
    pairs = []
    for score in np.array(scores, np.float32):
        model["learner"]["learner_model_param"]["base_score"] = f"[{score!s}]"
        copy = xgb.Booster(model_file=bytearray(json.dumps(model).encode()))
        pairs.append((score, copy.predict(data, output_margin=True)[0]))
    return {"model.json": json.dumps(model).encode(), "pairs.bin": np.array(pairs, np.float32).tobytes()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base-scores", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    folders = {f"{i:04}": random_model(rng) for i in range(options.models)}
    if options.base_scores:
        folders["base_scores"] = base_scores(rng, options.base_scores)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, files in folders.items():
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    path = options.out / f"xgboost-{xgb.__version__}.zip"
    path.write_bytes(buffer.getvalue())
    print(path, len(buffer.getvalue()), "bytes")


if __name__ == "__main__":
    main()
