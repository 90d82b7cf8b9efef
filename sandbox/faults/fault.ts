import { z } from 'zod'
import type { Account } from '#sandbox/accounts/model.ts'
import type { RouteName } from '#sandbox/routes.ts'

/** The parameters of a fault in a rule or header. Each fault has its own defaults. */
export const faultParameters = z.strictObject({
  /** Milliseconds: duration of the wait or refusal, or time between two bytes. */
  ms: z.coerce.number().int().min(0).max(86_400_000).optional(),
  /** The status of the response. */
  status: z.coerce.number().int().min(300).max(599).optional(),
  /** Seconds. 0 sends no Retry-After. */
  retryAfter: z.coerce.number().int().min(0).optional(),
  /** `redirect` only: a path, or the URL of another host. */
  location: z.string().max(2000).optional(),
  /** Length of an oversized body. */
  bytes: z.coerce.number().int().min(1).max(1_073_741_824).optional(),
  /** `late` only: released: not after `ms`, but by POST /_sandbox/release. */
  until: z.literal('released').optional(),
  /** `late` only: the fate of the connection. */
  client: z.enum(['dropped', 'hanging']).optional(),
})
export type FaultParameters = z.infer<typeof faultParameters>

/** One request that a fault handles. */
interface FaultedExchange {
  readonly parameters: FaultParameters
  /**
   * Lets the panel do its work. Use one of the two, at most once. @param when late: without a response to the
   * client
   */
  perform(when?: 'late'): Promise<Response>
  /** Returns the response that the work would get, without doing it. */
  rehearse(): Promise<Response>
  /** Sends the head, then the body as it arrives. */
  stream(status: number, body: AsyncIterable<string | Buffer>): Promise<Response>
  /** Closes the connection now. Its result is the return value of the fault. */
  drop(): Response
  /** Waits until the control API releases it, or the client disconnects. */
  hold(): Promise<'released' | 'client-gone'>
  /** Waits until the control API releases it, even if the client has disconnected. */
  waitForRelease(): Promise<void>
  /** Continues even if the client has disconnected, as a panel does. */
  pause(ms: number): Promise<void>
  /**
   * Refuses connections from now on for this time. Undefined: until released, or 3 s if no client could
   * release it.
   */
  refuseConnections(ms: number | undefined): void
  /** The newest live account with another id. */
  accountBeside(id: unknown): Account | undefined
  /** Creates an account of another owner with the username or email of this create. */
  letStrangerTake(what: 'username' | 'email'): Promise<void>
}

export interface Fault {
  /** One sentence: what the client sees, and whether the work is done. */
  readonly summary: string
  /** The calls that can get it. Absent: all. */
  readonly calls?: readonly RouteName[]
  apply(exchange: FaultedExchange): Promise<Response>
}

export const json = (status: number) => ({ status, headers: { 'content-type': 'application/json' } })
