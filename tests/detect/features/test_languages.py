"""Two articles of one language share its function words: that makes no copies of them, with a list of these or without."""

import numpy as np
import pytest
from detect_samples import HARBOUR, ORCHARD, articles, facts, members

from tui.config import DetectSettings
from tui.detect.features import packing, tokens
from tui.detect.features.function_words import FUNCTION_WORDS
from tui.detect.features.languages import UNSURE
from tui.detect.features.tokens import features
from tui.detect.group_finder import find_groups
from tui.detect.pairs import derived_features, match_score

FRENCH = (
    """La réunion du conseil s'est tenue hier soir dans la salle des fêtes, où plus de deux cents habitants avaient pris
place. Le maire a rappelé que le projet de contournement avait été retardé par les fouilles, mais que les travaux
pourraient reprendre dès que le préfet aura donné son accord.

Dans le débat qui a suivi, plusieurs riverains ont dit leur inquiétude pour les arbres de l'allée. On leur a répondu que
tous ceux qui seront abattus seront remplacés, et que les jeunes plants viendront de la pépinière de la commune.

Pour les commerçants du centre, c'est le bruit qui compte le plus. Ils demandent que les camions ne passent pas avant sept
heures, et que la rue soit fermée les jours de marché, comme cela se fait déjà dans les villages voisins.""",
    """Le petit musée de la dentelle vient de rouvrir avec une collection qui n'avait jamais été montrée. Les carreaux et les
fuseaux sont exposés sur des tables basses, pour que les enfants puissent les voir et même les toucher sous la
surveillance des bénévoles qui se relaient dans les salles.

Ce sont les petites-filles des dernières dentellières qui ont prêté les pièces. Elles ont raconté que leurs grand-mères
travaillaient devant la porte quand il faisait beau, et qu'elles chantaient pour garder le rythme.

On peut aussi y apprendre le point du pays le samedi, avec une ancienne institutrice. Les places sont comptées, mais il
n'est pas nécessaire de savoir coudre, et tout est fourni, sauf la patience, comme elle le dit en riant.""",
    """Depuis que la fromagerie a changé de mains, on ne reconnaît plus la cave. Le nouveau patron, qui avait été cuisinier dans
la marine, a fait repeindre les murs à la chaux et remplacer les planches de sapin sur lesquelles les meules mûrissent.

Il tourne lui-même chaque fromage deux fois par semaine et le frotte avec une saumure où il met du vin blanc. Ce n'est
pas une recette, dit-il, mais un goût qu'il avait pris chez sa tante et que personne ne lui avait demandé jusque là.

Les clients, eux, sont venus peu à peu. Les uns pour voir, les autres parce que le pain que sa femme cuit dans le four du
village est le meilleur de la vallée, et qu'il faut bien quelque chose à mettre dessus.""",
)
FRENCH_COPY = (
    FRENCH[0].replace("hier soir", "mardi soir").replace("plusieurs riverains", "des voisins")
)
SPANISH = (
    """El mercado de los jueves ya no se pone en la plaza, porque el ayuntamiento ha empezado las obras de la fuente. Los
vendedores se han ido a la calle de atrás, donde hay menos sitio pero más sombra, y algunos dicen que no quieren volver.

Entre ellos está una mujer que vende miel desde hace cuarenta años. Cuenta que su madre ya la vendía, y que entonces no
había más que tres puestos y un burro. Ahora son más de sesenta, y los domingos también vienen los de la costa.

El alcalde ha prometido que las obras se acabarán antes de que llegue el invierno. Nadie lo cree del todo, pero todos
esperan que así sea, porque con la lluvia la calle se llena de barro y los clientes se quedan en casa.""",
    """La orquesta del instituto ha ganado por segunda vez el concurso de la provincia, y eso que no tiene más que un
contrabajo y que el piano está en otra parte. La directora dice que lo han hecho todo los alumnos, que ensayaban sin ella
cuando estaba enferma y que hasta eligieron las piezas.

Tocaron una suite que había escrito para ellos un antiguo profesor, que ya no podía oírla bien pero que la siguió con la
mano desde la primera fila. Al final se levantó y les dijo algo que nadie entendió, y todos aplaudieron.

Con el premio quieren comprar atriles y arreglar las ventanas de la sala, por las que entra el ruido de los coches. Si
queda algo, se irán un fin de semana a la montaña, con los instrumentos o sin ellos, que en eso no se ponen de acuerdo.""",
)


def found(*texts: str) -> list[set[int]]:
    return members(
        find_groups(articles(list(texts)), list(features(texts)), settings=DetectSettings())
    )


@pytest.mark.parametrize("texts", [FRENCH, SPANISH, (FRENCH[0], SPANISH[0])])
def test_articles_of_one_language_are_no_copies_of_each_other(texts):
    assert found(*texts) == []


