import { useEffect, useState } from "react"
import { X } from "lucide-react"

export default function ProgressCard() {
  // On a narrow page nothing else puts the conversation into the address, and a reload would lose sight of it.
  useEffect(() => {
    if (window.location.pathname === "/") window.history.replaceState(window.history.state, "", `/thread/${props.thread}`)
  }, [])
  const [stopping, setStopping] = useState(false)
  const percent = Math.max(2, Math.min(100, Math.round(props.done * 100)))
  const stop = () => {
    setStopping(true)
    callAction({ name: "cancel", payload: {} }).catch(() => setStopping(false))
  }
  return (
    <div className="pa-card pa-progress" data-testid="progress" role="status" aria-live="polite">
      <div className="pa-bar" role="progressbar" aria-valuenow={percent} aria-valuemin="0" aria-valuemax="100">
        <i style={{ width: `${percent}%` }} />
      </div>
      <div className="pa-row">
        <span>{stopping ? "Stopping" : props.label}</span>
        <span className="pa-wait">{props.wait}</span>
        <button type="button" className="pa-button pa-small" data-testid="cancel" disabled={stopping} onClick={stop}>
          <X size={14} /> Cancel
        </button>
      </div>
    </div>
  )
}
