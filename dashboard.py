"""PIA Atlas, the dashboard: `streamlit run dashboard.py`.

The server imports this file and serves `app`; run as a script (by a test) it draws the frame itself.
"""
import streamlit as st
from starlette.middleware import Middleware

from explore import frame
from explore.headers import Headers

if __name__ == "__main__":
    frame.show()
else:
    app = st.App("explore/main.py", middleware=[Middleware(Headers)])
