"""One Spark for the whole run: starting it takes longer than most tests."""

from collections.abc import Iterator

import pytest

from scrutable.engine import spark as engine
from scrutable.engine.spark import SparkEngine
from scrutable.errors import UsageFault

# A few rows at a time: making them fast by compiling each query takes far longer than running it as it stands.
SMALL = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    """Spark with every table, all of them empty. Where pyspark or Java is missing the tests are skipped, and say so."""
    # A worker whose tests are shared out by groups: the other one must not start a Spark, too.
    if request.config.getoption("loadgroup", False):
        (tmp_path_factory.getbasetemp().parent / "there is one Spark").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "APPLICATION", engine.APPLICATION | SMALL)
        try:
            started = SparkEngine.over_rows({})
        except UsageFault as fault:
            pytest.skip(str(fault))
    yield started
    started.session.stop()
