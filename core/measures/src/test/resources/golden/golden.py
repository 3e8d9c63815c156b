"""Writes the golden files beside it from scikit-learn, scipy and numpy.

    python -m venv /tmp/golden && /tmp/golden/bin/pip install \
        scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
    /tmp/golden/bin/python golden.py

Each file names the versions that it was made with. DeLong and PSI have no reference in those
libraries; they are written out here from their definitions, term by term.
"""

import json
import math
import pathlib

import numpy as np
import scipy
import sklearn
from scipy import spatial, special, stats
from sklearn import calibration, metrics

HERE = pathlib.Path(__file__).parent
VERSIONS = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__}


def write(name, cases):
    text = json.dumps({"versions": VERSIONS, "cases": cases}, separators=(",", ":"), default=float)
    (HERE / name).write_text(text.replace('{"', '\n{"') + "\n")


def scored_rows(rng):
    """Scores and outcomes: smooth, tied, lopsided, sure of themselves, tiny."""
    for n, share, digits in [(2, 0.5, 2), (7, 0.4, 1), (60, 0.1, 2), (211, 0.3, 17), (300, 0.5, 1), (500, 0.02, 3)]:
        y = rng.random(n) < share
        y[:2] = [True, False]
        p = 1 / (1 + np.exp(-(rng.normal(size=n) + 1.5 * (y - share))))
        yield y, np.round(p, digits)
    y = np.arange(40) % 3 == 0
    yield y, np.where(y, 1.0, 0.0) * (np.arange(40) % 7 != 0)


def delong(y, scores):
    """The area's variance from the kernel of every pair (positive, negative)."""
    kernel = [[(x > z) + (x == z) / 2 for z in scores[~y]] for x in scores[y]]
    kernel = np.array(kernel, dtype=float)
    return kernel.mean(axis=1), kernel.mean(axis=0)


def variance(by_positive, by_negative):
    if min(len(by_positive), len(by_negative)) < 2:
        return "NaN"
    return by_positive.var(ddof=1) / len(by_positive) + by_negative.var(ddof=1) / len(by_negative)


def classification(rng):
    for y, p in scored_rows(rng):
        decision = p >= 0.5
        tn, fp, fn, tp = metrics.confusion_matrix(y, decision).ravel()
        share, score = calibration.calibration_curve(y, p, n_bins=10)
        other = np.round(rng.random(len(y)), 2)
        a, b = delong(y, p), delong(y, other)
        undefined = {"zero_division": np.nan}
        yield {
            "scores": p.tolist(),
            "positive": y.tolist(),
            "other": other.tolist(),
            "rocAuc": metrics.roc_auc_score(y, p),
            "delongVariance": variance(*a),
            "difference": metrics.roc_auc_score(y, other) - metrics.roc_auc_score(y, p),
            "differenceVariance": variance(b[0] - a[0], b[1] - a[1]),
            "averagePrecision": metrics.average_precision_score(y, p),
            "logLoss": metrics.log_loss(y, p),
            "brier": metrics.brier_score_loss(y, p),
            "confusion": [int(tp), int(fp), int(fn), int(tn)],
            "accuracy": metrics.accuracy_score(y, decision),
            "precision": nan(metrics.precision_score(y, decision, **undefined)),
            "recall": nan(metrics.recall_score(y, decision, **undefined)),
            "f1": nan(metrics.f1_score(y, decision, **undefined)),
            "mcc": metrics.matthews_corrcoef(y, decision) if len(set(decision)) > 1 else "NaN",
            "binScores": score.tolist(),
            "binShares": share.tolist(),
        }


def nan(x):
    return "NaN" if math.isnan(x) else x


def intervals():
    for k, n in [(0, 1), (1, 1), (0, 20), (20, 20), (3, 10), (7, 31), (950, 1000), (123456, 1000000)]:
        for level in [0.8, 0.95, 0.999]:
            ci = stats.binomtest(k, n).proportion_ci(level, method="wilson")
            yield {"successes": k, "n": n, "level": level, "low": ci.low, "high": ci.high}


