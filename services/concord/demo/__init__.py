"""What the demonstration starts with: made-up partnerships and their agencies."""
