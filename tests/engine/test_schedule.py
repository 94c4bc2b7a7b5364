from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.engine.decoder import Search
from service.engine.schedule import (
    CRUMB,
    FILL,
    HEAD_START,
    HOLD_S,
    KIN,
    ORDINARY,
    THIN,
    TYPICAL,
    WINDOW,
    Job,
    Request,
    Schedule,
    share,
)

PLAIN = Search()
SECOND = Search(repetition_penalty=1.2)


def request(
    arrived: float = 0.0, *, background: bool = False, deadline: float | None = None
) -> Request:
    return Request(
        lambda _job, _outcome: None, arrived=arrived, background=background, deadline=deadline
    )


def jobs(owner: Request, *costs: int, search: Search = PLAIN, again: bool = False) -> list[Job]:
    return [
        Job(owner, (index, 0), ("x",) * (cost - 1), search, again=again)
        for index, cost in enumerate(costs)
    ]


def crowd(schedule: Schedule) -> list[Request]:
    """Eight requests of 500 segments, all of which have received something already."""
    found = [request(0.0) for _ in range(8)]
    for one in found:
        schedule.add(one, jobs(one, *[30 + at % 17 for at in range(500)]), 0.0)
    while min(one.attained for one in found) < 2 * KIN:
        schedule.take(384, 0.0)
    return found


def test_nothing_waits() -> None:
    assert Schedule().take(100, 0.0) == []


def test_a_batch_is_never_empty_however_small_the_budget() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 50), 0.0)
    assert [job.cost for job in schedule.take(1, 0.0)] == [50]
    assert (schedule.jobs, schedule.tokens) == (0, 0)


def test_a_long_request_goes_in_order_with_segments_of_like_length() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 20, 90, 22, 85, 19, 88), 0.0)
    assert [job.key[0] for job in schedule.take(61, 0.0)] == [0, 4, 2]
    assert [job.cost for job in schedule.take(270, 0.0)] == [90, 85, 88]


def test_a_short_request_leaves_whole_with_company_no_longer_than_itself() -> None:
    schedule, one, other = Schedule(), request(0.0), request(0.1)
    schedule.add(one, jobs(one, 60, 20, 25), 0.0)
    schedule.add(other, jobs(other, 61, *[55] * 30), 0.0)
    batch = schedule.take(360, 1.0)
    assert [job.cost for job in batch] == [60, 20, 25, 55, 55, 55, 55]


def test_a_short_request_among_long_ones_leaves_next_and_is_not_held_up_by_company() -> None:
    schedule, short = Schedule(), request(1.0)
    crowd(schedule)
    schedule.add(short, jobs(short, 31, 36, 45, 33, 38), 1.0)
    batch = schedule.take(384, 1.0)
    assert [job.request is short for job in batch] == [True] * 5


def test_one_or_two_segments_take_a_few_of_those_far_behind_along() -> None:
    schedule, short = Schedule(), request(1.0)
    crowd(schedule)
    schedule.add(short, jobs(short, 46), 1.0)
    batch = schedule.take(384, 1.0)
    assert batch[0].request is short
    assert len(batch) > 1
    assert sum(job.cost for job in batch) <= FILL


def test_the_second_attempt_of_a_short_request_waits_for_a_moment_at_most() -> None:
    schedule, short = Schedule(), request(1.0)
    crowd(schedule)
    schedule.add(short, jobs(short, 40, search=SECOND, again=True), 1.5)
    assert schedule.take(384, 1.5)[0].request is not short
    assert schedule.take(384, 1.5 + 0.9 * HOLD_S)[0].request is not short
    assert [job.request for job in schedule.take(384, 1.5 + HOLD_S)] == [short]


def test_further_attempts_of_all_requests_leave_together() -> None:
    schedule, owners = Schedule(), [request(0.0) for _ in range(4)]
    for one in owners:
        schedule.add(one, jobs(one, *[30] * 20), 0.0)
    late = THIN // 4 + 1
    for number, one in enumerate(owners):
        assert schedule.take(90, 0.0)[0].search == PLAIN, number
        schedule.add(one, jobs(one, late, search=SECOND, again=True), 0.0)
    batch = schedule.take(384, 0.0)
    assert {job.request for job in batch} == set(owners)
    assert {job.search for job in batch} == {SECOND}


def test_further_attempts_wait_for_nobody_when_there_is_no_other_work() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 20, search=SECOND, again=True), 0.0)
    assert len(schedule.take(384, 0.0)) == 1


def test_a_further_attempt_of_the_same_kind_waits_for_nothing_and_keeps_its_place() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, *[30] * 30), 0.0)
    retried = jobs(one, 31, again=True)
    schedule.add(one, retried, 0.0)
    assert schedule.take(90, 0.0)[0] is retried[0]


def test_what_is_held_back_is_dropped_with_its_request() -> None:
    schedule, one, other = Schedule(), request(), request()
    schedule.add(one, jobs(one, 30, search=SECOND, again=True), 0.0)
    schedule.add(other, jobs(other, 30), 0.0)
    assert schedule.drop(one) == 1
    assert [job.request for job in schedule.take(384, 0.0)] == [other]
    assert (schedule.jobs, schedule.tokens) == (0, 0)


