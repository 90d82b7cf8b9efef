import type { KeyboardEvent } from 'react'
import { isCommandKey } from './keyboard.ts'

/** Submits the form of the focused element on Ctrl/Cmd+Enter. For the onKeyDown of a form or a dialog. */
export function submitByKeys(event: KeyboardEvent): void {
  // A form inside a dialog, or a second dialog above it, may have handled the key.
  if (!isCommandKey(event, 'Enter') || event.repeat || event.defaultPrevented) return
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (!form) return
  event.preventDefault()
  form.requestSubmit()
}
