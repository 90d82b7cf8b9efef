type Ask = () => Promise<boolean>

/** A question to the user that a request waits for. Requests that need it at the same time share one question. */
export function sharedQuestion() {
  let handler: Ask | null = null
  let asking: Promise<boolean> | null = null
  return {
    /** Registers the dialog that asks. Returns a function that removes it. */
    onAsk(ask: Ask): () => void {
      handler = ask
      return () => {
        if (handler === ask) handler = null
      }
    },
    /** Returns the answer; false without a dialog. */
    ask(): Promise<boolean> {
      asking ??= (handler?.() ?? Promise.resolve(false)).finally(() => {
        asking = null
      })
      return asking
    },
  }
}
