"""EDGE: what the store holds as JSON, for other programs: `/api/v1`, described at `/openapi.json`."""
