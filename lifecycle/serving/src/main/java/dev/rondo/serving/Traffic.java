package dev.rondo.serving;

import dev.rondo.measures.SampleRatio;

/**
 * What a release's arms have done on one replica.
 *
 * @param control answers of the live version since the release began
 * @param ratio over the first visit of each entity
 */
record Traffic(ArmCount control, ArmCount canary, ArmCount shadow, SampleRatio ratio) {
    static final Traffic NONE =
            new Traffic(ArmCount.NONE, ArmCount.NONE, ArmCount.NONE, SampleRatio.start());
}
