package dev.rondo.serving;

/** Why a release stays where it is although its evidence would let it move, or cannot. */
public enum Hold {
    /** A freeze stops every promotion; the release moves on when it is lifted (rule 7.7). */
    FROZEN,
    /** Proven, but the plan leaves the promotion to a person. */
    AWAITING_APPROVAL,
    /** The plan's maximum of pairs brought no proof: a person decides (rule 7.3). */
    INCONCLUSIVE,
    /** The arms' sizes do not fit the weight, so they are not comparable: a person decides. */
    SAMPLE_RATIO;

    /** Whether only a person can end it. */
    public boolean asksPerson() {
        return this != FROZEN;
    }
}
