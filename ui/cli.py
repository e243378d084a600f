"""The `agency` command. Everything heavy is imported inside the command that needs it, so that `--help` stays quick."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

# typer carries its own copy of click; the click on the path is another library's, and costs as much again to import.
from typer._click.exceptions import ClickException, UsageError

from ui.brand_commands import brand_app
from ui.cleaning import clean
from ui.configured import settings
from ui.consents import avatar_app
from ui.discretion import discreet, log_discreetly
from ui.errors import DoorError
from ui.keeping import backup, restore
from ui.key_commands import keys_app
from ui.mcp_command import mcp
from ui.model_commands import models_app
from ui.reviews import audit_app, review_app
from ui.slack_commands import slack_app
from ui.users import users_app

app = typer.Typer(
    help="A video agency in your pocket: say what you need, get a film you can post.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(models_app, name="models")
app.add_typer(brand_app, name="brand", no_args_is_help=True)
app.add_typer(users_app, name="users", no_args_is_help=True)
app.add_typer(keys_app, name="keys", no_args_is_help=True)
app.add_typer(avatar_app, name="avatar", no_args_is_help=True)
app.add_typer(review_app, name="review", no_args_is_help=True)
app.add_typer(audit_app, name="audit", no_args_is_help=True)
app.add_typer(slack_app, name="slack")
app.command()(backup)
app.command()(restore)
app.command()(mcp)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Out = Annotated[Path | None, typer.Option("--out", help="Put the film there, as MP4.", dir_okay=False)]
LENGTHS = (1, 3600)


@app.command()
def make(
    brief: Annotated[str, typer.Argument(help="What the film is for, in your own words.")],
    out: Out = None,
    seconds: Annotated[float | None, typer.Option(min=LENGTHS[0], max=LENGTHS[1], help="Length of the film.")] = None,
    aspect: Annotated[Literal["16:9", "9:16", "1:1", "4:5"] | None, typer.Option(help="Shape of the picture.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language of the film, as a code: es.")] = None,
    presenter: Annotated[str | None, typer.Option(help="Who presents it.")] = None,
    brand: Annotated[str | None, typer.Option(help="Whose film it is; the name is kept and spelled as it is.")] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", help="A picture, clip, logo or script for it; again for more.", exists=True)
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="The preview is enough: few pixels, no approval.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Approve the preview and render the film.")] = False,
    as_json: Json = False,
) -> None:
    """One film from the terminal; stops at the preview unless --yes approves it."""
    from ui.commission import make_film, with_wishes

    wishes = with_wishes(brief, seconds=seconds, aspect=aspect, language=lang, presenter=presenter, brand=brand)
    _finish(
        make_film(settings(), wishes, out=out, approve=yes and not draft, quiet=as_json, brand=brand, files=files or ()), as_json
    )


@app.command()
def say(
    project: str,
    message: Annotated[str, typer.Argument(help="What to change, a question, `approve` or `undo`.")] = "",
    script: Annotated[
        Path | None, typer.Option("--script", help="The edited script, as `agency show --script` prints it.")
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", help="A picture, clip or logo for it; again for more.", exists=True)
    ] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """The next turn of the same conversation: change, ask, approve, undo."""
    from ui.commission import continue_film, script_in

    document = script_in(script) if script else ""
    made = continue_film(settings(), project, message, script=document, out=out, quiet=as_json, files=files or ())
    _finish(made, as_json)


@app.command()
def show(
    project: str,
    as_json: Json = False,
    storyboard: Annotated[bool, typer.Option("--storyboard", help="Print the storyboard as JSON, for `agency render`.")] = False,
    script: Annotated[
        bool, typer.Option("--script", help="Print the script as Markdown, to edit and hand back to `say`.")
    ] = False,
) -> None:
    """A film: its words, its scenes and its versions."""
    from memory.domain.script_document import write
    from memory.projects import Projects
    from memory.reviews import Reviews
    from ui.present import version_line
    from ui.reviews import people_line
    from ui.wiring import open_database

    project = clean(project)
    with open_database(settings()) as database:
        projects = Projects(database)
        found = projects.get(project)
        board = projects.board(project, found.head) if found.head else None
        versions = projects.versions(project)
        open_reviews = [*Reviews(database).list(project_id=project), *Reviews(database).untold(project)]
    if storyboard or script:
        if board is None:
            raise DoorError(f"project {project!r} has no storyboard yet; answer its question with `agency say`")
        print(board.model_dump_json(indent=2) if storyboard else write(board).rstrip())
        return
    details = {
        "project": found.id,
        "title": found.title or (board.title if board else ""),
        "state": found.state,
        "version": found.head,
        "versions": [
            {"version": v.number, "name": v.name, "from": v.parent, "what": v.label, "at": v.created_at.isoformat()}
            for v in versions
        ],
        "script": board.script() if board else "",
        "reviews": [{"review": one.id, "rule": one.rule, "words": one.quoted, "state": one.state} for one in open_reviews],
    }
    if as_json:
        print(json.dumps({**details, "storyboard": board.model_dump(mode="json") if board else None}, ensure_ascii=False))
        return
    print(f"{details['title'] or 'Untitled'}  ({found.state}, version {found.head or 0})\n")
    for number, scene in enumerate(board.scenes if board else (), start=1):
        print(f"{number:>3}  {scene.narration or ' / '.join(scene.on_screen.lines())}")
    print()
    for version in versions:
        print(version_line(version, found.head))
    for one in open_reviews:
        print(people_line(one))


@app.command("list")
def list_films(as_json: Json = False) -> None:
    """Every film, the latest first."""
    from ui.wiring import open_projects

    with open_projects(settings()) as projects:
        found = projects.list()
    rows = [
        {"project": p.id, "title": p.title, "state": p.state, "version": p.head, "updated": p.updated_at.isoformat()}
        for p in found
    ]
    if as_json:
        print(json.dumps({"projects": rows}, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['project']}  {row['state']:<10} v{row['version'] or 0:<3} {row['title'] or 'Untitled'}")
    if not rows:
        print('No films yet; make one: agency make "A 20 second welcome for new colleagues"')


@app.command()
def render(
    storyboard: Annotated[Path, typer.Argument(help="A storyboard as JSON.", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Argument(help="The film to write.", dir_okay=False)],
    draft: Annotated[bool, typer.Option("--draft", help="Few pixels, same voice and timings.")] = False,
    as_json: Json = False,
) -> None:
    """A storyboard to a film, with neither conversation nor database."""
    from ui.commission import render_storyboard

    made = render_storyboard(settings(), storyboard, out, draft=draft, quiet=as_json)
    print(json.dumps(made, ensure_ascii=False) if as_json else made["video"])


@app.command()
def verify(
    film: Annotated[Path, typer.Argument(help="A film that came back: MP4.")],
    as_json: Json = False,
) -> None:
    """Where a film is from: its manifest, the mark in its picture, whose it is, what was changed; 1 unless it is as signed."""
    from ui.provenance import lines, verified

    verdict, told = verified(settings(), film)
    print(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(lines(verdict, told)))
    if not verdict.holds:
        raise typer.Exit(1)


@app.command()
def label(
    state: Annotated[Literal["on", "off"] | None, typer.Argument(help="Whether films carry it from now on.")] = None,
    reason: Annotated[str, typer.Option(help="Why; it goes on record.")] = "",
) -> None:
    """The words in a film's corner that say how it was made: on as it comes; switched by an owner, on record."""
    from memory.labelling import Labelling
    from memory.users import OPERATOR
    from ui.wiring import open_database

    with open_database(settings()) as database:
        setting = Labelling(database)
        if state:
            setting.change(state == "on", by=OPERATOR, reason=reason)
        print(f"The label is {'on' if setting.is_shown() else 'off'} for films that are made from now on.")


