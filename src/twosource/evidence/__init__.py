"""Story → Dossier: what is shared, by how many independent origins, and where reports differ. Pure."""
