package dev.rondo.inference;

/** An encoder and the trees behind it. */
final class BoosterModel implements Model {
    private final Encoder encoder;
    private final XgboostModel trees;

    BoosterModel(Encoder encoder, XgboostModel trees) {
        this.encoder = encoder;
        this.trees = trees;
    }

    @Override
    public Signature signature() {
        return encoder.signature();
    }

    @Override
    public Prediction[] predict(Batch batch) {
        var margins = trees.margins(encoder.encode(batch));
        var predictions = new Prediction[margins.length];
        for (int row = 0; row < margins.length; row++) {
            predictions[row] = new Prediction(margins[row], trees.score(margins[row]));
        }
        return predictions;
    }
}
