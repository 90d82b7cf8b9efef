import { writeSync } from 'node:fs'

/** Billing: counts from the first write to a certain table, see statements.ts. */
export const billingKinds = ['run', 'finalize', 'payment', 'dunning'] as const
export type BillingKind = (typeof billingKinds)[number]

/** Stops the process at one point of one operation. */
export interface Arming {
  /**
   * Counts from the time at which an operation of this kind is recorded; `claimed`: that any is claimed, in a
   * worker.
   */
  readonly kind: 'create' | 'suspend' | 'terminate' | 'claimed' | BillingKind
  /** Its number or label. 0: do not stop, only report the points. */
  readonly at: number | string
  readonly how: 'SIGKILL' | 'SIGSTOP'
}

let armed: (Arming & { count: number; counting: boolean }) | undefined

export function arm(arming: Arming): void {
  armed = { ...arming, count: 0, counting: false }
}

/** Synchronous, so that it is written before the process ends. */
export const say = (line: string): void => void writeSync(1, `[points] ${line}\n`)

export function operationRecorded(values: readonly unknown[]): void {
  if (armed && !armed.counting && values.includes(armed.kind)) armed.counting = true
}

export function operationClaimed(): void {
  if (armed?.kind === 'claimed') armed.counting = true
}

/** Begins to count if this kind of billing is armed. */
export function billingBegan(kind: BillingKind): void {
  if (armed?.kind === kind) armed.counting = true
}

const armedBilling = (): BillingKind | undefined => billingKinds.find((kind) => kind === armed?.kind)

/** A step of billing. The counts of operations leave it out. */
export function billingPoint(label: string): void {
  if (armedBilling() !== undefined) reached(label)
}

/** The process has reached this point and stops here. */
export function point(label: string): void {
  const billing = armedBilling()
  if (billing === undefined || billing === 'dunning') reached(label)
}

function reached(label: string): void {
  if (!armed?.counting) return
  armed.count += 1
  say(`${armed.kind} ${armed.count}: ${label}`)
  if (armed.count !== armed.at && label !== armed.at) return
  const { how } = armed
  armed = undefined
  say('halted')
  process.kill(how === 'SIGKILL' ? -process.pid : process.pid, how)
}
