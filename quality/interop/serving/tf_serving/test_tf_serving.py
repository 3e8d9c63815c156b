"""TensorFlow Serving's own stubs, and its REST, against XGBoost models."""

import grpc
import numpy as np
import pytest
import requests
import xgboost as xgb
from tensorflow.core.example import example_pb2
from tensorflow.core.framework import tensor_pb2, types_pb2
from tensorflow_serving.apis import (
    classification_pb2,
    get_model_metadata_pb2,
    get_model_status_pb2,
    inference_pb2,
    model_management_pb2,
    model_pb2,
    model_service_pb2_grpc,
    predict_pb2,
    prediction_service_pb2_grpc,
    regression_pb2,
)


@pytest.fixture(scope="session")
def channel(address):
    with grpc.insecure_channel(address) as channel:
        yield channel


@pytest.fixture(scope="session")
def prediction(channel):
    return prediction_service_pb2_grpc.PredictionServiceStub(channel)


@pytest.fixture(scope="session")
def models(channel):
    return model_service_pb2_grpc.ModelServiceStub(channel)


@pytest.fixture(scope="session")
def both(boosters, rows):
    """What each version predicts."""
    return {version: booster.predict(xgb.DMatrix(rows)) for version, booster in enumerate(boosters, 1)}


def spec(name="churn", version=None, label=""):
    made = model_pb2.ModelSpec(name=name)
    if version is not None:
        made.version.value = version
    if label:
        made.version_label = label
    return made


def tensor(rows, how):
    made = tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT)
    for size in rows.shape:
        made.tensor_shape.dim.add(size=size)
    if how == "bytes":
        made.tensor_content = rows.tobytes()
    else:
        made.float_val.extend(rows.ravel().tolist())
    return made


def values(proto):
    shape = [dim.size for dim in proto.tensor_shape.dim]
    return np.array(proto.float_val, np.float32).reshape(shape)


def status(error):
    return error.value.code()


@pytest.mark.parametrize("how", ["bytes", "list"])
@pytest.mark.parametrize("asked, version", [({}, 2), ({"version": 1}, 1), ({"label": "stable"}, 1), ({"label": "canary"}, 2)])
def test_predict(prediction, rows, both, how, asked, version):
    request = predict_pb2.PredictRequest(model_spec=spec(**asked), output_filter=["predict"])
    request.inputs["input"].CopyFrom(tensor(rows, how))
    answer = prediction.Predict(request)
    assert answer.model_spec.version.value == version
    assert answer.model_spec.name == "churn"
    np.testing.assert_array_max_ulp(values(answer.outputs["predict"]), both[version], 2)


@pytest.mark.parametrize(
    "change, code",
    [
        ("model", grpc.StatusCode.NOT_FOUND),
        ("version", grpc.StatusCode.NOT_FOUND),
        ("label", grpc.StatusCode.NOT_FOUND),
        ("signature", grpc.StatusCode.INVALID_ARGUMENT),
        ("filter", grpc.StatusCode.INVALID_ARGUMENT),
        ("input", grpc.StatusCode.INVALID_ARGUMENT),
        ("shape", grpc.StatusCode.INVALID_ARGUMENT),
        ("none", grpc.StatusCode.INVALID_ARGUMENT),
    ],
)
def test_predict_errors(prediction, rows, change, code):
    request = predict_pb2.PredictRequest(model_spec=spec())
    request.inputs["input"].CopyFrom(tensor(rows[:3], "bytes"))
    match change:
        case "model":
            request.model_spec.name = "other"
        case "version":
            request.model_spec.version.value = 9
        case "label":
            request.model_spec.version_label = "other"
        case "signature":
            request.model_spec.signature_name = "other"
        case "filter":
            request.output_filter.append("other")
        case "input":
            request.inputs["other"].CopyFrom(tensor(rows[:3], "bytes"))
        case "shape":
            request.inputs["input"].tensor_shape.dim[0].size = 4
        case "none":
            request = predict_pb2.PredictRequest()
    with pytest.raises(grpc.RpcError) as error:
        prediction.Predict(request)
    assert status(error) == code
    assert error.value.details()


def examples(request, rows, form):
    kind = request.input.example_list_with_context if form == "context" else request.input.example_list
    for row in rows:
        example = example_pb2.Example()
        if form == "row":
            example.features.feature["x"].float_list.value.extend(row.tolist())
        else:
            for i, value in enumerate(row):
                example.features.feature[f"f{i}"].float_list.value.append(value)
        kind.examples.append(example)
    if form == "context":
        kind.context.features.feature["f0"].float_list.value.append(5)
    return request


@pytest.mark.parametrize("form", ["row", "columns", "context"])
def test_regress(prediction, rows, both, form):
    request = examples(regression_pb2.RegressionRequest(model_spec=spec(label="stable")), rows[:20], form)
    answer = prediction.Regress(request)
    assert answer.model_spec.version.value == 1
    np.testing.assert_array_max_ulp(np.array([each.value for each in answer.result.regressions], np.float32), both[1][:20], 2)


def test_classify(prediction, rows, kinds):
    request = examples(classification_pb2.ClassificationRequest(model_spec=spec("kinds")), rows[:20], "row")
    answer = prediction.Classify(request)
    got = [[each.score for each in row.classes] for row in answer.result.classifications]
    np.testing.assert_allclose(np.array(got, np.float32), kinds.predict(xgb.DMatrix(rows[:20])), rtol=1e-6)
    assert [each.label for each in answer.result.classifications[0].classes] == ["0", "1", "2"]
    with pytest.raises(grpc.RpcError) as error:
        prediction.Classify(examples(classification_pb2.ClassificationRequest(model_spec=spec()), rows[:2], "row"))
    assert status(error) == grpc.StatusCode.INVALID_ARGUMENT


