"""What people see in Slack, as blocks: pure, escaped, and within Slack's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agent.events import Progress
from memory.domain.project import Project, Version
from memory.domain.review import Review
from ui.present import finding_sentence, progress_line
from ui.slack.wishes import digest

Block = dict[str, Any]
MOST_BLOCKS = 50
MOST_TEXT = 3000
MOST_LETTERS = 10_000
"""Of one message's paragraphs; Slack refuses longer ones as msg_blocks_too_long, at some 13,000."""
MOST_HEADER = 150
MOST_VERSIONS = 40
BAR = 12
STATES = {
    "drafting": "being written", "asking": "waits for your answer", "previewed": "preview to look at", "approved": "finished",
    "refused": "could not be made as it was", "cancelled": "stopped", "waiting": "a person looks at it",
}  # fmt: skip


def escaped(text: str) -> str:
    """Words as they are: nothing in them pings anybody, links anywhere, or opens a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(text: str, most: int = MOST_TEXT) -> Iterator[str]:
    """A text in pieces of at most `most` letters once escaped, cut between paragraphs, lines or words where there are any."""
    rest = text.strip()
    while rest:
        whole = escaped(rest)
        if len(whole) <= most:
            yield whole
            return
        room = rest[:most]
        while len(escaped(room)) > most:
            room = room[: len(room) - max(1, (len(escaped(room)) - most) // 5)]
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := room.rfind(mark)) > len(room) // 3), len(room))
        yield escaped(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()


def section(mrkdwn: str, **more: Any) -> Block:
    """A paragraph; what goes in is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn}, **more}


def words(text: str) -> list[Block]:
    """What the agency says."""
    return [section(piece) for piece in pieces(text)]


