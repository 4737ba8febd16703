"""Articles of our own to find groups in: a few written ones, and as many unrelated ones as wanted."""

import random
import re
from collections.abc import Sequence

import numpy as np

from tui.detect.engine import Findings
from tui.detect.features import packing
from tui.detect.features.tokens import features
from tui.detect.furniture.recurring import find_furniture
from tui.detect.pairs import alignment_features
from tui.detect.pairs.bag_features import containment
from tui.detect.pairs.candidates import Pairs
from tui.detect.term_weights import weigh
from tui.model import Article, text_digest

HARBOUR = """Harbour stays closed as ice thickens

The port of Varnholm stayed closed for a third day on Tuesday after ice blocked the northern channel, the harbour office said. Eleven freighters are waiting outside the breakwater, among them the grain carrier Solveig with 14,000 tonnes of barley on board. Captain Ragna Ellefsen told reporters that her crew had food for two weeks but little patience left.

The icebreaker Tor, which normally keeps the channel open, has been in dry dock since its propeller shaft cracked in December. A second vessel was chartered from Osmund Shipping and should arrive on Friday, said harbour master Niklas Brandt. Until then pilots will guide only ferries and ambulance boats along the southern shore.

Bakeries in the old town have begun to ration flour. Brandt warned that the silos hold enough for nine days. "Nobody will go hungry, but the cinnamon buns may become smaller," he said. The last closure of this length was recorded in 1987, when the sound froze from shore to shore."""

HARBOUR_SPUN = """Port remains shut while ice grows

The harbour of Varnholm remained shut for a third day on Tuesday when ice obstructed the northern passage, the port authority stated. Eleven cargo ships are queuing beyond the breakwater, including the grain carrier Solveig carrying 14,000 tonnes of barley. Captain Ragna Ellefsen informed journalists that her sailors had supplies for two weeks yet hardly any patience.

The icebreaker Tor, that usually clears the passage, has stood in dry dock ever since its propeller shaft broke in December. Another ship was hired from Osmund Shipping and is expected on Friday, harbour master Niklas Brandt explained. Meanwhile pilots are going to lead just ferries and ambulance boats by the southern coast.

Bakers of the old town started rationing flour. Brandt cautioned that the silos contain enough for nine days. "No one is going to starve, however the cinnamon buns might get smaller," he remarked. The previous closure as long as this dates from 1987, when the sound was frozen from coast to coast."""

HARBOUR_BY_ANOTHER = """Varnholm runs short of flour

Shoppers queued before dawn outside the Lindqvist bakery on Tuesday, and by eight the shelves were bare. With the port of Varnholm shut, no barley or wheat has reached the mills this week, and the price of a loaf has doubled.

"I have baked here for thirty years and never counted spoons of flour," said Ada Lindqvist. She blames the town council for selling its spare icebreaker. Niklas Brandt, the harbour master, was not available for comment.

Eleven ships lie at anchor beyond the breakwater. From the lighthouse one can see the Solveig, whose captain waves at the children each afternoon. Teachers have turned the wait into a lesson about currents, and a fund has been set up for pensioners who cannot reach the shops."""

ORCHARD = """Old orchard yields forgotten apple

Botanists have identified an apple that was believed lost since the reign of the last duke. A single tree of the variety Winter Lantern stands behind the railway cottages at Penmarsh, where allotment keeper Josie Tarrant had been making jelly from it for years. "It was simply the sour one by the fence," she said.

Dr Imran Sethi of the county herbarium compared its leaves with a drawing from 1794 and asked a laboratory for a genetic test. The result left no doubt. Forty cuttings were grafted in spring, and twenty-six of them have taken. Schools in the valley may apply for a sapling.

The fruit keeps until May, turns yellow as it ripens and tastes of quince. Cider makers have already offered to buy the first harvest, but Tarrant wants the tree left in peace. "Give it ten years," she advised, "and bring your own ladder." """

