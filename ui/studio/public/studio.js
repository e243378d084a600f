// Addresses of films run out. When one has, the studio is asked for a new one and the player goes on where it was.
(() => {
  const OURS = /^\/(media|live)\//
  const asked = new WeakMap()

  const addressOf = (element) => element.getAttribute("src") || element.getAttribute("href") || ""
  const pathOf = (address) => {
    const url = new URL(address, window.location.href)
    return url.origin === window.location.origin && OURS.test(url.pathname) ? url : null
  }
  const hasRunOut = (url) => Number(url.searchParams.get("until")) * 1000 < Date.now() + 60000

  const fresh = async (url) => {
    const answer = await fetch(`/address?path=${encodeURIComponent(url.pathname)}`, { credentials: "same-origin" })
    if (!answer.ok) return null
    const rest = new URLSearchParams(url.search)
    const found = new URL((await answer.json()).address, window.location.href)
    for (const [key, value] of rest) if (!found.searchParams.has(key)) found.searchParams.set(key, value)
    return found.pathname + found.search
  }

  const renew = async (element) => {
    const url = pathOf(addressOf(element))
    if (!url || Date.now() - (asked.get(element) || 0) < 5000) return
    asked.set(element, Date.now())
    const address = await fresh(url)
    if (!address) return
    if (element.tagName === "VIDEO") {
      const { currentTime, paused } = element
      element.addEventListener("loadedmetadata", () => {
        element.currentTime = currentTime
        if (!paused) element.play().catch(() => {})
      }, { once: true })
    }
    element.setAttribute("src", address)
    if (element.tagName === "VIDEO") element.load()
  }

  // Errors of media do not bubble; they are seen on the way down.
  document.addEventListener("error", (event) => {
    if (["VIDEO", "IMG"].includes(event.target.tagName)) renew(event.target)
  }, true)

  // A player that has loaded only its beginning would stop in the middle: it is renewed before it goes on.
  document.addEventListener("play", (event) => {
    const url = pathOf(addressOf(event.target))
    if (url && hasRunOut(url)) renew(event.target)
  }, true)

  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a[href]") : null
    const url = link && pathOf(link.href)
    if (!url || !hasRunOut(url)) return
    event.preventDefault()
    event.stopPropagation()
    fresh(url).then((address) => {
      if (!address) return
      link.setAttribute("href", address)
      link.click()
    })
  }, true)
})()
