"""Random registers whose dates sit on boundaries: the engine's case list is the oracle's, for every indicator."""