COURIER = """The Varnholm Courier | Front page | Harbour | Markets | Letters | Tides
By Solveig Amdal for the Courier. Share this on Chirper or by mail.

{}

Solveig Amdal covers the coast for the Courier. She joined the Courier from Radio Skerry and lives with two goats.
Follow the Courier on Chirper and Facepage. The Courier is owned by Amdal Media of Quay Street, Varnholm.
Subscribe to the Courier for eleven crowns a week and read the crossword as well. Write to the Courier about cookies."""
LANTERN = """LANTERN DAILY: all news, all day. Sign in. Your Lantern Daily account.

{}

More from Lantern Daily: nine soups for a wet week, and why the mayor's parrot resigned.
Lantern Daily and its 160 partners store cookies on your device to measure who reads Lantern Daily and for how long.
Imprint of Lantern Daily: Lantern Press Ltd, Mill Lane 4, Ostby. Printed by Mossgrove and Daughters since 1902.
Complaints about Lantern Daily go to the readers' editor, Pia Mossgrove, by letter only."""

FOOTER = """Follow the Varnholm Courier for more stories from the coast.
We set cookies so that these pages work and so that we learn which of them are read.
All rights stay with the publisher. Write to the desk if you know more about this.
Jonna Falk reports on shipping and trade. She studied in Uppsala and joined us in 2016."""

REPORT = """{town} weather

The weather in {town} on {day} March was {sky}. The highest temperature at the {town} station was {high} degrees and the lowest was {low} degrees. Winds from the {wind} reached {speed} kilometres an hour in the afternoon. The mayor of {town}, {mayor}, asked people to stay at home. Schools in {town} will open again on Monday. For more reports call the station at {phone}."""
REPORTS = [
    {
        "town": "Bergenfeld",
        "day": 3,
        "sky": "wet",
        "high": 17,
        "low": 4,
        "wind": "west",
        "speed": 55,
        "mayor": "Anna Krol",
        "phone": "555 3021",
    },
    {
        "town": "Lindmoor",
        "day": 14,
        "sky": "dry",
        "high": 22,
        "low": 9,
        "wind": "north",
        "speed": 31,
        "mayor": "Peter Hask",
        "phone": "555 8832",
    },
    {
        "town": "Ostwick",
        "day": 21,
        "sky": "stormy",
        "high": 11,
        "low": 1,
        "wind": "east",
        "speed": 88,
        "mayor": "Ria Zell",
        "phone": "555 1199",
    },
]

# What a word may be made of, and what may stand between words, in many scripts.
ALPHABET = (
    "‐¬–-\n\nabcdefgzABYZ 0123456789    \n\n\t\r.,;:!?-–—'’\"“”()&%$€£/_*#@äöüßÄÉéñøŁłıİſµ²½ª"
    "αβγΣςЖжёйאבגدرسمصقไทย中文字日本語𝚝𝟕𝛛ｍ７％かなカナーハングル한국어๕໓\u1112\u1161\u11ab۱२ǅǆʼ\u00ad\u200b\u200d\u0301\ufeff\u3000。，🙂🇩"
)

THAI = "นักข่าวรายงานว่าฝนตกหนักในภาคเหนือเมื่อวานนี้ ชาวบ้านหลายร้อยคนต้องอพยพออกจากบ้าน ทางการส่งเรือและอาหารไปช่วยเหลือ นายกเทศมนตรีกล่าวว่าระดับน้ำจะลดลงภายในสามวัน โรงเรียนทั้งหมดในอำเภอปิดทำการจนถึงวันจันทร์ และถนนสายหลักยังใช้การไม่ได้ แพทย์เตือนให้ดื่มน้ำสะอาดเท่านั้น"

