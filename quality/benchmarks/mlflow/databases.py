"""The databases of the servers that are compared: SQLite files of their own, or PostgreSQL where RONDO_DB names one."""

import itertools
import os
import sqlite3

NUMBERS = itertools.count()


def new():
    """The URL of a new, empty database of PostgreSQL; None where the servers are to use SQLite."""
    url = os.environ.get("RONDO_DB")
    if not url:
        return None
    name = f"benchmark_{os.getpid()}_{next(NUMBERS)}"
    connection = connect(url)
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}")
    connection.close()
    return url.rpartition("/")[0] + "/" + name


def connect(database):
    """A connection to a URL of PostgreSQL or to a SQLite file."""
    if isinstance(database, str):
        import psycopg2

        return psycopg2.connect(database)
    return sqlite3.connect(database, timeout=60)


def mark(url):
    """What stands for an argument in SQL."""
    return "%s" if url else "?"
