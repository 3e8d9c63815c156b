"""Makes golden files from ONNX Runtime itself: seeded random models, made by skl2onnx and onnxmltools from trained
models and by hand from random trees, rows for them, and ONNX Runtime's own answers on one thread.

    python -m venv venv && venv/bin/pip install onnxruntime==1.29.0 onnx==1.19.1 "protobuf<6" skl2onnx==1.20.0 \\
        onnxmltools==1.16.0 scikit-learn==1.9.1 xgboost==3.2.0 lightgbm==4.7.0 pandas==3.0.4
    venv/bin/python make_goldens.py trees --models 60 --seed 1 --out .
    venv/bin/python make_goldens.py converted --models 60 --seed 1 --out .
    venv/bin/python make_goldens.py pipelines --models 40 --seed 1 --out .

writes onnxruntime-VERSION-KIND.zip, one folder per model: model.onnx; input_N.pb and output_N.pb, tensors in ONNX's own
form; about.txt with what the model is. A ZipMap's maps become a table with a column for each class. The committed files
were made with these commands, Python 3.11 and x86-64 Linux (glibc 2.36).

A larger count runs from any folder: make it with --models 3000 --out DIR, then
mvn test -pl core/inference -Dtest=OnnxGoldensTest -Dinference.goldens.onnx=DIR
"""

import argparse
import io
import warnings
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

ROWS = 24
MODES = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]
TRANSFORMS = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO"]


def rows_for(rng, columns, thresholds, dtype, missing=True):
    """Rows that sit on thresholds and beside them, are zero or nearly, miss values, hold whole and broken categories."""
    rows = rng.normal(size=(ROWS, columns)) * 3
    for row in range(ROWS):
        for column in range(columns):
            chance = rng.random()
            if chance < 0.35 and thresholds:
                edge = dtype(rng.choice(thresholds))
                rows[row, column] = rng.choice([edge, np.nextafter(edge, dtype(-np.inf)), np.nextafter(edge, dtype(np.inf))])
            elif chance < 0.5:
                rows[row, column] = rng.integers(-1, 40)
            elif chance < 0.6:
                rows[row, column] = rng.choice([0.0, -0.0, 1e-36, -1e-36, 2.5, 1e30, -1e30, np.inf, -np.inf])
            elif chance < 0.7 and missing:
                rows[row, column] = np.nan
    with np.errstate(over="ignore"):
        return rows.astype(dtype)


def random_tree(rng, depth, columns, modes, dtype, whole):
    """Nodes as (mode, feature, value, true, false, missing) in the order of a walk; leaves as None."""
    nodes = []

    def grow(left):
        at = len(nodes)
        nodes.append(None)
        if left and rng.random() < 0.85:
            mode = str(rng.choice(modes))
            value = float(rng.integers(0, 35)) if whole or mode in MODES[4:] or rng.random() < 0.2 else dtype(rng.normal() * 3)
            if rng.random() < 0.03 and mode in MODES[:1]:
                value = np.inf
            true = grow(left - 1)
            false = grow(left - 1)
            nodes[at] = (mode, int(rng.integers(columns)), value, true, false, int(rng.random() < 0.4))
        return at

    grow(depth)
    return nodes


def weights_of(rng, dtype, positive):
    value = rng.normal() * 10.0 ** rng.integers(-3, 2)
    return float(dtype(abs(value) if positive else value))


def hand_made(rng):
    """A tree ensemble of random trees, of any version of the operators."""
    dtype = np.float64 if rng.random() < 0.3 else np.float32
    kind = str(rng.choice(["regressor", "classifier", "ensemble"]))
    columns = int(rng.integers(1, 8))
    modes = [str(rng.choice(MODES))] if rng.random() < 0.5 else MODES
    trees = [random_tree(rng, int(rng.integers(0, 6)), columns, modes, dtype, False) for _ in range(int(rng.integers(1, 12)))]
    thresholds = [node[2] for tree in trees for node in tree if node and np.isfinite(node[2])]
    outputs = int(rng.choice([1, 2, 3, 5]))
    transform = str(rng.choice(TRANSFORMS))
    element = TensorProto.DOUBLE if dtype == np.float64 else TensorProto.FLOAT
    if kind == "ensemble":
        transform = int(rng.choice([0, 3]))  # 1 and 2 mean one thing to the specification, and another to ONNX Runtime
        node, version, results = ensemble_node(rng, trees, outputs, transform, dtype, element)
    else:
        node, version, results = listed_node(rng, kind, trees, outputs, transform, dtype)
    graph = helper.make_graph(
        [node], "trees", [helper.make_tensor_value_info("X", element, [None, columns])],
        [helper.make_tensor_value_info(name, of, None) for name, of in results])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", version)], ir_version=9)
    rows = rows_for(rng, columns, thresholds, dtype)
    return model, {"X": rows}, f"{kind} {transform} {dtype.__name__} outputs {outputs}"


