"""Scripts of other directions and widths: columns stay aligned, and every letter is there in the order in which it is read."""

import pytest

from tui.text.cells import width

STORIES = {
    "hebrew": (
        "הנמל נשאר סגור",
        (
            "הנמל נשאר סגור זה היום השלישי לאחר שהקרח חסם את התעלה הצפונית. אחת עשרה אוניות משא ממתינות מחוץ לשובר הגלים. "
            "רבת החובלים אמרה לעיתונאים שלצוות יש מזון לשבועיים. המאפיות בעיר העתיקה התחילו לחסוך בקמח."
        ),
    ),
    "arabic": (
        "بقي الميناء مغلقا",
        (
            "بقي الميناء مغلقا لليوم الثالث بعد أن سد الجليد القناة الشمالية. تنتظر إحدى عشرة سفينة شحن خارج حاجز الأمواج. "
            "قالت القبطانة للصحفيين إن الطاقم يملك طعاما لأسبوعين. بدأت مخابز المدينة القديمة في تقنين الدقيق."
        ),
    ),
    "chinese": (
        "港口连续第三天关闭",
        (
            "港口因冰层堵塞北部航道而连续第三天关闭。十一艘货船在防波堤外等候，其中一艘载有一万四千吨大麦。"
            "船长告诉记者，船员的食物够吃两个星期。老城的面包店已经开始节省面粉。"
        ),
    ),
    "marks": (
        "Café 👩‍👩‍👧 im Hafen",
        (
            "Das Cafe\u0301 am Hafen 👩‍👩‍👧 öffnet wieder, sagte die Wirtin Ragna Ellefsen am Dienstag. Elf Frachter warten vor der Mole. "
            "Der Eisbrecher liegt seit Dezember im Dock, weil die Welle brach. Die Bäcker sparen schon am Mehl 🇳🇴."
        ),
    ),
}


@pytest.fixture
def folder(tmp_path):
    for name, (title, body) in STORIES.items():
        (tmp_path / f"{name}-1.txt").write_text(f"{title}\n\n{body}\n", encoding="utf-8")
        (tmp_path / f"{name}-2.txt").write_text(f"{title}\n\n{body} 1987 2024\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("layout", [[], ["v"]])
async def test_columns_stay_aligned(desk, folder, layout):
    async with desk(size=(120, 30), where=folder) as d:
        assert len(d.review.cases) == len(STORIES)
        await d.press(*layout)
        for position in range(len(STORIES)):
            d.review.go(position)
            d.screen.show()
            await d.settle()
            rows = d.on_screen().split("\n")[1:-2]
            borders = {width(row[: row.index("▕")]) for row in rows}
            assert len(borders) == 1, "the border between list and diff is one straight line"
            assert {width(row) for row in rows} == {120}


@pytest.mark.parametrize("name", ["hebrew", "arabic"])
async def test_text_from_right_to_left_is_whole_and_in_its_own_order(desk, folder, name):
    """The terminal turns it round, if it can; the program hands over the letters as they are read."""
    async with desk(size=(120, 40), where=folder) as d:
        d.review.go(d.review.position_of(f"{name}-1.txt"))
        d.screen.show()
        await d.settle()
        shown = " ".join(
            row.split("▕", 1)[-1].strip(" │┆▒»·-+") for row in d.on_screen().split("\n")
        )
        title, body = STORIES[name]
        for word in (*title.split(), *body.split()):
            assert word in shown
        assert body.split(".", maxsplit=1)[0] in shown
