package dev.rondo.inference;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operators of ONNX that are run here; every other graph is ONNX Runtime's. */
final class OnnxOperators {
    private OnnxOperators() {}

    /**
     * Makes a node's operator.
     *
     * @param version of its domain's operators
     * @param sample inputs of the types and constants that it will be given
     * @throws dev.rondo.base.RondoException of code {@code model.unsupported} when it is not run
     *     here
     */
    static OnnxOperator of(OnnxNode node, long version, @Nullable Tensor[] sample) {
        var attributes = node.attributes();
        if (attributes.hasGraph()) {
            throw unknown(node);
        }
        return switch (node.fullName()) {
            case "Identity" -> inputs -> new Tensor[] {first(inputs)};
            case "ai.onnx.ml.ZipMap" -> OnnxZipMap.of(attributes);
            case "Add", "Sub", "Mul", "Div" -> OnnxArithmetic.named(node.operator());
            case "Cast" -> OnnxCast.of(attributes);
            case "Gather" -> OnnxEncoders.gather(attributes);
            case "MatMul" -> OnnxLinear::product;
            case "Concat" -> OnnxLayout.concat(attributes);
            case "Reshape" -> OnnxLayout::reshape;
            case "ai.onnx.ml.LinearRegressor" -> OnnxLinear.regressor(attributes);
            case "ai.onnx.ml.LinearClassifier" -> OnnxLinear.classifier(attributes);
            case "ai.onnx.ml.OneHotEncoder" -> OnnxEncoders.oneHot(attributes);
            case "ai.onnx.ml.Imputer" -> OnnxEncoders.imputer(attributes);
            case "ai.onnx.ml.Normalizer" -> OnnxEncoders.normalizer(attributes);
            case "ai.onnx.ml.ArrayFeatureExtractor" ->
                    inputs ->
                            OnnxEncoders.columns(first(inputs), Objects.requireNonNull(inputs[1]));
            case "ai.onnx.ml.Scaler" -> OnnxScaler.of(attributes);
            case "ai.onnx.ml.TreeEnsembleRegressor" ->
                    OnnxEnsembles.regressor(node, OnnxEnsembles.input(sample));
            case "ai.onnx.ml.TreeEnsembleClassifier" ->
                    OnnxEnsembles.classifier(node, OnnxEnsembles.input(sample));
            case "ai.onnx.ml.TreeEnsemble" ->
                    OnnxEnsembles.ensemble(node, OnnxEnsembles.input(sample));
            default -> throw unknown(node);
        };
    }

    private static RuntimeException unknown(OnnxNode node) {
        return ModelErrors.unsupported("the operator " + node.fullName() + " is not run here");
    }

    static Tensor first(@Nullable Tensor[] inputs) {
        return Objects.requireNonNull(inputs[0]);
    }
}
