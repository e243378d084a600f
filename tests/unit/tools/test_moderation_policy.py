"""A policy file that cannot be used says which line, which rule and what; nothing else comes out of the parser."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.errors import PolicyInvalid
from tools.moderation.rules import POLICY, Policy, load_policy, parse_policy

RULE = """\
version: "1"
rules:
  - id: house
    text: No rivals in here.
    severity: refuse
    way_out: Leave it out.
    patterns: ['rival']
    examples: {bad: [rival], good: [friend]}
"""


def test_a_policy_may_lie_in_one_file_or_in_many(tmp_path):
    (tmp_path / "common.yaml").write_text('version: "7"\nterms: {}\n')
    (tmp_path / "house.yaml").write_text(RULE.split("\n", 1)[1])
    assert load_policy(tmp_path).version == "7"
    (tmp_path / "house.yaml").write_text(RULE)
    assert load_policy(tmp_path / "house.yaml").rules[0].id == "house"


def test_the_digest_tells_one_policy_from_another():
    assert parse_policy({"a": RULE}).digest != parse_policy({"a": RULE.replace("rival", "foe")}).digest


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity: refuse", "severity: maybe", r"house.yaml, line 5.*'house'.*severity"),
        ("    way_out: Leave it out.\n", "", r"line 3.*'house'.*way_out"),
        ("'rival'", "'{nobody}'", "'house'.*'nobody'.*terms"),
        ("'rival'", "'('", "'house'.*broken"),
        ("patterns: ['rival']", "together: [[nobody]]", "'house'.*'nobody'.*words"),
        ("patterns: ['rival']", "unknown: 1", "line 7.*'house'.*unknown"),
        ("patterns: ['rival']", "languages: [en]", "nothing recognises it"),
        ("severity: refuse", "severity: allow", "over"),
        ("bad: [rival]", "bad: []", "'house'.*examples"),
        ('version: "1"', "version: 1", "version"),
        ('version: "1"', 'rule: "1"', "'rule' is no part"),
        ("  - id", "  id", "line"),
        ("rules:", "rules: 3\nx:", "line"),
        (RULE, "- 1", "line 1"),
        (RULE, "", "line 1"),
        (RULE, "a: [", "line"),
        (RULE, "a: 2001-99-99", "no YAML"),
    ],
)
def test_a_broken_policy_says_what_is_wrong(old, new, told):
    assert old in RULE
    with pytest.raises(PolicyInvalid, match=f"(?s){told}"):
        parse_policy({"house.yaml": RULE.replace(old, new)})


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(PolicyInvalid, match="twice"):
        parse_policy({"a": RULE, "b": RULE.split("\n", 1)[1]})


TEXTS = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=100).map(lambda data: data.decode("latin-1")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["version", "terms", "words", "rules", "id", "text", "severity", "patterns", "x"]), inner
            )
        ),
        max_leaves=20,
    ).map(yaml.safe_dump),
    st.tuples(st.integers(0, len(RULE)), st.integers(0, 20), st.text(max_size=10)).map(
        lambda cut: RULE[: cut[0]] + cut[2] + RULE[cut[0] + cut[1] :]
    ),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_whatever_the_file_holds_it_is_a_policy_or_is_refused_with_a_sentence(text):
    try:
        policy = parse_policy({"a.yaml": text})
    except PolicyInvalid as error:
        assert str(error)
    else:
        assert isinstance(policy, Policy)


def test_every_file_of_the_policy_can_be_read_on_one_screen():
    for file in POLICY.glob("*.yaml"):
        assert len(file.read_text().splitlines()) <= 400
