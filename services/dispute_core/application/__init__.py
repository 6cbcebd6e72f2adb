"""What one may ask of Concord: commands, their handlers, and the ports they need."""
