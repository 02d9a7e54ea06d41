from workbench.project.folders import folder_notes, names_in_folder


def test_files_of_a_folder_are_named_apart_and_hidden_ones_are_left_out():
    paths = ["study/north/P01.txt", "study/south/P01.txt", "study/.DS_Store", "study/P02.md"]
    assert names_in_folder(paths) == {
        "study/north/P01.txt": "P01 (north).txt",
        "study/south/P01.txt": "P01 (south).txt",
        "study/P02.md": "P02.md",
    }


def test_hidden_files_of_a_folder_are_told():
    assert folder_notes(["study/.DS_Store", "study/a/Thumbs.db", "study/P.txt"]) == (
        "2 hidden files were left alone.",
    )
    assert folder_notes([".study/P.txt"]) == ()


def test_a_file_without_a_folder_keeps_its_name():
    assert names_in_folder(["P01.txt"]) == {"P01.txt": "P01.txt"}