def test_multi_inference(prediction, rows, both):
    request = inference_pb2.MultiInferenceRequest()
    for version in (1, 2):
        request.tasks.add(model_spec=spec(version=version), method_name="tensorflow/serving/regress")
    answer = prediction.MultiInference(examples(request, rows[:10], "row"))
    for version, result in enumerate(answer.results, 1):
        assert result.model_spec.version.value == version
        got = np.array([each.value for each in result.regression_result.regressions], np.float32)
        np.testing.assert_array_max_ulp(got, both[version][:10], 2)


def test_bytes_are_no_numbers(prediction):
    request = regression_pb2.RegressionRequest(model_spec=spec())
    example = request.input.example_list.examples.add()
    example.features.feature["x"].bytes_list.value.append(b"1")
    with pytest.raises(grpc.RpcError) as error:
        prediction.Regress(request)
    assert status(error) == grpc.StatusCode.INVALID_ARGUMENT


def test_metadata(prediction):
    request = get_model_metadata_pb2.GetModelMetadataRequest(model_spec=spec(), metadata_field=["signature_def"])
    answer = prediction.GetModelMetadata(request)
    signatures = get_model_metadata_pb2.SignatureDefMap()
    assert answer.metadata["signature_def"].Unpack(signatures)
    signature = signatures.signature_def["serving_default"]
    assert signature.method_name == "tensorflow/serving/predict"
    assert [dim.size for dim in signature.inputs["input"].tensor_shape.dim] == [-1, 8]
    assert signature.outputs["predict"].dtype == types_pb2.DT_FLOAT
    with pytest.raises(grpc.RpcError) as error:
        prediction.GetModelMetadata(get_model_metadata_pb2.GetModelMetadataRequest(model_spec=spec()))
    assert status(error) == grpc.StatusCode.INVALID_ARGUMENT


def test_status(models):
    answer = models.GetModelStatus(get_model_status_pb2.GetModelStatusRequest(model_spec=spec()))
    available = get_model_status_pb2.ModelVersionStatus.AVAILABLE
    assert [(each.version, each.state) for each in answer.model_version_status] == [(2, available), (1, available)]
    only = models.GetModelStatus(get_model_status_pb2.GetModelStatusRequest(model_spec=spec(label="stable")))
    assert [each.version for each in only.model_version_status] == [1]


def configuration(**labels):
    request = model_management_pb2.ReloadConfigRequest()
    for name in ("churn", "kinds"):
        request.config.model_config_list.config.add(name=name, base_path=f"/models/{name}").model_version_policy.all.SetInParent()
    for label, version in labels.items():
        request.config.model_config_list.config[0].version_labels[label] = version
    return request


def test_a_new_configuration(models, prediction, rows, both):
    assert models.HandleReloadConfigRequest(configuration(stable=2, canary=2)).status.error_code == 0
    request = predict_pb2.PredictRequest(model_spec=spec(label="stable"))
    request.inputs["input"].CopyFrom(tensor(rows, "bytes"))
    assert prediction.Predict(request).model_spec.version.value == 2
    with pytest.raises(grpc.RpcError) as error:
        models.HandleReloadConfigRequest(configuration(stable=7))
    assert status(error) == grpc.StatusCode.FAILED_PRECONDITION
    models.HandleReloadConfigRequest(configuration(stable=1, canary=2))


@pytest.mark.parametrize("place", ["churn", "churn/versions/2", "churn/labels/canary"])
@pytest.mark.parametrize("verb", ["predict", "PREDICT"])
def test_rest(url, rows, both, place, verb):
    answer = requests.post(f"{url}/v1/models/{place}:{verb}", json={"signature_name": "serving_default", "instances": rows[10:20].tolist()})
    np.testing.assert_allclose(answer.json()["predictions"], both[2][10:20], rtol=1e-6)
    columns = requests.post(f"{url}/v1/models/{place}:{verb}", json={"inputs": {"input": rows[10:20].tolist()}})
    np.testing.assert_allclose(columns.json()["outputs"], both[2][10:20], rtol=1e-6)


def test_rest_of_examples(url, rows, both, kinds):
    asked = [{f"f{i}": float(value) for i, value in enumerate(row)} for row in rows[10:14]]
    answer = requests.post(f"{url}/v1/models/churn/labels/stable:regress", json={"examples": asked})
    np.testing.assert_allclose(answer.json()["results"], both[1][10:14], rtol=1e-6)
    classes = requests.post(f"{url}/v1/models/kinds:classify", json={"examples": asked}).json()["results"]
    np.testing.assert_allclose([[score for _, score in row] for row in classes], kinds.predict(xgb.DMatrix(rows[10:14])), rtol=1e-6)


def test_rest_status_and_metadata(url):
    status = requests.get(f"{url}/v1/models/churn/labels/stable").json()
    assert [(each["version"], each["state"]) for each in status["model_version_status"]] == [("1", "AVAILABLE")]
    metadata = requests.get(f"{url}/v1/models/churn/metadata").json()
    assert metadata["model_spec"] == {"name": "churn", "signature_name": "", "version": "2"}
    assert "serving_default" in metadata["metadata"]["signature_def"]["signature_def"]
    assert requests.get(f"{url}/v1/models/churn/labels/none").status_code == 404
