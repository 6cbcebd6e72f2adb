"""What is kept beside the talking itself: safeguards, statements, side outcomes."""
