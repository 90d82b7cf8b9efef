import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'
import type { ServerRow } from './connection.ts'

type Column = 'duplicatesRefusedAt' | 'markerReturnedAt'

/**
 * Stores the observed behavior of a panel. One write for each server and change. The row in memory shows
 * whether it is needed.
 */
async function note(domain: Domain, server: ServerRow, column: Column, seen: boolean): Promise<void> {
  if ((server[column] !== null) === seen) return
  await domain.database.db
    .update(servers)
    .set({ [column]: seen ? domain.clock.now() : null })
    .where(
      and(
        eq(servers.id, server.id),
        // A different address or driver is a different panel, to which earlier observations do not apply.
        eq(servers.baseUrl, server.baseUrl),
        seen ? isNull(servers[column]) : isNotNull(servers[column]),
      ),
    )
}

/** The panel refused to create a username, and a lookup then found it there. */
export const noteDuplicateRefused = (domain: Domain, server: ServerRow) =>
  note(domain, server, 'duplicatesRefusedAt', true)

/** The panel had one username twice. */
export const noteDuplicateAllowed = (domain: Domain, server: ServerRow) =>
  note(domain, server, 'duplicatesRefusedAt', false)

/** An account of ours was read with our marker, or without any. */
export const noteMarkerReturned = (domain: Domain, server: ServerRow, returned: boolean) =>
  note(domain, server, 'markerReturnedAt', returned)

/**
 * Returns whether a create may be sent without a lookup first: the panel was observed to refuse a username
 * that it has, and to return our marker, which always identifies our accounts.
 */
export const needsNoFirstLookup = ({ duplicatesRefusedAt, markerReturnedAt }: ServerRow): boolean =>
  duplicatesRefusedAt !== null && markerReturnedAt !== null

/** The columns of a server whose panel may be a different one from now on. */
export const nothingObserved = { duplicatesRefusedAt: null, markerReturnedAt: null }
