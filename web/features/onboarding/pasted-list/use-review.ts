import { useEffect, useMemo, useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { explain } from '../../../lib/problem.ts'
import { useSettled } from '../../../lib/use-settled.ts'
import { assignServers } from './assign-servers.ts'
import type { ListRow } from './list-row.ts'
import { parseCustomers } from './parse-customers.ts'
import { reviewList } from './review-list.ts'

const settleMs = 250

export const mostRows = 100

interface Wanted {
  text: string
  withHosting: boolean
  /** "" means the least used server for each. */
  serverId: string
  typed: Readonly<Record<string, string>>
  servers: readonly Server[] | undefined
  /** False pauses the review, for example while the list is submitted. */
  active: boolean
}

interface Review {
  rows: readonly ListRow[]
  /** The number of customers in the text. */
  count: number
  checking: boolean
  failure: string | null
}

/** Reviews the pasted text again when the text, the servers or a typed username changes. */
export function useReview({ text, withHosting, serverId, typed, servers, active }: Wanted): Review {
  const [reviewed, setReviewed] = useState<{ of: string; rows: readonly ListRow[]; failure: string | null }>({
    of: '',
    rows: [],
    failure: null,
  })
  const customers = useMemo(() => parseCustomers(text), [text])
  const waitsForServers = withHosting && servers === undefined
  // As text, so that server changes without effect on the list do not start a new review.
  const wanted = JSON.stringify({
    customers: customers.slice(0, mostRows),
    serverIds: withHosting ? assignServers(customers.length, servers ?? [], serverId).slice(0, mostRows) : [],
    withHosting,
    typed,
  })
  const settled = useSettled(wanted, settleMs)
  useEffect(() => {
    if (!active || waitsForServers) return
    const controller = new AbortController()
    const finish = (rows: readonly ListRow[], failure: string | null) => {
      if (!controller.signal.aborted) setReviewed({ of: settled, rows, failure })
    }
    reviewList(JSON.parse(settled), controller.signal).then(
      (rows) => finish(rows, null),
      (error: unknown) => finish([], explain(error)),
    )
    return () => controller.abort()
  }, [settled, active, waitsForServers])
  return {
    rows: customers.length === 0 ? [] : reviewed.rows,
    count: customers.length,
    checking: customers.length > 0 && reviewed.of !== wanted,
    failure: reviewed.failure,
  }
}
