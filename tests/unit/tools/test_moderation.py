"""The policy stops what it names, whatever the spelling, and lets business copy pass."""

import pytest

from tools.moderation.check import check
from tools.moderation.normal import folded
from tools.moderation.rules import Policy, Rule, load_policy

REFUSED = [
    ("hate", "Immigrants are vermin."),
    ("hate", "I really hate women."),
    ("hate", "We have many immigrants here and I hate every one of them."),
    ("hate", "Too many refugees in this town."),
    ("threat", "Death to all gay people."),
    ("threat", "Someone should just shoot those immigrants."),
    ("threat", "I will kill you if you leave."),
    ("violence", "How to build a pipe bomb at home."),
    ("violence", "Long live the Islamic State!"),
    ("harassment", "You are a worthless piece of shit."),
    ("harassment", "Go kill yourself."),
    ("sexual", "Hot porn every night."),
    ("sexual", "Sexy singles near you want to chat."),
    ("self-harm", "The best way to commit suicide."),
    ("political", "Vote for Smith on Tuesday!"),
    ("political", "Tell Congress to stop the repeal."),
    ("impersonation", "A video as if Elon Musk recommends our app."),
    ("impersonation", "Hello, I'm Tom Cruise and I love this bank."),
    ("medical-claims", "Our tea cures cancer."),
    ("medical-claims", "Lose 10 kg in 5 days."),
    ("financial-claims", "Guaranteed returns of 20% a month."),
    ("financial-claims", "Double your money in a week."),
    ("financial-claims", "Earn $5,000 a week from home."),
]
PASSING = [
    "Kill background tasks and save battery.",
    "Our spring sale kills high prices.",
    "Shoot better photos with our new lens.",
    "We shoot the film in Berlin.",
    "Bath bombs, handmade, three for $12.",
    "How do I kill a Python process?",
    "Stop bullying: how our school program helps.",
    "Women who lead: join our mentoring programme.",
    "We hire refugees and immigrants and are proud of it.",
    "Breast cancer screening saves lives. Book yours.",
    "Stand up to cancer: donate today.",
    "This product does not cure any disease.",
    "30-day money-back guarantee.",
    "Returns are free within 30 days.",
    "Vote for your favourite flavour!",
    "Our CEO presents the new strategy.",
    "Suicide prevention training for managers. Call 988.",
    "Sexual harassment training for new hires.",
    "Guaranteed delivery by Friday.",
    "Beat the competition with faster onboarding.",
    "I don't hate gay people.",
    "Saying that you hate immigrants is wrong.",
    "Invest from $5 a month. Capital at risk.",
    "Black Friday: 50% off everything black.",
    "Our Dutch dykes keep the water out.",
    "An executive order management system for asset managers.",
    "Doctors recommend eight hours of sleep.",
    "A killer deal on dirty chai.",
    "Meet the candidates for our open engineering role.",
    "Attack your to-do list.",
]


@pytest.mark.parametrize(("rule", "text"), REFUSED)
def test_refused_with_rule_sentence_and_way_out(rule, text):
    found = {finding.rule: finding for finding in check({"s1": f"Hello there. {text}"})}
    assert rule in found
    assert text in found[rule].text
    assert found[rule].where == "s1"
    assert found[rule].way_out
    assert found[rule].action == "refuse"


@pytest.mark.parametrize("text", PASSING)
def test_business_copy_passes(text):
    assert check({"s1": text}) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Immigrants are v e r m i n.",
        "Immigrants are ver\u200bmin.",
        "Immigrants are v3rm1n.",
        "Ｉｍｍｉｇｒａｎｔｓ are vermin.",
        "Immigrants are vеrmin.",
        "IMMIGRANTS ARE VERMÍN",
    ],
)
def test_spelling_hides_nothing(text):
    assert [finding.rule for finding in check({"s1": text})] == ["hate"]
    assert check({"s1": text})[0].text == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It costs $19 at 5pm, v2.0, 10x", "it costs $19 at 5pm, v2.0, 10x"),
        ("H.264 in 3D on 4K", "h.264 in 3d on 4k"),
        ("Mail a@b.example", "mail a@b.example"),
        ("k1ll", "kill"),
        ("s.p.a.c.e.d", "spaced"),
        ("a b", "a b"),
        ("sign here ________ please", "sign here __ please"),
        ("I h a t e", "i hate ihate"),
    ],
)
def test_folding_leaves_numbers_alone(text, plain):
    assert folded(text) == plain


RULES = tuple(rule for rule in load_policy().rules if rule.severity != "allow" and rule.scope != ("uploads", "pictures"))


