"""Headline, caption, body and links; datelines, agencies and the day of publication in the report's own words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from panj import documents
from panj.errors import InputError
from panj.model import Document
from panj.settings import Settings

SETTINGS = Settings(record="panj.db", cache=Path("cache"))
BODY = "Some 300 people crossed the bridge at dawn with what they could carry, the guards said. More are on the road."


def read(text: str) -> Document:
    return documents.from_text(text, settings=SETTINGS)


def parts(document: Document) -> list[tuple[str, str]]:
    return [(section.kind, document.text[section.start : section.end]) for section in document.sections]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in parts(read(text))]


# sections


def test_headline_caption_body_link_and_promotion() -> None:
    text = (
        "Hundreds cross the Pyanj as fighting nears\n\n"
        "Families wait beside the river in Hamadoni, Tajikistan, on July 9.\n\n"
        f"DUSHANBE -- {BODY}\n\n"
        "SEE ALSO: What The Border Guards Counted Last Year\n\n\n"
        f"{BODY}\n\n"
        "Follow us on Telegram and get the news of the day."
    )
    document = read(text)
    assert [kind for kind, _ in parts(document)] == ["headline", "caption", "body", "related", "body", "related"]
    assert document.title == "Hundreds cross the Pyanj as fighting nears"
    assert document.section_at(text.index("SEE ALSO")) == "related"


@pytest.mark.parametrize(
    "text",
    [
        f"Hundreds cross the river\n\n{BODY}",
        f"Hundreds cross the river\n{BODY}",
        f"Will they let hundreds cross?\n\n{BODY}",
        f"Hundreds leave the U.S.\n\n{BODY}",
        f"IOM: hundreds cross the river\n\n{BODY}",
        f"# Hundreds cross the river.\n\n{BODY}",
        f"Hundreds cross the river\n========\n\n{BODY}",
        "FLASH UPDATE No. 3 – the river\n• 300 people crossed\n• 12 boats were lost",
        f"Hundreds cross the river\n\nBy A. Reporter\n\n{BODY}",
        f"Hundreds cross the river\r\n\r\n{BODY}",
    ],
)
def test_a_headline(text: str) -> None:
    document = read(text)
    kind, words = parts(document)[0]
    assert kind == "headline"
    assert "300" not in words
    assert set(kinds(text)[1:]) == {"body"}


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\n{BODY}",
        "300 people were moved to Khorog as of 4 March",
        "and were taken to a school in Khorog",
        f"GENEVA — {BODY}",
        f"Key figures:\n\n{BODY}",
        f"(Corrects the number in paragraph one)\n\n{BODY}",
        "The ministry of emergency situations of the country told us\n"
        "that three hundred people had crossed the bridge and\nthat many more were on their way to it on that day.",
        "• 300 people crossed\n• 12 boats were lost",
        "Q: How many came?\nA: Three hundred, on Monday alone.",
    ],
)
def test_no_headline(text: str) -> None:
    assert set(kinds(text)) == {"body"}


@pytest.mark.parametrize(
    "text", ["Hundreds cross the Pyanj, guards say", "Flood leaves 300 homeless in Khorog; dam holds"]
)
def test_a_lone_headline(text: str) -> None:
    assert kinds(text) == ["headline"]


def test_a_second_headline_is_headline() -> None:
    text = f"Hundreds cross the river\n\nCamps on the far bank are full, aid agencies warn\n\n{BODY}"
    assert parts(read(text))[0][1].endswith("warn")


@pytest.mark.parametrize(
    "caption",
    [
        "A boy carries his sister off a boat at Tulcea. (Photo by A. Person)",
        "Women queue for water in the camp. PHOTO: AFP",
        "Smoke rises over the town. REUTERS/A. Person",
        "A convoy leaves the town [File: A. Person/Reuters]",
        "Tents at the border post, pictured on Monday",
        "Image credit: A. Person",
        "Refugees from the valley rest at a school in Khorog on July 14, 2021.",
    ],
)
def test_a_caption(caption: str) -> None:
    assert kinds(f"Hundreds cross the river\n\n{caption}\n\nDUSHANBE (AFP) - {BODY}") == ["headline", "caption", "body"]


def test_a_caption_in_the_middle_of_a_report() -> None:
    assert kinds(f"{BODY}\n\nA tent in the camp. Photo: A. Person\n\n{BODY}") == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "lead",
    [
        "The ministry said on Monday that 300 people wait at the bridge.",
        "More than 300 people have come over the bridge.",
    ],
)
def test_a_report_is_no_caption(lead: str) -> None:
    assert "caption" not in kinds(f"Hundreds cross the river\n\n{lead}\n\nDUSHANBE - {BODY}")


@pytest.mark.parametrize(
    "line",
    [
        "SEE ALSO: Donors Pledge Millions",
        "READ MORE",
        "Read more: The river in numbers",
        "ALSO READ | The river in numbers",
        "Related stories",
        "Join our WhatsApp channel for more",
        "Join Example's Telegram channel and get the latest news delivered to you.",
        "Subscribe to our newsletter",
        "Sign up for the daily briefing here",
        "Follow us on Twitter",
        "Follow @example for more",
        "Click here to watch",
        "© 2021 Example News. All rights reserved.",
        "This article was first published by Example News.",
    ],
)
def test_a_link_or_promotion(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}") == ["body", "related", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Related to this, 300 people fled the town.",
        "More than 300 people fled the town.",
        "Join forces with us, the governor told 300 families.",
        "Following the attack, 300 people fled.",
        "Watch towers were built for 300 people.",
        "Recommended by the commission, the move of 300 people began.",
    ],
)
def test_a_sentence_is_no_link(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}") == ["body"]


def test_titles_below_read_more_belong_to_it() -> None:
    text = f"{BODY}\n\nREAD MORE\nBank profit up | Rain in the hills\n400 flee another town\n\n{BODY}"
    found = parts(read(text))
    assert [kind for kind, _ in found] == ["body", "related", "body"]
    assert "400 flee" in found[1][1]
    assert found[2][1] == BODY


# datelines and agencies


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("DUSHANBE, TAJIKISTAN (AFP) - ", "AFP"),
        ("DUSHANBE -- ", None),
        ("YEREVAN — ", None),
        ("DERNA, Libya – ", None),
        ("GENEVA: ", None),
        ("Geneva: ", None),
        ("Pemba – ", None),
        ("Khartoum / El Gedaref — ", None),
        ("N'Djamena, June 1: ", None),
        ("Kinshasa, Jan 17 (IANS): ", "IANS"),
        ("NZULO, Congo (AP) — ", "AP"),
        ("JOHANNESBURG (Sputnik, 1 April): ", "Sputnik"),
        ("DUSHANBE, 14.07.2021 (NIAT Khovar) – ", "Khovar"),
        ("KABUL, July 14, 2021 (AFP) - ", "AFP"),
        ("MOSCOW, July 14 /TASS/. ", "TASS"),
        ("MOSCOW. July 14 (Interfax) - ", "Interfax"),
        ("PORT-AU-PRINCE (Reuters) - ", "Reuters"),
        ("WASHINGTON, D.C. — ", None),
        ("COX'S BAZAR, Bangladesh, March 6 — ", None),
        ("Hola, Friday — ", None),
        ("Mepe, Oct. 16, GNA — ", "GNA"),
        ("(AP) – ", "AP"),
        ("PRISTINA/BELGRADE - ", None),
        ("(Beirut) – ", None),
    ],
)
def test_a_dateline(dateline: str, agency: str | None) -> None:
    for before in ("", "Hundreds cross the river\n\n"):
        document = read(before + dateline + BODY)
        assert document.dateline is not None
        found = document.text[document.dateline.start : document.dateline.end]
        assert found.strip() == dateline.strip()
        assert document.agency == agency


@pytest.mark.parametrize(
    "start",
    [
        "",
        "UPDATE: ",
        "UNHCR: ",
        "UNHCR – ",
        "BREAKING — ",
        "Deaths: ",
        "The guards — ",
        "(Corrected) ",
        "In Dushanbe – ",
        "Q: ",
        "300 people: ",
        "• KABUL – ",
        "The guards said on Monday - ",
    ],
)
def test_no_dateline(start: str) -> None:
    assert read(start + BODY).dateline is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"Hundreds cross\n\nBy AFP | Jan 24, 2025\n{BODY}", "AFP"),
        (f"Hundreds cross\n\nReuters | Updated: 15-11-2020 19:14 IST\n{BODY}", "Reuters"),
        (f"Hundreds cross\n\nReuters\n\n{BODY}", "Reuters"),
        (f"{BODY} — Xinhua", "Xinhua"),
        (f"{BODY} (AFP)", "AFP"),
        (f"{BODY} (APO Group for MSF)", "APO Group"),
        (f"{BODY}\n\nSource: Anadolu Agency", "Anadolu"),
        (f"OUTLET: Example Times (IANS/Xinhua)\n\n{BODY}", "IANS"),
        (f"OUTLET: Xinhua (mirror)\n\n{BODY}", "Xinhua"),
        (f"OUTLET: Example Times (video text)\n\n{BODY}", None),
        (f"Hundreds cross\n\nA tent. PHOTO: AFP\n\n{BODY}", None),
        (f"{BODY} Reuters could not verify this.", None),
        (f"Hundreds cross\n\nBy A. Reporter\n\n{BODY}", None),
    ],
)
def test_the_agency(text: str, agency: str | None) -> None:
    assert read(text).agency == agency


# the day of publication


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"DUSHANBE, 14.07.2021 (NIAT Khovar) – {BODY}", "2021-07-14"),
        (f"KABUL, July 14, 2021 (AFP) - {BODY}", "2021-07-14"),
        (f"Hundreds cross\n\nPublished 3 March 2020\n\n{BODY}", "2020-03-03"),
        (f"Hundreds cross\n\nPublished: Tuesday, March 3, 2020 10:30 AM\n\n{BODY}", "2020-03-03"),
        (f"Hundreds cross\n\nUPDATED: 5 March 2020 | Published: 3 March 2020\n\n{BODY}", "2020-03-03"),
        (f"Hundreds cross\n\nReuters | Updated: 15-11-2020 19:14 IST\n{BODY}", "2020-11-15"),
        (f"Hundreds cross\n\nBy AFP | Jan 24, 2025\n{BODY}", "2025-01-24"),
        (f"Hundreds cross\n\n3 March 2020\n\n{BODY}", "2020-03-03"),
        (f"{BODY}\n\nPublished in Example Times, March 3rd, 2020", "2020-03-03"),
        (f"Situation Report (2 April 2021)\n\n{BODY}", "2021-04-02"),
        (f"Flash Update No.5 (As of 9 April 2021)\n\n{BODY}", "2021-04-09"),
        (f"Report: No. 19, 30 March 2021 09:00h\n\n{BODY}", "2021-03-30"),
        (f"Hundreds cross\n\n24 November 2020. {BODY}", "2020-11-24"),
    ],
)
def test_a_day_in_the_text(text: str, day: str) -> None:
    document = read(text)
    assert (document.published, document.published_from) == (day, "text")


@pytest.mark.parametrize(
    "text",
    [
        f"DUSHANBE, July 14 (AFP) - {BODY}",
        f"{BODY} The camp was closed on 3 March 2020.",
        f"{BODY} It was founded on 3 March 2020 and holds 300 people.",
        f"Hundreds cross\n\nPublished on Tuesday\n\n{BODY}",
        f"Hundreds cross\n\nPublished: 03/04/2020\n\n{BODY}",
        f"The flood of 3 March 2020 in figures\n\n{BODY}",
        f"Published figures of 3 March 2020 speak of 300 people. {BODY}",
        f"Hundreds cross\n\nFamilies wait beside the river on July 14, 2021. PHOTO: AFP\n\nDUSHANBE - {BODY}",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert read(text).published is None


# the language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Près de 6 000 personnes ont fui la ville en trois jours, selon les autorités de la province.", "fr"),
        ("Más de dieciocho mil personas han huido de sus casas desde el lunes, según las autoridades del país.", "es"),
        ("Пограничники сообщили, что триста граждан перешли границу в Мургабском районе.", "ru"),
        ("300", None),
        ("LANGUAGE: pt-BR\n\nTexto", "pt"),
    ],
)
def test_the_language(text: str, language: str | None) -> None:
    assert read(text).language == language


# what holds for every text

PIECES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "\n", "\n\n", "\r\n", "\r", " ", "URL: https://e.org/a\n", "DUSHANBE (AFP) - ", "Geneva: ", "READ MORE",
            "• ", "PHOTO: AFP", "(Photo by X)", "SEE ALSO: X", "Published 3 March 2020", "By AFP | ", "14.07.2021",
            " — ",
            "Hundreds cross the river",
            BODY, "# ", "---\n", "[a/b]", "/TASS/", "(", ")", "\u2028", "\x85", "\xa0",
        ]
    ),
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@hypothesis_settings(max_examples=300, deadline=None)
def test_offsets_stand_within_the_text_and_nothing_is_lost(text: str) -> None:
    text = "LANGUAGE: en\n" + text
    try:
        document = read(text)
    except InputError:
        return
    assert document.text == text
    at = document.body_start
    for section in document.sections:
        assert at <= section.start < section.end <= len(text)
        assert not text[at : section.start].strip()
        assert text[section.start : section.end].strip()
        at = section.end
    assert not text[at:].strip()
    if document.dateline is not None:
        assert document.body_start <= document.dateline.start < document.dateline.end <= len(text)
        assert document.section_at(document.dateline.start) != "headline"
    assert document.published is None or len(document.published) == 10
