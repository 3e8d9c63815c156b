package dev.rondo.tracking;

import java.util.List;
import java.util.random.RandomGenerator;

/** Names for runs and models that were given none, such as {@code quiet-otter-417}. */
final class RandomNames {
    static final int LENGTH = 20;
    private static final int NUMBERS = 1_001;

    private static final List<String> ADJECTIVES =
            words(
                    """
                    agile amber ample arctic avid azure basic brave brief bright brisk broad calm
                    candid cheery chilly civil clear clever cosy crisp curious daring deep deft
                    eager early easy equal even fair famous fancy fast fine firm fleet fluent fond
                    frank free fresh gentle glad golden grand green happy hardy honest humble ideal
                    jolly keen kind large light lively local loyal lucid lucky mellow merry mighty
                    mild modest neat nimble noble open patient placid plain polite proud prompt
                    pure quick quiet rapid rare ready rich robust rosy round royal rustic serene
                    sharp shiny silent silver simple sincere smart smooth snowy solid spry stable
                    steady stout sunny swift tidy tranquil true upbeat useful vast vivid warm wise
                    witty worthy young zesty
                    """);

    private static final List<String> NOUNS =
            words(
                    """
                    acorn apple arch aspen badger bay beach beacon beaver birch bison bridge brook
                    canyon castle cedar cherry cliff cloud clover comet coral cove crane creek
                    dawn deer delta dolphin dune eagle elm ember falcon fern field finch fir fjord
                    flame forest fox garden geyser glacier glade grove gull harbor hare hazel
                    heron hill island ivy jay juniper kestrel lagoon lake lantern lark laurel leaf
                    lemon lily lion lynx maple marsh meadow mesa moon moose moss oak oasis ocean
                    olive orchard osprey otter owl palm panda peak pearl pebble pine plain planet
                    plover pond poplar prairie quail quartz rain raven reef ridge river robin rose
                    sage salmon seal shore sky sparrow spring spruce squirrel star stone stork
                    stream summit swan thistle thrush tiger trail trout tulip valley violet wave
                    whale willow wind wolf wren zebra
                    """);

    private RandomNames() {}

    static String make(RandomGenerator random) {
        var name = "";
        for (int i = 0; i < 10 && (i == 0 || name.length() > LENGTH); i++) {
            name =
                    "%s-%s-%d"
                            .formatted(
                                    ADJECTIVES.get(random.nextInt(ADJECTIVES.size())),
                                    NOUNS.get(random.nextInt(NOUNS.size())),
                                    random.nextInt(NUMBERS));
        }
        return Lengths.cut(name, LENGTH);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
