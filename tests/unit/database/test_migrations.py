import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from returnflow.database import Database
from returnflow.database.migrations import HEAD
from returnflow.database.migrations.run import config
from returnflow.database.tables import Base
from returnflow.errors import SetupError

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def test_the_head_written_down_is_alembics():
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_the_revisions_make_exactly_the_tables_of_the_code(bare_url):
    Database(bare_url).upgrade()
    with create_engine(bare_url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_changes_nothing(bare_url):
    database = Database(bare_url)
    database.upgrade()
    with database.begin() as work:
        work.outbox.add("kind", "key", {}, NOW)
    database.upgrade()
    with database.read() as work:
        assert work.outbox.by_key("key") is not None


def test_downgrading_leaves_nothing_behind(bare_url):
    database = Database(bare_url)
    database.upgrade()
    with create_engine(bare_url).begin() as connection:
        command.downgrade(config(connection), "base")
    assert set(inspect(create_engine(bare_url)).get_table_names()) <= {"alembic_version"}


def test_a_start_at_the_head_never_imports_alembic(bare_url):
    Database(bare_url).upgrade()
    program = (
        f"import sys; from returnflow.database import Database; Database({bare_url!r}).upgrade(); print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_processes_that_start_together_upgrade_once(bare_url):
    program = f"from returnflow.database import Database; Database({bare_url!r}).upgrade()"
    started = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], errors
    with Database(bare_url).read() as work:
        assert work._session.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]


def test_a_database_that_a_newer_version_has_upgraded_is_refused_and_left_alone(bare_url):
    database = Database(bare_url)
    database.upgrade()
    with create_engine(bare_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SetupError, match="the schema 9999, which is newer than this version"):
        database.upgrade()
    with create_engine(bare_url).connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