IN_OTHER_SCRIPTS = {
    "French": "Le port est resté fermé mardi pour le troisième jour d’affilée, la glace ayant bouché le chenal du nord. Onze cargos attendent derrière la jetée. La capitaine a déclaré aux journalistes que l’équipage avait des vivres pour deux semaines. Le brise-glace est à sec depuis que son arbre d’hélice s’est fêlé en décembre. Les boulangeries de la vieille ville ont commencé à ménager la farine. Le chef du port a promis un deuxième navire pour vendredi.",
    "Vietnamese": "Cảng vẫn đóng cửa ngày thứ ba liên tiếp vào thứ Ba vì băng đã chặn luồng phía bắc. Mười một tàu hàng đang chờ ngoài đê chắn sóng. Nữ thuyền trưởng nói với các nhà báo rằng thủy thủ đoàn còn lương thực cho hai tuần. Tàu phá băng nằm trong ụ khô từ khi trục chân vịt bị nứt hồi tháng mười hai. Các tiệm bánh trong phố cổ đã bắt đầu tiết kiệm bột. Giám đốc cảng hứa một chiếc tàu thứ hai vào thứ Sáu.",
    "Korean": "화요일 항구는 얼음이 북쪽 수로를 막아 사흘째 닫혀 있었다. 화물선 열한 척이 방파제 밖에서 기다리고 있다. 선장은 기자들에게 선원들의 식량이 두 주 분량 남았다고 말했다. 쇄빙선은 십이월에 프로펠러 축이 갈라진 뒤 건선거에 머물러 있다. 구시가지의 빵집들은 밀가루를 아끼기 시작했다. 항만장은 두 번째 배가 금요일에 도착할 것이라고 약속했다. 곡물 창고의 재고는 아흐레를 더 버틸 수 있다고 그는 덧붙였다.",
    "Russian": "Порт Варнхольма во вторник оставался закрытым третий день подряд. Лёд перекрыл северный канал, сообщила администрация гавани. За волноломом ждут одиннадцать грузовых судов. Среди них зерновоз с четырнадцатью тысячами тонн ячменя. Капитан сказала журналистам, что продуктов хватит на две недели. Ледокол стоит в сухом доке из-за треснувшего вала. Второе судно должно прибыть в пятницу, пообещал начальник порта. Пекарни старого города начали экономить муку.",
    "Greek": "Το λιμάνι έμεινε κλειστό για τρίτη ημέρα την Τρίτη, επειδή ο πάγος έφραξε το βόρειο κανάλι. Έντεκα φορτηγά πλοία περιμένουν έξω από τον κυματοθραύστη. Η καπετάνισσα είπε στους δημοσιογράφους ότι το πλήρωμα έχει τρόφιμα για δύο εβδομάδες. Το παγοθραυστικό βρίσκεται στη δεξαμενή μετά από ζημιά στον άξονα. Οι φούρνοι της παλιάς πόλης άρχισαν να μετρούν το αλεύρι. Ο λιμενάρχης υποσχέθηκε ένα δεύτερο σκάφος την Παρασκευή.",
    "Arabic": "بقي الميناء مغلقا لليوم الثالث يوم الثلاثاء بعد أن سد الجليد القناة الشمالية. تنتظر إحدى عشرة سفينة شحن خارج حاجز الأمواج. قالت القبطانة للصحفيين إن الطاقم يملك طعاما لأسبوعين. كاسحة الجليد في الحوض الجاف منذ أن تشقق عمود المروحة. بدأت مخابز المدينة القديمة في تقنين الدقيق. وعد مدير الميناء بوصول سفينة ثانية يوم الجمعة.",
    "Hebrew": "הנמל נשאר סגור זה היום השלישי ביום שלישי לאחר שהקרח חסם את התעלה הצפונית. אחת עשרה אוניות משא ממתינות מחוץ לשובר הגלים. רבת החובלים אמרה לעיתונאים שלצוות יש מזון לשבועיים. שוברת הקרח עומדת במבדוק מאז שנסדק ציר המדחף. המאפיות בעיר העתיקה התחילו לחסוך בקמח. מנהל הנמל הבטיח ספינה שנייה ביום שישי.",
    "Chinese": "星期二，港口因冰层堵塞北部航道而连续第三天关闭。十一艘货船在防波堤外等候，其中一艘载有一万四千吨大麦。船长告诉记者，船员的食物够吃两个星期。破冰船的螺旋桨轴在十二月断裂，此后一直停在干船坞里。港务局长承诺第二艘船将在星期五到达。老城的面包店已经开始节省面粉，他说粮仓的存货还能维持九天。",
    "Japanese": "火曜日、氷が北の水路をふさいだため、港は三日続けて閉鎖された。防波堤の外では十一隻の貨物船が待っている。船長は記者団に、乗組員の食料は二週間分あると語った。砕氷船はプロペラ軸が割れて以来、乾ドックに入ったままだ。旧市街のパン屋は小麦粉を節約し始めた。港長は二隻目の船が金曜日に着くと約束した。",
    "Thai": THAI,
}

