import { useEffect, useRef, useState } from "react"
import { Check, Redo2, Undo2, Sparkles, Quote, Lightbulb, Loader2, FileText } from "lucide-react"

// A new version of this card's props mounts it again, so where the person was in the film is kept outside of it.
const places = (window.agencyPlaces = window.agencyPlaces || {})

const shapes = ["16:9", "9:16", "1:1", "4:5"]
const shapeOf = (video) => shapes.find((shape) => {
  const [across, down] = shape.split(":")
  return Math.abs(video.videoWidth / video.videoHeight - across / down) < 0.02
})

function Player({ film, aspect, poster, playerRef, onShape }) {
  const place = (places[film.key] = places[film.key] || { at: film.from, playing: film.plays })
  useEffect(() => {
    const video = playerRef.current
    if (!video || !film.url) return
    const start = () => {
      onShape(shapeOf(video))
      if (place.at > 0.3 && !film.live) video.currentTime = Math.min(place.at, video.duration || place.at)
      if (place.playing) video.play().catch(() => { place.playing = false })
    }
    if (video.readyState >= 1) start()
    else video.addEventListener("loadedmetadata", start, { once: true })
    return () => video.removeEventListener("loadedmetadata", start)
  }, [film.url])
  return (
    <div className={`pa-stage pa-${aspect.replace(":", "x")}`}>
      <video
        ref={playerRef}
        src={film.url}
        poster={poster || undefined}
        controls
        playsInline
        preload="auto"
        loop={film.loops}
        onTimeUpdate={(event) => { place.at = event.target.currentTime }}
        onPlay={() => { place.playing = true }}
        onPause={(event) => { if (!event.target.ended && event.target.isConnected) place.playing = false }}
        onEnded={() => { place.playing = false; place.at = 0 }}
      />
      {film.says ? <span className="pa-live"><i /> {film.says}</span> : null}
    </div>
  )
}

function Lists({ said, assumed }) {
  if (!said.length && !assumed.length) return null
  return (
    <div className="pa-lists">
      {said.length ? (
        <section>
          <h4><Quote size={14} /> You said</h4>
          <ul>{said.map((line, index) => <li key={index}>{line}</li>)}</ul>
        </section>
      ) : null}
      {assumed.length ? (
        <section className="pa-assumed">
          <h4><Lightbulb size={14} /> I assumed</h4>
          <ul>{assumed.map((line, index) => <li key={index}>{line}</li>)}</ul>
        </section>
      ) : null}
    </div>
  )
}

function Strip({ scenes, aspect, onPick, here }) {
  return (
    <div className="pa-strip" role="list" aria-label="Storyboard">
      {scenes.map((scene) => (
        <button
          type="button"
          role="listitem"
          key={scene.number}
          className={`pa-scene ${scene.number === here ? "pa-here" : ""}`}
          onClick={() => onPick(scene)}
          title={`Play from ${scene.at}`}
        >
          <span className={`pa-thumb pa-${aspect.replace(":", "x")}`}>
            {scene.still ? <img src={scene.still} alt="" loading="lazy" /> : null}
            {scene.at ? <span className="pa-at">{scene.at}</span> : null}
            {scene.changed ? <span className="pa-new">new</span> : null}
          </span>
          <span className="pa-words"><b>{scene.number}</b> {scene.words || scene.shown.join(" · ")}</span>
        </button>
      ))}
    </div>
  )
}

// What was typed and not yet saved outlives a reload.
const drafts = {
  key: (film) => `pocket-agency/script/${film}`,
  read: (film) => window.localStorage.getItem(drafts.key(film)),
  write: (film, text) => window.localStorage.setItem(drafts.key(film), text),
  drop: (film) => window.localStorage.removeItem(drafts.key(film)),
}

function Script({ film, script, onSave, onClose }) {
  const [text, setText] = useState(drafts.read(film) || script)
  const changed = text !== script
  const close = () => { drafts.drop(film); onClose() }
  return (
    <section className="pa-script" data-testid="script">
      <label>
        <span>Edit freely: the words, what is shown, the order. A heading is a scene; lines with &gt; are notes.</span>
        <textarea
          value={text}
          rows={16}
          spellCheck
          aria-label="Script"
          onChange={(event) => { setText(event.target.value); drafts.write(film, event.target.value) }}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </label>
      <p>
        <button type="button" className="pa-button pa-primary" data-testid="save-script" disabled={!changed} onClick={() => { onSave(text); close() }}>
          <Check size={16} /> Save
        </button>
        <button type="button" className="pa-button" data-testid="discard-script" onClick={close}>{changed ? "Discard" : "Close"}</button>
      </p>
    </section>
  )
}

