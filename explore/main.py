"""The script that the server runs for every visitor. It stands away from pages/: Streamlit takes a folder of that name beside its script for
pages of the old kind and would show a first visitor by deep link a page without its frame."""
from explore import frame

frame.show()
