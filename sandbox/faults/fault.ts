import { z } from 'zod'
import type { Account } from '#sandbox/accounts/model.ts'
import type { RouteName } from '#sandbox/routes.ts'

/** What a rule, or the header, may say to a fault. Each fault has its own defaults. */
export const faultParameters = z.strictObject({
  /** Milliseconds: how long to wait or to refuse, or between two bytes. */
  ms: z.coerce.number().int().min(0).max(86_400_000).optional(),
  /** The status to answer instead. */
  status: z.coerce.number().int().min(300).max(599).optional(),
  /** Seconds; 0 sends no Retry-After. */
  retryAfter: z.coerce.number().int().min(0).optional(),
  /** `redirect` only: a path, or the URL of another host. */
  location: z.string().max(2000).optional(),
  /** How long a body is that is too long. */
  bytes: z.coerce.number().int().min(1).max(1_073_741_824).optional(),
  /** `late` only: released: not after `ms`, but by POST /_sandbox/release. */
  until: z.literal('released').optional(),
  /** `late` only: what becomes of the connection. */
  client: z.enum(['dropped', 'hanging']).optional(),
})
export type FaultParameters = z.infer<typeof faultParameters>

/** One request in the hands of a fault. */
interface FaultedExchange {
  readonly parameters: FaultParameters
  /** Lets the panel do its true work. One of the two, at most once, or neither. @param when late: unbeknown to the client */
  perform(when?: 'late'): Promise<Response>
  /** The answer that the work would get, without doing it. */
  rehearse(): Promise<Response>
  /** Sends the head, then the body as it comes. */
  stream(status: number, body: AsyncIterable<string | Buffer>): Promise<Response>
  /** Cuts the connection, now; also what to return then. */
  drop(): Response
  /** Until the control API releases what hangs, or the client goes away. */
  hold(): Promise<'released' | 'client-gone'>
  /** Until the control API releases what hangs, even if the client is gone. */
  waitForRelease(): Promise<void>
  /** Goes on even if the client is gone, as a panel does. */
  pause(ms: number): Promise<void>
  /** No connection is accepted from now on, for so long; undefined: until released, or 3 s where nobody could. */
  refuseConnections(ms: number | undefined): void
  /** The newest living account with another id. */
  accountBeside(id: unknown): Account | undefined
  /** A stranger's account comes to be with the username or the e-mail address of this create. */
  letStrangerTake(what: 'username' | 'email'): Promise<void>
}

export interface Fault {
  /** One sentence: what the client sees, and whether the work is done. */
  readonly summary: string
  /** The calls that it can befall; absent: all. */
  readonly calls?: readonly RouteName[]
  apply(exchange: FaultedExchange): Promise<Response>
}

export const json = (status: number) => ({ status, headers: { 'content-type': 'application/json' } })
