"""Telling other systems of decisions: subscriptions, an outbox fed from the journal, signed deliveries."""
