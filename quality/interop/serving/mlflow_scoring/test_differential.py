"""Every request goes to MLflow's own scoring server and to ours: status and predictions are equal, or a difference that is
told here."""

import json

import numpy as np
import pytest
import requests
from requests_of_scoring import all_requests

# (model, request): why ours answers otherwise.
DIFFERENCES = {
    ("named", "parquet, a wider integer"): "pandas does not make int64 narrower; ours takes whole numbers that are in the column's range, as JSON's",
    ("bare", "too narrow"): "XGBoost takes the columns that are not there for missing; ours refuses rows of another width",
}

CASES = list(all_requests())


def post(url, kind, body):
    if not isinstance(body, bytes):
        body = (body if isinstance(body, str) else json.dumps(body)).encode()
    return requests.post(url, data=body, headers={"Content-Type": kind}, timeout=60)


def same(theirs, ours):
    """Equal, numbers to what float32 can hold. A missing text is NaN in MLflow's answers, which is no JSON; ours is null."""
    if isinstance(theirs, float) and np.isnan(theirs) and ours is None:
        return True
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(theirs) == len(ours) and all(map(same, theirs, ours))
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and list(theirs) == list(ours) and all(same(theirs[key], ours[key]) for key in theirs)
    if isinstance(theirs, float):
        return isinstance(ours, (int, float)) and bool(np.isclose(theirs, ours, rtol=1e-6, atol=1e-7, equal_nan=True))
    return theirs == ours


@pytest.mark.parametrize(("name", "model", "kind", "body"), CASES, ids=[f"{case[1]}: {case[0]}" for case in CASES])
def test_alike(ours, theirs, name, model, kind, body):
    wanted = post(theirs(model) + "/invocations", kind, body)
    got = post(f"{ours.url}/invocations?model_name={model}", kind, body)
    alike = wanted.status_code == got.status_code and (not wanted.ok or same(wanted.json()["predictions"], got.json()["predictions"]))
    if not got.ok:
        assert set(got.json()) == {"error_code", "message"}
    if (model, name) in DIFFERENCES:
        assert not alike, f"no difference any more: {DIFFERENCES[model, name]}"
    else:
        assert alike, f"MLflow {wanted.status_code}: {wanted.text[:300]}\nours {got.status_code}: {got.text[:300]}"
