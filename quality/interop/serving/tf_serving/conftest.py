"""TensorFlow Serving's official messages, without TensorFlow; and a server with labels."""

import sys
import types

import numpy as np
import pytest
import xgboost as xgb
from google.protobuf import descriptor_pb2, descriptor_pool


def _error_codes():
    """The one file that tensorflow-protobuf has too old: an enumeration, of which any number may be sent."""
    name = "tensorflow/core/protobuf/error_codes.proto"
    file = descriptor_pb2.FileDescriptorProto(name=name, package="tensorflow.error", syntax="proto3")
    codes = file.enum_type.add(name="Code")
    for code, number in {"OK": 0, "INVALID_ARGUMENT": 3, "NOT_FOUND": 5, "FAILED_PRECONDITION": 9, "UNAVAILABLE": 14}.items():
        codes.value.add(name=code, number=number)
    module = types.ModuleType("tensorflow.core.protobuf.error_codes_pb2")
    module.DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(file.SerializeToString())
    module.xla_dot_tsl_dot_protobuf_dot_error__codes__pb2 = module
    sys.modules[module.__name__] = module


_error_codes()

CONFIG = """
model_config_list {
  config {
    name: "churn"
    base_path: "/models/churn"
    model_platform: "tensorflow"
    model_version_policy { all {} }
    version_labels { key: "stable" value: 1 }
    version_labels { key: "canary" value: 2 }
  }
  config { name: "kinds" base_path: "/models/kinds" }
}
"""


@pytest.fixture(scope="session")
def kinds(rows, repository):
    """A model of three classes."""
    target = np.nan_to_num(rows).argmax(axis=1) % 3
    options = {"objective": "multi:softprob", "num_class": 3, "max_depth": 3, "nthread": 1}
    booster = xgb.train(options, xgb.DMatrix(rows, target), 10)
    folder = repository / "kinds" / "1"
    folder.mkdir(parents=True)
    booster.save_model(folder / "model.json")
    return booster


@pytest.fixture(scope="session")
def serve_options(kinds, tmp_path_factory):
    config = tmp_path_factory.mktemp("config") / "models.config"
    config.write_text(CONFIG)
    return ["--model-config-file", str(config)]
