"""What is refused, one file for each part of the work; the rest is in `errors`."""
