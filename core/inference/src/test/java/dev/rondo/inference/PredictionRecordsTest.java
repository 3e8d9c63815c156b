package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.ErrorKind;
import dev.rondo.base.RondoException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionRecordsTest {
    private static final PredictionId ADDRESS = new PredictionId("00c0ffee", 17);

    private static PredictionRecord random(Random random) {
        return new PredictionRecord(
                random.nextBoolean()
                        ? PredictionRecord.Kind.PREDICTION
                        : PredictionRecord.Kind.SHADOW,
                "",
                text(random),
                random.nextBoolean() ? null : text(random),
                random.nextLong(),
                random.nextLong(),
                text(random),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? Route.PRIMARY : Route.CANARY,
                Double.longBitsToDouble(random.nextLong()),
                text(random),
                text(random),
                random.nextInt(),
                text(random),
                random.nextBoolean() ? null : text(random),
                object(random, 2),
                Float.intBitsToFloat(random.nextInt()),
                Float.intBitsToFloat(random.nextInt()),
                Double.longBitsToDouble(random.nextLong()),
                text(random),
                random.nextInt(3) == 0 ? null : random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of(text(random), text(random)),
                random.nextLong(),
                text(random),
                random.nextBoolean() ? null : text(random));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x10ffff) : random.nextInt(128);
            text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? '?' : point);
        }
        return text.toString();
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(8); i > 0; i--) {
            values.put(text(random), value(random, depth));
        }
        return values;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> text(random);
            case 3 -> random.nextInt();
            case 4 -> random.nextInt() + (1L << 40);
            case 5 -> BigInteger.valueOf(random.nextLong()).shiftLeft(70).setBit(100);
            case 6 -> finite(random);
            case 7 -> object(random, depth - 1);
            default -> {
                var list = new ArrayList<@Nullable Object>();
                list.add(value(random, depth - 1));
                list.add(value(random, depth - 1));
                yield list;
            }
        };
    }

    private static double finite(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : -0.0;
    }

    @Test
    @DisplayName("rule 8.1: a record comes back from the journal whole, every float to its bits")
    void comesBackWhole() {
        var random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            var record = random(random);
            assertThat(PredictionRecords.decode(ADDRESS, PredictionRecords.encode(record)))
                    .isEqualTo(record.withId(ADDRESS));
        }
    }

    @Test
    void theFormIsStable() {
        var record =
                new PredictionRecord(
                        PredictionRecord.Kind.PREDICTION,
                        "",
                        "t1",
                        null,
                        1_000_000,
                        1_000_001,
                        "churn",
                        null,
                        Route.PRIMARY,
                        0.1,
                        "c-1",
                        "churn",
                        3,
                        "sha256:ab",
                        null,
                        Collections.singletonMap("tenure", null),
                        -1.5f,
                        0.1f,
                        0.25,
                        "p1",
                        true,
                        List.of(),
                        420,
                        PredictionRecord.OK,
                        null);
        var json =
                "\"kind\":\"PREDICTION\",\"trace_id\":\"t1\",\"event_time\":1000000,"
                        + "\"received_at\":1000001,\"endpoint\":\"churn\",\"key\":\"c-1\","
                        + "\"route\":\"PRIMARY\",\"weight\":0.1,\"model\":\"churn\",\"version\":3,"
                        + "\"model_digest\":\"sha256:ab\",\"input\":{\"tenure\":null},"
                        + "\"margin\":-1.5,\"score\":0.1,\"threshold\":0.25,"
                        + "\"policy_version\":\"p1\",\"decision\":true,\"reasons\":[],"
                        + "\"latency_nanos\":420,\"status\":\"ok\"}";
        assertThat(PredictionRecords.encode(record)).asString().isEqualTo("{\"format\":1," + json);
        assertThat(PredictionRecords.encode(record.withId(ADDRESS)))
                .asString()
                .isEqualTo("{\"format\":1,\"id\":\"r00c0ffee-17\"," + json);
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        var record = random(new Random(5));
        var json = new String(PredictionRecords.encode(record), StandardCharsets.UTF_8);
        var later =
                "{\"new\":{\"a\":[1,{}]},\"news\":[null],\"text\":\"x\",\"n\":1e5,"
                        + json.substring(1);
        assertThat(PredictionRecords.decode(ADDRESS, later.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(record.withId(ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"format\":2}",
                "{\"format\":1,\"kind\":\"PREDICTION\"",
                "{\"kind\":\"NEW\",\"trace_id\":\"\"}",
                "{\"weight\":\"much\"}",
                "{\"event_time\":true}",
                "{\"input\":[]}",
                "{\"reasons\":{}}"
            })
    void whatIsNoRecordIsOneClearError(String text) {
        assertThatThrownBy(() ->
                        PredictionRecords.decode(ADDRESS, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
                            assertThat(e.code()).isEqualTo("record.unreadable");
                            assertThat(e.where()).isEqualTo("r00c0ffee-17");
                        });
    }

    @Test
    void damagedRecordsAreOneClearError() {
        var random = new Random(9);
        for (int i = 0; i < 1000; i++) {
            var bytes = Mutations.of(PredictionRecords.encode(random(random)), random);
            try {
                PredictionRecords.decode(ADDRESS, bytes);
            } catch (RondoException e) {
                assertThat(e.code()).isEqualTo("record.unreadable");
            }
        }
    }

    @Test
    void idsAreReadAsTheyAreWritten() {
        assertThat(PredictionId.parse(ADDRESS.toString())).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r00c0ffee",
                "r00c0ffee-",
                "r00c0ffee-017",
                "r00c0ffee--1",
                "r00C0FFEE-1",
                "x00c0ffee-1",
                "r00c0ffee-9999999999999999999",
                "r00c0ffee-1 "
            })
    void otherTextsAreNoIds(String text) {
        assertThatThrownBy(() -> PredictionId.parse(text))
                .isInstanceOfSatisfying(
                        RondoException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }
}
