package dev.rondo.monitoring;

import dev.rondo.base.Ids;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open alerts and the open incident of one endpoint, and what happened to them. */
final class AlertBook {
    private static final Comparator<Judgement.Subject> ORDER =
            Comparator.comparing(Judgement.Subject::signal)
                    .thenComparing(Judgement.Subject::feature);

    private final TreeMap<Judgement.Subject, Alert> open = new TreeMap<>(ORDER);
    private @Nullable Incident incident;

    /** Alerts to store by id, the latest form of each; null for one to forget. */
    private final Map<String, @Nullable Alert> changed = new LinkedHashMap<>();

    private final Map<String, Incident> changedIncidents = new LinkedHashMap<>();
    private final List<Alert> fired = new ArrayList<>();

    AlertBook(List<Alert> open, @Nullable Incident incident) {
        for (var alert : open) {
            this.open.put(new Judgement.Subject(alert.signal(), alert.feature()), alert);
        }
        this.incident = incident;
    }

    /**
     * Takes in a window's verdicts on one family of signals.
     *
     * @param judged the latest N judged windows, this one among them unless it is older
     */
    void judge(
            WindowResult window,
            Map<Judgement.Subject, Verdict> verdicts,
            List<Long> judged,
            int m) {
        var ordered = new TreeMap<Judgement.Subject, Verdict>(ORDER);
        ordered.putAll(verdicts);
        ordered.forEach((subject, verdict) -> {
            var alert = open.get(subject);
            if (alert != null || verdict.bad()) {
                judge(window, subject, alert, verdict, judged, m);
            }
        });
    }

    private void judge(
            WindowResult window,
            Judgement.Subject subject,
            @Nullable Alert alert,
            Verdict verdict,
            List<Long> judged,
            int m) {
        var windows = latest(alert == null ? List.of() : alert.windows(), verdict, judged);
        var bad = new HashSet<Long>();
        windows.stream().filter(Verdict::bad).forEach(v -> bad.add(v.windowStart()));
        var state = AlarmMachine.next(alert == null ? null : alert.state(), judged, bad, m);
        if (state == null) {
            forget(subject, alert);
            return;
        }
        switch (state) {
            case PENDING -> keep(subject, pending(window, subject, alert, windows));
            case FIRING -> fire(window, subject, alert, windows);
            case RESOLVED -> resolve(subject, alert, windows, window.end());
        }
    }

    /** The alert's verdicts with the new one, of the latest N windows only. */
    private static List<Verdict> latest(List<Verdict> before, Verdict verdict, List<Long> judged) {
        var byStart = new TreeMap<Long, Verdict>();
        before.forEach(v -> byStart.put(v.windowStart(), v));
        byStart.put(verdict.windowStart(), verdict);
        byStart.keySet().retainAll(judged);
        return List.copyOf(byStart.values());
    }

    private void forget(Judgement.Subject subject, @Nullable Alert alert) {
        if (alert != null) {
            open.remove(subject);
            changed.put(alert.id(), null);
        }
    }

    private void keep(Judgement.Subject subject, Alert alert) {
        open.put(subject, alert);
        changed.put(alert.id(), alert);
    }

    private static Alert pending(
            WindowResult window,
            Judgement.Subject subject,
            @Nullable Alert alert,
            List<Verdict> windows) {
        var worst = lastBad(windows);
        return new Alert(
                alert == null ? Ids.random() : alert.id(),
                window.endpoint(),
                window.model(),
                window.version(),
                subject.signal(),
                subject.feature(),
                AlertState.PENDING,
                firstBad(windows),
                null,
                null,
                null,
                windows,
                Messages.alert(subject.signal(), subject.feature(), worst));
    }

    private void fire(
            WindowResult window,
            Judgement.Subject subject,
            @Nullable Alert alert,
            List<Verdict> windows) {
        if (alert != null && alert.state() == AlertState.FIRING) {
            keep(subject, alert.with(AlertState.FIRING, null, windows));
            return;
        }
        var pending = pending(window, subject, alert, windows);
        var opened = open(pending, window.end());
        var firing = pending.fired(window.end(), opened.id());
        keep(subject, firing);
        fired.add(firing);
    }

    private Incident open(Alert alert, long at) {
        var before = incident;
        var now =
                before == null
                        ? new Incident(
                                Ids.random(),
                                alert.endpoint(),
                                alert.model(),
                                alert.version(),
                                alert.onset(),
                                at,
                                null)
                        : before.withOnset(Math.min(before.onset(), alert.onset()));
        incident = now;
        changedIncidents.put(now.id(), now);
        return now;
    }

    private void resolve(
            Judgement.Subject subject, @Nullable Alert alert, List<Verdict> windows, long at) {
        if (alert == null) {
            throw new IllegalStateException("only an open alert can be resolved");
        }
        open.remove(subject);
        changed.put(alert.id(), alert.with(AlertState.RESOLVED, at, windows));
        if (open.values().stream().noneMatch(a -> a.state() == AlertState.FIRING)) {
            closeIncident(at);
        }
    }

    private void closeIncident(long at) {
        if (incident != null) {
            var closed = incident.closed(at);
            changedIncidents.put(closed.id(), closed);
            incident = null;
        }
    }

    /** Ends everything that is open: the model that it spoke of is replaced. */
    void replaceModel(long at) {
        for (var alert : open.values()) {
            changed.put(
                    alert.id(),
                    alert.state() == AlertState.FIRING
                            ? alert.with(AlertState.RESOLVED, at, alert.windows())
                            : null);
        }
        open.clear();
        closeIncident(at);
    }

    private static long firstBad(List<Verdict> windows) {
        return windows.stream().filter(Verdict::bad).findFirst().orElseThrow().windowStart();
    }

    private static Verdict lastBad(List<Verdict> windows) {
        return windows.stream().filter(Verdict::bad).reduce((a, b) -> b).orElseThrow();
    }

    @Nullable Incident incident() {
        return incident;
    }

    Map<String, @Nullable Alert> changed() {
        return changed;
    }

    Iterable<Incident> changedIncidents() {
        return changedIncidents.values();
    }

    /** Alerts that began to fire, with the incident that each belongs to. */
    List<Alert> fired() {
        return fired;
    }

    Incident incidentOf(Alert alert) {
        var id = alert.incidentId();
        var known = id == null ? null : changedIncidents.get(id);
        if (known == null) {
            throw new IllegalStateException("an alert that fired belongs to an incident");
        }
        return known;
    }
}
