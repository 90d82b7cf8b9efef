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

async function show(kind: Kind, text: string): Promise<void> {
  askForToaster()
  const [{ toast: sonner }] = await Promise.all([import('sonner'), toasterThere])
  sonner[kind](text)
}

export const toast = {
  success: (text: string) => void show('success', text),
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
