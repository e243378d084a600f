"""What the classifier reads and how: lists in one pass, spelling that hides something, a suspicion without a topic."""

import re

import numpy as np
import pytest

from tools.moderation.check import check
from tools.moderation.classifier import ANY, BUCKETS, Heads, Spelled, load_heads, pieces
from tools.moderation.lists import WordLists
from tools.moderation.normal import readable
from tools.moderation.passages import read_by_classifier
from tools.moderation.rules import load_policy

LISTS = WordLists(
    {"kill": ("kill*", "do away with", "*cide"), "shop": ("corner shop", "coca-cola", "grand open*"), "poison": ("毒", "ज़हर")}
)


@pytest.mark.parametrize(
    ("plain", "held"),
    [
        ("we are killing prices", {"kill"}),
        ("skill and craft", set()),
        ("do away with paper", {"kill"}),
        ("do away, with paper", set()),
        ("pesticide", {"kill"}),
        ("the corner  shop", {"shop"}),
        ("grand openings", {"shop"}),
        ("grand old openings", set()),
        ("a coca-cola", {"shop"}),
        ("这是毒药", {"poison"}),
        ("kill the corner shop", {"kill", "shop"}),
        ("", set()),
    ],
)
def test_lists_hold_words_beginnings_and_signs(plain, held):
    assert LISTS.held(plain) == held


def test_every_word_of_the_policy_is_found_by_itself():
    policy = load_policy()
    missed = [
        (name, word)
        for name, words in policy.words.items()
        for word in words
        if "*" not in word and re.fullmatch(r"[a-z]+", word) and not policy.holds(name, word)
    ]
    assert policy.words and not missed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Für  Gärtner", "Für Gärtner"),
        ("Голосуйте в субботу", "Голосуйте в субботу"),
        ("k1ll them", "kill them"),
        ("kіll them", "kill them"),
        ("im\u200bmigrants", "immigrants"),
        ("v e r m i n", "vermin"),
    ],
)
def test_hidden_spelling_is_undone_and_other_writing_is_left(text, read):
    assert readable(text) == read


def test_stretches_and_single_sentences_are_read_once_each():
    assert [passage.text for passage in read_by_classifier("We sell lamps. They are bright! Ok.")] == [
        "We sell lamps. They are bright! Ok.",
        "We sell lamps.",
        "They are bright!",
    ]
    assert len(read_by_classifier("We sell lamps.")) == 1


def test_a_suspicion_is_for_a_person_and_names_the_likeliest_rule():
    (finding,) = check({"brief": "Words about nothing."}, load_policy(), told({"fraud": -3.0, "privacy": -5.0, ANY: 3.0}))
    assert (finding.rule, finding.action) == ("financial-claims", "review") and finding.confidence == 0.95
    assert not check({"brief": "Words about nothing."}, load_policy(), told({"fraud": -3.0, ANY: 1.0}))


def test_one_guess_is_told_and_everything_that_is_sure():
    found = check({"brief": "Words about nothing."}, load_policy(), told({"fraud": 2.0, "privacy": 1.9, "hate": 6.0}))
    assert {(finding.rule, finding.action) for finding in found} == {("hate", "refuse")}
    found = check({"brief": "Words about nothing."}, load_policy(), told({"fraud": 2.0, "privacy": 1.9}))
    assert {(finding.rule, finding.action) for finding in found} == {("financial-claims", "review")}


def test_known_texts_are_found_by_their_spelling():
    spelled = load_heads().spelled
    alike = spelled.alike(pieces("our new garden hose is in the shop from monday"))
    assert alike.shape == (len(load_heads().known),) and alike.min() >= 0 and 0.05 < alike.max() <= 1
    assert not spelled.alike(np.zeros(BUCKETS, np.float32)).any()


@pytest.mark.parametrize(
    ("hindi", "english"),
    [
        ("\u0921\u0949\u0915\u094d\u091f\u0930 \u0928\u0939\u0940\u0902", "doctor not"),  # as it stands in the list
        ("\u092c\u0948\u0902\u0915\u094b\u0902", "bank"),  # with an ending
        ("\u0928\u0915\u0932\u0940 Rolex", "fake Rolex"),  # without the dot below, beside Latin letters
        ("xyz", "xyz"),
    ],
)
def test_hindi_is_read_word_by_word_in_english(hindi, english):
    assert readable(hindi) == english


def test_weights_are_small_and_know_every_head():
    heads = load_heads()
    assert ANY in heads.names and {rule.head for rule in load_policy().rules if rule.head} - {"nudity"} <= set(heads.names)
    assert heads.says.shape == (len(heads.known), len(heads.names))


def told(bias):
    """Heads that say the same of every text."""
    names = tuple(bias)
    none = np.zeros((0, len(names)), np.float32)
    spelled = Spelled(np.zeros(BUCKETS + 1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), 1)
    known = np.zeros((1, 512), np.float32)
    review, refuse = np.full(len(names), 0.8, np.float32), np.full(len(names), 0.99, np.float32)
    says = np.zeros((1, len(names)), np.float32)
    middle, offset = np.zeros(512, np.float32), np.array(list(bias.values()), np.float32)
    return Heads(names, (), middle, known, spelled, says, none, offset, review, refuse)
