package dev.rondo.monitoring;

import dev.rondo.base.Json;
import dev.rondo.store.Row;
import dev.rondo.store.Tx;
import java.util.List;

/** Diagnoses, with the evidence that each rests on. */
final class DiagnosisTable {
    private DiagnosisTable() {}

    static void store(Tx tx, StoredDiagnosis diagnosis) {
        tx.update(
                "INSERT INTO monitoring_diagnoses"
                        + " (id, endpoint, incident_id, made_at, evidence, result)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                diagnosis.id(),
                diagnosis.endpoint(),
                diagnosis.incidentId(),
                diagnosis.at(),
                Json.write(diagnosis.evidence()),
                Json.write(diagnosis.result()));
    }

    static List<StoredDiagnosis> list(Tx tx, String endpoint, int limit) {
        return tx.query(
                "SELECT id, endpoint, incident_id, made_at, evidence, result"
                        + " FROM monitoring_diagnoses WHERE endpoint = ?"
                        + " ORDER BY made_at DESC, id LIMIT ?",
                DiagnosisTable::diagnosis,
                endpoint,
                limit);
    }

    private static StoredDiagnosis diagnosis(Row row) {
        return new StoredDiagnosis(
                row.text("id"),
                row.text("endpoint"),
                row.text("incident_id"),
                row.integer("made_at"),
                Json.read(row.text("evidence"), Evidence.class),
                Json.read(row.text("result"), DiagnosisResult.class));
    }
}
