"""The archive, measured: a made archive of any size (`make`), how fast and how large (`speed`), and kills (`kills`)."""
