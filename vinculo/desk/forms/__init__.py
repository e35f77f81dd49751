"""Forms of the desk: they validate and do not save."""
