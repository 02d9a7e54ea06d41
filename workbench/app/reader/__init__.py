"""The coding surface: a packaged Streamlit component and its ops."""
