"""Pages to read and to print: one self-contained document each, without script and without anything to fetch."""
