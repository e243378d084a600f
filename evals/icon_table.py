"""Builds what icons are chosen by: `python -m evals.icon_table FOLDER` with the unpacked npm package lucide-static.

Words of the embedding model's own vocabulary and the names and tags of our icons become points (all-MiniLM-L6-v2), centred
and turned to their 64 principal directions, one byte each: 12 times smaller, and no model is needed to look a word up.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np

from memory.embeddings import Embedder, packaged_minilm
from memory.minilm import MiniLM
from renderer.look import icons
from tools.icons import TABLE

WORDS, DIMS, TAGS = 11_000, 64, 14
# Tags that mean something else in a film's words than in the drawing.
_ASTRAY = {
    *("till", "park", "course", "columns", "feet", "u-turn", "drop", "stick", "table", "date", "bar", "text", "letter", "code"),
    *("particle", "rule", "maximum", "database", "data", "pending", "received", "change", "add", "red", "projects", "charge"),
    *(
        "report",
        "price",
        "household",
        "country",
        "performance",
        "import",
        "export",
        "lead",
        "high school",
        "information",
        "collection",
    ),
}
# What films call things, beside the names that the drawings have.
OURS = {
    "activity": ("progress", "pulse"), "archive": ("backup", "records"), "badge-percent": ("discount", "sale", "offer"),
    "banknote": ("cash", "salary", "wage", "pay"), "briefcase": ("business", "job", "career"),
    "calculator": ("budget", "accounting", "taxes", "estimate"), "calendar-days": ("roster", "schedule", "shifts", "holiday"),
    "chart-line": ("report", "results", "performance", "figures"), "circle-dollar-sign": ("price", "cost", "revenue", "fee"),
    "circle-play": ("start", "begin", "launch"), "clipboard-list": ("inventory", "stock", "order", "checklist"),
    "cloud": ("online", "hosting"), "coins": ("savings", "money"), "database": ("data", "storage"),
    "droplets": ("river", "swimming", "moisture"), "factory": ("production", "industry"),
    "file-text": ("document", "report", "contract", "policy"), "flower": ("garden", "spring", "bouquet"),
    "gift": ("free", "bonus", "reward"), "graduation-cap": ("training", "course", "learning", "teachers"),
    "hand-coins": ("donation", "subsidy"), "hard-hat": ("construction", "site", "safety"), "headphones": ("sound", "podcast"),
    "hourglass": ("waiting", "patience"), "house": ("home", "family", "rent", "apartment"), "image": ("picture", "photo"),
    "key-round": ("password", "login", "access"), "landmark": ("government", "law", "public", "court"),
    "languages": ("translation", "language"), "life-buoy": ("support", "help", "swimming", "rescue"),
    "list-checks": ("tasks", "rules", "checks"), "lock": ("security", "secure", "private"), "map": ("region", "street", "city"),
    "map-pin": ("place", "address", "meeting point", "location"), "mail": ("email", "newsletter"),
    "message-circle": ("chat", "sms", "text message", "question"), "monitor": ("screen", "desktop", "dashboard"),
    "mountain": ("hiking", "nature"), "package": ("parcel", "box", "delivery"), "plug": ("socket", "connect"),
    "presentation": ("meeting", "workshop", "webinar"), "receipt": ("invoice", "bill", "expenses", "taxes"),
    "recycle": ("recycling", "waste", "sustainability", "circular"), "rocket": ("startup", "growth", "launch"),
    "route": ("road", "way", "journey", "travel"), "scale": ("law", "fair", "justice", "weight"),
    "server": ("software", "system"), "settings": ("configuration", "customize"),
    "shield-check": ("insurance", "protection", "guarantee", "warranty", "privacy"), "shrub": ("garden", "park", "plants"),
    "smartphone": ("app", "apps"), "sprout": ("garden", "growth", "grow"), "store": ("shop", "market", "bakery"),
    "sun": ("summer", "beach", "weather"), "tag": ("price", "label", "cost"), "timer": ("fast", "quick", "minutes"),
    "tree-pine": ("forest", "wood"), "trending-up": ("growth", "increase", "profit"),
    "truck": ("delivery", "transport", "shipping"), "user": ("profile", "account", "person"),
    "user-plus": ("hiring", "recruiting", "invite"),
    "users": ("team", "crew", "family", "customers", "people", "colleagues", "staff", "community", "parents", "children"),
    "utensils": ("lunch", "dinner", "breakfast", "meal", "restaurant"), "video": ("film", "recording"),
    "wallet": ("budget", "payment", "spending"), "wrench": ("repair", "maintenance", "tools", "fix"),
}  # fmt: skip


def build(folder: Path, embedder: Embedder, vocabulary: list[str]) -> dict[str, np.ndarray]:
    """Arrays of the table: `words` and `icons` as names, `word_points` and `icon_points` as int8 rows."""
    tags = json.loads((folder / "tags.json").read_text())
    texts, owners = [], []
    for name in icons.names():
        own = name.replace("-", " ").rstrip(" 2")
        kept = [tag for tag in tags.get(name, [])[:TAGS] if tag not in _ASTRAY]
        kept = [own, *kept] if own not in _ASTRAY else kept
        kept = list(dict.fromkeys([*kept, *OURS.get(name, ())]))
        texts += kept
        owners += [name] * len(kept)
    words = [word for word in vocabulary if re.fullmatch("[a-z]{3,}", word)][:WORDS]
    # What we name drawings by is looked up too, where the vocabulary has it in pieces only.
    words += sorted({word for text in texts for word in text.split() if re.fullmatch("[a-z]{3,}", word)} - set(words))
    points, drawn = embedder.embed(words), embedder.embed(texts)
    middle = points.mean(0)
    _, _, directions = np.linalg.svd(points - middle, full_matrices=False)
    made = {"words": np.array(words), "icons": np.array(owners)}
    for key, cloud in (("word_points", points), ("icon_points", drawn)):
        turned = (cloud - middle) @ directions[:DIMS].T
        turned /= np.linalg.norm(turned, axis=1, keepdims=True)
        made[key] = np.rint(turned * 127).astype(np.int8)
    return made


def main() -> None:
    """Write the table beside tools/icons.py."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the unpacked npm package lucide-static")
    weights = packaged_minilm()
    made = build(parser.parse_args().folder, MiniLM(weights), (weights / "vocab.txt").read_text().splitlines())
    words, drawn = made["words"], made["icons"]
    np.savez_compressed(TABLE, words=words, icons=drawn, word_points=made["word_points"], icon_points=made["icon_points"])


if __name__ == "__main__":
    main()
