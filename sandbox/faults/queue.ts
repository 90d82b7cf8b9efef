import { z } from 'zod'
import type { RequestEntry } from '#sandbox/requests.ts'
import { type RouteName, routeNames } from '#sandbox/routes.ts'
import { type FaultParameters, faultParameters } from './fault.ts'
import { type AnyFaultName, canMeet, everyFaultName, faultName } from './table.ts'

const path = z
  .string()
  .refine((value) => value.startsWith('/') || routeNames.some((name) => name === value), {
    error: `path is a prefix that begins with /, or one of ${routeNames.join(', ')}.`,
  })

/** The requests that get a fault. An omitted condition matches everything that can get the fault. */
export const faultRule = z.strictObject({
  fault: faultName,
  method: z.string().toUpperCase().optional(),
  path: path.optional(),
  /** Exact, or a prefix that ends in *. */
  username: z.string().optional(),
  /** Number of matching requests that are skipped first. */
  skip: z.int().min(0).default(0),
  times: z.union([z.int().min(1), z.literal('always')]).default(1),
  ...faultParameters.shape,
})
export type FaultRule = z.input<typeof faultRule>

export interface QueuedFault extends z.infer<typeof faultRule> {
  readonly id: number
  /** Number of times it was applied. */
  readonly applied: number
}

export interface ChosenFault {
  readonly name: AnyFaultName
  readonly parameters: FaultParameters
}

type FaultedRequest = Pick<RequestEntry, 'method' | 'path' | 'route' | 'username'>

export interface FaultQueue {
  add(rule: FaultRule): QueuedFault
  list(): QueuedFault[]
  /** Returns the first rule that matches, and counts its use. */
  take(request: FaultedRequest): ChosenFault | undefined
  /** False: the rule does not exist. */
  remove(id: number): boolean
  clear(): void
}

export function createFaultQueue(): FaultQueue {
  let lastId = 0
  let rules: QueuedFault[] = []
  const replace = (id: number, by: QueuedFault | undefined) => {
    rules = rules.flatMap((rule) => (rule.id !== id ? [rule] : by === undefined ? [] : [by]))
  }
  return {
    add(input) {
      lastId += 1
      const rule = { ...faultRule.parse(input), id: lastId, applied: 0 }
      rules = [...rules, rule]
      return rule
    },
    list: () => rules,
    take(request) {
      for (const rule of rules) {
        if (!matches(rule, request)) continue
        if (rule.skip > 0) {
          replace(rule.id, { ...rule, skip: rule.skip - 1 })
          continue
        }
        const applied = rule.applied + 1
        const spent = rule.times !== 'always' && applied >= rule.times
        replace(rule.id, spent ? undefined : { ...rule, applied })
        return { name: rule.fault, parameters: parametersOf(rule) }
      }
      return undefined
    },
    remove(id) {
      const known = rules.some((rule) => rule.id === id)
      replace(id, undefined)
      return known
    },
    clear() {
      rules = []
    },
  }
}

const parametersOf = (rule: QueuedFault): FaultParameters => z.object(faultParameters.shape).parse(rule)

function matches(rule: QueuedFault, request: FaultedRequest): boolean {
  if (!canMeet(request.route, rule.fault)) return false
  if (rule.method !== undefined && rule.method !== request.method) return false
  if (rule.path !== undefined && !matchesPath(rule.path, request)) return false
  return rule.username === undefined || matchesUsername(rule.username, request.username)
}

const matchesPath = (wanted: string, request: { path: string; route: RouteName }) =>
  wanted.startsWith('/') ? request.path.startsWith(wanted) : request.route === wanted

const matchesUsername = (wanted: string, username: string | null) =>
  username !== null && (wanted.endsWith('*') ? username.startsWith(wanted.slice(0, -1)) : username === wanted)

/**
 * Parses the header `X-Sandbox-Fault: slow; ms=500`.
 * @throws {z.ZodError} no such fault or parameter
 */
export function parseFaultHeader(value: string): ChosenFault {
  const [name = '', ...pairs] = value.split(';').map((part) => part.trim())
  const given = pairs
    .filter((pair) => pair !== '')
    .map((pair) => pair.split('=', 2).map((part) => part.trim()))
  return { name: faultName.parse(name), parameters: faultParameters.parse(Object.fromEntries(given)) }
}

const magic = everyFaultName
  .map((name) => ({ name, letters: name.replaceAll('-', '') }))
  .sort((a, b) => b.letters.length - a.letters.length)

/**
 * Returns the fault that a username such as `faultdropafter7` requests. `faultalwaysdrop7` requests it every
 * time.
 */
export function faultInUsername(username: string): { name: AnyFaultName; always: boolean } | undefined {
  const wanted = /^fault(always)?(.+)$/.exec(username)
  const rest = wanted?.[2] ?? ''
  const found = magic.find(({ letters }) => rest.startsWith(letters))
  return found === undefined ? undefined : { name: found.name, always: wanted?.[1] !== undefined }
}
