from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.engine.decoder import Search
from service.engine.schedule import CRUMB, FILL, KIN, WINDOW, Job, Request, Schedule, share

PLAIN = Search()


def request(
    arrived: float = 0.0, *, background: bool = False, deadline: float | None = None
) -> Request:
    return Request(
        lambda _job, _outcome: None, arrived=arrived, background=background, deadline=deadline
    )


def jobs(owner: Request, *costs: int, search: Search = PLAIN) -> list[Job]:
    return [Job(owner, (index, 0), ("x",) * (cost - 1), search) for index, cost in enumerate(costs)]


def test_nothing_waits() -> None:
    assert Schedule().take(100, 0.0) == []


def test_a_batch_is_never_empty_however_small_the_budget() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 50))
    assert [job.cost for job in schedule.take(1, 0.0)] == [50]
    assert (schedule.jobs, schedule.tokens) == (0, 0)


def test_a_long_request_goes_in_order_with_segments_of_like_length() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 20, 90, 22, 85, 19, 88))
    assert [job.key[0] for job in schedule.take(61, 0.0)] == [0, 4, 2]
    assert [job.cost for job in schedule.take(270, 0.0)] == [90, 85, 88]


def test_a_short_request_leaves_whole_with_company_no_longer_than_itself() -> None:
    schedule, one, other = Schedule(), request(0.0), request(0.1)
    schedule.add(one, jobs(one, 60, 20, 25))
    schedule.add(other, jobs(other, 61, *[55] * 30))
    batch = schedule.take(360, 1.0)
    assert [job.cost for job in batch] == [60, 20, 25, 55, 55, 55, 55]


def test_those_far_behind_ride_along_only_a_little() -> None:
    schedule, long, short = Schedule(), request(0.0), request(1.0)
    schedule.add(long, jobs(long, *[30] * 500))
    while long.attained < 2 * KIN:
        schedule.take(300, 0.0)
    schedule.add(short, jobs(short, *[30] * 5))
    batch = schedule.take(900, 1.0)
    assert [job.request is short for job in batch[:5]] == [True] * 5
    assert sum(job.cost for job in batch[5:]) <= FILL


def test_workers_share_what_waits_so_that_they_end_together() -> None:
    assert share(1000, 0, 1) == 1000
    assert share(1000, 0, 2) == 500
    # The other one is still at 500 tokens, so this one takes more.
    assert share(1000, 500, 2) == 750
    assert share(300, 900, 2) == 300
    # Nobody is left with less than a batch is worth.
    assert share(CRUMB + 100, 0, 2) == CRUMB + 100


def test_waiting_ages_so_that_a_stream_of_newcomers_starves_nobody() -> None:
    schedule, old = Schedule(), request(0.0)
    schedule.add(old, jobs(old, *[30] * 40))
    now, served = 0.0, 0
    while old.pending and now < 1000:
        fresh = request(now)
        schedule.add(fresh, jobs(fresh, *[30] * 10))
        served += sum(job.request is old for job in schedule.take(300, now))
        now += 0.5
    assert served == 40


def test_background_yields_to_interactive() -> None:
    schedule, later, now = Schedule(), request(0.0, background=True), request(5.0)
    schedule.add(later, jobs(later, 30))
    schedule.add(now, jobs(now, 30))
    assert schedule.take(30, 5.0)[0].request is now


def test_searches_are_not_mixed() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 30, 30))
    schedule.add(one, jobs(one, 30, search=Search(beam=5, hypotheses=5)))
    assert len(schedule.take(900, 0.0)) == 2


def test_late_and_departed_requests_never_reach_the_model() -> None:
    schedule, late, stays = Schedule(), request(deadline=1.0), request()
    gone = Request(lambda _job, _outcome: None, arrived=0.0, cancelled=lambda: True)
    for one in (late, stays, gone):
        schedule.add(one, jobs(one, 20, 20))
    assert schedule.sweep(1.0) == [late, gone]
    assert schedule.dropped == 4
    assert {job.request for job in schedule.take(900, 1.0)} == {stays}
    assert schedule.jobs == 0


@given(
    st.lists(st.lists(st.integers(2, 120), min_size=1, max_size=60), min_size=1, max_size=8),
    st.integers(1, 600),
)
def test_every_job_leaves_once_within_budget(costs: list[list[int]], budget: int) -> None:
    schedule = Schedule()
    waiting: set[int] = set()
    kept: list[Job] = []
    for number, row in enumerate(costs):
        owner = request(float(number))
        mine = jobs(owner, *row)
        kept += mine
        waiting |= {id(job) for job in mine}
        schedule.add(owner, mine)
    while batch := schedule.take(budget, 10.0):
        assert sum(job.cost for job in batch) <= max(budget, *(job.cost for job in batch))
        assert {id(job) for job in batch} <= waiting
        waiting -= {id(job) for job in batch}
    assert not waiting
    assert (schedule.jobs, schedule.tokens) == (0, 0)


def test_streaming_stays_near_article_order() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, *range(20, 320)))
    done: list[int] = []
    while batch := schedule.take(400, 0.0):
        done += [job.key[0] for job in batch]
    for position, index in enumerate(done):
        assert abs(index - position) <= WINDOW


def test_only_a_reader_alone_with_nothing_yet_is_opened_for() -> None:
    schedule, one, other = Schedule(), request(), request()
    assert not schedule.opening()
    schedule.add(one, jobs(one, 20, 30, 40))
    assert schedule.opening()
    assert [job.key[0] for job in schedule.take(1, 0.0)] == [0]
    assert not schedule.opening()
    schedule.add(other, jobs(other, 20))
    assert not schedule.opening()
    behind = Schedule()
    late = request(background=True)
    behind.add(late, jobs(late, 20))
    assert not behind.opening()
