"""The wire: what the indicators service takes and gives as JSON. Rounding happens here and nowhere else."""
