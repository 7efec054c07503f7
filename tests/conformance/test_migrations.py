"""A record of every earlier form is brought up with all it holds, and can be brought down again."""

import pytest
from sqlalchemy import select
from toys import Toy, read

from panj.record import engine, open_record, schema


@pytest.mark.parametrize("version", schema.REVISIONS[:-1])
def test_down_and_up_again_keeps_documents_and_claims(location, version):
    with Toy(location) as toy:
        toy.add("a", "AFG 3 fled", "2021-07-10")
        toy.add("a", "AFG 4 fled", "2021-07-10")
        toy.add("b", "TJK 5 fled", "2021-07-12")
        events, documents = toy.events(), list(toy.record.documents())
        with toy.record._connected_to_write() as connection, connection.begin():
            engine.migrate(connection, version)
        with toy.record.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == version
            assert len(connection.execute(select(schema.versions.c.id)).all()) == 3
        toy.record._wrote = False

    with Toy(location) as toy:
        assert list(toy.record.documents()) == documents
        assert list(toy.record.claims()) == [claim for known in documents for claim in read(known)]
        assert toy.events() == events
        with toy.record.engine.connect() as connection:
            assert (
                connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == schema.REVISIONS[-1]
            )


def test_a_step_that_fails_leaves_the_record_at_its_version(location, monkeypatch):
    with Toy(location) as toy:
        toy.add("a", "AFG 3 fled", "2021-07-10")
        with toy.record._connected_to_write() as connection, connection.begin():
            engine.migrate(connection, "0001")
        toy.record._wrote = False
    migrate = engine.migrate

    def halfway(connection, to="head"):
        migrate(connection, to)
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(engine, "migrate", halfway)
        with pytest.raises(ZeroDivisionError):
            open_record(location)
    with Toy(location) as toy:
        assert toy.figures() == {"AFG fled": 3}
