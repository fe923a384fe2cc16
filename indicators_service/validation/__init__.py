"""The rules of validation, as data: one file, read once."""
