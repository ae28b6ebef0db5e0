"""The life of a call: from the ledger row before the POST to its last known state."""
