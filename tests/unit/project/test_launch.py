from __future__ import annotations

from workbench.project.launch import streamlit_command, streamlit_environment


def test_no_variable_and_no_file_of_the_working_directory_has_a_say():
    given = {"PATH": "/bin", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "WORKBENCH_HOME": "x"}
    kept = streamlit_environment(given)
    assert kept == {"PATH": "/bin", "WORKBENCH_HOME": "x", "PYTHONSAFEPATH": "1"}


def test_what_the_app_is_told_stands_after_the_server_s_own_options():
    command = streamlit_command(9000, ["study.qwb"])
    assert command[command.index("--") :] == ["--", "study.qwb"]
    assert "--server.port=9000" in command[: command.index("--")]
