"""The dashboard's own modules: store, filters, frames, charts, export, words. They read the published tables and nothing else."""
