type Kind = 'success' | 'error' | 'info'

/**
 * Small confirmations that may be missed; whatever matters is a Notice. What shows them is loaded with the first one
 * and mounted by {@link Toaster}.
 */
let askForToaster = () => {}
let toasterIsThere = () => {}
const toasterThere = new Promise<void>((resolve) => {
  toasterIsThere = resolve
})

/** A button in the toast, e.g. "Undo". Such a toast stays longer. */
export interface ToastAction {
  label: string
  onClick: () => void
}
const actionMs = 10_000

async function show(kind: Kind, text: string, action?: ToastAction): Promise<void> {
  askForToaster()
  const [{ toast: sonner }] = await Promise.all([import('sonner'), toasterThere])
  sonner[kind](text, action ? { action, duration: actionMs } : {})
}

export const toast = {
  success: (text: string, action?: ToastAction) => void show('success', text, action),
  error: (text: string) => void show('error', text),
  info: (text: string) => void show('info', text),
}

/** For the toaster alone. */
export const toastHost = {
  onFirst(ask: () => void) {
    askForToaster = ask
  },
  mounted: () => toasterIsThere(),
}