def listed_node(rng, kind, trees, outputs, transform, dtype):
    """The operators of versions 1 to 4."""
    lists = {name: [] for name in ("featureids", "modes", "nodeids", "treeids", "truenodeids", "falsenodeids", "values", "missing_value_tracks_true")}
    ids, leaves, of_trees, weights = [], [], [], []
    classes = max(outputs, 2)
    binary = kind == "classifier" and classes == 2
    layout = str(rng.choice(["one", "all"])) if not binary else str(rng.choice(["first", "second", "all"]))
    positive = rng.random() < 0.4
    for number, tree in enumerate(trees):
        for at, node in enumerate(tree):
            mode, feature, value, true, false, missing = node or ("LEAF", 0, 0.0, 0, 0, 0)
            for name, value in zip(lists, (feature, mode, at, number, true, false, float(value), missing)):
                lists[name].append(value)
            if node is None:
                every = range(classes if kind == "classifier" else outputs)
                wanted = {"one": [number % len(every)], "all": every, "first": [0], "second": [1]}[layout]
                for target in wanted:
                    ids.append(target)
                    leaves.append(at)
                    of_trees.append(number)
                    weights.append(weights_of(rng, dtype, positive))
    prefix = "class" if kind == "classifier" else "target"
    attributes = {f"nodes_{name}": values for name, values in lists.items()}
    if rng.random() < 0.4:
        attributes.pop("nodes_missing_value_tracks_true")
    attributes |= {f"{prefix}_ids": ids, f"{prefix}_nodeids": leaves, f"{prefix}_treeids": of_trees, f"{prefix}_weights": weights}
    bases = [weights_of(rng, dtype, False) for _ in range(classes if kind == "classifier" else outputs)] if rng.random() < 0.5 else []
    if binary and rng.random() < 0.5:
        bases = bases[:1]
    if layout == "second" or layout == "one" and len(trees) < outputs:
        bases = []  # what ONNX Runtime makes of these is its own affair
    if bases:
        attributes["base_values"] = bases
    if dtype == np.float64:
        for name in ("nodes_values", f"{prefix}_weights", "base_values"):
            if name in attributes:
                attributes[name + "_as_tensor"] = numpy_helper.from_array(np.array(attributes.pop(name), dtype=dtype), name)
    attributes["post_transform"] = transform
    if kind == "regressor":
        attributes |= {"n_targets": outputs, "aggregate_function": str(rng.choice(["SUM", "AVERAGE"]))}
        return helper.make_node("TreeEnsembleRegressor", ["X"], ["Y"], domain="ai.onnx.ml", **attributes), 3, [("Y", TensorProto.FLOAT)]
    if rng.random() < 0.5:
        attributes["classlabels_strings"] = [f"class {i}" for i in range(classes)]
        label = TensorProto.STRING
    else:
        attributes["classlabels_int64s"] = [int(i) for i in rng.permutation(100)[:classes]] if rng.random() < 0.5 else list(range(classes))
        label = TensorProto.INT64
    node = helper.make_node("TreeEnsembleClassifier", ["X"], ["L", "Y"], domain="ai.onnx.ml", **attributes)
    return node, 3, [("L", label), ("Y", TensorProto.FLOAT)]


def ensemble_node(rng, trees, outputs, transform, dtype, element):
    """The operator of version 5."""
    fields = {name: [] for name in ("featureids", "truenodeids", "trueleafs", "falsenodeids", "falseleafs", "missing_value_tracks_true")}
    roots, modes, splits, weights, targets = [], [], [], [], []
    for number, tree in enumerate(trees):
        if tree[0] is None:  # a tree of one leaf is a node with two; one for both ONNX Runtime takes for another leaf
            tree = [("BRANCH_LEQ", 0, dtype(0), 1, 2, 0), None, None]
        inner = [at for at, node in enumerate(tree) if node]
        first = len(fields["featureids"])
        roots.append(first)
        place = {at: first + i for i, at in enumerate(inner)}
        for at, node in enumerate(tree):
            if node is None:
                place[at] = len(weights)
                weights.append(weights_of(rng, dtype, False))
                targets.append(number % outputs)
        for at in inner:
            mode, feature, value, true, false, missing = tree[at]
            fields["featureids"].append(feature)
            modes.append(MODES.index(mode))
            splits.append(value)
            for name, child in (("true", true), ("false", false)):
                fields[name + "nodeids"].append(place[child])
                fields[name + "leafs"].append(int(tree[child] is None))
            fields["missing_value_tracks_true"].append(missing)
    attributes = {f"nodes_{name}": values for name, values in fields.items()}
    if rng.random() < 0.4:
        attributes.pop("nodes_missing_value_tracks_true")
    node = helper.make_node(
        "TreeEnsemble", ["X"], ["Y"], domain="ai.onnx.ml", n_targets=outputs, tree_roots=roots,
        nodes_modes=numpy_helper.from_array(np.array(modes, dtype=np.uint8), "modes"),
        nodes_splits=numpy_helper.from_array(np.array(splits, dtype=dtype), "splits"),
        leaf_weights=numpy_helper.from_array(np.array(weights, dtype=dtype), "weights"), leaf_targetids=targets,
        aggregate_function=int(rng.choice([0, 1])), post_transform=transform, **attributes)
    return node, 5, [("Y", element)]


