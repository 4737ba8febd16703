import pytest

from tui.compare.compare_texts import diff


def reordered(left, right):
    """What is told as reordered, on the left and on the right."""
    found = [edit for edit in diff(left, right).edits if edit.kind == "reordered"]
    ours = [left[slice(*edit.left)].strip(" ,.") for edit in found]
    theirs = [right[slice(*edit.right)].strip(" ,.") for edit in found]
    return [words for words in ours if words], [words for words in theirs if words]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (
            "In the evening, the ferry left the old harbour.",
            "The ferry left the old harbour in the evening.",
            ("In the evening", "in the evening"),
        ),
        ("He has also been seen.", "He also has been seen.", ("has", "has")),
        ('"No," Lindqvist said.', '"No," said Lindqvist.', ("said", "said")),
        (
            "They sell bread and butter here.",
            "They sell butter and bread here.",
            ("bread and butter", "butter and bread"),
        ),
    ],
)
def test_words_that_changed_their_place_in_a_sentence(left, right, words):
    ours, theirs = ([side] for side in words)
    assert reordered(left, right) == (ours, theirs)
    assert reordered(right, left) == (theirs, ours)


def test_two_words_that_took_each_others_places_outside_of_a_list_are_changes():
    left = "The town owns three large white boats, the county a pair of quite old ships here."
    right = left.replace("three", "@").replace("pair", "three").replace("@", "pair")
    assert reordered(left, right) == ([], [])


def test_two_members_of_a_list_that_took_each_others_places_are_reordered():
    left = "The town owns large boats, old ships, a crane and a rusty ferry with a bell on it."
    right = left.replace("boats", "@").replace("ships", "boats").replace("@", "ships")
    assert reordered(left, right) == ([], [])  # it is the ships that are large now
    left = "The town owns boats, cranes, ships and a rusty ferry with a bell on it."
    right = left.replace("boats", "@").replace("ships", "boats").replace("@", "ships")
    assert reordered(left, right) == (["boats", "ships"], ["ships", "boats"])


@pytest.mark.parametrize("word", ["not", "never"])
def test_a_word_that_denies_is_not_reordered(word):
    left, right = f"He did {word} say that it was so.", f"He did say that it was {word} so."
    assert reordered(left, right) == ([], [])


def test_a_function_word_met_again_far_off_is_another_one():
    left = "The crew saw the old boat and they left on Monday when rain fell on town."
    right = "Crew saw the old boat and they left on Monday when the rain fell on town."
    assert reordered(left, right) == ([], [])


@pytest.mark.parametrize("word", ["gently ", "the "])
def test_what_comes_in_again_in_another_sentence_is_not_reordered(word):
    sentences = "She let {}the old cat out of the bag. It ran {}over the wet quay to the boat."
    assert reordered(sentences.format(word, ""), sentences.format("", word)) == ([], [])


def test_in_a_text_without_sentences_a_bound_in_words_stands_for_them():
    between = " ".join(f"word{number}" for number in range(100))
    near, far = " ".join(between.split()[:20]), between
    for words, told in ((near, ["gently"]), (far, [])):
        left, right = f"she gently let {words} go home", f"she let {words} gently go home"
        assert reordered(left, right) == (told, told)


def test_of_several_places_the_nearest_is_taken():
    left = "Boats quickly left the port and many crews rested on shore until noon."
    right = "Boats left the port quickly and many crews rested on shore quickly until noon."
    found = [(e.kind, right[slice(*e.right)].strip()) for e in diff(left, right).edits]
    assert ("inserted", "quickly") in found
    assert found.index(("reordered", "quickly")) < found.index(("inserted", "quickly"))
