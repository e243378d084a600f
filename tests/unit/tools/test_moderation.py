"""The policy stops what it names, whatever the spelling, and lets business copy pass."""

import pytest

from tools.errors import PolicyInvalid
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


def test_the_policy_is_whole():
    policy = load_policy()
    assert [rule.id for rule in policy.rules] == [
        *("hate", "threat", "violence", "harassment", "sexual", "self-harm", "political", "impersonation"),
        *("medical-claims", "financial-claims"),
    ]
    assert {rule for rule, _ in REFUSED} == {rule.id for rule in policy.rules}


def test_a_rule_may_ask_for_review_only():
    rule = Rule(id="house", text="No rivals.", severity="review", way_out="Leave it out.", patterns=(r"\b{rival}\b",))
    policy = Policy(version="1", terms={"rival": "acme"}, rules=(rule,))
    (finding,) = check({"s2": "Better than Acme."}, policy)
    assert (finding.action, finding.rule, finding.where) == ("review", "house", "s2")


@pytest.mark.parametrize(("pattern", "words"), [("{nobody}", "nobody"), ("(", "broken")])
def test_a_broken_policy_says_so(tmp_path, pattern, words):
    file = tmp_path / "policy.yaml"
    file.write_text(
        f'version: "1"\nterms: {{}}\nrules:\n  - {{id: a, text: b, severity: refuse, way_out: c, patterns: ["{pattern}"]}}\n'
    )
    with pytest.raises(PolicyInvalid, match=words):
        load_policy(file)