def converted(rng):
    """A trained model, as its converter writes it."""
    from sklearn import ensemble, tree

    warnings.filterwarnings("ignore")
    seed = int(rng.integers(1 << 30))
    columns = int(rng.integers(2, 8))
    values = rng.normal(size=(150, columns)).astype(np.float32)
    signal = values @ rng.normal(size=columns) + 0.3 * rng.normal(size=150)
    classes = int(rng.choice([2, 2, 3, 4]))
    labels = np.digitize(signal, np.quantile(signal, np.linspace(0, 1, classes + 1)[1:-1]))
    if rng.random() < 0.3:
        labels = np.array(["no", "yes", "maybe", "never"])[labels]
    count, depth = int(rng.integers(1, 8)), int(rng.integers(1, 5))
    name = str(rng.choice(["RandomForest", "ExtraTrees", "GradientBoosting", "HistGradientBoosting", "DecisionTree", "XGB", "LGBM"]))
    kind = str(rng.choice(["Classifier", "Regressor"]))
    options = {"random_state": seed, "max_depth": depth}
    if name == "HistGradientBoosting":
        options |= {"max_iter": count, "min_samples_leaf": 5}
        values[rng.random(values.shape) < 0.1] = np.nan
    elif name != "DecisionTree":
        options["n_estimators"] = count
    target = labels if kind == "Classifier" else signal
    if kind == "Regressor" and name in ("RandomForest", "ExtraTrees", "DecisionTree") and rng.random() < 0.4:
        target = np.stack([signal, -signal, signal**2], axis=1)[:, : int(rng.integers(2, 4))]
    if name in ("XGB", "LGBM"):
        if kind == "Classifier":
            target = np.unique(labels, return_inverse=True)[1]
        model, about = boosted(rng, name + kind, options, values, target)
    else:
        from skl2onnx import to_onnx

        owner = tree if name == "DecisionTree" else ensemble
        trained = getattr(owner, name + kind)(**options).fit(values, target)
        zipped = {"zipmap": bool(rng.random() < 0.5)} if kind == "Classifier" else {}
        model = to_onnx(trained, values[:1], options={id(trained): zipped}, target_opset={"": 18, "ai.onnx.ml": int(rng.choice([1, 3]))})
        about = name + kind
    missing = name in ("HistGradientBoosting", "XGB", "LGBM")
    rows = rows_for(rng, columns, tree_thresholds(model), np.float32, missing)
    return model, {model.graph.input[0].name: rows}, f"{about} classes {classes}"


def pipelines(rng):
    """A linear model, alone or behind scalers, imputers and encoders, or trees behind them."""
    import pandas
    from skl2onnx import convert_sklearn, to_onnx
    from skl2onnx.common.data_types import FloatTensorType, StringTensorType
    from sklearn import compose, ensemble, impute, linear_model, pipeline, preprocessing

    warnings.filterwarnings("ignore")
    numbers = int(rng.integers(2, 6))
    values = rng.normal(size=(200, numbers)).astype(np.float32)
    texts = [rng.choice(list("uvwxyz")[: int(rng.integers(2, 7))], 200) for _ in range(int(rng.integers(1, 4)))]
    signal = values @ rng.normal(size=numbers) + (texts[0] == "u") + 0.1 * rng.normal(size=200)
    classes = int(rng.choice([2, 3]))
    labels = np.digitize(signal, np.quantile(signal, np.linspace(0, 1, classes + 1)[1:-1]))
    if rng.random() < 0.4:
        labels = np.array(["no", "yes", "maybe"])[labels]
    last, target = [
        (linear_model.LogisticRegression(), labels),
        (linear_model.LinearRegression(), signal),
        (linear_model.Ridge(), np.stack([signal, -signal], axis=1)),
        (ensemble.RandomForestClassifier(4, max_depth=3, random_state=1), labels),
        (ensemble.GradientBoostingRegressor(n_estimators=4, random_state=1), signal),
    ][int(rng.integers(5))]
    scaler = [preprocessing.StandardScaler, preprocessing.MinMaxScaler, preprocessing.RobustScaler, preprocessing.MaxAbsScaler][int(rng.integers(4))]()
    steps = [scaler] if rng.random() < 0.7 else [scaler, preprocessing.Normalizer(norm=str(rng.choice(["l1", "l2"])))]
    about = "+".join(type(step).__name__ for step in [*steps, last])
    opset = {"": int(rng.choice([15, 18])), "ai.onnx.ml": 3}
    rows = rng.normal(size=(ROWS, numbers)).astype(np.float32)
    if rng.random() < 0.3:
        trained = pipeline.make_pipeline(*steps, last).fit(values, target)
        return to_onnx(trained, values[:1], target_opset=opset), {"X": rows}, about
    names = [f"n{i}" for i in range(numbers)]
    words = [f"t{i}" for i in range(len(texts))]
    frame = pandas.DataFrame(values, columns=names).assign(**dict(zip(words, texts)))
    prepared = compose.ColumnTransformer([
        ("numbers", pipeline.make_pipeline(impute.SimpleImputer(), *steps), names),
        ("texts", preprocessing.OneHotEncoder(handle_unknown="ignore", sparse_output=False), words)])
    trained = pipeline.make_pipeline(prepared, last).fit(frame, target)
    types = [(name, FloatTensorType([None, 1])) for name in names] + [(word, StringTensorType([None, 1])) for word in words]
    model = convert_sklearn(trained, initial_types=types, target_opset=opset)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    inputs = {name: rows[:, [i]] for i, name in enumerate(names)}
    inputs |= {word: rng.choice(list("uvwxyz?"), (ROWS, 1)).astype(object) for word in words}
    return model, inputs, about + " of columns"