export default function PreviewCard() {
  // On a narrow page nothing else puts the conversation into the address, and a reload would lose sight of it.
  useEffect(() => {
    if (window.location.pathname === "/") window.history.replaceState(window.history.state, "", `/thread/${props.thread}`)
  }, [])
  const playerRef = useRef(null)
  const [sent, setSent] = useState("")
  const [here, setHere] = useState(0)
  const [shape, setShape] = useState("")
  const aspect = props.aspect || shape || "16:9"
  const ready = Boolean(props.video)
  const clip = `${props.film}/${props.clip_of}`
  const seen = props.scenes.find((scene) => scene.number === props.clip_of)
  // The whole film goes on where the clip of its changed scene was being watched.
  const whole = { key: props.film, url: props.video || props.live, live: !ready, says: ready || !props.live ? "" : "Playing while it is made",
    plays: ready ? Boolean(places[clip] && places[clip].playing) : true,
    from: ready && seen && places[clip] ? seen.at_s + places[clip].at : 0 }
  const part = { key: clip, url: props.clip, live: true, loops: true, plays: true, from: 0, says: `Scene ${props.clip_of} is ready, the film follows` }
  const film = !ready && props.clip ? part : whole
  const [editing, setEditing] = useState(Boolean(props.current && props.script && drafts.read(props.film)))
  const say = (action, words, version = props.version, script = "") => {
    setSent(action)
    callAction({ name: "say", payload: { action, words, version, script } }).finally(() => setTimeout(() => setSent(""), 1500))
  }
  const pick = (scene) => {
    setHere(scene.number)
    const video = playerRef.current
    if (!video) return
    video.currentTime = scene.at_s + 0.05
    video.play().catch(() => {})
  }
  const versions = props.versions || []
  const mine = versions.find((one) => one.number === props.version)
  const others = versions.filter((one) => one.number !== props.version).reverse()
  const called = (one) => (one.name ? `${one.number} “${one.name}”` : `${one.number}`)
  const titled = (one) => `Version ${called(one)}${one.label ? `: ${one.label.length > 46 ? `${one.label.slice(0, 45)}…` : one.label}` : ""}`
  const choose = (value) => {
    const [what, number] = value.split(" ")
    if (what === "open") say("pick", `Show version ${number}`, Number(number))
    else if (what === "beside") say("", `Compare with version ${number}`)
  }
  return (
    <article className={`pa-card pa-preview pa-shape-${aspect.replace(":", "x")}`} data-testid="preview" data-version={props.version} data-ready={ready}>
      <div className="pa-top">
        <Player film={film} aspect={aspect} poster={props.poster} playerRef={playerRef} onShape={setShape} />
        <div className="pa-about">
          <header>
            <h3>{props.title || "Your preview"}</h3>
            <p className="pa-meta">
              <span className="pa-chip" data-testid="version">Version {mine ? called(mine) : props.version}</span>
              {props.facts.map((fact) => <span key={fact}>{fact}</span>)}
            </p>
          </header>
          {props.changes.length ? (
            <ul className="pa-changes">{props.changes.map((line, index) => <li key={index}><Sparkles size={14} /> {line}</li>)}</ul>
          ) : null}
          <Lists said={props.said} assumed={props.assumed} />
        </div>
      </div>
      {props.scenes.length ? <Strip scenes={props.scenes} aspect={aspect} onPick={pick} here={here} /> : null}
      {ready && editing && props.current && !props.approved ? (
        <Script
          film={props.film}
          script={props.script}
          onSave={(text) => say("script", "I edited the script", props.version, text)}
          onClose={() => setEditing(false)}
        />
      ) : null}
      {ready ? (
        <footer className="pa-actions">
          {props.approved ? <span className="pa-done"><Check size={16} /> Approved</span> : null}
          {props.current && !props.approved ? (
            <button type="button" className="pa-button pa-primary" data-testid="approve" disabled={Boolean(sent)} onClick={() => say("approve", "Approve")}>
              {sent === "approve" ? <Loader2 size={16} className="pa-spin" /> : <Check size={16} />} Approve
            </button>
          ) : null}
          {props.current && props.undoable ? (
            <button type="button" className="pa-button" data-testid="undo" disabled={Boolean(sent)} onClick={() => say("undo", "Undo")}>
              {sent === "undo" ? <Loader2 size={16} className="pa-spin" /> : <Undo2 size={16} />} Undo
            </button>
          ) : null}
          {props.current && props.redoable ? (
            <button type="button" className="pa-button" data-testid="redo" disabled={Boolean(sent)} onClick={() => say("", "Redo")}>
              <Redo2 size={16} /> Redo
            </button>
          ) : null}
          {props.current && !props.approved && props.script && !editing ? (
            <button type="button" className="pa-button" data-testid="edit-script" disabled={Boolean(sent)} onClick={() => setEditing(true)}>
              <FileText size={16} /> Script
            </button>
          ) : null}
          {!props.current && !props.approved ? (
            <button type="button" className="pa-button" data-testid="restore" disabled={Boolean(sent)} onClick={() => say("pick", `Go back to version ${props.version}`, props.version)}>
              <Undo2 size={16} /> Back to this version
            </button>
          ) : null}
          {props.current && others.length ? (
            <label className="pa-versions">
              <span className="pa-hidden">Other versions</span>
              <select value="" disabled={Boolean(sent)} data-testid="versions" onChange={(event) => choose(event.target.value)}>
                <option value="">Other versions</option>
                <optgroup label="Show">
                  {others.map((one) => <option key={one.number} value={`open ${one.number}`}>{titled(one)}</option>)}
                </optgroup>
                <optgroup label="Compare with this one">
                  {others.map((one) => <option key={one.number} value={`beside ${one.number}`}>{titled(one)}</option>)}
                </optgroup>
              </select>
            </label>
          ) : null}
          {props.current && !props.approved ? <span className="pa-hint">or just tell me what to change</span> : null}
        </footer>
      ) : null}
    </article>
  )
}
