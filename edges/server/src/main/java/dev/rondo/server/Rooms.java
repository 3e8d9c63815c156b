package dev.rondo.server;

import dev.rondo.data.Datasets;
import dev.rondo.journal.Journal;
import dev.rondo.monitoring.Monitoring;
import dev.rondo.monitoring.Outcomes;
import dev.rondo.pipelines.Runs;
import dev.rondo.registry.Registry;
import dev.rondo.serving.Serving;
import dev.rondo.store.Db;
import dev.rondo.tracking.Tracking;

/** The rooms of a running server, joined; what routes are made from. */
record Rooms(
        Db db,
        Journal journal,
        Datasets datasets,
        Tracking tracking,
        Registry registry,
        Runs runs,
        Serving serving,
        Monitoring monitoring,
        Outcomes outcomes,
        EndpointSettings settings,
        LiveModels liveModels,
        LoopRuns loopRuns,
        Loop loop,
        TrainRuns training) {}
