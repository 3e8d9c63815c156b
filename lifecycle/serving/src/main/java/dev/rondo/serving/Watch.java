package dev.rondo.serving;

/** What this replica notes about a release under way, over all its stages. */
record Watch(LiveTraffic traffic, Breaker breaker) {}
