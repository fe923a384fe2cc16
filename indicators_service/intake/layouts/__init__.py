"""Layouts of the collection form as data: one TOML file for each version, named after it."""
