"""Report → Attributions: who says what. Pure."""
