import { useState } from "react"
import { Columns2, Download, Sparkles } from "lucide-react"

export default function CompareCard() {
  const [ratio, setRatio] = useState(3)
  const fit = (event) => setRatio(event.target.videoWidth / event.target.videoHeight)
  return (
    <article className="pa-card pa-compare" data-testid="compare">
      <div className="pa-stage" style={{ aspectRatio: ratio, maxHeight: "72vh" }}>
        <video src={props.video} controls playsInline preload="auto" onLoadedMetadata={fit} />
      </div>
      <div className="pa-about">
        <header>
          <h3><Columns2 size={16} /> {props.labels.join(" and ")}</h3>
          <p className="pa-meta"><span>{props.length}</span><span>sound of {props.labels[1]}</span></p>
        </header>
        {props.differences.length ? (
          <ul className="pa-changes">{props.differences.map((line, index) => <li key={index}><Sparkles size={14} /> {line}</li>)}</ul>
        ) : <p className="pa-meta">Both are the same.</p>}
      </div>
      <footer className="pa-actions">
        <a className="pa-button" data-testid="download-compare" href={`${props.video}&download=1`} download={props.file}>
          <Download size={16} /> Download
        </a>
      </footer>
    </article>
  )
}
