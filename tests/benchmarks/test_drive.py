"""The load generator: every answer is compared, and the first wrong one ends the run."""

from dataclasses import replace

import pytest

from benchmarks.load import Driver, Expected, Job, drive
from tests.benchmarks.answering import answering, reply

REQUEST = b"GET / HTTP/1.1\r\n\r\n"
EXPECTED = Expected(200, b'{"rows":[1,2],"cursor":"', b'"}')


def good(number):
    return reply(b'{"rows":[1,2],"cursor":"%d"}' % number)


def job(address, **changes):
    return replace(
        Job(
            addresses=[address],
            requests=[REQUEST] * 40,
            kinds=[0] * 40,
            expected=[EXPECTED],
            connections=3,
            seconds=30,
            keep_heads=True,
            is_repeatable=False,
        ),
        **changes,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(reply(b'{"rows":[1,3],"cursor":"9"}'), id="another row"),
        pytest.param(reply(b'{"rows":[1,2],"cursor":"9"}', 503), id="another status"),
        pytest.param(reply(b'{"rows":[1,2],"cursor":"9"}x'), id="more behind"),
        pytest.param(reply(b'{"rows":[1,2]}'), id="cut short"),
        pytest.param(reply(b'{"rows":[1,2],"cursor":"%s"}' % (b"9" * 3_000)), id="too much that varies"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", id="no length"),
        pytest.param(b"", id="connection closed"),
    ],
)
def test_one_wrong_answer_among_good_ones_makes_the_run_bad(wrong):
    with answering(lambda number: wrong if number == 20 else good(number)) as address:
        assert drive(job(address)).bad


def test_each_signed_request_is_sent_once_and_each_answer_is_kept():
    with answering(good) as address:
        outcome = drive(job(address))
    assert outcome.bad is None
    assert outcome.ran_out
    assert sorted(outcome.sent) == list(range(40))
    assert len(outcome.latencies) == len(outcome.heads) == 40
    assert sorted(map(int, outcome.varying)) == list(range(1, 41))


def test_a_repeatable_request_is_sent_until_the_time_is_over():
    with answering(good) as address:
        outcome = drive(job(address, seconds=0.2, is_repeatable=True, requests=[REQUEST], keep_heads=False))
    assert outcome.bad is None
    assert 0.2 <= outcome.seconds < 10
    assert len(outcome.latencies) > 1
    assert outcome.heads == []


def test_an_answer_in_chunks_is_put_together():
    chunks = [b'{"rows":[1,2],', b'"cursor":"\r\n0\r\n\r\n', b'"}']
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    said = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    with answering(lambda number: said) as address:
        outcome = drive(job(address))
    assert outcome.bad is None
    assert set(outcome.varying) == {b"\r\n0\r\n\r\n"}


def test_the_generator_runs_in_a_process_of_its_own():
    with answering(good) as address, Driver() as driver:
        driver.start(job(address))
        assert driver.wait(60)
        assert driver.finish().bad is None
