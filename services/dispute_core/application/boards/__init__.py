"""What a board does for itself: statistics, samples, reviews, what it records."""
