from returnflow.records import papers


def test_files_are_found_by_name_and_messages_by_what_they_say(folders):
    gone = [
        folders.labels / "2026" / "R-ABC-1.pdf",
        folders.recordings / "call-1.ogg",
        folders.outbox / "one.eml",
        folders.outbox / "two.eml",
    ]
    kept = [folders.labels / "R-ABD.pdf", folders.recordings / "call-2.ogg", folders.outbox / "three.eml"]
    for path in (*gone, *kept):
        path.parent.mkdir(exist_ok=True)
        path.write_text("Hello")
    gone[2].write_text("To: maria@example.com")
    gone[3].write_text("Subject: your return R-ABC")
    assert papers.delete(folders, ["R-ABC"], ["call-1"], ["maria@example.com", ""]) == 4
    assert not any(path.exists() for path in gone)
    assert all(path.exists() for path in kept)
    assert papers.delete(folders, ["R-ABC"], ["call-1"], ["maria@example.com"]) == 0


def test_folders_that_are_not_there_hold_nothing(tmp_path):
    nowhere = papers.Folders(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert papers.delete(nowhere, ["R"], ["call"], ["somebody"]) == 0
