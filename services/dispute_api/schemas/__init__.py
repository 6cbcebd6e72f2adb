"""What requests may say, exactly as the contract puts it."""
