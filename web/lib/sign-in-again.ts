type AskForSignIn = () => Promise<boolean>

let ask: AskForSignIn | null = null
let asking: Promise<boolean> | null = null

/** Registers the dialog that asks the user to sign in again. Returns a function that removes it. */
export function onSessionEnd(handler: AskForSignIn): () => void {
  ask = handler
  return () => {
    if (ask === handler) ask = null
  }
}

/** Returns whether the user has signed in again. Requests that fail at the same time share one question. */
export function signInAgain(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return asking
}
