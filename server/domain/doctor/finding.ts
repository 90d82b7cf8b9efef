/** One line of the report. Messages have no secrets: no passwords, keys or addresses with passwords. */
export interface Finding {
  readonly subject: 'program' | 'configuration' | 'disk' | 'database' | 'clock' | 'mail' | 'panel'
  readonly state: 'ok' | 'warning' | 'failed'
  readonly message: string
  /** The next action. Null if all is well. */
  readonly remedy: string | null
}

type Subject = Finding['subject']

export const ok = (subject: Subject, message: string): Finding => ({
  subject,
  state: 'ok',
  message,
  remedy: null,
})
export const warning = (subject: Subject, message: string, remedy: string): Finding => ({
  subject,
  state: 'warning',
  message,
  remedy,
})
export const failed = (subject: Subject, message: string, remedy: string): Finding => ({
  subject,
  state: 'failed',
  message,
  remedy,
})
