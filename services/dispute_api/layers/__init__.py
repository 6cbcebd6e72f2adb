"""What stands around every route, from the connection inwards."""
