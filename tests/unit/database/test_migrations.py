import subprocess
import sys

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


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/fresh.db"


def test_the_head_written_down_is_alembics():
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_the_revisions_make_exactly_the_tables_of_the_code(url):
    Database(url).upgrade()
    with create_engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_again_changes_nothing(url):
    database = Database(url)
    database.upgrade()
    with database.begin() as work:
        work._session.execute(text("INSERT INTO customers VALUES ('c', 'A B', 'B', '60614', 'a@example.com', '+1')"))
    database.upgrade()
    with database.read() as work:
        assert work._session.execute(text("SELECT count(*) FROM customers")).scalar() == 1


def test_downgrading_leaves_nothing_behind(url):
    database = Database(url)
    database.upgrade()
    with create_engine(url).begin() as connection:
        command.downgrade(config(connection), "base")
    assert set(inspect(create_engine(url)).get_table_names()) <= {"alembic_version"}


def test_a_start_at_the_head_never_imports_alembic(url):
    Database(url).upgrade()
    program = (
        f"import sys; from returnflow.database import Database; Database({url!r}).upgrade(); print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_processes_that_start_together_upgrade_once(url):
    program = f"from returnflow.database import Database; Database({url!r}).upgrade()"
    started = [subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) for _ in range(4)]
    errors = [process.communicate()[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0, 0], errors
    with Database(url).read() as work:
        assert work._session.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [HEAD]
