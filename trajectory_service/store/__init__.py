"""What the trajectory service keeps, a file per resource. Nothing here knows of HTTP."""
