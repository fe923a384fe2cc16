"""What the trajectory service takes and gives as JSON, a file per resource."""
