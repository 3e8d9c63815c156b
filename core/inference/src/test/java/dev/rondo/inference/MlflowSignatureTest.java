package dev.rondo.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.base.RondoException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowSignatureTest {
    private static MlflowSignature inputs(String json) {
        return MlflowSignature.parse(json.replace('\'', '"'), null, null);
    }

    @Test
    void columnsAsMlflowWritesThem() {
        var signature =
                inputs(
                        "[{'type':'long','name':'age','required':true},"
                                + "{'type':'double','name':'amount','required':false},"
                                + "{'type':'string','name':'plan','optional':true},"
                                + "{'type':'array','items':{'type':'double'},'name':'vector'}]");
        assertThat(signature.named()).isTrue();
        assertThat(signature.columns())
                .extracting(MlflowSignature.Column::type)
                .containsExactly(
                        MlflowType.LONG, MlflowType.DOUBLE, MlflowType.STRING, MlflowType.NESTED);
        assertThat(signature.columns())
                .extracting(MlflowSignature.Column::required)
                .containsExactly(true, false, false, true);
        assertThat(signature.column("plan")).isNotNull();
        assertThat(signature.column("none")).isNull();
        assertThat(inputs("[{'type':'double'},{'type':'float'}]").named()).isFalse();
    }

    @Test
    void tensorsAsMlflowWritesThem() {
        var signature =
                inputs("[{'type':'tensor','tensor-spec':{'dtype':'float64','shape':[-1,4]}}]");
        assertThat(signature.tensors())
                .containsExactly(new TensorSpec("", DataType.FP64, List.of(-1L, 4L)));
        assertThat(signature.columns()).isEmpty();
    }

    @Test
    void parametersHaveTheirValues() {
        var params =
                "[{'name':'k','default':2.0,'shape':null,'type':'double'},"
                        + "{'name':'stop','dtype':'string','default':['a'],'shape':[-1]},"
                        + "{'name':'o','type':'object','default':{'a':1},'shape':null,'properties':{}}]";
        var signature = MlflowSignature.parse(null, null, params.replace('\'', '"'));
        assertThat(signature.params())
                .containsExactly(
                        new MlflowSignature.Parameter("k", MlflowType.DOUBLE, false, 2.0),
                        new MlflowSignature.Parameter(
                                "stop", MlflowType.STRING, true, List.of("a")),
                        new MlflowSignature.Parameter(
                                "o", MlflowType.NESTED, false, Map.of("a", 1)));
    }

    @ParameterizedTest
    @DisplayName("rule 11.1: what is no signature is one error")
    @ValueSource(
            strings = {
                "{",
                "{}",
                "7",
                "[7]",
                "[{'name':'a'}]",
                "[{'type':'complex','name':'a'}]",
                "[{'type':'long','name':'a'},{'type':'long','name':'a'}]",
                "[{'type':'long','name':'a'},{'type':'long'}]",
                "[{'type':'long','name':['a']}]",
                "[{'type':'long','name':'a'},{'type':'tensor','name':'b','tensor-spec':{'dtype':'float32','shape':[1]}}]",
                "[{'type':'tensor','tensor-spec':{'dtype':'complex64','shape':[1]}}]",
                "[{'type':'tensor','tensor-spec':{'dtype':'float32','shape':[-2]}}]",
                "[{'type':'tensor','tensor-spec':{'dtype':'float32','shape':[1e30]}}]",
                "[{'type':'tensor'}]",
            })
    void whatIsNoSignature(String json) {
        assertThatThrownBy(() -> inputs(json))
                .isInstanceOf(RondoException.class)
                .hasMessageContaining("MLmodel.signature.inputs");
    }

    @Test
    void whatNestsIsLimited() {
        assertThatThrownBy(() -> inputs("[".repeat(10_000))).isInstanceOf(RondoException.class);
    }
}
