package dev.rondo.hosting;

import dev.rondo.inference.Tensor;
import dev.rondo.inference.TensorSpec;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Several requests as one, joined along the first dimension, and its answer cut apart again. Only
 * for models all of whose tensors have a first dimension that varies; one whose answer then does
 * not have a row for each row is never asked for several again.
 */
final class JoinedRows {
    private static final int MOST_REQUESTS = 64;
    private static final long MOST_ROWS = 4_096;

    private volatile boolean rowsApart;

    JoinedRows(List<TensorSpec> inputs, List<TensorSpec> outputs, boolean wished) {
        rowsApart = wished && !inputs.isEmpty() && inRows(inputs) && inRows(outputs);
    }

    private static boolean inRows(List<TensorSpec> specs) {
        return specs.stream().allMatch(each -> !each.shape().isEmpty() && each.shape().get(0) < 0);
    }

    boolean possible(QueuedRequest request) {
        long rows = rowsApart ? rows(request.inputs) : -1;
        return rows > 0 && rows < MOST_ROWS;
    }

    /** How many rows all tensors have; -1 where they differ. */
    private static long rows(List<Tensor> tensors) {
        long rows = -1;
        for (var tensor : tensors) {
            long own = tensor.shape().length == 0 ? -1 : tensor.shape()[0];
            if (own < 0 || (rows >= 0 && rows != own)) {
                return -1;
            }
            rows = own;
        }
        return rows;
    }

    /** Whether a request can join, after those that it let join before. */
    Predicate<QueuedRequest> fitting(QueuedRequest leader) {
        var room = new long[] {MOST_ROWS - rows(leader.inputs), MOST_REQUESTS - 1};
        return request -> {
            long rows = rows(request.inputs);
            boolean fits =
                    rows > 0
                            && rows <= room[0]
                            && room[1] > 0
                            && request.options.margin() == leader.options.margin()
                            && request.options.params().equals(leader.options.params())
                            && alike(leader.inputs, request.inputs);
            if (fits) {
                room[0] -= rows;
                room[1]--;
            }
            return fits;
        };
    }

    private static boolean alike(List<Tensor> ours, List<Tensor> theirs) {
        boolean alike = ours.size() == theirs.size();
        for (int i = 0; alike && i < ours.size(); i++) {
            alike = alike(ours.get(i), theirs.get(i));
        }
        return alike;
    }

    private static boolean alike(Tensor ours, Tensor theirs) {
        int rank = ours.shape().length;
        return ours.name().equals(theirs.name())
                && ours.type() == theirs.type()
                && rank == theirs.shape().length
                && Arrays.equals(ours.shape(), 1, rank, theirs.shape(), 1, rank);
    }

    /** The inputs of all in one. */
    List<Tensor> inputs(List<QueuedRequest> company) {
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < company.getFirst().inputs.size(); i++) {
            int place = i;
            inputs.add(join(company.stream().map(each -> each.inputs.get(place)).toList()));
        }
        return inputs;
    }

    private static Tensor join(List<Tensor> parts) {
        var first = parts.getFirst();
        int count = parts.stream().mapToInt(part -> Array.getLength(part.data())).sum();
        var data = Array.newInstance(first.data().getClass().getComponentType(), count);
        long rows = 0;
        int at = 0;
        for (var part : parts) {
            int size = Array.getLength(part.data());
            System.arraycopy(part.data(), 0, data, at, size);
            at += size;
            rows += part.shape()[0];
        }
        return Tensor.of(first.name(), first.type(), withRows(first.shape(), rows), data);
    }

    private static long[] withRows(long[] shape, long rows) {
        var changed = shape.clone();
        changed[0] = rows;
        return changed;
    }

    /** Gives each its rows; false where the answer cannot be cut apart. */
    boolean handOut(List<QueuedRequest> company, List<Tensor> outputs) {
        long all = company.stream().mapToLong(each -> rows(each.inputs)).sum();
        if (rows(outputs) != all) {
            rowsApart = false;
            return false;
        }
        long from = 0;
        for (var request : company) {
            long rows = rows(request.inputs);
            var own = new ArrayList<Tensor>(outputs.size());
            for (var output : outputs) {
                own.add(cut(output, from, rows));
            }
            request.succeed(own);
            from += rows;
        }
        return true;
    }

    private static Tensor cut(Tensor output, long from, long rows) {
        var data = output.data();
        int width = (int) (Array.getLength(data) / output.shape()[0]);
        var part =
                Array.newInstance(
                        data.getClass().getComponentType(), Math.toIntExact(rows * width));
        System.arraycopy(data, Math.toIntExact(from * width), part, 0, Array.getLength(part));
        return Tensor.of(output.name(), output.type(), withRows(output.shape(), rows), part);
    }
}
