"""Topics: their list, their pages, and what of them is public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from interviews.models import Interview, Topic
from tests.factories import TopicFactory

Make = Callable[..., Interview]


def test_a_topic_shows_its_interviews_and_the_topics_beside_it(client: Client, make_interview: Make) -> None:
    water = TopicFactory(name="مياه")
    first, second = make_interview(title="حوار الماء"), make_interview(title="حوار آخر")
    first.topics.add(water)
    security = Topic.objects.get(name="أمن")
    page = client.get(water.get_absolute_url())
    assert [one.title for one in page.context["page"]] == ["حوار الماء"]
    assert [(topic.name, topic.shared_count) for topic in page.context["beside"]] == [("أمن", 1)]
    listed = {topic.name: topic.interview_count for topic in client.get("/topics/").context["page"]}
    assert listed == {"أمن": 2, "مياه": 1}
    assert second.title in client.get(security.get_absolute_url()).content.decode()


def test_a_topic_has_one_address(client: Client, make_interview: Make) -> None:
    make_interview()
    topic = Topic.objects.get()
    for address in (f"/topics/{topic.pk}/", f"/topics/{topic.pk}/قديم/"):
        assert client.get(address + "?page=1").url == topic.get_absolute_url() + "?page=1"


def test_topics_of_drafts_are_not_known(client: Client, make_interview: Make) -> None:
    hidden = TopicFactory(name="موضوع مخفي")
    make_interview(status="draft").topics.add(hidden)
    public = make_interview()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "موضوع مخفي" not in client.get("/topics/").content.decode()
    draft = make_interview(status="draft", title="حوار مسودة")
    draft.topics.add(hidden)
    topic = public.topics.get()
    page = client.get(topic.get_absolute_url())
    assert "حوار مسودة" not in page.content.decode()
    assert "موضوع مخفي" not in page.content.decode()


def test_a_topic_costs_few_queries(
    client: Client, make_interview: Make, django_assert_max_num_queries: Any
) -> None:
    for _number in range(15):
        make_interview()
    topic = Topic.objects.get()
    for address in (topic.get_absolute_url(), "/topics/"):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200
