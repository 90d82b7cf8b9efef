import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import type { ServerRow } from './connection.ts'

type Column = 'duplicatesRefusedAt' | 'markerReturnedAt'

/** Remembers what a panel was seen to do. One write for each server and change; the row in hand says if it is needed. */
async function note(domain: Domain, server: ServerRow, column: Column, seen: boolean): Promise<void> {
  if ((server[column] !== null) === seen) return
  await domain.database.db
    .update(servers)
    .set({ [column]: seen ? domain.clock.now() : null })
    .where(
      and(
        eq(servers.id, server.id),
        // Another address or driver is another panel: what was seen of the first says nothing about it.
        eq(servers.baseUrl, server.baseUrl),
        seen ? isNull(servers[column]) : isNotNull(servers[column]),
      ),
    )
}

/** The panel refused to create a username that it was then seen to have. */
export const noteDuplicateRefused = (domain: Domain, server: ServerRow) =>
  note(domain, server, 'duplicatesRefusedAt', true)

/** The panel was seen to have one username twice. */
export const noteDuplicateAllowed = (domain: Domain, server: ServerRow) =>
  note(domain, server, 'duplicatesRefusedAt', false)

/** An account of ours was read: with our marker, or without any. */
export const noteMarkerReturned = (domain: Domain, server: ServerRow, returned: boolean) =>
  note(domain, server, 'markerReturnedAt', returned)

/**
 * Whether a create may be sent without a lookup first: the panel itself was seen to refuse a username that it has, and
 * to return our marker, by which an account of ours is recognized whatever happens.
 */
export const needsNoFirstLookup = ({ duplicatesRefusedAt, markerReturnedAt }: ServerRow): boolean =>
  duplicatesRefusedAt !== null && markerReturnedAt !== null

/** The columns of a server that may be another panel from now on. */
export const nothingObserved = { duplicatesRefusedAt: null, markerReturnedAt: null }
