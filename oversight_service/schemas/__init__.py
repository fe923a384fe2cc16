"""What the oversight service takes and gives as JSON and CSV, a file per resource."""
