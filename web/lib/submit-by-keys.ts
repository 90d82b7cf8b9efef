import type { KeyboardEvent } from 'react'
import { isCommandKey } from './keyboard.ts'

/** Submits on Ctrl/Cmd+Enter from any field of the form. For a form's onKeyDown. */
export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (!isCommandKey(event, 'Enter') || event.repeat) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