WORDS = re.findall(
    r"\w+",
    """anchor answer apron arch armour autumn badge balcony barrel basin basket beacon beard bishop
blanket blossom boulder brass bread brick bridge broom bucket button cabin cable camel candle canvas
carpet cashier castle cattle cavern cellar chapel charter cheese cherry chimney circus clay cliff
clock cloud coal cobbler coffee comet copper coral corner cotton council cradle crane cricket crown
curtain dancer dentist desert diamond dolphin donkey drawer drum eagle easel elbow engine envelope
fabric falcon farmer feather fence ferry fiddle finger flame flute forest fountain fox frost funnel
garden garlic ghost ginger glacier glove goat granite gravel guitar hammer harbour harvest hazel
helmet hermit hill honey horizon horse hotel insect island ivory jacket jewel journal jungle kettle
kitchen kite ladder lagoon lamp lantern lawyer leather lemon library lizard lobster locket lumber
magnet manor maple marble market meadow medal melon mirror monk mortar mosaic mountain museum mustard
needle nephew notebook oak oasis oboe ocean olive onion opera orchard organ otter oyster paddle palace
paper parade parrot pasture pebble pencil pepper piano pigeon pillow pilot pine planet plaster plough
pocket poet pond porcelain porch potter powder prison puddle puppet quarry quilt rabbit radar rail
rainbow raven ribbon rider river rocket roof rope rudder saddle sailor salmon sandal satchel saucer
scarf school scissors shadow shepherd shield shovel silver singer sister skeleton sledge slipper snail
soldier spade sparrow spider spoon squirrel stable statue steam stone storm stove summit swallow sword
tailor tavern teacher temple thimble thunder ticket tiger timber tobacco tower tractor trumpet tunnel
turtle uncle valley velvet village vinegar violin volcano wagon waiter walnut weaver wheat whistle
widow willow window winter wizard wolf woodland workshop wrist yacht yarn zebra""",
)


def unrelated(number: int, seed: int = 0, sentences: int = 12) -> list[str]:
    """Articles that have nothing to do with each other: words at random, names of their own."""
    rng = random.Random(seed)
    texts = []
    for _ in range(number):
        names = [
            "".join(
                rng.choices("bdfglmnprstv", k=1)
                + rng.choices("aeiou", k=1)
                + rng.choices("lmnrst", k=1)
                + rng.choices("aeiou", k=1)
                + rng.choices("dkns", k=1)
            ).capitalize()
            for _ in range(4)
        ]
        own = rng.sample(WORDS, 60)
        lines = []
        for _ in range(sentences):
            words = [
                rng.choice(("the", "of", "and", "with", "for", "a"))
                if rng.random() < 0.4
                else rng.choice(names)
                if rng.random() < 0.15
                else rng.choice(own)
                for _ in range(rng.randint(9, 18))
            ]
            lines.append(" ".join(words).capitalize().replace(names[0].lower(), names[0]) + ".")
        texts.append(f"{names[0]} and the {rng.choice(own)}\n\n" + " ".join(lines))
    return texts


def scanned(text: str, share: float, rng: random.Random) -> str:
    """A bad scan: letters lost or mistaken, short lines, words broken at their ends."""
    dirty = "".join(
        rng.choice(("", "e", "c", letter * 2))
        if letter.isalpha() and rng.random() < share
        else letter
        for letter in text
    )
    lines, line = [], ""
    for word in dirty.split():
        if len(line) + len(word) > 55:
            cut = 4 if len(word) > 7 else 0
            lines.append(line + (" " + word[:cut] + "-" if cut else ""))
            line = word[cut:]
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def articles(texts: list[str]) -> list[Article]:
    return [
        Article(f"{at:05d}.txt", "", 0, len(text), text_digest(text), "")
        for at, text in enumerate(texts)
    ]


def members(findings: Findings) -> list[set[int]]:
    """The groups as sets of places in the list of texts."""
    return [{int(member[:5]) for member in group.members} for group in findings.groups]


def facts(texts: Sequence[str]) -> dict[str, np.ndarray]:
    """The evidence of the first two texts."""
    corpus = packing.unpack(list(features(texts)))
    weighed = weigh(corpus, find_furniture(corpus))
    pair = Pairs(np.array([0]), np.array([1]))
    return containment(corpus, weighed, pair) | alignment_features.alignment(corpus, weighed, pair)
