"""The words that every text of a language is full of, language by language: they tell nothing of what a text is about.

Closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs of degree and place, and what elision makes
of them. In a large folder rarity would find them; in one of two files every word is rare.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tui.text import words

_LISTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "fr": (
            "le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos",
            "leur leurs je tu il elle on nous vous ils elles me te se moi toi soi lui eux en y qui que quoi dont où lequel",
            "laquelle lesquels lesquelles auquel duquel quel quelle quels quelles celui celle ceux celles ceci cela ça",
            "à dans par pour sur sous avec sans chez vers entre contre depuis pendant avant après dès jusque jusqu selon",
            "parmi malgré et ou mais donc or ni car comme si lorsque puisque quand quoique afin ainsi aussi alors",
            "ne pas plus moins très trop peu bien encore déjà toujours jamais rien tout toute tous toutes même mêmes",
            "autre autres aucun aucune chaque plusieurs quelque quelques tel telle tels telles",
            "être suis es est sommes êtes sont étais était étions étiez étaient fut furent sera seront serait seraient",
            "soit soient été étant avoir ai as a avons avez ont avais avait avions avaient eut aura auront aurait",
            "auraient ait aient eu ayant fait font faire peut peuvent pouvait doit doivent va vont",
            "cest nest sest quil quils quelle quelles quon quun quune dun dune lun lune lon jai na nont cétait nétait",
            "là ici où deux cela celuici celleci dit puis ensuite enfin surtout notamment cependant toutefois",
        ),
        "de": (
            "der die das den dem des ein eine einer einem einen eines kein keine keiner keinem keinen keines",
            "ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen sich mein meine dein deine sein seine",
            "seiner seinem seinen seines ihre ihrer ihrem ihren ihres unser unsere euer eure wer was wem wen wessen",
            "welche welcher welches welchem welchen dieser diese dieses diesem diesen jener jene jenes jenem jenen",
            "in im an am auf aus bei beim mit nach von vom zu zum zur über unter vor für durch gegen ohne um bis seit",
            "während wegen zwischen hinter neben trotz und oder aber denn sondern sowie als wie wenn weil dass ob",
            "damit obwohl indem nachdem bevor da so doch nicht nur noch auch schon sehr mehr weniger immer nie wieder",
            "hier dort dann nun jetzt also etwa bereits man alle aller allem allen alles viele vieler vielen einige",
            "jeder jede jedes jedem jeden andere anderer anderem anderen anderes mancher manche beide beiden selbst",
            "sein bin bist ist sind seid war warst waren wäre wären gewesen haben habe hast hat habt hatte hatten hätte",
            "hätten gehabt werden werde wird wirst wurde wurden würde würden worden kann können konnte konnten könnte",
            "muss müssen musste mussten soll sollen sollte sollten will wollen wollte darf dürfen durch sagte sagt",
        ),
        "es": (
            "el la los las un una unos unas lo al del de en con por para sin sobre entre hasta desde hacia contra según",
            "durante ante bajo tras y e o u ni pero sino mas que si porque aunque como cuando donde mientras pues",
            "yo tú él ella ello nosotros vosotros ellos ellas usted ustedes me te se nos os le les mí ti sí conmigo",
            "mi mis tu tus su sus nuestro nuestra nuestros nuestras suyo suya este esta esto estos estas ese esa eso",
            "esos esas aquel aquella aquello aquellos aquellas quien quienes cual cuales cuyo cuya cuyos cuyas qué",
            "no ni ya más menos muy también tampoco tan tanto tanta tantos tantas todo toda todos todas otro otra otros",
            "otras mismo misma mismos mismas algo alguien alguno alguna algunos algunas algún nada nadie ninguno",
            "ninguna ningún cada poco mucho mucha muchos muchas siempre nunca así entonces aquí allí ahora después antes",
            "ser soy eres es somos son era eran fue fueron será serán sería serían sea sean sido siendo estar está",
            "están estaba estaban estuvo esté estén haber he ha hemos han había habían hubo habrá habría haya hayan",
            "habido puede pueden podía pueda puedan debe deben tiene tienen tenía hacer hace hizo dijo dos sino además",
        ),
        "it": (
            "il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al allo alla ai",
            "agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle",
            "dell all dall nell sull col coi e ed o od ma però anche se perché poiché quando dove come mentre che chi cui",
            "quale quali quanto quanta quanti quante io tu egli lui lei noi voi essi loro mi ti si ci vi ne li me te sé",
            "mio mia miei mie tuo tua suo sua suoi sue nostro nostra nostri nostre vostro vostra questo questa questi",
            "queste quello quella quelli quelle quel quei quegli ciò non più meno molto molta molti molte poco troppo",
            "tutto tutta tutti tutte altro altra altri altre stesso stessa stessi stesse ogni alcuni alcune qualche",
            "nessuno nessuna già ancora sempre mai così allora qui lì ora dopo prima poi quindi dunque infatti inoltre",
            "essere sono sei è siamo siete era erano fu furono sarà saranno sarebbe sarebbero sia siano stato stata",
            "stati state essendo avere ho hai ha abbiamo avete hanno aveva avevano ebbe avrà avranno avrebbe abbia",
            "abbiano avuto può possono poteva deve devono fa fanno fare viene vengono cè due verso senza sotto sopra",
        ),
        "pt": (
            "o a os as um uma uns umas de do da dos das em no na nos nas num numa ao à aos às por pelo pela pelos pelas",
            "com sem sobre sob entre até desde para pra contra segundo durante após ante e ou mas nem que se porque como",
            "quando onde enquanto embora pois eu tu ele ela nós vós eles elas você vocês me te se lhe lhes nos vos mim",
            "meu minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas este esta estes estas isto esse",
            "essa esses essas isso aquele aquela aqueles aquelas aquilo deste desta destes destas desse dessa disso",
            "neste nesta nesse nessa daquele quem qual quais cujo cuja não já mais menos muito muita muitos muitas",
            "também tão tanto todo toda todos todas tudo outro outra outros outras mesmo mesma mesmos mesmas algum",
            "alguma alguns algumas algo alguém nada ninguém nenhum nenhuma cada pouco sempre nunca assim então aqui ali",
            "agora depois antes ainda ser sou és é somos são era eram foi foram será serão seria seriam seja sejam sido",
            "sendo estar está estão estava estavam esteve esteja ter tem têm tinha tinham teve tiveram terá teria tenha",
            "tenham tido haver há havia houve pode podem podia deve devem faz fazer disse dois duas além",
        ),
        "ca": (
            "el la els les un una uns unes l d de del dels al als pel pels en amb per sense sobre sota entre fins des cap",
            "contra segons durant i o ni però sinó que si perquè com quan on mentre doncs jo tu ell ella nosaltres vosaltres",
            "ells elles em et es ens us li hi ho ne meu meva teu seu seva seus seves nostre nostra aquest aquesta aquests",
            "aquestes aquell aquella aquells això allò qui què qual quals no ja més menys molt molta molts moltes també",
            "tan tot tota tots totes altre altra altres mateix mateixa algun alguna alguns cada poc sempre mai així aquí",
            "ara després abans encara ser és són era eren fou serà seria sigui siguin estat ha han havia havien haver hagi",
            "pot poden podia cal té tenen tenia fa fer va van dos dues lhan shan sha nhi",
        ),
        "ro": (
            "un o unui unei unor al a ai ale cel cea cei cele lui de la în din pe cu fără sub peste prin pentru după între",
            "până dinspre spre către contra despre și sau ori dar însă iar ci nici că să dacă deși când unde cum fiindcă",
            "eu tu el ea noi voi ei ele mă te se ne vă îl îi le lor meu mea său sa săi sale nostru noastră acest această",
            "acești aceste acel acea acei acele acesta aceasta care cine ce cui nu mai foarte prea tot toată toți toate alt",
            "altă alți alte același aceeași fiecare oricare unii unele câțiva mult multă mulți multe puțin nimic nimeni",
            "aici acolo acum atunci apoi încă deja doar numai astfel fi sunt ești este e suntem sunteți era erau fost fie",
            "am ai are avem aveți au avea aveau avut va vor ar aș poate pot trebuie face doi două",
        ),
        "nl": (
            "de het een der des den t s in op aan van voor met bij naar uit over onder tegen tussen door om tot sinds",
            "tijdens zonder na per en of maar want dus noch dat als dan omdat hoewel terwijl toen wanneer waar hoe ik jij",
            "je hij zij ze het wij we jullie u mij me jou hem haar ons hen hun zich mijn jouw zijn onze uw deze dit die dat",
            "wie wat welke welk wiens er hier daar nu niet geen wel ook nog al reeds zeer meer minder veel weinig alle",
            "alles elk elke ieder iedere ander andere anderen zelf zelfde sommige enkele niemand niets iets iemand altijd",
            "nooit weer zo toch slechts ben bent is was waren geweest wezen heb hebt heeft hebben had hadden gehad word",
            "wordt worden werd werden geworden kan kunnen kon konden zal zullen zou zouden moet moeten moest wil willen",
            "mag mogen gaat gaan zei zegt doen doet twee waarin waarbij hierbij daarbij",
        ),
        "sv": (
            "en ett den det de i på av till från för med om under över mellan genom mot utan efter före vid hos inom sedan",
            "och eller men utan samt att som om när där då därför medan eftersom fast jag du han hon vi ni mig dig honom",
            "henne oss er dem sig min mitt mina din ditt dina sin sitt sina hans hennes vår vårt våra deras denna detta",
            "dessa vem vad vilken vilket vilka vars inte ej icke också än även bara redan mycket mer mest mindre alla allt",
            "varje annan annat andra samma själv någon något några ingen inget inga alltid aldrig igen här nu så dock",
            "vara är var varit vore ha har hade haft bli blir blev blivit kan kunde kunnat ska skall skulle vill ville",
            "måste får fick bör göra gör sade säger två",
        ),
        "da": (
            "en et den det de i på af til fra for med om under over mellem gennem mod uden efter før ved hos inden siden",
            "og eller men samt at som der når hvor da derfor mens fordi skønt jeg du han hun vi mig dig ham hende os jer",
            "dem sig min mit mine din dit dine sin sit sine hans hendes vores deres denne dette disse hvem hvad hvilken",
            "hvilket hvilke hvis ikke også end kun allerede meget mere mest mindre alle alt hver anden andet andre samme",
            "selv nogen noget nogle ingen intet altid aldrig igen her nu så dog være er var været have har havde haft blive",
            "bliver blev blevet kan kunne skal skulle vil ville må måtte får fik gør sagde siger to",
        ),
        "nb": (
            "en ei et den det de i på av til fra for med om under over mellom gjennom mot uten etter før ved hos innen siden",
            "og eller men samt at som når hvor da derfor mens fordi selv om jeg du han hun vi dere meg deg ham henne oss dem",
            "seg min mitt mine din ditt dine sin sitt sine hans hennes vår vårt våre deres denne dette disse hvem hva hvilken",
            "hvilket hvilke ikke også enn bare allerede mye mer mest mindre alle alt hver annen annet andre samme noen noe",
            "ingen ingenting alltid aldri igjen her nå så likevel være er var vært ha har hadde hatt bli blir ble blitt kan",
            "kunne skal skulle vil ville må måtte får fikk gjør sa sier to",
        ),
        "fi": (
            "ja tai sekä eli mutta vaan että jos kun koska vaikka kuin niin myös eikä sillä joten minä sinä hän me te he se",
            "ne tämä tuo nämä nuo joka jotka jonka jossa josta johon jota joita joiden mikä mitä missä mistä mihin kuka",
            "ketä sen sitä siinä siitä siihen sille niiden niitä niissä tämän tätä tässä tästä hänen häntä heidän minun",
            "itse ei en et emme ette eivät ole olen olet on olemme olette ovat oli olivat ollut olla olisi olisivat voi",
            "voivat voidaan pitää tulee ollaan oltu kaikki kaikkien joku jokin jotkut muu muut muun sama toinen oma hyvin",
            "vain vielä jo nyt sitten aina enemmän kanssa jälkeen ennen mukaan kautta ilman välillä vuoksi varten",
        ),
        "pl": (
            "i a w we z ze na do od dla o u przy po przed za nad pod przez bez między ku oraz lub albo ale lecz ani czy że",
            "żeby aby bo ponieważ gdy kiedy gdzie jak jeśli jeżeli choć chociaż więc ja ty on ona ono my wy oni one mnie mi",
            "ciebie ci jego go jemu mu jej ją niej niego nim nimi nich ich im nas nam wam was się siebie sobie mój moja twój",
            "swój swoja swoje swoją swego swych nasz ten ta to tego tej temu tę tym te tych tymi tamten który która które",
            "którego której któremu którą którym których którzy kto co czego czemu czym jaki jaka jakie nie tak już jeszcze",
            "też także tylko bardzo więcej mniej wszystko wszystkie wszystkich każdy każda inny inna inne sam sama żaden",
            "zawsze nigdy tu tam teraz potem być jest są był była było byli były będzie będą jestem bym by można może mogą",
            "ma mają miał miała dwa dwie",
        ),
        "cs": (
            "a i o u v ve z ze na do od pro k ke s se při po před za nad pod přes bez mezi nebo ale ani že aby protože když",
            "kde jak jestli pokud ačkoli tedy já ty on ona ono my vy oni mě mi tebe ti jeho ho mu její ji ní něj něm nim nimi",
            "nich jich jim nás nám vám si sebe sobě můj svůj svou svého svých své náš ten ta to toho té tomu tu tím tom ty těch",
            "těm tento tato toto této tohoto který která které kterého které kterou kterým kterých kteří kdo co čeho čemu",
            "jaký ne ano už již ještě také jen pouze velmi více méně všechny všech vše každý jiný sám žádný vždy nikdy tady",
            "tam teď pak být je jsou jsem byl byla bylo byli byly bude budou by bych může mohou má mají měl dva dvě tak",
        ),
        "hu": (
            "a az egy és vagy de hanem hogy ha mert mint amikor ahol mivel bár tehát én te ő mi ti ők engem téged őt minket",
            "nekem neked neki nekünk nekik ez ezt ennek ebben ezek azt annak abban azok aki akik amely amelyek amelyet ami",
            "amit ki mi mit nem ne igen már még is csak nagyon több kevesebb minden mindenki más maga saját ugyanaz néhány",
            "valaki valami senki semmi mindig soha itt ott most majd akkor így úgy van vannak volt voltak lesz lenne lett",
            "legyen kell lehet tud fog után előtt alatt felett között által szerint miatt nélkül felé két",
        ),
        "tr": (
            "bir ve veya ya da de ki ile için gibi kadar göre ama fakat ancak çünkü eğer ise ben sen o biz siz onlar beni",
            "bana bende benim senin onun onu ona onda ondan bizim sizin onların kendi bu şu bunu buna bunun bunda bundan",
            "şunu kim ne hangi nasıl neden nerede değil yok var çok daha en az her hep bütün tüm bazı başka aynı hiç hiçbir",
            "şey sonra önce üzere karşı doğru içinde üzerinde altında arasında burada orada şimdi yine hem mi mı mu mü",
            "olan olarak oldu olduğu olduğunu olur olacak olsa olması idi iken edilen eden etti etmek dedi iki",
        ),
        "el": (
            "ο η το οι τα του της των τον την τους τις ένας μια μία ένα ενός μιας σε στο στη στην στον στους στις στα από με",
            "για προς κατά μετά πριν χωρίς μέχρι παρά αντί ως και κι ή είτε αλλά όμως ούτε μήτε ότι πως που να θα αν εάν όταν",
            "όπως επειδή διότι ώστε ενώ γιατί εγώ εσύ αυτός αυτή αυτό εμείς εσείς αυτοί αυτές αυτά μου σου μας σας εμένα τι",
            "ποιος ποια ποιο οποίος οποία οποίο οποίοι οποίες οποίων οποίου οποίας όσο όσα εκείνος εκείνη εκείνο τούτο δεν",
            "δε μη μην ναι όχι πολύ πιο λίγο κάθε όλος όλη όλο όλοι όλες όλα όλων άλλος άλλη άλλο άλλοι άλλα ίδιος ίδια ίδιο",
            "κάποιος κάποια κάποιο κανένας τίποτα πάντα ποτέ εδώ εκεί τώρα τότε ήδη ακόμη ακόμα μόνο επίσης έτσι είμαι",
            "είσαι είναι είμαστε ήταν ήμουν έχω έχεις έχει έχουμε έχουν είχε είχαν έχοντας μπορεί μπορούν πρέπει όπου δύο",
        ),
        "ru": (
            "и а в во с со на к ко по о об от из у за для до при под над без через между про перед или но да не ни что чтобы",
            "как когда если хотя потому поэтому так также тоже же ли бы я ты он она оно мы вы они меня мне тебя тебе его ему",
            "него нему ним нём нем её ее ей ней нас нам вас вам их им ими них себя себе собой мой моя моё твой свой своя своё",
            "свои своего своей своих своим свою наш ваш этот эта это эти этого этой этому этим этом эту этих тот та то те",
            "того той тому тем том ту тех который которая которое которые которого которой которому которым котором которую",
            "которых кто что чего чему чем какой весь вся всё все всего всей всех всем каждый другой другие сам самый уже",
            "ещё еще только лишь очень более менее больше всегда никогда здесь там тут теперь потом где куда быть был была",
            "было были будет будут есть нет может могут можно надо два две",
        ),
        "uk": (
            "і й та а в у з із зі на до від для по про за при під над без через між перед або чи але не ні що щоб як коли",
            "якщо хоча тому бо так також теж же би б я ти він вона воно ми ви вони мене мені тебе його йому нього ньому ним",
            "її їй неї нею нас нам вас їх їм ними них себе собі свій своя своє свої свого своєї своїх наш цей ця це ці цього",
            "цієї цьому цим цю цих той то ті того тієї тому тим тих який яка яке які якого якої якому яким яку яких хто чого",
            "весь вся все всі всього всіх кожний інший інші сам вже ще лише тільки дуже більше менше завжди ніколи тут там",
            "тепер потім де бути був була було були буде будуть є немає може можуть можна треба два дві",
        ),
        "vi": (
            "và của là các những một có không được cho với trong trên dưới từ đến tại về ra vào lên xuống khi nếu thì mà vì",
            "nên do bởi bằng như hay hoặc nhưng cũng đã đang sẽ vẫn còn chỉ rất quá hơn nhất này kia đó ấy đây nào gì ai sao",
            "tôi bạn anh chị ông bà nó họ chúng ta mình người cái con chiếc việc sự điều để theo sau trước giữa qua lại nữa",
            "thế vậy rồi đều mọi mỗi nhiều ít phải nói hai ở bị",
        ),
        "id": (
            "yang dan di ke dari untuk pada dengan dalam oleh sebagai adalah ialah itu ini ada tidak bukan akan telah sudah",
            "sedang masih juga atau tetapi namun karena sehingga agar jika bila ketika saat saya aku anda kamu dia ia kami",
            "kita mereka nya apa siapa mana bagaimana mengapa semua setiap lebih paling sangat hanya saja lagi pula para",
            "satu dua banyak beberapa antara setelah sebelum terhadap tentang secara seperti dapat bisa harus maka serta",
            "tersebut hal bahwa kepada hingga sampai",
        ),
    }
)

FUNCTION_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"en": words.STOP_WORDS}
    | {
        code: frozenset(word for line in lines for word in line.split())
        for code, lines in _LISTS.items()
    }
)
"""By ISO 639-1 code, English first, as they are written, in small letters. In other languages rarity must do this work."""

TONAL: Final = frozenset({"vi"})
"""Where another sign on a syllable makes another word: without signs none of them is known."""
