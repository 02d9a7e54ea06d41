from __future__ import annotations

from workbench.project.launch import streamlit_command, streamlit_environment


def test_no_variable_of_the_person_overrides_the_settings():
    given = {"PATH": "/bin", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "WORKBENCH_HOME": "x"}
    assert streamlit_environment(given) == {"PATH": "/bin", "WORKBENCH_HOME": "x"}


def test_what_the_app_is_told_stands_after_the_server_s_own_options():
    command = streamlit_command(9000, ["study.qwb"])
    assert command[command.index("--") :] == ["--", "study.qwb"]
    assert "--server.port=9000" in command[: command.index("--")]