def boosted(rng, name, options, values, target):
    import lightgbm
    import xgboost
    from onnxmltools import convert_lightgbm, convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType

    columns = values.shape[1]
    types = [("input", FloatTensorType([None, columns]))]
    if name.startswith("XGB"):
        trained = getattr(xgboost, name)(**options, nthread=1).fit(values, target)
        return convert_xgboost(trained, initial_types=types), name
    options |= {"num_leaves": int(rng.integers(2, 12)), "min_child_samples": 3, "verbose": -1, "num_threads": 1}
    categories = []
    if rng.random() < 0.4:
        values[:, 0] = rng.integers(0, 12, len(values))
        categories = [0]
    trained = getattr(lightgbm, name)(**options).fit(values, target, categorical_feature=categories)
    zipmap = bool(rng.random() < 0.5)
    return convert_lightgbm(trained, initial_types=types, zipmap=zipmap), name + (" categories" if categories else "")


def tree_thresholds(model):
    found = []
    for node in model.graph.node:
        for attribute in node.attribute:
            if attribute.name == "nodes_values":
                found += [value for value in attribute.floats if np.isfinite(value)]
    return found


def answers_of(model, inputs):
    """ONNX Runtime's outputs by name, those of maps as tables."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    answers = {}
    for output, value in zip(session.get_outputs(), session.run(None, inputs)):
        if isinstance(value, list):
            keys = list(value[0])
            value = np.array([[row[key] for key in keys] for row in value], dtype=np.float32)
        answers[output.name] = value
    return answers


def tensor(value, name):
    """A tensor in ONNX's form; texts as bytes."""
    if value.dtype == object or value.dtype.kind in "US":
        texts = [str(text).encode() for text in value.ravel()]
        return helper.make_tensor(name, TensorProto.STRING, value.shape, texts).SerializeToString()
    return numpy_helper.from_array(np.ascontiguousarray(value), name).SerializeToString()


MAKERS = {"trees": hand_made, "converted": converted, "pipelines": pipelines}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=sorted(MAKERS))
    parser.add_argument("--models", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    folders, refused, number = {}, 0, 0
    while len(folders) < options.models:
        number += 1
        rng = np.random.default_rng([options.seed, number])
        model, inputs, about = MAKERS[options.kind](rng)
        raw = model.SerializeToString()
        try:
            answers = answers_of(raw, inputs)
        except Exception as error:  # a combination that ONNX Runtime does not run
            refused += 1
            print(number, about, str(error)[:200].replace("\n", " "))
            continue
        files = {"model.onnx": raw, "about.txt": about.encode()}
        for i, (name, value) in enumerate(inputs.items()):
            files[f"input_{i}.pb"] = tensor(value, name)
        for i, (name, value) in enumerate(answers.items()):
            files[f"output_{i}.pb"] = tensor(value, name)
        folders[f"{number:05}"] = files
    path = options.out / f"onnxruntime-{onnxruntime.__version__}-{options.kind}.zip"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, files in folders.items():
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content, zipfile.ZIP_DEFLATED)
    path.write_bytes(buffer.getvalue())
    print(path, len(folders), "models,", refused, "refused,", len(buffer.getvalue()), "bytes")


if __name__ == "__main__":
    main()
