import { z } from 'zod'
import type { RouteName } from '#sandbox/routes.ts'
import { bodyFaults } from './bodies.ts'
import type { Fault } from './fault.ts'
import { otherFaults } from './others.ts'
import { plainFaults } from './plain.ts'
import { shapeFaults } from './shapes.ts'

/**
 * All faults. To add one, add an entry to its part. Rules, header, usernames, chaos and page use this table.
 */
export const faultTable = {
  ...plainFaults,
  ...bodyFaults,
  ...shapeFaults,
  ...otherFaults,
} as const satisfies Record<string, Fault>

export type AnyFaultName = keyof typeof faultTable

const isFaultName = (name: unknown): name is AnyFaultName =>
  typeof name === 'string' && Object.hasOwn(faultTable, name)

export const everyFaultName: readonly AnyFaultName[] = Object.keys(faultTable).filter(isFaultName)

export const faultName = z
  .enum(Object.keys(faultTable))
  .pipe(z.custom<AnyFaultName>((name) => isFaultName(name)))

/** Returns whether this call can get that fault. */
export function canMeet(route: RouteName, name: AnyFaultName): boolean {
  const { calls }: Fault = faultTable[name]
  return calls === undefined || calls.includes(route)
}
