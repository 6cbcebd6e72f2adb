"""What people do about a meeting: convene it, move it, hold it, take up its outcome."""
