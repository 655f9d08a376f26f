"""Published assessment reports → Parquet tables."""

VERSION = "0.1.0"
