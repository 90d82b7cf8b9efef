const channelName = 'nextpanel-billing:session'
const signedOut = 'signed-out'

/** Notifies the other tabs of this browser that the user signed out. */
export function announceSignOut(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(signedOut)
  channel.close()
}

/** Calls back when another tab signs out. Returns a function that stops listening. */
export function onSignOutElsewhere(handler: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }) => {
    if (data === signedOut) handler()
  })
  return () => channel.close()
}
