from setup import stamps


def test_a_stamp_holds_only_for_the_same_inputs(tmp_path):
    stamp = tmp_path / "deep" / "stamp"
    assert not stamps.holds(stamp, "one")
    stamps.write(stamp, "one")
    assert stamps.holds(stamp, "one")
    assert not stamps.holds(stamp, "two")


def test_a_digest_changes_with_content_with_name_and_with_order(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x")
    second.write_text("x")
    digests = {stamps.digest(files=files) for files in ([first], [second], [first, second], [second, first])}
    assert len(digests) == 4


def test_a_file_has_the_checksum_everybody_else_computes(tmp_path):
    (tmp_path / "f").write_bytes(b"abc")
    assert stamps.file_digest(tmp_path / "f") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
