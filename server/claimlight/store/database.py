"""Opening the database, with its tables as this version wants them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

#: How long one writer waits for another in SQLite, in milliseconds.
_WAIT = 30_000
_MIGRATIONS = Path(__file__).parent / "migrations"


class Base(DeclarativeBase):
    """What every table of Claimlight is declared on; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database."""

    engine: Engine
    _writing: sessionmaker[Session]
    _reading: sessionmaker[Session]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction: its changes are all kept at its end, or none when it raises. Writers take turns.

        Raises `StoreError` when the database fails.
        """
        with _named(), self._writing.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and waits for no writer. Raises `StoreError` when it fails."""
        with _named(), self._reading() as session:
            yield session

    def close(self) -> None:
        """Close its connections."""
        self.engine.dispose()


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"The database failed: {_reason(error)}. Nothing of this step was written.") from error


def default_url() -> str:
    """The address of the database in the user's own data folder."""
    return f"sqlite:///{user_data_path('claimlight', appauthor=False) / 'claimlight.sqlite3'}"


def _address(url: str) -> str:
    address = url or default_url()
    return address if "://" in address else f"sqlite:///{address}"


def is_there(url: str = "") -> bool:
    """Whether there is anything to open: a file of SQLite exists, or the address names a server."""
    kind, _, path = _address(url).partition(":///")
    return kind != "sqlite" or Path(path).is_file()


def open_database(url: str = "") -> Database:
    """Open a database and bring its tables up to date; it is made when there is none.

    In: an SQLAlchemy URL (`sqlite:///file`, `postgresql://user@host/name`), or a path of an SQLite file; empty for the
    default. Raises `StoreError` with the remedy: not an address, not reachable, or written by a newer version.
    """
    address = _address(url)
    try:
        parsed = make_url(address)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"{address!r} is no address of a database. Write sqlite:///file or postgresql://user@host/name.") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"The driver {error.name} is missing. Install it: pip install 'claimlight[postgresql]'.") from error
    except OSError as error:
        raise StoreError(f"{parsed.database} cannot be made: {error.strerror}.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
        event.listen(engine, "begin", _begin)
    try:
        _upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        shown = engine.url.render_as_string(hide_password=True)
        raise StoreError(f"The database {shown} cannot be used: {_reason(error)}.") from error
    reading = engine.execution_options(sqlite_begin="DEFERRED")
    return Database(engine, sessionmaker(engine, expire_on_commit=False), sessionmaker(reading, expire_on_commit=False))


def _tune(connection: object, _: object) -> None:
    """SQLite as it is best for one writer and many readers: a write-ahead log, and foreign keys that hold."""
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver guesses
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_WAIT}"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: one that has read first and then may not write would have to start over."""
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', 'IMMEDIATE')}")


def _upgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    newest = set(ScriptDirectory.from_config(config).get_heads())  # each room has a line of migrations of its own
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # two that start at once take turns
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(727301)")
        if set(MigrationContext.configure(connection).get_current_heads()) == newest:
            return
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "heads")
        except CommandError as error:
            raise StoreError("The database was written by a newer Claimlight. Update this one, or use another database.") from error


def _reason(error: DBAPIError) -> str:
    """The driver's own words, on one line."""
    return " ".join(str(error.orig or error).split()).rstrip(".")[:300]
