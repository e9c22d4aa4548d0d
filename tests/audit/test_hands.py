"""What becomes of pages when the process that checks them dies: only the page that kills is lost."""

from __future__ import annotations

import os
from concurrent.futures import wait
from pathlib import Path

from claimlight.audit.executors import local
from claimlight.audit.hands import Hand, Hands
from claimlight.audit.reading import Job
from claimlight.audit.tables import RunPage


class Deadly:
    """A body that ends whichever process takes it in hand."""

    def __len__(self) -> int:
        return 1

    def __reduce__(self):  # noqa: ANN204
        return os._exit, (9,)


def test_a_page_that_kills_its_process_is_named_and_the_others_are_checked(packs: Path):
    pages = [b"<p>Our exosomes cure arthritis.</p>", Deadly(), b"<p>Our house stands near the park.</p>"]
    with local(1) as workers:
        hands = Hands(workers)
        for number, body in enumerate(pages):
            job = Job(number, f"https://a.example/{number}", body, "text/html", folders=(str(packs),))
            hands.gather(Hand(RunPage(id=number), None, job))
        hands.hand_over()
        assert len(hands) == 1 and hands.room
        found = {}
        while hands:
            for future in wait(hands.working, timeout=60).done:
                found |= {hand.page.id: checked.failure for hand, checked in hands.finish(future)}
    assert found[0] is None and found[2] is None
    assert found[1] == ("fault", "The process that checked it died, twice.")
