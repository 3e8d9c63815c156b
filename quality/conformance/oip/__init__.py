"""A conformance suite for the Open Inference Protocol. Only Python's standard library; gRPC needs grpcio."""
