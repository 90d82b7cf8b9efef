import { writeSync } from 'node:fs'

/** Halts the process at one point of one operation. */
export interface Arming {
  /** Counts from the moment that an operation of this kind is recorded; `claimed`: that any is claimed, in a worker. */
  readonly kind: 'create' | 'suspend' | 'terminate' | 'claimed'
  /** Its number, or what is said of it; 0: nowhere, only say what there is. */
  readonly at: number | string
  readonly how: 'SIGKILL' | 'SIGSTOP'
}

let armed: (Arming & { count: number; counting: boolean }) | undefined

export function arm(arming: Arming): void {
  armed = { ...arming, count: 0, counting: false }
}

/** Synchronous, so that it is said before the process is gone. */
export const say = (line: string): void => void writeSync(1, `[points] ${line}\n`)

export function operationRecorded(values: readonly unknown[]): void {
  if (armed && !armed.counting && values.includes(armed.kind)) armed.counting = true
}

export function operationClaimed(): void {
  if (armed?.kind === 'claimed') armed.counting = true
}

/** The process has come here, and no further. */
export function point(label: string): void {
  if (!armed?.counting) return
  armed.count += 1
  say(`${armed.kind} ${armed.count}: ${label}`)
  if (armed.count !== armed.at && label !== armed.at) return
  const { how } = armed
  armed = undefined
  say('halted')
  process.kill(how === 'SIGKILL' ? -process.pid : process.pid, how)
}
