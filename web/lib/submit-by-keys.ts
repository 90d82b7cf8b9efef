import type { KeyboardEvent } from 'react'
import { isCommandKey } from './keyboard.ts'

/** Ctrl/Cmd+Enter submits, wherever in the form one is. For a form's onKeyDown. */
export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (!isCommandKey(event, 'Enter') || event.repeat) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