def test_workers_share_what_waits_so_that_they_end_together() -> None:
    assert share(1000, 0, 1) == 1000
    assert share(1000, 0, 2) == 500
    # The other one is still at 500 tokens, so this one takes more.
    assert share(1000, 500, 2) == 750
    assert share(300, 900, 2) == 300
    # Nobody is left with less than a batch is worth.
    assert share(CRUMB + 100, 0, 2) == CRUMB + 100


def test_ordinary_articles_end_in_the_order_they_came() -> None:
    schedule = Schedule()
    owners = [request(float(at)) for at in range(6)]
    for one in owners:
        schedule.add(one, jobs(one, *[30 + at for at in range(40)]), one.arrived)
    ended: list[float] = []
    while batch := schedule.take(384, 10.0):
        ended += [one.arrived for one in owners if not one.pending and one.arrived not in ended]
        assert batch
    assert ended == sorted(ended)


def test_an_unusually_long_one_stands_behind_by_what_is_still_to_be_prepared_too() -> None:
    long, usual = request(0.0), request(0.0)
    long.coming = 500
    for one in (long, usual):
        Schedule().add(one, jobs(one, 30, 30), 0.0)
        assert one.waiting == 60
    assert usual.rank(0.0) == -HEAD_START
    assert long.rank(0.0) == 60 + 500 * TYPICAL - ORDINARY - HEAD_START


def test_who_has_received_nothing_starts_a_little_ahead() -> None:
    schedule, old, new = Schedule(), request(0.0), request(2.0)
    schedule.add(old, jobs(old, *[30] * 40), 0.0)
    schedule.take(384, 0.0)
    schedule.add(new, jobs(new, *[30] * 40), 2.0)
    assert schedule.take(384, 2.0)[0].request is new
    assert schedule.take(384, 2.0)[0].request is old


def test_waiting_ages_so_that_a_stream_of_newcomers_starves_nobody() -> None:
    schedule, old = Schedule(), request(0.0)
    schedule.add(old, jobs(old, *[30] * 40), 0.0)
    now, served = 0.0, 0
    while old.pending and now < 1000:
        fresh = request(now)
        schedule.add(fresh, jobs(fresh, *[30] * 10), 0.0)
        served += sum(job.request is old for job in schedule.take(300, now))
        now += 0.5
    assert served == 40


def test_background_yields_to_interactive() -> None:
    schedule, later, now = Schedule(), request(0.0, background=True), request(5.0)
    schedule.add(later, jobs(later, 30), 0.0)
    schedule.add(now, jobs(now, 30), 0.0)
    assert schedule.take(30, 5.0)[0].request is now


def test_searches_are_not_mixed() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, 30, 30), 0.0)
    schedule.add(one, jobs(one, 30, search=Search(beam=5, hypotheses=5)), 0.0)
    assert len(schedule.take(900, 0.0)) == 2


def test_late_and_departed_requests_never_reach_the_model() -> None:
    schedule, late, stays = Schedule(), request(deadline=1.0), request()
    gone = Request(lambda _job, _outcome: None, arrived=0.0, cancelled=lambda: True)
    for one in (late, stays, gone):
        schedule.add(one, jobs(one, 20, 20), 0.0)
    assert schedule.sweep(1.0) == [late, gone]
    assert schedule.dropped == 4
    assert {job.request for job in schedule.take(900, 1.0)} == {stays}
    assert schedule.jobs == 0


@given(
    st.lists(
        st.lists(st.tuples(st.integers(2, 120), st.booleans()), min_size=1, max_size=60),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 600),
)
def test_every_job_leaves_once_within_budget(
    costs: list[list[tuple[int, bool]]], budget: int
) -> None:
    schedule = Schedule()
    waiting: set[int] = set()
    kept: list[Job] = []
    for number, row in enumerate(costs):
        owner = request(float(number))
        mine = [
            job
            for cost, again in row
            for job in jobs(owner, cost, search=SECOND if again else PLAIN, again=again)
        ]
        kept += mine
        waiting |= {id(job) for job in mine}
        schedule.add(owner, mine, 0.0)
    while batch := schedule.take(budget, 10.0):
        assert sum(job.cost for job in batch) <= max(budget, *(job.cost for job in batch))
        assert {id(job) for job in batch} <= waiting
        assert len({job.search for job in batch}) == 1
        waiting -= {id(job) for job in batch}
    assert not waiting
    assert (schedule.jobs, schedule.tokens) == (0, 0)


def test_streaming_stays_near_article_order() -> None:
    schedule, one = Schedule(), request()
    schedule.add(one, jobs(one, *range(20, 320)), 0.0)
    done: list[int] = []
    while batch := schedule.take(400, 0.0):
        done += [job.key[0] for job in batch]
    for position, index in enumerate(done):
        assert abs(index - position) <= WINDOW


def test_only_a_reader_alone_with_nothing_yet_is_opened_for() -> None:
    schedule, one, other = Schedule(), request(), request()
    assert not schedule.opening()
    schedule.add(one, jobs(one, 20, 30, 40), 0.0)
    assert schedule.opening()
    assert [job.key[0] for job in schedule.take(1, 0.0)] == [0]
    assert not schedule.opening()
    schedule.add(other, jobs(other, 20), 0.0)
    assert not schedule.opening()
    behind = Schedule()
    late = request(background=True)
    behind.add(late, jobs(late, 20), 0.0)
    assert not behind.opening()
