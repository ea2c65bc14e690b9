"""Readers of the labelled corpora that the engine is trained and measured on."""
