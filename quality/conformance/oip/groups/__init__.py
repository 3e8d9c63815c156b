"""The checks by group; importing this adds all of them."""

from . import (  # noqa: F401
    binary,
    compression,
    concurrency,
    datatypes,
    errors,
    grpc_calls,
    grpc_errors,
    health,
    hostile,
    http_rules,
    infer,
    metadata,
    outputs,
    repository,
    requests,
    shapes,
    statistics,
    streaming,
)