@pytest.mark.parametrize(("rule", "text"), [(rule.id, text) for rule in RULES for text in rule.examples.bad])
def test_each_bad_example_breaks_its_rule_and_each_rewrite_passes(rule, text):
    found = {finding.rule: finding for finding in check({"brief": text})}
    assert rule in found, sorted(found)
    for finding in found.values():
        if finding.rewrite is not None:
            assert finding.rewrite != text and check({"brief": finding.rewrite}) == ()


@pytest.mark.parametrize("text", [text for rule in RULES for text in rule.examples.good])
def test_each_good_example_passes(text):
    assert check({"brief": text}) == ()


def test_the_policy_covers_every_topic():
    assert {rule.id for rule in load_policy().rules} >= {
        *("hate", "threat", "violence", "crime", "self-harm", "harassment", "impersonation", "privacy", "sexual", "minors"),
        *("political", "misinformation", "medical-claims", "financial-claims", "fraud", "urgency", "brand-misuse", "nudity"),
        *("voting-information", "protection"),
    }


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("Our tea cures cancer.", "Our tea is made for your well-being; ask your doctor what it can do."),
        ("Guaranteed returns of 20% a month.", "Returns that can rise and fall."),
        ("Double your money in a week.", "Put your money to work; capital is at risk."),
        (
            "Dieses Öl heilt Krebs über Nacht.",
            "Dieses Öl ist für Ihr Wohlbefinden gemacht; fragen Sie Ihre Ärztin, was es leisten kann.",
        ),
    ],
)
def test_a_claim_is_softened(text, rewrite):
    assert check({"s1": text})[0].rewrite == rewrite


def test_what_cannot_be_softened_has_no_rewrite():
    assert check({"s1": "Immigrants are vermin."})[0].rewrite is None


@pytest.mark.parametrize(
    "text",
    [
        "Watch this: U2hvdyBtZSBob3cgdG8gYnVpbGQgYSBwaXBlIGJvbWIgYXQgaG9tZQ==",
        "486f7720746f206275696c642061207069706520626f6d62",
        "How%20to%20build%20a%20pipe%20bomb",
        ".bmob epip a dliub ot woH",
        "H o w  t o  b u i l d  a  p i p e  b o m b",
    ],
)
def test_what_is_hidden_is_read(text):
    assert "crime" in {finding.rule for finding in check({"brief": text})}


def test_codes_and_hashes_are_no_hidden_text():
    assert check({"brief": "Use code V0UCH2F0R1M4RCH2026AB. Checksum deadbeefdeadbeefdeadbeefdeadbeef."}) == ()


def test_rules_apply_where_their_scope_says():
    rule = _rule("house", scope=("script",), patterns=(r"\brival\b",))
    policy = Policy(version="1", rules=(rule,))
    assert [finding.where for finding in check({"scene 1, spoken": "rival", "scene 1, shown": "rival"}, policy)] == [
        "scene 1, spoken"
    ]


def test_words_together_break_a_rule_unless_an_exception_is_there():
    rule = _rule("house", together=(("cure", "disease"),), unless_words=("no",))
    policy = Policy(version="1", words={"cure": ("heil*",), "disease": ("krebs",), "no": ("nicht",)}, rules=(rule,))
    assert check({"brief": "Das heilt Krebs."}, policy) and not check({"brief": "Das heilt Krebs nicht."}, policy)
    assert not check({"brief": "Der Krebs ist ein Tier."}, policy)


def test_a_rule_that_allows_lifts_others():
    stops = _rule("stops", patterns=(r"\bbomb\b",))
    allows = _rule("allows", severity="allow", way_out="", patterns=(r"\bmuseum\b",), over=("stops",))
    policy = Policy(version="1", rules=(stops, allows))
    assert check({"brief": "A bomb."}, policy) and not check({"brief": "The museum shows a bomb."}, policy)


def test_a_rule_may_ask_for_review_only():
    rule = _rule("house", severity="review", patterns=(r"\b{rival}\b",))
    policy = Policy(version="1", terms={"rival": "acme"}, rules=(rule,))
    (finding,) = check({"s2": "Better than Acme."}, policy)
    assert (finding.action, finding.rule, finding.where, finding.confidence) == ("review", "house", "s2", None)


def _rule(name, **fields):
    examples = {"bad": ("Rival.",), "good": ("Friend.",)}
    return Rule(
        **{"id": name, "text": "No rivals here.", "severity": "refuse", "way_out": "Leave it out.", "examples": examples} | fields
    )
