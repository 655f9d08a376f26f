"""The frame around every page: language, navigation, global filters, and the address (URL) that holds them.

The address wins when someone arrives by it: with the first run of a session, a link inside the app, or the browser's back and forward.
From then on the widgets win, and what they say is written to the address, in codes, so that a copied link opens the same view.
"""
from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explore import store
from explore.filters import FIELDS, VERSIONS, Filters
from explore.page import LONGEST_ASKED, Here, filter_labels
from explore.text import markdown, short
from explore.words import LANGUAGES, Words, language_of

HERE = Path(__file__).parent
PAGES = HERE.parent / "pages"
GROUPS = {
    "compare": ("overview", "sufficiency", "practices", "safeguards", "retention"),
    "supply_chain": ("cloud", "vendors", "systems"),
    "read": ("wording", "history", "report"),
    "data": ("add", "quality", "data"),
}
LANG, PICTURES = "lang", "pictures"
PICTURE_FORMATS = ("png", "svg")


def show() -> None:
    """Draws the frame and the page that the address names."""
    words = Words(_language(), {})
    try:
        store.pin()
        words = Words(words.lang, store.codes())
        options = store.options()
    except store.NoTables:
        st.set_page_config(page_title="PIA Atlas", layout="wide")
        st.error(words("no_tables"))
        return
    pages = _pages(words)
    current = st.navigation([_home(pages["overview"].title), *pages.values()], position="hidden")
    st.set_page_config(page_title=f"{current.title} – PIA Atlas", page_icon=str(HERE / "icon.png"), layout="wide")
    st.html(HERE / "style.css")
    st.html(f"<script>document.documentElement.lang = '{words.lang}'</script>", unsafe_allow_javascript=True)
    gone = _take_address(options) if _arrived(current.url_path) else []
    sidebar = st.sidebar.container()
    filters = _filter_bar(words, options)
    if gone:
        st.warning(words("link.filter_gone", value=markdown(short(words.listed(gone), LONGEST_ASKED))), icon=":material/link_off:")
    here = Here(words, filters, pages, st.session_state.get(PICTURES) or PICTURE_FORMATS[0], clear, choose)
    _write_address(here, current.url_path)
    with sidebar:
        _sidebar(here)
    st.session_state["here"] = here
    current.run()


def _language() -> str:
    if st.session_state.get(LANG) not in LANGUAGES or _by_history():  # a click while the switch is being drawn says that nothing is chosen
        asked = st.query_params.get(LANG, "")
        st.session_state[LANG] = asked if asked in LANGUAGES else language_of(st.context.locale)
    return st.session_state[LANG]


def _pages(words: Words) -> dict[str, st.Page]:
    """The pages by name, in the order of the navigation; a page's file is pages/<group>/<name>.py."""
    return {name: st.Page(PAGES / group / f"{name}.py", title=words(f"{name}.title"), url_path=name)
            for group, names in GROUPS.items() for name in names if (PAGES / group / f"{name}.py").is_file()}


def _home(title: str) -> st.Page:
    """The overview at the root. A default page answers at the root alone, so /overview is a page of its own beside it."""
    return st.Page(PAGES / "compare" / "overview.py", title=title, url_path="home", default=True)


def _by_history() -> bool:
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def _arrived(page: str) -> bool:
    """Whether this run came by an address and not by a widget."""
    known = st.session_state.get("page_shown")
    st.session_state["page_shown"] = page
    arrived = known != page or _by_history()
    st.session_state["arrived"] = arrived
    return arrived


def _take_address(options: dict[str, list[str]]) -> list[str]:
    """Sets the filters to what the address says; gives back what it asks for and these tables don't have."""
    gone: list[str] = []
    for field in FIELDS:
        asked = st.query_params.get_all(field.name)
        st.session_state[f"filter.{field.name}"] = [value for value in asked if value in options[field.name]]
        gone += [value for value in asked if value not in options[field.name]]
    st.session_state[f"filter.{VERSIONS}"] = st.query_params.get(VERSIONS) == "all"
    return gone


def _write_address(here: Here, page: str) -> None:
    """What the frame holds, beside what the page's own choices have put there. The report that was opened from another page is none of that page's."""
    frames_own = {field.name for field in FIELDS} | {VERSIONS, LANG} | ({"report"} if page != "report" else set())
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in frames_own}
    wanted = here.address() | others
    if wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
        st.query_params.from_dict(wanted)


def _filter_bar(words: Words, options: dict[str, list[str]]) -> Filters:
    """The filters' widgets, folded away until someone wants them."""
    with st.expander(words("filters"), icon=":material/filter_alt:", key="filter_bar"):
        with st.grid(4, min_column_width=220):
            values = {field.name: st.multiselect(
                words(f"filter.{field.name}"), options[field.name], key=f"filter.{field.name}", placeholder=words("filter.all"),
                format_func=filter_labels(words, field.name), help=words(f"filter.{field.name}.help"))
                for field in FIELDS}
        with st.container(horizontal=True, vertical_alignment="center"):
            versions = st.toggle(words("filter.versions"), key=f"filter.{VERSIONS}", help=words("filter.versions.help"))
            st.button(words("filter.clear"), key="filter.clear", on_click=clear, icon=":material/filter_alt_off:")
    return Filters.of(values, versions)


def clear() -> None:
    """Takes every filter back."""
    for field in FIELDS:
        st.session_state[f"filter.{field.name}"] = []
    st.session_state[f"filter.{VERSIONS}"] = False


def choose(name: str, value: str) -> None:
    """Sets a filter to one value."""
    st.session_state[f"filter.{name}"] = [value]


def _sidebar(here: Here) -> None:
    st.markdown("### PIA Atlas")
    st.segmented_control("Language / 言語", list(LANGUAGES), key=LANG, format_func=LANGUAGES.get, required=True, label_visibility="collapsed")
    for group, names in GROUPS.items():
        st.caption(here.words(f"group.{group}"))
        for name in names:
            if name in here.pages:
                st.page_link(here.pages[name], query_params=here.address())
    st.segmented_control(here.words("pictures"), PICTURE_FORMATS, key=PICTURES, format_func=str.upper, required=True,
                         default=PICTURE_FORMATS[0], help=here.words("pictures.help"))