def test_without_a_list_for_the_language_their_order_tells(monkeypatch):
    def none(words, texts):
        return words.short & False, np.full(texts, UNSURE, np.uint8)

    monkeypatch.setattr(tokens, "function_words", none)
    assert found(*FRENCH[:2]) == []
    assert found(*SPANISH) == []
    assert found(FRENCH[0], FRENCH_COPY) == [{0, 1}]


def test_a_copy_in_another_language_than_english_is_found_also_without_its_accents():
    assert found(FRENCH[0], FRENCH[1], FRENCH_COPY) == [{0, 2}]
    bare = FRENCH_COPY.translate(str.maketrans("éèêàùîôç", "eeeauioc"))
    assert found(FRENCH[0], FRENCH[1], bare) == [{0, 2}]


def test_function_words_of_the_text_s_own_language_are_no_terms():
    def terms(text: str) -> int:
        return len(packing.unpack(list(features([text]))).terms)

    assert terms("Le musée avec la dentelle dans les salles") == 3
    assert terms("The dame was under one of our tall hats") == 3  # French: "dans", "un", "on"
    assert terms("Der Hund und die Katze sind über den Zaun") == 3
    assert (
        terms("He was to die in the war, at the den of a man") == 4
    )  # German: "die", "war", "den"


IN_SPANISH = """La biblioteca del puerto de Almira abrió el lunes una sala para los cuadernos del capitán Andrés Ferrer, que
navegó durante treinta y dos años entre Almira y Porto Vello. La directora, Marta Solana, dice que los cuadernos hablan del
precio del pescado, de las tormentas y de los hombres que no volvieron.

Los cuadernos llegaron en una caja de zinc que la familia Ferrer guardaba en el desván desde 1931. Marta Solana pasó cuatro
inviernos copiando las páginas más difíciles, porque la tinta se había borrado con la humedad del mar. En el cuaderno número
diecisiete el capitán dibuja un faro que no está en ningún mapa.

La sala estará abierta los martes y los jueves, y la entrada es gratuita para los vecinos de Almira. El ayuntamiento paga
la calefacción, y la universidad de Porto Vello prepara una edición de los cuadernos para el año 2028."""
IN_PORTUGUESE = """A biblioteca do porto de Almira abriu na segunda-feira uma sala para os cadernos do capitão Andrés Ferrer, que
navegou durante trinta e dois anos entre Almira e Porto Vello. A diretora, Marta Solana, diz que os cadernos falam do
preço do peixe, das tempestades e dos homens que não voltaram.

Os cadernos chegaram numa caixa de zinco que a família Ferrer guardava no sótão desde 1931. Marta Solana passou quatro
invernos a copiar as páginas mais difíceis, porque a tinta se tinha apagado com a humidade do mar. No caderno número
dezassete o capitão desenha um farol que não está em nenhum mapa.

A sala estará aberta às terças e às quintas, e a entrada é gratuita para os vizinhos de Almira. A câmara paga o
aquecimento, e a universidade de Porto Vello prepara uma edição dos cadernos para o ano 2028."""


def test_a_translation_is_no_copy_however_close_the_languages_are(monkeypatch):
    assert found(IN_SPANISH, IN_PORTUGUESE) == []
    assert found(IN_SPANISH, IN_PORTUGUESE, IN_SPANISH.replace("lunes", "martes")) == [{0, 2}]
    both = f"{IN_SPANISH}\n\n{IN_PORTUGUESE}"
    assert found(both, IN_PORTUGUESE) == [{0, 1}]
    monkeypatch.setattr(derived_features, "other_language", lambda evidence: 0 * evidence["shared"])
    assert found(IN_SPANISH, IN_PORTUGUESE) == [{0, 1}]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (IN_SPANISH, "es"),
        (IN_PORTUGUESE, "pt"),
        (FRENCH[0], "fr"),
        (HARBOUR, "en"),
        (f"{IN_SPANISH}\n\n{IN_PORTUGUESE}", ""),  # as many words of the one as of the other
        (" ".join(IN_SPANISH.split()[:20]), ""),  # too few to be sure
        ("Reykjavik 1 Akureyri 0 " * 20, ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_told_where_it_is_sure(text, language):
    (number,) = packing.unpack(features([text])).languages.tolist()
    assert number == ([*FUNCTION_WORDS].index(language) if language else UNSURE)


def test_a_story_on_a_page_of_another_language_is_a_copy():
    page = f"{IN_SPANISH}\n\n{HARBOUR}\n\n{ORCHARD}"
    assert facts([IN_SPANISH, page])["other_language"] == 1
    assert found(IN_SPANISH, page) == [{0, 1}]


def test_a_translation_is_no_sure_copy_and_shares_no_passage():
    same = facts([IN_SPANISH, IN_SPANISH.replace("lunes", "martes")])
    other = same | {
        "other_language": np.ones(1),
        "verbatim_l": np.zeros(1),
        "verbatim_r": np.zeros(1),
    }
    assert match_score.certain_copies(same)
    assert match_score.passages(same) > 0
    assert not match_score.certain_copies(other)
    assert match_score.passages(other) == 0
