"""States, signals, results: what the engine speaks of."""
