type Kind = 'success' | 'error' | 'info'

/**
 * Short confirmations that users may miss. Important messages use a Notice. Their code is loaded with the first toast
 * and mounted by {@link Toaster}.
 */
let askForToaster = () => {}
let toasterIsThere = () => {}
const toasterThere = new Promise<void>((resolve) => {
  toasterIsThere = resolve
})

interface Undo {
  readonly label: string
  readonly onClick: () => void
}

// Long enough to read the text and to reach the button.
const undoMs = 10_000

/** The button stays in view while the toast goes away: a second press must not undo again. */
function once({ label, onClick }: Undo): Undo {
  let pressed = false
  return {
    label,
    onClick() {
      if (pressed) return
      pressed = true
      onClick()
    },
  }
}

async function show(kind: Kind, text: string, undo?: Undo): Promise<void> {
  askForToaster()
  const [{ toast: sonner }] = await Promise.all([import('sonner'), toasterThere])
  sonner[kind](text, undo ? { action: once(undo), duration: undoMs } : {})
}

export const toast = {
  success: (text: string) => void show('success', text),
  error: (text: string) => void show('error', text),
  info: (text: string) => void show('info', text),
  /** Shows the result of an action and offers to undo it. */
  undoable: (text: string, undo: Undo) => void show('success', text, undo),
}

/** Used only by the toaster. */
export const toastHost = {
  onFirst(ask: () => void) {
    askForToaster = ask
  },
  mounted: () => toasterIsThere(),
}
