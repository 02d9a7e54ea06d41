"""The Streamlit app: pages that read, draw and hand acts over."""