def small(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": next(pieces(text, 1900), " ")}]}


def header(text: str) -> Block:
    short = text if len(text) <= MOST_HEADER else text[: MOST_HEADER - 1].rstrip() + "…"
    return {"type": "header", "text": {"type": "plain_text", "text": short or "Your film", "emoji": False}}


def button(text: str, action: str, thread: str, version: int = 0, **more: Any) -> Block:
    """A button about one version of one conversation."""
    value = json.dumps({"thread": thread, "version": version})
    return {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": text}, "value": value, **more}


def link(text: str, url: str) -> Block:
    return {"type": "button", "action_id": "link", "text": {"type": "plain_text", "text": text}, "url": url}


def progress(event: Progress, thread: str, more: str = "") -> list[Block]:
    """How far it is, what comes after it (`more`), and a way to stop it."""
    full = round(max(0.0, min(1.0, event.done)) * BAR)
    line = f"{'▰' * full}{'▱' * (BAR - full)}  {escaped(progress_line(event) + more)}"
    return [section(line[:MOST_TEXT], accessory=button("Stop", "stop", thread))]


def preview(
    card: Mapping[str, Any], pictures: Mapping[int, str], thread: str, studio: str, *, state: str = "open"
) -> list[Block]:
    """A preview: title, what was said and assumed, the storyboard, and what can be done with it.

    `pictures` are Slack's ids of the stills by scene number. `state`: 'open' has buttons, 'old' was followed by another
    preview, 'approved' is the finished one.
    """
    blocks = [header(f"{card['title']} · version {card['version']}"), small(" · ".join(card["facts"]))]
    blocks += [*_listed("You said", card["said"]), *_listed("I assumed", card["assumed"]), *words("\n".join(card["changes"]))]
    blocks += [_scene(scene, pictures.get(scene["number"], "")) for scene in card["scenes"]]
    if state == "open":
        blocks.append(actions(card, thread, studio))
    else:
        blocks.append(small("Approved." if state == "approved" else "A later version follows below."))
    return blocks


def _listed(title: str, items: Sequence[str]) -> list[Block]:
    if not items:
        return []
    first, *rest = pieces("\n".join(f"• {item}" for item in items), MOST_TEXT - 50)
    return [section(f"*{title}*\n{first}"), *map(section, rest)]


def _scene(scene: Mapping[str, Any], picture: str) -> Block:
    shown = " / ".join(line for line in scene["shown"] if line)
    mark = "  (new)" if scene["changed"] else ""
    head = f"*{scene['number']}*  {scene['at']}  {escaped(scene['length'])}{mark}"
    told = next(pieces(scene["words"], 2200), "")
    lines = [head, *([told] if told else []), *([f"_{next(pieces(shown, 600))}_"] if shown else [])]
    if not picture:
        return section("\n".join(lines))
    alt = f"Scene {scene['number']}: {shown or scene['words']}"[:1900]
    return section("\n".join(lines), accessory={"type": "image", "slack_file": {"id": picture}, "alt_text": alt})


def actions(card: Mapping[str, Any], thread: str, studio: str) -> Block:
    """What can be done with a preview."""
    version = card["version"]
    row = [button("Approve", "approve", thread, version, style="primary"), button("Change…", "change", thread, version)]
    if card["undoable"]:
        row.append(button("Undo", "undo", thread, version))
    row += [button("Versions", "versions", thread, version), link("Open in the studio", studio)]
    return {"type": "actions", "block_id": f"film-{version}", "elements": row}


def pages(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in messages of at most 50, none of them too long; the last message holds the buttons. Only paragraphs count for
    the length, so that a card without its buttons has as many messages as with them.
    """
    found: list[list[Block]] = [[]]
    room = MOST_LETTERS
    for block in blocks:
        letters = len(block["text"]["text"]) if block["type"] == "section" else 0
        if len(found[-1]) == MOST_BLOCKS or letters > room:
            found.append([])
            room = MOST_LETTERS
        found[-1].append(block)
        room -= letters
    return found


def change_modal(thread: str, script: str) -> Block:
    """A box for what to change, and the script to edit; a script that is too long for Slack's box is edited in the studio."""
    fits = 0 < len(script) <= MOST_TEXT
    meta = {"thread": thread, "script": digest(script)}
    fields = [_box("feedback", "What should be different?", "Scene 2 shorter, a calmer voice, blue instead of green …")]
    if fits:
        fields.append(_box("script", "Or edit the script", "", script))
    elif script:
        fields.append(small("This script is too long to be edited here; open the film in the studio for that."))
    return _modal("change", "Change the film", "Send", json.dumps(meta), fields)


def brief_modal(channel: str) -> Block:
    """A box for a brief."""
    box = _box("brief", "What is the film for?", "A 30 second film for our summer sale: 25 % off every bicycle …")
    return _modal("brief", "A new film", "Make it", json.dumps({"channel": channel}), [box | {"optional": False}])


def versions_modal(thread: str, versions: Sequence[Version], head: int | None) -> Block:
    """Every version, the latest first, each to be shown again."""
    rows: list[Block] = []
    for one in reversed(versions[-MOST_VERSIONS:]):
        name = f" “{escaped(one.name)}”" if one.name else ""
        told = f"*Version {one.number}*{name}\n{next(pieces(one.label, 1500), '')}".strip()
        show = button("Show", f"pick:{one.number}", thread, one.number)
        rows.append(section(told) if one.number == head else section(told, accessory=show))
    if len(versions) > MOST_VERSIONS:
        rows.append(small(f"These are the latest {MOST_VERSIONS}; say “show version 3” for an earlier one."))
    return _modal("versions", "Versions", "", "", rows or words("There is no version yet."))


def note_modal(title: str, text: str) -> Block:
    """One sentence."""
    return _modal("note", title, "", "", words(text))


def reason_modal(review_id: str, verdict: str) -> Block:
    """Why somebody decides as they do: it goes on record."""
    title = "Allow this" if verdict == "allow" else "Refuse this"
    box = _box("reason", "Why? It goes on record.", "") | {"optional": False}
    return _modal("decide", title, "Decide", json.dumps({"review": review_id, "verdict": verdict}), [box])


def review(one: Review, ended: str = "", votes: Sequence[str] = ()) -> list[Block]:
    """A case for those who decide; `ended` is how it ended, `votes` are who has decided what so far."""
    blocks = [header(f"To decide: {one.title or 'a film'}")]
    for finding in one.findings[:10]:
        blocks += words(finding_sentence(finding.model_copy(update={"way_out": ""})))
    if one.note:
        blocks += words(f"They say: “{one.note}”")
    blocks += words("\n".join(f"{where}: {text}" for where, text in one.texts.items()))[:10]
    needs = "Two people have to agree. " if one.needed > 1 else ""
    blocks.append(small(f"{needs}Asked for by {one.asked_by}."))
    blocks += words("\n".join(votes))[:5]
    if ended:
        return [*blocks, section(ended)]
    row: list[Block] = [
        {"type": "button", "action_id": "decide:allow", "text": _plain("Allow…"), "value": one.id, "style": "primary"},
        {"type": "button", "action_id": "decide:refuse", "text": _plain("Refuse…"), "value": one.id, "style": "danger"},
    ]
    return [*blocks, {"type": "actions", "block_id": f"review-{one.id}", "elements": row}]


def home(projects: Sequence[tuple[Project, str]], start: str = "/video") -> Block:
    """Somebody's films with the studio's address of each; a stranger's home is `closed_home`."""
    new = {"type": "button", "action_id": "new", "style": "primary", "text": {"type": "plain_text", "text": "New film"}}
    blocks: list[Block] = [header("Your films"), {"type": "actions", "elements": [new]}]
    for project, url in projects[:20]:
        title = next(pieces(project.title or "A film without a title", 200))
        told = f"*{title}*\n{STATES[project.state]}, {project.updated_at:%d %b %H:%M}"
        go_on = button("Go on here", f"go_on:{project.id}", project.thread)
        blocks += [section(told, accessory=go_on), {"type": "actions", "elements": [link("Open in the studio", url)]}]
    if not projects:
        blocks += words(f"No films yet. Write to me what you need, mention me in a channel, or type {start}.")
    return {"type": "home", "blocks": blocks}


def closed_home(sentence: str) -> Block:
    return {"type": "home", "blocks": words(sentence)}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _box(name: str, label: str, hint: str, value: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": name, "multiline": True, "max_length": MOST_TEXT}
    if hint:
        element["placeholder"] = {"type": "plain_text", "text": hint[:150]}
    if value:
        element["initial_value"] = value
    return {
        "type": "input",
        "block_id": name,
        "optional": True,
        "label": {"type": "plain_text", "text": label},
        "element": element,
    }


def _modal(name: str, title: str, submit: str, meta: str, blocks: list[Block]) -> Block:
    modal: Block = {
        "type": "modal",
        "callback_id": name,
        "title": {"type": "plain_text", "text": title[:24]},
        "close": {"type": "plain_text", "text": "Close"},
        "private_metadata": meta,
        "blocks": blocks,
    }
    return modal | {"submit": {"type": "plain_text", "text": submit}} if submit else modal