def means(rng):
    for n, level in [(2, 0.95), (5, 0.9), (30, 0.95), (400, 0.99)]:
        x = np.round(rng.normal(3, 40, n), 3) + 1e6
        low, high = stats.t.interval(level, n - 1, x.mean(), x.std(ddof=1) / math.sqrt(n))
        yield {"values": x.tolist(), "level": level, "mean": x.mean(), "low": low, "high": high}


def half_for_none(counts, others):
    counts = np.where((counts == 0) & (others > 0), 0.5, counts)
    return counts / counts.sum()


def counts(rng):
    for bins, n, m in [(2, 50, 60), (10, 1000, 300), (12, 20, 5000), (40, 100000, 100), (5, 3, 4)]:
        p = rng.dirichlet(np.ones(bins))
        q = 0.7 * p + 0.3 * rng.dirichlet(np.ones(bins))
        yield rng.multinomial(n, p), rng.multinomial(m, q)
    yield np.array([0, 10, 0, 5]), np.array([0, 0, 7, 5])
    yield np.array([10, 0]), np.array([0, 10])
    yield np.array([300, 20, 1]), np.array([300, 20, 1])


def drift(rng):
    for a, b in counts(rng):
        p, q = a / a.sum(), b / b.sum()
        s, t = half_for_none(a, b), half_for_none(b, a)
        used = (a + b) > 0
        chi = stats.chi2_contingency([a[used], b[used]], correction=False)
        yield {
            "reference": a.tolist(),
            "current": b.tolist(),
            "psi": sum((x - y) * math.log(x / y) for x, y in zip(s[used], t[used])),
            "jensenShannon": spatial.distance.jensenshannon(p, q, base=2),
            "totalVariation": np.abs(p - q).sum() / 2,
            "lInfinity": np.abs(p - q).max(),
            "hellinger": np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / math.sqrt(2),
            "chiSquare": chi.statistic,
            "degreesOfFreedom": chi.dof,
            "pValue": chi.pvalue,
        }


def samples(rng):
    shapes = [(1, 1), (5, 5), (7, 12), (30, 30), (90, 60), (64, 250), (300, 301)]
    for n, m in shapes:
        a = np.round(rng.normal(0, 1, n), 3)
        b = np.round(rng.normal(0.4, 1.5, m), 3)
        test = stats.ks_2samp(a, b, method="exact")
        yield {
            "a": a.tolist(),
            "b": b.tolist(),
            "wasserstein": stats.wasserstein_distance(a, b),
            "statistic": test.statistic,
            "pValue": test.pvalue,
        }


def quantiles():
    for n, m, bins, alpha in [(1000, 1000, 10, 0.05), (200, 5000, 12, 0.01), (50, 80, 2, 0.001)]:
        critical = (1 / n + 1 / m) * stats.chi2.isf(alpha, bins - 1)
        yield {"n": n, "m": m, "bins": bins, "alpha": alpha, "critical": critical}


def kolmogorov():
    """Two regular grids of 20,000, the second moved by `shift` places: D = shift / 20,000."""
    for shift in [60, 100, 140, 199, 200, 201, 300, 500, 1200]:
        yield {"n": 20000, "shift": shift, "pValue": special.kolmogorov(shift / 20000 * math.sqrt(10000))}


def discoveries(rng):
    for p in [[0.04], [0.01, 0.02, 0.03, 0.04], [0.5, 0.5, 0.0, 1.0], rng.random(30) ** 3]:
        yield {"p": list(p), "adjusted": stats.false_discovery_control(p).tolist()}


if __name__ == "__main__":
    rng = np.random.default_rng(20261125)
    write("classification.json", list(classification(rng)))
    write("wilson.json", list(intervals()))
    write("means.json", list(means(rng)))
    write("drift.json", list(drift(rng)))
    write("samples.json", list(samples(rng)))
    write("psi-critical.json", list(quantiles()))
    write("kolmogorov.json", list(kolmogorov()))
    write("discoveries.json", list(discoveries(rng)))
