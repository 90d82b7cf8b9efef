const channelName = 'nextpanel-billing:session'
const signedOut = 'signed-out'

/** Tells the other tabs of this browser that the session was ended on purpose. */
export function announceSignOut(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(signedOut)
  channel.close()
}

/** Calls back when another tab signs out; returns how to stop listening. */
export function onSignOutElsewhere(handler: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }) => {
    if (data === signedOut) handler()
  })
  return () => channel.close()
}
