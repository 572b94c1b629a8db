"""EDGE: files, folders, addresses and standard input → Pages. Holds no judgement, only limits."""
