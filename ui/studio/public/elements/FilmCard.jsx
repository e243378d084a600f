import { Captions, Download, CheckCircle2 } from "lucide-react"

export default function FilmCard() {
  const shape = props.aspect.replace(":", "x")
  return (
    <article className={`pa-card pa-film pa-shape-${shape}`} data-testid="film" data-version={props.version}>
      <div className={`pa-stage pa-${shape}`}>
        <video src={props.video} poster={props.poster || undefined} controls playsInline preload="metadata" />
      </div>
      <footer className="pa-actions">
        <a className="pa-button pa-primary" data-testid="download" href={`${props.video}&download=1`} download={props.file}>
          <Download size={16} /> Download
        </a>
        {(props.captions || []).map((one) => (
          <a key={one.kind} className="pa-button" data-testid="captions" href={`${one.url}&download=1`} download={one.file} title="Captions as a file">
            <Captions size={16} /> {one.kind}
          </a>
        ))}
        <span className="pa-meta">
          <span className="pa-done"><CheckCircle2 size={16} /> {props.title}</span>
          {props.facts.map((fact) => <span key={fact}>{fact}</span>)}
        </span>
      </footer>
    </article>
  )
}
