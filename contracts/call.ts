import { oc } from '@orpc/contract'
import { z } from 'zod'
import type { Access, Permission } from './access.ts'
import { id } from './text.ts'

/** A limit on the number of requests of one client address. The server's settings define the number. */
export type CallLimit = 'password-link' | 'password-reset' | 'setup'

/** Fields of a body that need a further permission, for example `{ baseUrl: 'servers.connect' }`. */
export type FieldAccess = Readonly<Record<string, Permission>>

/**
 * A dangerous call: the caller must have proved who they are in the last 15 minutes. A list of fields of the body: only
 * if one of them is present.
 */
export type RecentSignIn = true | readonly string[]

/** The facts about a call that the server enforces: access and limit before it reads the body. */
export interface CallMeta {
  readonly access?: Access
  readonly limit?: CallLimit
  readonly recent?: RecentSignIn
  readonly fieldAccess?: FieldAccess
  /** Media type of a body that is a file. It is streamed to the handler, and not parsed as JSON. */
  readonly upload?: 'text/csv'
}

interface CallOptions {
  /** Status of a success. Default: 200. */
  readonly status?: 201
  /** The output sets its own status or headers: `{status?, headers?, body}`. */
  readonly detailed?: true
  readonly limit?: CallLimit
  readonly recent?: RecentSignIn
  readonly upload?: 'text/csv'
  /** Checked when the body has been read, before it is validated. */
  readonly fieldAccess?: FieldAccess
}

const base = oc.$meta<CallMeta>({})

/**
 * Declares calls of one entity: `get(path, summary, access).input(...).output(...)`. @param tag their heading
 * in /docs
 */
export function callsOf(tag: string) {
  const declare =
    (method: 'GET' | 'POST' | 'PATCH' | 'DELETE') =>
    (path: `/v1/${string}`, summary: string, access: Access, options: CallOptions = {}) => {
      const { status, detailed, limit, recent, fieldAccess, upload } = options
      return base
        .route({
          method,
          path,
          tags: [tag],
          summary,
          ...(status && { successStatus: status }),
          ...(detailed && { outputStructure: 'detailed' }),
        })
        .meta({
          access,
          ...(limit && { limit }),
          ...(recent && { recent }),
          ...(fieldAccess && { fieldAccess }),
          ...(upload && { upload }),
        })
    }
  return { get: declare('GET'), post: declare('POST'), patch: declare('PATCH'), remove: declare('DELETE') }
}

export const byId = z.object({ id: id('id') })
export type ById = z.infer<typeof byId>

/** The output of a call without a result. */
export const nothing = z.object({})
