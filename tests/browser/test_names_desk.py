"""Deciding proposed names and merging entities in a real browser: by keys, on a phone, without scripts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from interviews.models import Entity, Mention, Proposal
from tests.browser.paste_desk import PASSWORD
from tests.factories import EntityFactory, MentionFactory, TurnFactory
from tests.integration.admin.proposed import propose

LIST = "/admin/interviews/proposal/"
WIDTHS = (390, 1280)


def sign_in(page: Page, address: str) -> None:
    page.goto(f"/admin/login/?next={address}")
    page.locator("#id_username").fill("salma")
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#user-tools")).to_be_visible()


def assert_fits(page: Page) -> None:
    """No page is wider than its window, on a phone or a desk; the content is not cut off either."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        widest = page.evaluate(
            "Math.max(...[...document.querySelectorAll('#content input, #content select, #content button')]"
            ".filter(e => e.offsetParent && !e.closest('.visually-hidden'))"
            ".map(e => Math.max(e.getBoundingClientRect().right, -e.getBoundingClientRect().left)))"
        )
        assert widest <= width


@pytest.fixture
def proposals(editor: User) -> list[Proposal]:
    """Three names by the number of their interviews; the second sounds like somebody who is known."""
    EntityFactory(name="مارك كاغينز", variants=["Mark Kagins"])
    return [
        propose("سعاد الكرمي", 3, sentence="وقالت {} إن الطريق طويل. " + "كلام آخر كثير. " * 20),
        propose("مارك كاجينز", 2),
        propose("Harbour_and_Lighthouse_Authority_of_the_Northern_Coast", 1, kind="organisation"),
    ]


def test_the_proposal_desk_fits_its_window(page: Page, proposals: list[Proposal]) -> None:
    sign_in(page, LIST)
    assert page.locator("tr.row, .proposals tbody tr").count() == 3
    assert_fits(page)
    page.goto(f"{LIST}{proposals[2].pk}/change/")
    assert_fits(page)
    page.goto(f"{LIST}{proposals[1].pk}/name-of/?q=مارك")
    assert_fits(page)


def test_a_name_is_accepted_by_keys_and_the_next_one_comes(page: Page, proposals: list[Proposal]) -> None:
    sign_in(page, LIST)
    first, second = proposals[:2]
    name = page.locator(f"#proposal-{first.pk}-text")
    name.focus()
    page.keyboard.press("End")
    page.keyboard.type(" المهنا")
    page.keyboard.press("Tab")
    expect(page.locator(f"#proposal-{first.pk}-kind")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Entity.objects.filter(names__text="سعاد الكرمي المهنا").exists()
    assert page.url.endswith(f"#proposal-{second.pk}")
    expect(page.locator(f"#proposal-{second.pk}")).to_be_in_viewport()
    # The next key goes on where the eye is.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tr').id") == f"proposal-{second.pk}"


def test_a_name_is_given_to_an_entity_that_is_chosen_by_typing(page: Page, proposals: list[Proposal]) -> None:
    entity = EntityFactory(name="الدكتورة سعاد نزار")
    sign_in(page, LIST)
    row = page.locator(f"#proposal-{proposals[0].pk}")
    row.locator(".select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("الدكتوره سعاد")
    page.locator(".select2-results__option", has_text="الدكتورة سعاد نزار").click()
    row.locator("button[value=name]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert entity.names.filter(text="سعاد الكرمي").exists()


def test_many_names_are_chosen_at_once(page: Page, proposals: list[Proposal]) -> None:
    sign_in(page, LIST)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("dismiss_selected")
    page.locator("#changelist-form button[name=index]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert not Proposal.objects.open().exists()


def test_without_scripts_all_of_it_works(
    page_without_scripts: Page, page: Page, proposals: list[Proposal]
) -> None:
    quiet = page_without_scripts
    sign_in(quiet, LIST)
    first, second, third = proposals
    with quiet.expect_navigation():
        quiet.locator(f"#proposal-{third.pk} button[value=never]").click()
    expect(quiet.locator(".messagelist .success")).to_be_visible()
    with quiet.expect_navigation():
        quiet.locator(f"#proposal-{second.pk} .alike button").first.click()
    expect(quiet.locator(".messagelist .success")).to_be_visible()
    row = quiet.locator(f"#proposal-{first.pk}")
    expect(row.locator("select[name=entity]")).to_be_hidden()
    with quiet.expect_navigation():
        row.locator("button[value=name]").click()
    quiet.locator("#find-entity").fill("كاغينز")
    with quiet.expect_navigation():
        quiet.keyboard.press("Enter")
    quiet.locator("form.alike button", has_text="مارك كاغينز").click()
    expect(quiet.locator(".messagelist .success")).to_be_visible()
    texts = set(Entity.objects.get(names__text="Mark Kagins").names.values_list("text", flat=True))
    assert {"سعاد الكرمي", "مارك كاجينز"} <= texts


def test_two_entities_are_merged_by_keys(page: Page, editor: User) -> None:
    kept = EntityFactory(name="سعاد الكرمي")
    other = EntityFactory(
        name="سعاد نزار الكرمي", variants=["Suad_Nizar_al_Karmi_of_the_Northern_Coast_and_the_Islands"]
    )
    MentionFactory(entity=other, turn=TurnFactory(text="سعاد نزار الكرمي هنا"), start=0, end=16)
    sign_in(page, f"/admin/interviews/entity/{kept.pk}/change/")
    assert_fits(page)
    with page.expect_navigation():
        page.locator(f".object-tools a[href*='merge/?pk={kept.pk}']").first.click()
    page.locator(".choose-entity .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("سعاد نزار")
    page.locator(".select2-results__option", has_text="سعاد نزار الكرمي").click()
    with page.expect_navigation():
        page.locator(".choose-entity button").click()
    assert_fits(page)
    # Nothing happens before it is said which one stays.
    page.locator("#merge-form input[type=submit]").click()
    assert Entity.objects.filter(pk=other.pk).exists()
    page.locator(f"input[name=keep][value='{kept.pk}']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Mention.objects.get().entity == kept
    assert not Entity.objects.filter(pk=other.pk).exists()


def test_the_other_pages_fit_their_windows(page: Page, editor: User) -> None:
    one, two = EntityFactory(name="علي حسن", variants=["x" * 150]), EntityFactory(name="علي حسن")
    turn = TurnFactory(text="علي حسن " + "كلمة_طويلة_بلا_فراغ" * 10)
    for entity in (one, two):
        MentionFactory(entity=entity, turn=turn, start=0, end=7, state="offered")
    sign_in(page, "/admin/interviews/mention/")
    assert_fits(page)
    for address in (f"{one.pk}/split/", f"{one.pk}/change/", f"merge/?pk={one.pk}&pk={two.pk}"):
        page.goto(f"/admin/interviews/entity/{address}")
        assert_fits(page)


def test_an_ambiguous_place_is_decided_by_one_click(page: Page, editor: User) -> None:
    town, paper = EntityFactory(kind="place", name="حديثة"), EntityFactory(kind="organisation", name="حديثة")
    for _ in range(2):
        turn = TurnFactory(text="حديثة قريبة، و حديثة بعيدة")
        for entity in (town, paper):
            MentionFactory(entity=entity, turn=turn, start=0, end=5, state="offered")
    sign_in(page, "/admin/interviews/mention/?state__exact=offered")
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(2)
    rows.first.locator(".rivals button").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(rows).to_have_count(1)
    assert list(Mention.objects.filter(state="confirmed").values_list("entity", flat=True)) == [paper.pk]
