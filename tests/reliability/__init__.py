"""Faults injected, outcomes counted at the server: never twice, nothing lost, nothing untrue."""
