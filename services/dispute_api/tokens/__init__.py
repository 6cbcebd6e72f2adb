"""Who asks: access tokens, those who issue them, their keys, and who is revoked."""