@app.command()
def doctor(as_json: Json = False) -> None:
    """What works on this machine, and how to get the rest."""
    from ui.doctor import examine

    findings = examine(settings())
    if as_json:
        print(json.dumps({"checks": [finding.as_json() for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(
                f"{finding.mark:<8} {finding.name:<12} {finding.text}" + (f"\n{'':<22}{finding.remedy}" if finding.remedy else "")
            )
    if any(finding.is_needed and not finding.works for finding in findings):
        raise DoorError("something that every film needs does not work here; see the lines marked 'missing'")


@app.command()
def moderate(
    text: Annotated[str, typer.Argument(help="Words of a brief or a script.")],
    as_json: Json = False,
) -> None:
    """Hold a text against the policy: what it breaks, why, and words that pass."""
    from ui.moderating import moderate as held

    told = held(settings(), text)
    print(json.dumps(told, ensure_ascii=False) if as_json else "\n".join([told["action"], *told["sentences"]]))


@app.command()
def studio() -> None:
    """Open the studio: a chat in the browser."""
    from ui.studio.start import serve

    serve(settings())


@app.command()
def bench(
    name: Annotated[str | None, typer.Argument(help="Which; the names are listed when none is given.")] = None,
    out: Annotated[Path | None, typer.Option("--json", help="Write the measurements there.", dir_okay=False)] = None,
    minutes: Annotated[float | None, typer.Option(help="How long `soak` goes on.", min=1)] = None,
) -> None:
    """Measure this machine and this release."""
    from ui.benching import run_bench

    run_bench(name, out, minutes)


@app.command()
def gallery(
    out: Annotated[Path, typer.Argument(help="The folder to write to.", file_okay=False)] = Path("gallery"),
) -> None:
    """Every layout in every look and shape as contact sheets, and a short reel."""
    from ui.gallery import make_gallery

    sheets, reel = make_gallery(settings(), out)
    print(f"{len(sheets)} sheets in {out}, and {reel}")


@app.command("eval")
def evaluate(
    suite: Annotated[
        Literal["briefs", "revisions", "lipsync", "look", "sound", "brand", "recall", "injection", "marks", "moderation"],
        typer.Argument(help="What is measured."),
    ],
    cases: Annotated[Path | None, typer.Option(help="Other cases, one JSON object a line.", dir_okay=False)] = None,
    director: Annotated[
        Literal["none", "local", "openai"], typer.Option(help="Who reads what code leaves over; 'none' is code alone.")
    ] = "local",
    every: Annotated[int, typer.Option(min=1, help="Only every Nth case, for a quick look.")] = 1,
    out: Annotated[Path | None, typer.Option("--json", help="Write the report there.", dir_okay=False)] = None,
) -> None:
    """Measure how well messages are understood, how well lips follow the voice, or how readable films look."""
    from ui.evaluating import run_eval

    run_eval(suite, cases, director, every, out)


def main() -> None:
    """Entry point: exits 0, 1 or 2, and says what went wrong in one line."""
    # Who runs a server reads its log; who runs a command reads its answer.
    usual = "WARNING" if sys.argv[1:2] in (["studio"], ["slack"]) else "ERROR"
    log_discreetly(os.environ.get("AGENCY_LOG", usual).upper(), as_json=os.environ.get("AGENCY_LOG_FORMAT", "") == "json")
    try:
        app(standalone_mode=False)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except UsageError as error:
        _say(error.format_message())
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        _say("stopped")
        sys.exit(1)
    except ClickException as error:
        _say(error.format_message())
        sys.exit(1)
    except Exception as error:  # the outermost door: one line for the person, the trace where AGENCY_LOG asks for it
        _fail(error)


def _fail(error: Exception) -> None:
    from agent.errors import AgentError
    from memory.errors import MemoryStoreError
    from renderer.errors import RendererError
    from tools.errors import ToolError
    from ui.errors import DoorError

    if isinstance(error, (AgentError, MemoryStoreError, RendererError, ToolError, DoorError)):
        _say(str(error))
    else:
        what = discreet(f"{type(error).__name__}: {error}")
        _say(f"something broke on our side: {what}; run it again with AGENCY_LOG=DEBUG to see where")
    logging.getLogger(__name__).debug("the command failed", exc_info=error)
    sys.exit(1)


def _say(sentence: str) -> None:
    print(" ".join(sentence.split()), file=sys.stderr)


def _finish(result: Any, as_json: bool) -> None:
    """Prints what a turn came to, and leaves with 1 where it did not do what was asked."""
    if as_json:
        print(json.dumps(result.json, ensure_ascii=False))
    else:
        if result.film or result.preview:
            print(result.film or result.preview)
        if result.json["project"]:
            print(f"project {result.json['project']}", file=sys.stderr)
    if not result.succeeded:
        raise DoorError(result.json["reply"] or f"the turn ended as {result.json['state']!r}; say it in other words")
