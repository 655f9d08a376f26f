"""Data frames into what charts and tables show: pure functions, no database, no Streamlit, one module per subject."""
