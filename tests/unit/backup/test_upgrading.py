"""A backup of an older version is brought to today's schema when it is put back."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from returnflow.backup.make import make
from returnflow.backup.restore import restore
from returnflow.database import Database, migrations
from returnflow.database.migrations import run

from .conftest import NOW, content, restored_database

NEWER = '''"""One more column and one more table."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("workers") as table:
        table.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="blue"))
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade() -> None:
    raise NotImplementedError
'''


@pytest.fixture
def a_version_later(monkeypatch, tmp_path):
    """From here on this program is one revision further."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9999_later.py").write_text(NEWER.format(before=migrations.HEAD))
    config = run.config

    def moved(connection=None):
        made = config(connection)
        made.set_main_option("script_location", str(folder))
        return made

    def upgrade_the_program():
        monkeypatch.setattr(run, "config", moved)
        monkeypatch.setattr("returnflow.database.engine.HEAD", "9999")

    return upgrade_the_program


def test_an_older_backup_is_upgraded_and_keeps_what_it_holds(installation, database, ring, tmp_path, empty_url, a_version_later):
    with database.begin() as work:
        work.workers.beat("w", 3, NOW)
    made = make(installation, tmp_path / "b.tar.gz", NOW)
    assert made.schema == migrations.HEAD
    a_version_later()
    restore(tmp_path / "b.tar.gz", tmp_path / "new", database_url=empty_url, known=run.known())
    again = restored_database(tmp_path / "new", empty_url, ring)
    engine = create_engine(again.url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
        assert connection.execute(text("SELECT id, colour FROM workers")).all() == [("w", "blue")]
        assert "later" in inspect(connection).get_table_names()
    engine.dispose()
    assert content(again) == content(database)
    again.close()


def test_a_newer_backup_is_not_touched_by_an_older_version(
    installation, database, ring, tmp_path, empty_url, revisions, a_version_later
):
    a_version_later()
    newer = Database(database.url, sealer=ring)
    newer.upgrade()
    newer.close()
    assert make(installation, tmp_path / "b.tar.gz", NOW).schema == "9999"
    with pytest.raises(Exception, match="newer than this version"):
        restore(tmp_path / "b.tar.gz", tmp_path / "new", database_url=empty_url, known=revisions)
    assert not (tmp_path / "new").exists()


def test_an_upgrade_that_fails_leaves_nothing_behind(installation, tmp_path, monkeypatch, revisions, empty_url):
    make(installation, tmp_path / "b.tar.gz", NOW)

    def fail(self):
        raise RuntimeError("no")

    monkeypatch.setattr(Database, "upgrade", fail)
    folder = tmp_path / "target"
    with pytest.raises(RuntimeError):
        restore(tmp_path / "b.tar.gz", folder / "new", database_url=empty_url, known=revisions)
    assert list(folder.iterdir()) == []
