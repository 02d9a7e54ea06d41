"""Who sits before this window: the browser keeps the name, so that two windows keep two people.

A reload begins a new session, which knows only what the browser sends along: a cookie. A cookie is
the browser's and not the window's, so a window writes its own name there whenever it is looked at
or left, and where it still finds itself under another name it loads anew with its own: a few times,
because another window may write meanwhile. Cookies are a machine's and not a port's, so this one
says of which port it is: two apps on one machine seat their own people. Where the browser keeps no
cookie, the name that stands on top of the page holds. This is a memory and no sign-in: whoever sits
there may say another name.
"""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import streamlit as st

from workbench.errors import InvalidActionError
from workbench.project.names import clean_name

_NAME = "workbench-coder"
#: A window loads anew so many times to be drawn under its own name.
_MOST = 5
#: Only the connection that draws pages carries the cookie.
_KEEP = """<script>
(() => {
  const drawn = "%(drawn)s", told = %(told)s, name = "%(name)s", tries = `${name}-tries`;
  const mine = sessionStorage.getItem(name), cookie = "%(cookie)s";
  const tell = () => {
    const mine = sessionStorage.getItem(name), keep = "max-age=31536000; samesite=strict";
    if (mine) document.cookie = `${cookie}=${mine}; path=/_stcore; ${keep}`;
  };
  if (told || !mine || mine === drawn) {
    sessionStorage.setItem(name, drawn);
    sessionStorage.removeItem(tries);
    if (document.hasFocus()) tell();
  } else {
    const tried = Number(sessionStorage.getItem(tries));
    if (tried < %(most)s) {
      sessionStorage.setItem(tries, tried + 1);
      tell();
      location.reload();
      return;
    }
  }
  if (window[name]) return;
  window[name] = true;
  addEventListener("focus", tell);
  addEventListener("pagehide", tell);
})();
</script>"""


def seated() -> str | None:
    """Return who sat before this window last, else in this browser; None where nobody did."""
    try:
        return clean_name(unquote(st.context.cookies.get(_cookie(), "")), "person")
    except InvalidActionError:
        return None


def keep_seat(coder: str, *, told: bool) -> None:
    """Make the browser remember who sits before this window.

    Args:
        coder: Whom the page is drawn for.
        told: They said so since the page was opened; else the window may know better.
    """
    drawn = {"drawn": quote(coder, safe=""), "told": str(told).lower()}
    with st.container(key="seat"):
        named = {"name": _NAME, "cookie": _cookie(), "most": _MOST}
        st.html(_KEEP % {**drawn, **named}, unsafe_allow_javascript=True)


def _cookie() -> str:
    """Return what the cookie of the app that this page is of is called."""
    port = urlsplit(st.context.url or "").port
    return _NAME if port is None else f"{_NAME}-{port}"
